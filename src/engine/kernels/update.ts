import { compile } from '../../core/formula/evaluate.ts'
import { readsNorm } from '../../core/optimizer/clipping.ts'
import { constantName, type RuleProgram } from '../rule-program.ts'
import { dispatch, forEach, type Dispatch, type Now, type Place, type Views } from './kernel.ts'
import { PENALISED, penalised } from './penalty.ts'
import { WGSL_FUNCTIONS, wgslLines } from './wgsl-expr.ts'

interface Operands {
  /** All parameters [size]. */
  readonly theta: Place
  readonly gradient: Place
  /** What the optimizer remembers, slot after slot [slots · size]. */
  readonly slots: Place
  /** Which parameters are weights, as penalty.ts has it. */
  readonly weights: Place
  /** The length of the whole gradient; needed by rules that clip. */
  readonly norm?: Place
}

/** Where constant k of a rule stands. */
const constant = (k: number): string => `now.constants[${Math.floor(k / 4)}][${k % 4}]`

/** One step of an optimizer for all parameters at once: its rule's formulas, printed from core's trees. One thread a parameter. */
export function update(rule: RuleProgram, operands: Operands): Dispatch {
  const { size } = operands.theta
  const slotAt = (k: number): string => `slots[${k * size}u + i]`
  const program = forEach(
    size,
    `let g = penalised(i);
  let theta_prev = theta[i];
  ${readsNorm(rule.rule) ? 'let norm = norm[0];' : ''}
  ${rule.slots.map((name, k) => `let ${name}_prev = ${slotAt(k)};`).join('\n  ')}
  ${wgslLines(rule, constant)}
  theta[i] = theta;
  ${rule.slots.map((name, k) => `${slotAt(k)} = ${name};`).join('\n  ')}`,
    PENALISED + WGSL_FUNCTIONS,
  )
  return dispatch('update', operands, program, (views, now) => onTwin(rule, views, now))
}

function onTwin(rule: RuleProgram, views: Views<Operands>, now: Now): void {
  const { theta, gradient, slots, weights, norm } = views
  const constants = Array.from({ length: rule.constantCount }, (_, k) => constantName(k))
  const given = ['g', 'norm', 'theta_prev', ...rule.slots.map((name) => `${name}_prev`), ...constants]
  const names = [...given, ...rule.lines.map(({ target }) => target)]
  const lines = rule.lines.map(({ value }) => compile(value, names))
  const placeOf = (name: string): number => names.lastIndexOf(name)
  const values = new Float64Array(names.length).fill(NaN)
  constants.forEach((name, k) => (values[placeOf(name)] = now.constants[k]!))
  for (let i = 0; i < theta.length; i++) {
    values[0] = penalised(i, theta, gradient, weights, now)
    values[1] = norm?.[0] ?? NaN
    values[2] = theta[i]!
    rule.slots.forEach((_, k) => (values[3 + k] = slots[k * theta.length + i]!))
    lines.forEach((line, k) => (values[given.length + k] = line(values)))
    theta[i] = values[placeOf('theta')]!
    rule.slots.forEach((name, k) => (slots[k * theta.length + i] = values[placeOf(name)]!))
  }
}
