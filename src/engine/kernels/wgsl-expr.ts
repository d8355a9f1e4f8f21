import type { BinaryKind, Expr, FunctionName } from '../../core/formula/expr.ts'
import { constantIndex, type RuleProgram } from '../rule-program.ts'

/*
 * Formulas as WGSL. Every kernel whose arithmetic is a formula of core (the update of the compiled steps, and that of
 * the one-workgroup trainer) prints it from the tree here, so that no formula is written a second time.
 */

/** The functions that printed formulas call; a shader that holds such a formula begins with them. */
export const WGSL_FUNCTIONS = `
fn squared(x: f32) -> f32 { return x * x; }
// The built-in tanh overflows on some drivers; near 0, where 1 − e^(−2|x|) would cancel, its series is exact.
fn stable_tanh(x: f32) -> f32 {
  let square = x * x;
  if (square < 0.01) { return x * (1.0 - square / 3.0 + square * square * (2.0 / 15.0)); }
  let shrunk = exp(-2.0 * abs(x));
  let size = (1.0 - shrunk) / (1.0 + shrunk);
  return select(size, -size, x < 0.0);
}
`

const FUNCTION: Readonly<Record<FunctionName, string>> = {
  sqrt: 'sqrt',
  exp: 'exp',
  ln: 'log',
  sin: 'sin',
  cos: 'cos',
  tan: 'tan',
  tanh: 'stable_tanh',
  abs: 'abs',
  sign: 'sign',
}

const SIGN: Readonly<Record<Exclude<BinaryKind, 'power' | 'maximum'>, string>> = {
  add: '+',
  subtract: '-',
  multiply: '*',
  divide: '/',
}

/** A number as an f32 literal. Errors: a RangeError when an f32 cannot hold it. */
export function wgslNumber(x: number): string {
  const rounded = Math.fround(x)
  if (!Number.isFinite(rounded)) throw new RangeError(`WGSL has no literal for ${x}.`)
  const text = String(rounded)
  const literal = /[.e]/.test(text) ? text : `${text}.0`
  return literal.startsWith('-') ? `(${literal})` : literal
}

/**
 * The expression as WGSL over f32; `nameOf` says what stands for each name. Powers other than squares need a base ≥ 0,
 * as WGSL's `pow` does.
 */
export function toWgsl(e: Expr, nameOf: (name: string) => string): string {
  const part = (of: Expr): string => toWgsl(of, nameOf)
  switch (e.kind) {
    case 'number':
      return wgslNumber(e.value)
    case 'symbol':
      return nameOf(e.name)
    case 'negate':
      return `(-${part(e.of)})`
    case 'call':
      return `${FUNCTION[e.fn]}(${part(e.of)})`
    case 'maximum':
      return `max(${part(e.left)}, ${part(e.right)})`
    case 'power':
      if (e.right.kind === 'number' && e.right.value === 2) return `squared(${part(e.left)})`
      return `pow(${part(e.left)}, ${part(e.right)})`
    default:
      return `(${part(e.left)} ${SIGN[e.kind]} ${part(e.right)})`
  }
}

/**
 * A rule's lines as statements, `let m = …;` each, for one coordinate. Before them stand the values `g`, `theta_prev`
 * and `<slot>_prev` under these very names; `constant(k)` reads constant k; after them `theta` and every slot's name are
 * what the coordinate has now.
 */
export function wgslLines({ lines }: RuleProgram, constant: (k: number) => string): string {
  const nameOf = (name: string): string => {
    const k = constantIndex(name)
    return k === null ? name : constant(k)
  }
  return lines.map(({ target, value }) => `let ${target} = ${toWgsl(value, nameOf)};`).join('\n')
}
