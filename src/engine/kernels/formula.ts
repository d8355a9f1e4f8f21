import type { BinaryKind, Expr, FunctionName } from '../../core/formula/expr.ts'
import { float } from './kernel.ts'

const OPERATOR: Partial<Readonly<Record<BinaryKind, string>>> = {
  add: '+',
  subtract: '-',
  multiply: '*',
  divide: '/',
}

const FUNCTION: Readonly<Record<FunctionName, string>> = {
  sqrt: 'sqrt',
  exp: 'exp',
  ln: 'log',
  sin: 'sin',
  cos: 'cos',
  tan: 'tan',
  tanh: 'tanhOf',
  abs: 'abs',
  sign: 'sign',
}

/** The variable that stands for a name of a formula: with a mark of its own, so that it is never a word of WGSL. */
export const variable = (name: string): string => `${name}_`

/** A formula in WGSL. A square is x · x: WGSL's pow takes no negative base. */
export function toWgsl(e: Expr): string {
  switch (e.kind) {
    case 'number':
      return float(e.value)
    case 'symbol':
      return variable(e.name)
    case 'negate':
      return `(-${toWgsl(e.of)})`
    case 'call':
      return `${FUNCTION[e.fn]}(${toWgsl(e.of)})`
    case 'maximum':
      return `max(${toWgsl(e.left)}, ${toWgsl(e.right)})`
    case 'power': {
      const base = toWgsl(e.left)
      return e.right.kind === 'number' && e.right.value === 2
        ? `(${base} * ${base})`
        : `pow(${base}, ${toWgsl(e.right)})`
    }
    default:
      return `(${toWgsl(e.left)} ${OPERATOR[e.kind]} ${toWgsl(e.right)})`
  }
}
