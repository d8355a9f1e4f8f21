import { expect, test } from 'vitest'
import { steepestCurvature } from './curvature.ts'

const logistic = { hidden: [], activation: 'tanh' } as const

test('logistic regression on one point: σ(1 − σ)·|(x₁, x₂, 1)|²', () => {
  const one = { x: Float32Array.of(3, -4), y: Float32Array.of(1), n: 1 }
  for (const parameters of [
    [0, 0, 0],
    [0.5, 0.25, -1],
  ]) {
    const z = 3 * parameters[0]! - 4 * parameters[1]! + parameters[2]!
    const s = 1 / (1 + Math.exp(-z))
    expect(steepestCurvature(logistic, parameters, one)).toBeCloseTo(s * (1 - s) * 26, 6)
  }
})

test('two points at right angles: the steeper of two curvatures', () => {
  // With the bias, (1, 1, 1) and (1, −2, 1) are at right angles; at zero parameters each weighs ¼ · ½.
  const two = { x: Float32Array.of(1, 1, 1, -2), y: Float32Array.of(1, 0), n: 2 }
  expect(steepestCurvature(logistic, [0, 0, 0], two)).toBeCloseTo(6 / 8, 6)
})
