import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { leastSquares } from '../../objective/least-squares.ts'
import { preset } from '../../objective/presets.ts'
import { adam } from '../adam.ts'
import { adamw } from '../adamw.ts'
import { readsNorm, withClipping } from '../clipping.ts'
import { ALL_RULES } from '../conventions.ts'
import type { Rule } from '../rule.ts'
import { defaultHyperparameters } from '../step.ts'
import { type Setup, type Trajectory, trajectory } from '../trajectory.ts'
import { withWeightDecay } from '../weight-decay.ts'
import {
  answerTolerance,
  judge,
  type MistakeId,
  mistakesAt,
  rightValue,
  stepAsked,
  verdictOn,
  withSetting,
} from './index.ts'

const RULES = [
  ...ALL_RULES,
  ...ALL_RULES.filter((rule) => !rule.id.endsWith('-l2')).map(withWeightDecay),
  withClipping(adam),
]
const targetsOf = (rule: Rule): string[] => [
  'g',
  ...(readsNorm(rule) ? ['norm'] : []),
  ...rule.assignments.map((a) => a.target),
  'loss',
]

const line = leastSquares([
  [-2, 1],
  [1, -0.5],
  [0.5, 3],
  [3, 2],
])

interface Case {
  readonly run: Trajectory
  readonly k: number
  readonly coordinate: number
  readonly digits: number
}

/** A step of some run of the rule: any function, start and hyperparameters, one of them changed on the way. */
const caseOf = (rule: Rule): fc.Arbitrary<Case> =>
  fc
    .record({
      place: fc.constantFrom<Pick<Setup, 'objective' | 'sampling'>>(
        ...(['square', 'bowl', 'rosenbrock', 'himmelblau'] as const).map((id) => ({ objective: preset(id) })),
        { objective: line },
        {
          objective: line,
          sampling: { term: line.term, samplesOf: (t) => [t % 4, (t + 1) % 4], over: line.over },
        },
      ),
      hyperparameters: fc.record(
        Object.fromEntries(
          rule.hyperparameters.map((h) => [
            h.name,
            h.name === 'alpha'
              ? fc.constantFrom(0.001, 0.01, 0.3)
              : fc.oneof(fc.constant(h.default), fc.double({ min: h.min, max: h.max, noNaN: true })),
          ]),
        ),
      ),
      start: fc.tuple(fc.integer({ min: -20, max: 20 }), fc.integer({ min: -20, max: 20 })),
      k: fc.integer({ min: 1, max: 6 }),
      digits: fc.integer({ min: 3, max: 8 }),
      coordinate: fc.integer({ min: 0, max: 1 }),
    })
    .map(({ place, hyperparameters, start, k, digits, coordinate }) => ({
      run: trajectory({
        rule,
        ...place,
        start: start.slice(0, place.objective.names.length).map((x) => x / 10),
        hyperparameters,
        changes: [{ step: 2, name: 'alpha', value: 0.002 }],
      }),
      k,
      digits,
      coordinate: Math.min(coordinate, place.objective.names.length - 1),
    }))

describe.each(RULES.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  // Decay adds a line and its mistakes to a rule that is there without it as well.
  const numRuns = id.endsWith('-l2') ? 2 : 6

  test('a mistake that shows is named, the right answer is right, and what looks the same is said', () => {
    fc.assert(
      fc.property(caseOf(rule), ({ run, k, coordinate, digits }) => {
        const step = stepAsked(run, k)
        fc.pre(step !== null)
        for (const target of targetsOf(rule)) {
          const right = rightValue(step, target, coordinate)
          const tolerance = answerTolerance(right, digits)
          const list = mistakesAt(step, target, coordinate)
          const shows = list.filter((m) => Math.abs(m.value - right) > tolerance)
          const unnamed = shows.filter(({ id, value }) => {
            const verdict = judge(step, target, coordinate, value, digits)
            return verdict.kind !== 'mistake' || !verdict.ids.includes(id)
          })
          expect(unnamed).toEqual([])
          const verdict = judge(step, target, coordinate, right, digits)
          const same = verdict.kind === 'undecided' ? verdict.same.map((m) => m.mistake) : []
          expect(verdict.kind).toBe(same.length > 0 ? 'undecided' : 'right')
          const others = shows.map((m) => m.mistake)
          expect(same).toEqual(list.map((m) => m.mistake).filter((m) => !others.includes(m)))
        }
      }),
      { numRuns },
    )
  })

  test('a proposal leads to a run in which the mistake is told from the right way', () => {
    fc.assert(
      fc.property(
        caseOf(rule),
        fc.constantFrom(...targetsOf(rule)),
        ({ run, k, coordinate, digits }, target) => {
          const step = stepAsked(run, k)
          fc.pre(step !== null)
          const verdict = verdictOn(
            run,
            k,
            { target, coordinate, digits },
            rightValue(step, target, coordinate),
          )!
          if (verdict.kind !== 'undecided') {
            expect(verdict.kind).toBe('right')
            return
          }
          for (const proposal of verdict.proposals) {
            const there = stepAsked(trajectory(withSetting(run.setup, proposal.setting)), proposal.step)!
            for (const { mistake } of proposal.tells) {
              const { value } = mistakesAt(there, target, coordinate).find((m) => m.mistake === mistake)!
              const answered = judge(there, target, coordinate, value, proposal.digits ?? digits)
              expect(answered.kind === 'mistake' && answered.ids).toContain(mistake.id)
            }
          }
          const told = new Set(verdict.proposals.flatMap((p) => p.tells.map((m) => m.id)))
          expect([...told].sort()).toEqual([...verdict.ids].sort())
        },
      ),
      { numRuns: numRuns / 2 },
    )
  })
})

