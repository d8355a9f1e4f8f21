import fc from 'fast-check'
import { expect, test } from 'vitest'
import { objectiveFrom } from '../objective/objective.ts'
import { preset } from '../objective/presets.ts'
import { ALL_RULES } from './conventions.ts'
import { gradientDescent } from './gradient-descent.ts'
import { momentum } from './momentum.ts'
import { compareOutcomes, knownFloor, outcomeOf, ranking, stepsToTarget, type Outcome } from './race.ts'
import { raceRun, type RaceSetup } from './race-run.ts'
import { RATE_GRID, rateSearch } from './rate-search.ts'
import { defaultHyperparameters } from './step.ts'
import { trajectory } from './trajectory.ts'

const QUIET = { seed: 1, deviation: 0 }

function typed(text: string) {
  const result = objectiveFrom(text)
  if (!result.ok) throw new Error(result.error.code)
  return result.objective
}

const descent = (text: string, start: readonly number[], alpha: number): RaceSetup => ({
  rule: gradientDescent,
  objective: typed(text),
  start,
  hyperparameters: { alpha },
  noise: QUIET,
})

function followed(setup: RaceSetup, limit: number) {
  const run = raceRun(setup)
  run.advance(limit)
  return run
}

test('gradient descent on a parabola needs as many steps as the logarithm says', () => {
  // x ← (1 − 2αa)·x on a·x², so the loss is a·x₀²·(1 − 2αa)^(2t).
  fc.assert(
    fc.property(
      fc.double({ min: 0.2, max: 5, noNaN: true }),
      fc.double({ min: 0.05, max: 0.95, noNaN: true }),
      fc.double({ min: 0.5, max: 9, noNaN: true }),
      fc.double({ min: -8, max: -1, noNaN: true }),
      (a, factor, x0, exponent) => {
        const curvature = Number(a.toFixed(3))
        const alpha = (1 - factor) / (2 * curvature)
        const tolerance = 10 ** exponent
        const exact = Math.log((curvature * x0 * x0) / tolerance) / (-2 * Math.log(factor))
        // On the border rounding decides.
        fc.pre(Math.abs(exact - Math.round(exact)) > 1e-6)
        const expected = Math.max(0, Math.ceil(exact))
        const run = followed(descent(`${curvature}*x^2`, [x0], alpha), 400)
        fc.pre(expected <= 400)
        expect(outcomeOf(run, tolerance)).toMatchObject({
          reached: expected,
          settled: expected,
          fate: 'settled',
        })
      },
    ),
    { numRuns: 100 },
  )
})

test('passing through the target is told from staying below it', () => {
  expect(stepsToTarget([5, 1, 3, 1, 0.5], 1)).toEqual({ reached: 1, settled: 3 })
  expect(stepsToTarget([5, 1, 3], 1)).toEqual({ reached: 1, settled: null })
  expect(stepsToTarget([5, 4], 1)).toEqual({ reached: null, settled: null })
  expect(stepsToTarget([1, 1], 1)).toEqual({ reached: 0, settled: 0 })
  // Momentum on x²/2 from 1, α = 1, β = 0.5: x = 1, 0, −0.5, −0.25, 0.125 …; it is at the bottom and leaves it again.
  const run = followed(
    {
      rule: momentum,
      objective: typed('0.5*x^2'),
      start: [1],
      hyperparameters: { alpha: 1, beta: 0.5 },
      noise: QUIET,
    },
    40,
  )
  expect(run.theta.slice(0, 5).map(([x]) => x)).toEqual([1, 0, -0.5, -0.25, 0.125])
  const outcome = outcomeOf(run, 0.05)
  expect(outcome.reached).toBe(1)
  expect(outcome.settled).toBe(3)
})

test('without noise a runner is the trajectory, bit for bit, and ends where that ends', () => {
  const rule = fc.constantFrom(...ALL_RULES)
  const objective = fc.constantFrom(preset('bowl'), preset('rosenbrock'), preset('double-well'))
  fc.assert(
    fc.property(rule, objective, fc.double({ min: -3, max: 0.9, noNaN: true }), (r, o, exponent) => {
      const hyperparameters = { ...defaultHyperparameters(r), alpha: 10 ** exponent }
      const { start } = o
      const run = followed({ rule: r, objective: o, start, hyperparameters, noise: QUIET }, 60)
      const other = trajectory({ rule: r, objective: o, start, hyperparameters, changes: [] })
      expect(run.end).toEqual(other.firstNonFinite(60))
      const path = other.path(0, 60, 61)
      expect(run.theta).toEqual(path.map((p) => p.theta))
      expect(run.losses).toEqual(path.map((p) => p.loss))
    }),
    { numRuns: 120 },
  )
})

test('a run followed in pieces is the run followed at once', () => {
  const setup = { ...descent('x^2 + 3*y^2', [1, 2], 0.1), noise: { seed: 4, deviation: 0.5 } }
  const inPieces = raceRun(setup)
  for (const to of [3, 3, 10, 9, 40]) inPieces.advance(to)
  expect(inPieces.theta).toEqual(followed(setup, 40).theta)
})

