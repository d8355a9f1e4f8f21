import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { withClipping } from '../../core/optimizer/clipping.ts'
import { ALL_RULES } from '../../core/optimizer/conventions.ts'
import type { Rule } from '../../core/optimizer/rule.ts'
import { defaultHyperparameters } from '../../core/optimizer/step.ts'
import { trajectory, type Setup } from '../../core/optimizer/trajectory.ts'
import { withWeightDecay } from '../../core/optimizer/weight-decay.ts'
import { leastSquares } from '../../core/objective/least-squares.ts'
import { preset, PRESET_IDS } from '../../core/objective/presets.ts'
import { miniBatches } from '../../core/objective/sampling.ts'
import { cosine } from '../../core/schedule/cosine.ts'
import { numberFrom, valueOf } from './read-tex.ts'
import { linesOf } from './lines.ts'

const UNDECAYED = ALL_RULES.filter((rule) => !rule.id.endsWith('-l2'))
const RULES: readonly Rule[] = [...ALL_RULES, ...UNDECAYED.map((rule) => withClipping(withWeightDecay(rule)))]

const points = leastSquares([
  [-3, -1],
  [-2, 0.5],
  [-1, 0],
  [1, 2],
  [2, 1.5],
  [3, 3],
])

/** A run from anywhere, with hyperparameters of many digits, on a preset or on samples, with or without a schedule. */
const setups = (rule: Rule): fc.Arbitrary<Setup> =>
  fc
    .record({
      id: fc.constantFrom(...PRESET_IDS, 'samples' as const),
      shift: fc.double({ min: -0.3, max: 0.3, noNaN: true }),
      rate: fc.double({ min: 0.2, max: 1, noNaN: true }),
      scheduled: fc.boolean(),
      seed: fc.nat(1000),
    })
    .map(({ id, shift, rate, scheduled, seed }) => {
      const objective = id === 'samples' ? points : preset(id)
      const sampling = { samplesOf: miniBatches(seed, 6, 2), over: points.over }
      return {
        rule,
        objective,
        start: objective.start.map((x) => x + shift),
        hyperparameters: { ...defaultHyperparameters(rule), alpha: (objective.learningRate * rate) / 3 },
        changes: [],
        ...(scheduled ? { schedule: { schedule: cosine, settings: { alpha_min: 0.001, total: 200 } } } : {}),
        ...(id === 'samples' ? { sampling } : {}),
      }
    })

/** One unit in the last digit of a number with so many significant digits, or all those before the point. */
function unit(x: number, digits: number): number {
  const exponent = Math.floor(Math.log10(Math.abs(x)))
  const plain = Math.abs(x) >= 1e-4 && Math.abs(x) < 1e6
  return 10 ** (exponent - (plain ? Math.max(digits, exponent + 1) : digits) + 1)
}

const DIGITS = [2, 3, 4, 7, 12]

describe.each(RULES.map((rule) => [rule.id, rule] as const))('%s', (_, rule) => {
  test('every displayed line, read back from what is displayed, gives the displayed result', () => {
    fc.assert(
      fc.property(
        setups(rule),
        fc.constantFrom(1, 2, 3, 10, 57, 300),
        fc.constantFrom(...DIGITS),
        (setup, step, digits) => {
          const run = trajectory(setup)
          const { trace } = run.frame(step)
          if (!trace || run.firstNonFinite(step)) return
          const stops = [
            'g',
            ...(rule.id.endsWith('-clipped') ? ['norm'] : []),
            ...(setup.schedule ? ['rate'] : []),
            ...rule.assignments.map((a) => a.target),
            'loss',
          ]
          for (const stop of stops) {
            for (const row of linesOf(stop, setup, trace, digits).rows) {
              const result = numberFrom(row.text)
              const again = valueOf(row.numbers)
              const what = `${stop} at step ${trace.t}: ${row.numbers} = ${row.text}`
              expect(valueOf(row.result) + 0, what).toBe(result + 0)
              if (result === 0) expect(again + 0, what).toBe(0)
              else
                expect(Math.abs(again - result), what).toBeLessThanOrEqual(unit(result, digits) * (1 + 1e-6))
            }
          }
        },
      ),
      { numRuns: 40 },
    )
  })
})

test('the reader reads what is written', () => {
  for (const [tex, value] of [
    ['-4 - (-0.4)', -3.6],
    ['\\frac{1}{6} (2 (-3) (1 + 2) + 2 \\cdot 0.5^{2})', (1 / 6) * (2 * -3 * 3 + 0.5)],
    ['\\sqrt{\\htmlClass{q q-second-moment}{0.25}} + 10^{-8}', 0.5 + 1e-8],
    ['\\left(1.5\\times 10^{-3} + \\frac{1}{2}\\right) \\cdot 2', 1.003],
    ['\\max\\left(1, \\frac{3}{2}\\right)', 1.5],
    ['\\operatorname{sign}(-3) \\cdot \\cos(0) + e^{0}', 0],
    ['(1 - \\frac{1}{2} \\cdot 0.96^{2 \\cdot 0.5})', 1 - 0.5 * 0.96],
    ['-\\htmlClass{term term-of-0-x}{2}^{2}', -4],
  ] as const)
    expect(valueOf(tex), tex).toBeCloseTo(value, 12)
  expect(['−3.6', '1.5×10⁻³', '0', '2×10¹⁰'].map(numberFrom)).toEqual([-3.6, 0.0015, 0, 2e10])
})
