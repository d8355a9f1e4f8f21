import type { BinaryKind, Expr, FunctionName } from '../../core/formula/expr.ts'
import { constantIndex, type RuleProgram } from '../rule-program.ts'

/*
 * An optimizer's formulas over plain arrays: each node of the trees becomes one loop over all coordinates, whose result
 * is rounded to 32 bits as on any float32 engine. (Closures that compute one coordinate after another were measured
 * too: they take six times as long.)
 */

/** Brings parameters and slots forward by one step. */
export interface ArrayUpdate {
  /**
   * Step t (1, 2, …) with the gradient that `gradient` holds.
   * Errors: an Error when a hyperparameter has no value.
   */
  readonly apply: (t: number, hyperparameters: Readonly<Record<string, number>>) => void
}

type Unary = (a: Float32Array, out: Float32Array) => void
type Binary = (a: Float32Array, b: Float32Array, out: Float32Array) => void

const BINARY: Readonly<Record<BinaryKind, Binary>> = {
  add(a, b, out) {
    for (let i = 0; i < out.length; i++) out[i] = a[i]! + b[i]!
  },
  subtract(a, b, out) {
    for (let i = 0; i < out.length; i++) out[i] = a[i]! - b[i]!
  },
  multiply(a, b, out) {
    for (let i = 0; i < out.length; i++) out[i] = a[i]! * b[i]!
  },
  divide(a, b, out) {
    for (let i = 0; i < out.length; i++) out[i] = a[i]! / b[i]!
  },
  power(a, b, out) {
    for (let i = 0; i < out.length; i++) out[i] = Math.pow(a[i]!, b[i]!)
  },
  maximum(a, b, out) {
    for (let i = 0; i < out.length; i++) out[i] = Math.max(a[i]!, b[i]!)
  },
}

const square: Unary = (a, out) => {
  for (let i = 0; i < out.length; i++) out[i] = a[i]! * a[i]!
}

const negate: Unary = (a, out) => {
  for (let i = 0; i < out.length; i++) out[i] = -a[i]!
}

const squareRoot: Unary = (a, out) => {
  for (let i = 0; i < out.length; i++) out[i] = Math.sqrt(a[i]!)
}

const over =
  (fn: (x: number) => number): Unary =>
  (a, out) => {
    for (let i = 0; i < out.length; i++) out[i] = fn(a[i]!)
  }

const FUNCTION: Readonly<Record<FunctionName, Unary>> = {
  sqrt: squareRoot,
  exp: over(Math.exp),
  ln: over(Math.log),
  sin: over(Math.sin),
  cos: over(Math.cos),
  tan: over(Math.tan),
  tanh: over(Math.tanh),
  abs: over(Math.abs),
  sign: over(Math.sign),
}

/** The loops of a rule, in order, and the arrays that hold its constants. */
interface Loops {
  readonly run: readonly (() => void)[]
  readonly constants: readonly Float32Array[]
  /** Where each target's numbers are after the loops. */
  readonly results: ReadonlyMap<string, Float32Array>
}

/** `known` holds the arrays of g, theta_prev and the slots as they were. */
function loopsOf(program: RuleProgram, known: ReadonlyMap<string, Float32Array>, count: number): Loops {
  const results = new Map(known)
  const constants = Array.from({ length: program.constantCount }, () => new Float32Array(count))
  const run: (() => void)[] = []
  const computed = (loop: (out: Float32Array) => void): Float32Array => {
    const out = new Float32Array(count)
    run.push(() => loop(out))
    return out
  }
  const unary = (op: Unary, of: Expr): Float32Array => {
    const a = placed(of)
    return computed((out) => op(a, out))
  }
  const placed = (e: Expr): Float32Array => {
    if (e.kind === 'number') return new Float32Array(count).fill(e.value)
    if (e.kind === 'negate') return unary(negate, e.of)
    if (e.kind === 'call') return unary(FUNCTION[e.fn], e.of)
    if (e.kind === 'symbol') return named(e.name)
    if (e.kind === 'power' && e.right.kind === 'number' && e.right.value === 2) return unary(square, e.left)
    const [op, a, b] = [BINARY[e.kind], placed(e.left), placed(e.right)]
    return computed((out) => op(a, b, out))
  }
  const named = (name: string): Float32Array => {
    const k = constantIndex(name)
    const found = k === null ? results.get(name) : constants[k]
    if (!found) throw new Error(`“${program.rule.id}” reads “${name}”, which has no value there.`)
    return found
  }
  for (const { target, value } of program.lines) results.set(target, placed(value))
  return { run, constants, results }
}

/** The update of these parameters and slots, which it changes in place, from what `gradient` holds at each call. */
export function createArrayUpdate(
  program: RuleProgram,
  parameters: Float32Array,
  slots: Readonly<Record<string, Float32Array>>,
  gradient: Float32Array,
): ArrayUpdate {
  const before = new Map([
    ['g', gradient],
    ['theta_prev', parameters],
  ])
  for (const name of program.slots) before.set(`${name}_prev`, slots[name]!)
  const { run, constants, results } = loopsOf(program, before, parameters.length)
  const replaced = [
    { now: parameters, next: results.get('theta')! },
    ...program.slots.map((name) => ({ now: slots[name]!, next: results.get(name)! })),
  ]
  const numbers = new Float32Array(program.constantCount)
  const written = new Float32Array(program.constantCount).fill(NaN)

  return {
    apply(t, hyperparameters) {
      program.writeConstants(t, hyperparameters, numbers)
      for (let k = 0; k < numbers.length; k++) {
        if (Object.is(numbers[k], written[k])) continue
        written[k] = numbers[k]!
        constants[k]!.fill(numbers[k]!)
      }
      for (const loop of run) loop()
      for (const { now, next } of replaced) now.set(next)
    },
  }
}
