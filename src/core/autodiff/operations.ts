import {
  add,
  call,
  div,
  type Expr,
  expr,
  type FunctionName,
  max,
  mul,
  neg,
  pow,
  sub,
} from '../formula/expr.ts'
import { OWN, slot, type Operation } from './graph.ts'

const u = expr(slot(0))
const y = expr(OWN)

/** σ(u) = 1/(1 + e⁻ᵘ), with σ′ = y·(1 − y), written with its own value y as every framework computes it. */
export const SIGMOID: Operation = {
  formula: div(1, add(1, call('exp', neg(u)))),
  named: 'sigmoid',
  locals: [mul(y, sub(1, y))],
}

/** max(0, u). The derivative is that of core/formula: 1 or 0, and ½ at u = 0, where frameworks choose 0. */
export const RELU: Operation = {
  formula: max(0, u),
  named: 'relu',
  locals: [div(add(1, call('sign', u)), 2)],
}

/** fn(u); eᵘ, √u and tanh u have derivatives that are shorter with their own value y: y, 1/(2y), 1 − y². */
export function application(fn: FunctionName): Operation {
  const locals: Partial<Record<FunctionName, Expr>> = {
    exp: y,
    sqrt: div(1, mul(2, y)),
    tanh: sub(1, pow(y, 2)),
  }
  const local = locals[fn]
  return { formula: call(fn, u), ...(local ? { locals: [local] } : {}) }
}

/** A neuron's sum w₁x₁ + … + wₙxₙ + b; its operands are w₁, x₁, w₂, x₂, …, b. */
export function affine(n: number): Operation {
  let sum: Expr = mul(slot(0), slot(1))
  for (let i = 1; i < n; i++) sum = add(sum, mul(slot(2 * i), slot(2 * i + 1)))
  return { formula: add(sum, slot(2 * n)), named: 'affine' }
}

/** (ŷ − y)² of the operands ŷ, y. */
export const SQUARED_ERROR: Operation = {
  formula: pow(sub(slot(0), slot(1)), 2),
  named: 'squared-error',
}

/** −(y·ln p + (1 − y)·ln(1 − p)) of the operands p, y. ∂/∂p = (1 − y)/(1 − p) − y/p. */
export const CROSS_ENTROPY: Operation = {
  formula: neg(add(mul(slot(1), call('ln', slot(0))), mul(sub(1, slot(1)), call('ln', sub(1, slot(0)))))),
  named: 'cross-entropy',
  locals: [
    sub(div(sub(1, slot(1)), sub(1, slot(0))), div(slot(1), slot(0))),
    sub(call('ln', sub(1, slot(0))), call('ln', slot(0))),
  ],
}
