import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { withClipping } from '../../core/optimizer/clipping.ts'
import { ALL_RULES } from '../../core/optimizer/conventions.ts'
import type { Change, Trace } from '../../core/optimizer/frame.ts'
import type { Hyperparameter, Rule } from '../../core/optimizer/rule.ts'
import { trajectory, type Setup } from '../../core/optimizer/trajectory.ts'
import { withWeightDecay } from '../../core/optimizer/weight-decay.ts'
import { leastSquares } from '../../core/objective/least-squares.ts'
import { objectiveFrom, type Objective } from '../../core/objective/objective.ts'
import { preset, PRESET_IDS } from '../../core/objective/presets.ts'
import { miniBatches } from '../../core/objective/sampling.ts'
import { cosine } from '../../core/schedule/cosine.ts'
import { stopTex, linesOf } from './lines.ts'
import { displayedLines, numberFrom, valueOf } from './read-tex.ts'

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

/** Functions as a reader types them, with every function that can be typed. */
const TYPED = [
  'abs(x) + 0.3*abs(y - 1)',
  'ln(1 + x^2) + y^4/4',
  'sqrt(1 + x^2) + exp(-y^2)',
  'sin(3x) + 0.1*x^2',
  'max(0, 1 - x) + y^2',
  'tanh(x)^2 + (x - y)^2/7',
  'cos(x*y) + tan(x/9) - pi*y',
].map((formula) => {
  const typed = objectiveFrom(formula)
  if (!typed.ok) throw new Error(`${formula}: ${typed.error.code}`)
  return typed.objective
})
const OBJECTIVES: readonly Objective[] = [...PRESET_IDS.map(preset), points, ...TYPED]
const STEPS = 12

const share = fc.double({ min: 0, max: 1, noNaN: true })

/** Any value that a reader can give the hyperparameter. */
const valueFor = ({ min, max, scale }: Hyperparameter): fc.Arbitrary<number> =>
  share.map((s) => (scale === 'log' && min > 0 ? min * (max / min) ** s : min + (max - min) * s))

/** Numbers put in by hand; what is the mean of squares is not made negative. */
const edits = (rule: Rule, coordinates: number): fc.Arbitrary<Change[]> =>
  fc.array(
    fc
      .record({
        step: fc.nat(STEPS),
        name: fc.constantFrom('theta', 'g', ...rule.state.map((slot) => slot.name)),
        coordinate: fc.nat(coordinates - 1),
        value: fc.double({ min: -3, max: 3, noNaN: true }),
      })
      .map((c) => (c.name === 'theta' || c.name === 'g' ? c : { ...c, value: Math.abs(c.value) })),
    { maxLength: 3 },
  )

/** A run from anywhere with any hyperparameters, edited by hand, with or without a schedule. */
const setups = (rule: Rule): fc.Arbitrary<Setup> =>
  fc
    .record({
      objective: fc.constantFrom(...OBJECTIVES),
      shift: fc.double({ min: -0.3, max: 0.3, noNaN: true }),
      rate: fc.double({ min: 0.2, max: 1, noNaN: true }),
      scheduled: fc.boolean(),
      seed: fc.nat(1000),
      hyperparameters: fc.record(Object.fromEntries(rule.hyperparameters.map((h) => [h.name, valueFor(h)]))),
    })
    .chain(({ objective, shift, rate, scheduled, seed, hyperparameters }) =>
      edits(rule, objective.names.length).map((changes) => ({
        rule,
        objective,
        start: objective.start.map((x) => x + shift),
        hyperparameters: { ...hyperparameters, alpha: (objective.learningRate * rate) / 3 },
        changes,
        ...(scheduled ? { schedule: { schedule: cosine, settings: { alpha_min: 0.001, total: 200 } } } : {}),
        ...(objective === points
          ? { sampling: { samplesOf: miniBatches(seed, 6, 2), over: points.over, term: points.term } }
          : {}),
      })),
    )

/** One unit in the last digit of a number with so many significant digits, or all those before the point. */
function unit(x: number, digits: number): number {
  const exponent = Math.floor(Math.log10(Math.abs(x)))
  const plain = Math.abs(x) >= 1e-4 && Math.abs(x) < 1e6
  return 10 ** (exponent - (plain ? Math.max(digits, exponent + 1) : digits) + 1)
}

/** The largest number that is written there. */
const largestIn = (tex: string): number =>
  Math.max(
    0,
    ...[...tex.matchAll(/(\d+(?:\.\d+)?)(?:\\times 10\^\{(-?\d+)\})?/g)].map(([, a, b]) =>
      Number(`${a}e${b ?? 0}`),
    ),
  )

const DIGITS = [2, 3, 4, 7, 12]

const stopsOf = ({ rule, schedule }: Setup): string[] => [
  'g',
  ...(rule.id.endsWith('-clipped') ? ['norm'] : []),
  ...(schedule ? ['rate'] : []),
  ...rule.assignments.map((a) => a.target),
  'loss',
]

/** All lines of a step, from the very TeX that is displayed. */
function expectLines(setup: Setup, trace: Trace, digits: number): void {
  for (const stop of stopsOf(setup)) {
    const lines = linesOf(stop, setup, trace, digits)
    const displayed = displayedLines(stopTex(lines, setup.objective.names.length > 1, digits))
    expect(displayed.length).toBe(lines.rows.length)
    displayed.forEach(({ numbers, result: shown }, i) => {
      const result = valueOf(shown)
      const again = valueOf(numbers)
      const what = `${stop} at step ${trace.t}: ${numbers} = ${shown}`
      expect(numberFrom(lines.rows[i]!.text) + 0, what).toBe(result + 0)
      if (result === 0) expect(again + 0, what).toBe(0)
      // What float64 itself rounds away of large operands is not the display's fault.
      const rounding = 4 * Number.EPSILON * largestIn(numbers)
      if (result !== 0)
        expect(Math.abs(again - result), what).toBeLessThanOrEqual(
          unit(result, digits) * (1 + 1e-6) + rounding,
        )
    })
  }
}

describe.each(RULES.map((rule) => [rule.id, rule] as const))('%s', (_, rule) => {
  test('every displayed line of a run, read back from what is displayed, gives the displayed result', () => {
    fc.assert(
      fc.property(
        setups(rule),
        fc.constantFrom(STEPS, 57, 300),
        fc.constantFrom(...DIGITS),
        (setup, last, digits) => {
          const run = trajectory(setup)
          for (const t of [...Array.from({ length: STEPS }, (_, i) => i + 1), last]) {
            const { trace } = run.frame(t)
            if (!trace || run.firstNonFinite(t)) return
            expectLines(setup, trace, digits)
          }
        },
      ),
      { numRuns: 10 },
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
    ['2 \\left|1 - \\left|-3\\right|\\right|', 4],
  ] as const)
    expect(valueOf(tex), tex).toBeCloseTo(value, 12)
  expect(['−3.6', '1.5×10⁻³', '0', '2×10¹⁰'].map(numberFrom)).toEqual([-3.6, 0.0015, 0, 2e10])
})
