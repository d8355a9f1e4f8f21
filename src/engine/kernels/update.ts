import { compile } from '../../core/formula/evaluate.ts'
import { TANH } from './activation.ts'
import type { DeviceRule } from './device-rule.ts'
import { toWgsl, variable } from './formula.ts'
import { dispatch, forEach, type Dispatch, type Place } from './kernel.ts'
import { PENALISED, penalised } from './penalty.ts'

interface Operands {
  /** All parameters [size]. */
  readonly theta: Place
  readonly gradient: Place
  /** What the optimizer remembers, slot after slot [slots · size]. */
  readonly slots: Place
  /** Which parameters are weights, as penalty.ts has it. */
  readonly weights: Place
  /** The length of the whole gradient; needed by rules that read it. */
  readonly norm?: Place
}

const set = (name: string, value: string): string => `let ${variable(name)} = ${value};`

/** One step of an optimizer for all parameters at once: its rule's formulas, printed from core's trees. One thread a parameter. */
export function update(rule: DeviceRule, operands: Operands): Dispatch {
  const { size } = operands.theta
  const constant = (k: number): string => `now.constants[${Math.floor(k / 4)}][${k % 4}]`
  const slotAt = (k: number): string => `slots[${k * size}u + i]`
  const program = forEach(
    size,
    `${set('g', 'penalised(i)')}
  ${set('theta_prev', 'theta[i]')}
  ${rule.readsNorm ? set('norm', 'norm[0]') : ''}
  ${rule.slots.map((name, k) => set(`${name}_prev`, slotAt(k))).join('\n  ')}
  ${rule.constants.map((name, k) => set(name, constant(k))).join('\n  ')}
  ${rule.assignments.map(({ target, value }) => set(target, toWgsl(value))).join('\n  ')}
  theta[i] = ${variable('theta')};
  ${rule.slots.map((name, k) => `${slotAt(k)} = ${variable(name)};`).join('\n  ')}`,
    PENALISED + TANH,
  )
  return dispatch('update', operands, program, (views, now) => {
    const { theta, gradient, slots, weights, norm } = views
    const given = ['g', 'norm', 'theta_prev', ...rule.slots.map((name) => `${name}_prev`), ...rule.constants]
    const names = [...given, ...rule.assignments.map(({ target }) => target)]
    const lines = rule.assignments.map(({ value }) => compile(value, names))
    const values = new Array<number>(names.length).fill(NaN)
    rule.constants.forEach((_, k) => (values[3 + rule.slots.length + k] = now.constants[k]!))
    const at = (name: string): number => values[names.lastIndexOf(name)]!
    for (let i = 0; i < size; i++) {
      values[0] = penalised(i, theta, gradient, weights, now)
      values[1] = norm?.[0] ?? NaN
      values[2] = theta[i]!
      rule.slots.forEach((_, k) => (values[3 + k] = slots[k * size + i]!))
      lines.forEach((line, k) => (values[given.length + k] = line(values)))
      theta[i] = at('theta')
      rule.slots.forEach((name, k) => (slots[k * size + i] = at(name)))
    }
  })
}