test('all runners meet the same noise, and another seed is other noise', () => {
  const noise = { seed: 7, deviation: 2 }
  const flat = { ...descent('0*x + 0*y + x - x + y - y', [0, 0], 1), noise }
  // On a plain every step of gradient descent is −α times the noise, wherever it stands.
  const one = followed(flat, 500).theta
  const two = followed({ ...flat, start: [5, -3], hyperparameters: { alpha: 0.5 } }, 500).theta
  const drawn = one.slice(1).map((at, t) => at.map((x, c) => one[t]![c]! - x))
  two.slice(1).forEach((at, t) => {
    at.forEach((x, c) => expect((two[t]![c]! - x) * 2).toBeCloseTo(drawn[t]![c]!, 9))
  })
  const all = drawn.flat()
  const mean = all.reduce((a, b) => a + b) / all.length
  const spread = Math.sqrt(all.reduce((a, b) => a + (b - mean) ** 2, 0) / all.length)
  // Of 1,000 draws with σ = 2 the mean is within 4 of its standard errors, and so is the spread.
  expect(Math.abs(mean)).toBeLessThan((4 * 2) / Math.sqrt(1000))
  expect(Math.abs(spread - 2)).toBeLessThan((4 * 2) / Math.sqrt(2000))
  const other = followed({ ...flat, noise: { seed: 8, deviation: 2 } }, 5).theta
  expect(other[1]).not.toEqual(one[1])
})

test('what became of a run', () => {
  const fate = (alpha: number, limit: number) => outcomeOf(followed(descent('x^2', [1], alpha), limit), 1e-6)
  expect(fate(0.4, 100).fate).toBe('settled')
  expect(fate(0.001, 100)).toMatchObject({ fate: 'missed', reached: null, settled: null })
  expect(fate(1.05, 100).fate).toBe('away')
  // 19^t overflows in x² when 19^(2t) > 1.8·10³⁰⁸: t = ⌈308.25·ln 10 / (2·ln 19)⌉ = 121.
  expect(fate(10, 400)).toMatchObject({ fate: 'diverged', settled: null, end: { step: 121, name: 'loss' } })
})

const outcome = (part: Partial<Outcome>): Outcome => ({
  reached: null,
  settled: null,
  fate: 'missed',
  last: 1,
  end: null,
  ...part,
})
const diverged = (step: number) =>
  outcome({ fate: 'diverged', end: { step, name: 'g', coordinate: 0, value: Infinity } })

test('the ranking: by fate, then by steps, then by loss; equals keep their order', () => {
  const list = [
    diverged(5),
    outcome({ last: 0.5 }),
    outcome({ fate: 'settled', settled: 30, last: 0 }),
    diverged(9),
    outcome({ fate: 'away', last: 20 }),
    outcome({ fate: 'settled', settled: 12, last: 0.1 }),
    outcome({ last: 0.2 }),
    outcome({ fate: 'settled', settled: 12, last: 0 }),
    outcome({ last: 0.5 }),
  ]
  expect(ranking(list)).toEqual([7, 5, 2, 6, 1, 8, 4, 3, 0])
  for (const a of list)
    for (const b of list) expect(Math.sign(compareOutcomes(a, b)) + Math.sign(compareOutcomes(b, a))).toBe(0)
})

test('the floor is the lowest known minimum, or zero', () => {
  expect(knownFloor(preset('bowl'))).toBe(0)
  // (x²−1)² + 0.3x at its left minimum −1.0355787, lower than the right one: 0.0724232² − 0.3106736.
  expect(knownFloor(preset('double-well'))).toBeCloseTo(0.00524512 - 0.3106736, 6)
  expect(knownFloor(preset('saddle'))).toBe(0)
  expect(knownFloor(typed('x^2 + 4'))).toBe(0)
})

function searched(setup: RaceSetup, target: number, limit: number) {
  const search = rateSearch(setup, target, limit)
  const shares: number[] = []
  for (;;) {
    const { done, value } = search.next()
    if (done) return { shares, found: value }
    shares.push(value)
  }
}

test('the grid: eight rates a decade from 0.0001 to 10', () => {
  expect(RATE_GRID).toHaveLength(41)
  expect([RATE_GRID[0], RATE_GRID[1], RATE_GRID[8], RATE_GRID[40]]).toEqual([1e-4, 0.000133, 0.001, 10])
})

test('the best rate on a bowl is the one of the grid next to 2/(λ₁+λ₂)', () => {
  // With λ = 1 and 10 the worst factor max|1 − αλ| is least at 2/11 = 0.18; of the grid, 0.178.
  const { found, shares } = searched(descent('0.5*x^2 + 5*y^2', [-4, 2], 1), 1e-6, 600)
  expect(found.rate).toBe(0.178)
  expect(found.outcome.fate).toBe('settled')
  expect(shares.every((s, i) => s > (shares[i - 1] ?? 0) && s <= 1)).toBe(true)
  expect(shares.at(-1)).toBe(1)
})

test('on a parabola x²/2 the rate 1 arrives in one step', () => {
  const { found } = searched(descent('0.5*x^2', [3], 0.5), 1e-9, 50)
  expect(found).toMatchObject({ rate: 1, outcome: { settled: 1 } })
})

test('when no rate arrives, the lowest loss at the limit decides', () => {
  // One step on x²: the loss is (1 − 2α)²·9; of the grid, 0.562 comes nearest to 0.5: (0.124·3)² = 0.138.
  const { found } = searched(descent('x^2', [3], 1), 1e-9, 1)
  expect(found.rate).toBe(0.562)
  expect(found.outcome.last).toBeCloseTo(0.138384, 12)
})
