import { expect, test } from 'vitest'
import { preset } from '../objective/presets.ts'
import { adam } from './adam.ts'
import { gradientDescent } from './gradient-descent.ts'
import { momentum } from './momentum.ts'
import type { Rule } from './rule.ts'
import { stabilityBound } from './stability.ts'
import { defaultHyperparameters } from './step.ts'
import { trajectory } from './trajectory.ts'

/** The loss after 3000 steps, as a multiple of the loss at the start. */
function growth(rule: Rule, hyperparameters: Record<string, number>): number {
  const objective = preset('narrow-valley')
  const run = trajectory({ rule, objective, start: [0, 1], hyperparameters, changes: [] })
  return run.frame(3000).loss / run.frame(0).loss
}

test.each([
  [gradientDescent, {}],
  [momentum, { beta: 0 }],
  [momentum, { beta: 0.5 }],
  [momentum, { beta: 0.9 }],
])('$id %j settles just below its bound and leaves just above it', (rule, more) => {
  const hyperparameters = { ...defaultHyperparameters(rule), ...more }
  const bound = stabilityBound(rule, hyperparameters, 100)!
  expect(growth(rule, { ...hyperparameters, alpha: bound * 0.99 })).toBeLessThan(1e-3)
  expect(growth(rule, { ...hyperparameters, alpha: bound * 1.01 })).toBeGreaterThan(1e3)
})

test('there is no bound for a rule that adapts its step, nor where nothing curves upwards', () => {
  expect(stabilityBound(adam, defaultHyperparameters(adam), 10)).toBeNull()
  expect(stabilityBound(gradientDescent, {}, 0)).toBeNull()
  expect(stabilityBound(gradientDescent, {}, -2)).toBeNull()
  expect(stabilityBound(gradientDescent, {}, NaN)).toBeNull()
})
