import { compile } from '../formula/evaluate.ts'
import { add, type Expr, mul, pow, sub } from '../formula/expr.ts'
import type { Notations } from '../formula/quantity.ts'

/**
 * sₖ = β^Δ · sₖ₋₁ + (1 − β^Δ) · Lₖ, where Δ is the number of steps since the last measured loss. It is s ← β s + (1 − β) L
 * made once a step while L stays as it is, so it does not depend on how often the loss was measured.
 */
export const MOVING_AVERAGE: Expr = add(
  mul(pow('beta', 'steps'), 's_prev'),
  mul(sub(1, pow('beta', 'steps')), 'loss'),
)

export const MOVING_AVERAGE_NOTATIONS: Notations = {
  beta: { tex: '\\beta', quantity: 'hyperparameter' },
  steps: { tex: '\\Delta' },
  s: { tex: 's_k', quantity: 'loss' },
  s_prev: { tex: 's_{k-1}', quantity: 'loss' },
  loss: { tex: 'L_k', quantity: 'loss' },
}

const next = compile(MOVING_AVERAGE, ['beta', 'steps', 's_prev', 'loss'])

/**
 * The exponential moving average of losses measured at steps that grow, 0 ≤ β < 1; it starts at the first loss, and
 * with β = 0 it is the losses themselves.
 */
export function movingAverage(
  points: readonly { readonly x: number; readonly y: number }[],
  beta: number,
): { x: number; y: number }[] {
  let last: { x: number; y: number } | null = null
  return points.map(({ x, y }) => {
    last = { x, y: last === null ? y : next([beta, x - last.x, last.y, y]) }
    return last
  })
}