const runOf = (rule: Rule, hyperparameters: Record<string, number> = {}, more: Partial<Setup> = {}) =>
  trajectory({
    rule,
    objective: preset('square'),
    start: [0],
    hyperparameters: { ...defaultHyperparameters(rule), ...hyperparameters },
    changes: [],
    ...more,
  })

const answered = (run: Trajectory, k: number, target: string, answer: number, digits = 4) =>
  verdictOn(run, k, { target, coordinate: 0, digits }, answer)!

describe('what a reader meets', () => {
  test('with β₁ = 0.9 and β₂ = 0.99 the first step does not show a missing correction, the second does', () => {
    // (x − 3)² from 0: g = −6, so the step is 0.1 either way: 0.1·0.6/√0.36 = 0.1.
    const run = runOf(adam, { beta2: 0.99 })
    const verdict = answered(run, 1, 'delta', -0.1)
    expect(verdict.kind === 'undecided' && verdict.ids).toContain('no-bias-correction')
    if (verdict.kind !== 'undecided') return
    const way = verdict.proposals.find((p) => p.tells.some((m) => m.id === 'no-bias-correction'))!
    expect(way.step).toBe(2)
  })

  test('with β₂ = 0.999 a missing correction shows at once: the step is √10 times as long', () => {
    const verdict = answered(runOf(adam), 1, 'delta', -0.1 * Math.sqrt(10))
    expect(verdict.kind === 'mistake' && verdict.ids).toContain('no-bias-correction')
  })

  test('a small ε does not show where it stands; ε = 0.1 does', () => {
    const verdict = answered(runOf(adam), 2, 'd', rightValue(stepAsked(runOf(adam), 2)!, 'd', 0))
    if (verdict.kind !== 'undecided') return expect(verdict.kind).toBe('undecided')
    expect(verdict.ids).toEqual(expect.arrayContaining(['epsilon-inside', 'no-epsilon']))
    expect(verdict.proposals[0]!.setting).toEqual({ name: 'epsilon', value: 0.1 })
  })

  test('two mistakes with one result are both named', () => {
    // The decay of θ₀ = 2 is 0.1·0.5·2 = 0.1; in Δ₁ = −0.1 as much the other way round.
    const run = runOf(adamw, { lambda: 0.5 }, { start: [2] })
    const verdict = answered(run, 1, 'theta', 2 + 0.1)
    expect(verdict.kind === 'mistake' && verdict.ids).toEqual(
      expect.arrayContaining(['no-decay', 'decay-coupled']),
    )
    const one = answered(runOf(adam), 1, 'm', 0.6)
    expect(one.kind === 'mistake' && one.ids).toEqual(['wrong-sign'])
  })

  test('the sign of g cannot show in v, so nothing is said of it', () => {
    expect(answered(runOf(adam), 3, 'v', rightValue(stepAsked(runOf(adam), 3)!, 'v', 0)).kind).toBe('right')
  })

  test('a number with too few digits is said to be rounded, any other is wrong', () => {
    // g = −6·0.8 at the second step of gradient descent with α = 0.1; m = −0.54 − 0.48 for Adam …
    const run = runOf(adam)
    const right = rightValue(stepAsked(run, 3)!, 'v', 0)
    expect(answered(run, 3, 'v', Number(right.toPrecision(2))).kind).toBe('rounded')
    expect(answered(run, 3, 'v', right * 1.37).kind).toBe('wrong')
  })

  test('there is no verdict on a step that was not made', () => {
    expect(verdictOn(runOf(adam), 0, { target: 'theta', coordinate: 0, digits: 4 }, 0)).toBeNull()
  })
})

/** What each quantity of Adam cannot show, whatever is set: the square takes the sign away, nothing else. */
test('every mistake that the rule makes visible is offered a step that shows it', () => {
  const run = runOf(adam, { beta2: 0.99 }, { objective: preset('double-well'), start: [1.6] })
  for (const k of [1, 2, 5]) {
    const step = stepAsked(run, k)!
    for (const { target } of adam.assignments) {
      const right = rightValue(step, target, 0)
      const same = judge(step, target, 0, right, 4)
      if (same.kind !== 'undecided') continue
      const verdict = answered(run, k, target, right)
      const offered: readonly MistakeId[] = verdict.kind === 'undecided' ? verdict.ids : []
      const silent = new Set(same.same.map((m) => m.id).filter((id) => !offered.includes(id)))
      const invisible = ['v', 'v_hat', 'd'].includes(target) ? ['wrong-sign'] : []
      expect([...silent], `${target} at ${k}`).toEqual(invisible)
    }
  }
})
