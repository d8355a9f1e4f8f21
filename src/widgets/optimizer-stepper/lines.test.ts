import { describe, expect, test } from 'vitest'
import { objectiveFrom } from '../../core/objective/objective.ts'
import { preset } from '../../core/objective/presets.ts'
import { adam } from '../../core/optimizer/adam.ts'
import { withClipping } from '../../core/optimizer/clipping.ts'
import { gradientDescent } from '../../core/optimizer/gradient-descent.ts'
import { defaultHyperparameters } from '../../core/optimizer/step.ts'
import { trajectory, type Setup } from '../../core/optimizer/trajectory.ts'
import { stopTex, headOf, linesOf } from './lines.ts'

const setup = (more: Partial<Setup> = {}): Setup => ({
  rule: adam,
  objective: preset('bowl'),
  start: [-4, 2],
  hyperparameters: defaultHyperparameters(adam),
  changes: [],
  ...more,
})

describe('the value of a stop in the other lines', () => {
  const isMarked = (stop: string, followed: string, of = setup()) =>
    headOf(stop, of, undefined, followed).includes('highlight')

  test('is marked where it is read, and where it is made', () => {
    const stops = ['g', ...adam.assignments.map((a) => a.target), 'loss']
    const marked = (followed: string) => stops.filter((stop) => isMarked(stop, followed))
    expect(marked('g')).toEqual(['g', 'm', 'v'])
    expect(marked('m')).toEqual(['m', 'm_hat'])
    expect(marked('d')).toEqual(['d', 'delta'])
    expect(marked('theta')).toEqual(['theta', 'loss'])
    // The gradient is of the function, not of the loss at the new point.
    expect(marked('loss')).toEqual(['loss'])
    expect(stops.filter((stop) => headOf(stop, setup()).includes('highlight'))).toEqual([])
  })

  test('its length and the clipped gradient read the gradient', () => {
    const rule = withClipping(adam)
    const of = setup({ rule, hyperparameters: defaultHyperparameters(rule) })
    expect(isMarked('norm', 'g', of)).toBe(true)
    expect(isMarked('g_clipped', 'norm', of)).toBe(true)
    expect(isMarked('m', 'g', of)).toBe(false)
  })

  test('the symbols stay the same but for the mark', () => {
    for (const stop of ['g', 'm', 'delta', 'loss']) {
      const followed = headOf(stop, setup(), undefined, 'm')
      const unmarked = followed.replace(/\{(\\htmlClass\{[^{}]*) highlight(\}\{[^{}]*\})\}/g, '$1$2')
      expect(unmarked).toBe(headOf(stop, setup()))
    }
    expect(headOf('g', setup(), undefined, 'g')).toContain('\\nabla')
  })
})

test('where a difference cancels, the operands with more digits are marked, and no others', () => {
  // θ₁ = 1.00001 − 0.1·10 = 0.00001: with four digits 1.000 − 1.000 would be 0.
  const typed = objectiveFrom('10*x')
  if (!typed.ok) throw new Error('no formula')
  const cancelling = setup({
    rule: gradientDescent,
    objective: typed.objective,
    start: [1.0000123],
    hyperparameters: { alpha: 0.1 },
  })
  const written = (stop: string) => {
    const { trace } = trajectory(cancelling).frame(1)
    return stopTex(linesOf(stop, cancelling, trace!, 4), false, 4)
  }
  expect(
    written('theta')
      .match(/more-digits[^{}]*\}\{[^{}]*\}/g)
      ?.join(),
  ).toMatch(/^more-digits\}\{1\.00001\d+\}$/)
  const plain = setup()
  const { trace } = trajectory(plain).frame(1)
  expect(stopTex(linesOf('m', plain, trace!, 4), true, 4)).not.toContain('more-digits')
})
