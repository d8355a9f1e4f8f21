import { dispatch, forEach, type Dispatch, type Place } from './kernel.ts'
import { PENALISED, penalised } from './penalty.ts'
import { totalOf } from './total.ts'

/** How many partial sums there are. */
export const NORM_PARTS = 1024

interface Operands {
  readonly theta: Place
  readonly gradient: Place
  readonly weights: Place
  /** [NORM_PARTS] */
  readonly parts: Place
}

/** Partial sums of the squares of the whole gradient, penalties included: part i has every 1,024th. */
export function gradientSquares(operands: Operands): Dispatch {
  const { size } = operands.theta
  const program = forEach(
    NORM_PARTS,
    `var sum = 0.0;
  for (var at = i; at < ${size}u; at += ${NORM_PARTS}u) {
    let g = penalised(at);
    sum += g * g;
  }
  parts[i] = sum;`,
    PENALISED,
  )
  return dispatch('gradient-squares', operands, program, ({ theta, gradient, weights, parts }, now) => {
    parts.fill(0)
    for (let i = 0; i < size; i++) parts[i % NORM_PARTS]! += penalised(i, theta, gradient, weights, now) ** 2
  })
}

/** ‖g‖ = √Σ parts. */
export function gradientNorm(operands: { readonly parts: Place; readonly norm: Place }): Dispatch {
  const program = totalOf(NORM_PARTS, 'parts[i]', 'norm[0] = sqrt(total);')
  return dispatch('gradient-norm', operands, program, ({ parts, norm }) => {
    norm[0] = Math.sqrt(parts.reduce((sum, part) => sum + part, 0))
  })
}
