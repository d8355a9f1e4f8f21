import { expect, test } from 'vitest'
import { preset } from '../objective/presets.ts'
import { adam } from './adam.ts'
import { gradientDescent } from './gradient-descent.ts'
import { momentum } from './momentum.ts'
import { momentumAverage, momentumDampened, momentumRateInside } from './momentum-variants.ts'
import { nesterov, nesterovRateInside } from './nesterov.ts'
import type { Rule } from './rule.ts'
import { stabilityBound } from './stability.ts'
import { defaultHyperparameters } from './step.ts'
import { trajectory } from './trajectory.ts'
import { withWeightDecay } from './weight-decay.ts'

/** The loss after 3000 steps, as a multiple of the loss at the start. */
function growth(rule: Rule, hyperparameters: Record<string, number>): number {
  const objective = preset('narrow-valley')
  const run = trajectory({ rule, objective, start: [0, 1], hyperparameters, changes: [] })
  return run.frame(3000).loss / run.frame(0).loss
}

const BOUNDED: readonly (readonly [Rule, Record<string, number>])[] = [
  [gradientDescent, {}],
  ...[0, 0.5, 0.9].flatMap((beta) =>
    [momentum, momentumAverage, momentumRateInside, nesterov, nesterovRateInside].map(
      (rule) => [rule, { beta }] as const,
    ),
  ),
  [momentumDampened, { beta: 0.9, tau: 0 }],
  [momentumDampened, { beta: 0.5, tau: 0.8 }],
  [momentumDampened, { beta: 0.9, tau: 0.4 }],
  [withWeightDecay(gradientDescent), { l2: 0.5 }],
  [withWeightDecay(momentum), { l2: 50, beta: 0.5 }],
  [withWeightDecay(nesterov), { l2: 50, beta: 0.5 }],
]

test.each(BOUNDED)('$id %j settles just below its bound and leaves just above it', (rule, more) => {
  const hyperparameters = { ...defaultHyperparameters(rule), ...more }
  const bound = stabilityBound(rule, hyperparameters, 100)!
  expect(growth(rule, { ...hyperparameters, alpha: bound * 0.99 })).toBeLessThan(1e-3)
  expect(growth(rule, { ...hyperparameters, alpha: bound * 1.01 })).toBeGreaterThan(1e3)
})

test('the bounds in numbers, worked out by hand', () => {
  // β = 0.5, λmax = 4: 2·1.5/4, 2·1.5/(2·4), and the first divided by a half.
  const bound = (rule: Rule) => stabilityBound(rule, { beta: 0.5, tau: 0.25, l2: 2 }, 4)
  expect([gradientDescent, momentum, momentumRateInside].map(bound)).toEqual([0.5, 0.75, 0.75])
  expect([nesterov, nesterovRateInside, momentumAverage].map(bound)).toEqual([0.375, 0.375, 1.5])
  expect([momentumDampened, withWeightDecay(momentum)].map(bound)).toEqual([1, 0.5])
})

test('there is no bound for a rule that adapts its step, nor where nothing curves upwards', () => {
  expect(stabilityBound(adam, defaultHyperparameters(adam), 10)).toBeNull()
  expect(stabilityBound(withWeightDecay(adam), { ...defaultHyperparameters(adam), l2: 1 }, 10)).toBeNull()
  expect(stabilityBound(gradientDescent, {}, 0)).toBeNull()
  expect(stabilityBound(gradientDescent, {}, -2)).toBeNull()
  expect(stabilityBound(gradientDescent, {}, NaN)).toBeNull()
})
