import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { evaluate } from '../formula/evaluate.ts'
import { print } from '../formula/print.ts'
import { tex } from '../formula/tex.ts'
import { SCHEDULE_IDS, scheduleOf, SCHEDULES } from './index.ts'
import {
  learningRate,
  notationsOf,
  piecesOf,
  pieceValues,
  type Schedule,
  type ScheduleParameter,
  type Settings,
  settingsOf,
} from './schedule.ts'
import { withWarmUp } from './warm-up.ts'

const ALL: readonly Schedule[] = [...SCHEDULES, ...SCHEDULES.map(withWarmUp)]

/** Any setting that is allowed, lengths kept short enough to walk through. */
function anySettings(schedule: Schedule): fc.Arbitrary<Settings> {
  const one = ({ min, max, whole }: ScheduleParameter) =>
    whole ? fc.integer({ min, max: Math.min(max, 60) }) : fc.double({ min, max, noNaN: true })
  return fc
    .record(Object.fromEntries(schedule.parameters.map((p) => [p.name, one(p)])))
    .map((s) => ('alpha_min' in s ? { ...s, alpha_min: Math.min(s['alpha_min']!, s['alpha']!) } : s))
}
const STEPS = 200

describe.each(ALL.map((schedule) => [schedule.id, schedule] as const))('%s', (_, schedule) => {
  it('is never negative, and never above the rate that it is about', () => {
    fc.assert(
      fc.property(anySettings(schedule), (settings) => {
        const at = learningRate(schedule, settings)
        for (let k = 0; k < STEPS; k++) {
          expect(at(k)).toBeGreaterThanOrEqual(0)
          expect(at(k)).toBeLessThanOrEqual(settings['alpha']! * (1 + 1e-14))
        }
      }),
      { numRuns: 40 },
    )
  })

  it('has pieces without gaps that say the rate of every step, each name defined', () => {
    fc.assert(
      fc.property(anySettings(schedule), (settings) => {
        const at = learningRate(schedule, settings)
        const pieces = piecesOf(schedule, STEPS, settings)
        expect(pieces[0]!.from).toBe(0)
        expect(pieces.at(-1)!.to).toBeGreaterThanOrEqual(STEPS)
        pieces.slice(1).forEach((p, i) => expect(p.from).toBe(pieces[i]!.to))
        expect(pieces.every((p) => Number.isInteger(p.from) && p.from < p.to)).toBe(true)
        for (let k = 0; k < STEPS; k++) {
          const piece = pieces.find((p) => p.from <= k && k < p.to)!
          expect(evaluate(piece.value, pieceValues(piece, k, settings))).toBe(at(k))
        }
      }),
      { numRuns: 30 },
    )
  })

  if (schedule.continuous)
    it('joins its pieces without a jump', () => {
      fc.assert(
        fc.property(anySettings(schedule), (settings) => {
          const pieces = piecesOf(schedule, STEPS, settings)
          pieces.slice(1).forEach((right, i) => {
            // The top of a cycle (before the fall of length S) may lie between two updates; the formulas meet there.
            const { R: top, S: fall } = pieceValues(right, right.from, settings)
            const isTop = top !== undefined && fall !== undefined
            // R + W − W is R no longer, where R is but rounding: no update sees the rise then.
            if (isTop && top < 1e-3) return
            const meeting = isTop ? top + (settings['warm_up'] ?? 0) : right.from
            const [before, after] = [pieces[i]!, right].map((p) =>
              evaluate(p.value, pieceValues(p, meeting, settings)),
            ) as [number, number]
            expect(Math.abs(before - after)).toBeLessThanOrEqual(1e-12 * settings['alpha']!)
          })
        }),
        { numRuns: 60 },
      )
    })

  it('can be written in symbols, every name with its notation', () => {
    for (const piece of piecesOf(schedule, STEPS)) {
      const names = new Set([
        'k',
        ...Object.keys(settingsOf(schedule)),
        ...piece.definitions.map((d) => d.name),
      ])
      const notations = notationsOf(schedule, piece)
      expect(Object.keys(notations).sort()).toEqual([...names].sort())
      expect(tex(piece.value, { notations })).not.toContain('\\mathrm')
    }
  })
})

/** Rates at some steps against what is worked out by hand. */
function expectRates(schedule: Schedule, settings: Settings, rates: Readonly<Record<number, number>>): void {
  const at = learningRate(schedule, settings)
  for (const [k, rate] of Object.entries(rates)) expect(at(Number(k)), `step ${k}`).toBeCloseTo(rate, 14)
}

describe('worked by hand', () => {
  test('ends and middles', () => {
    expectRates(scheduleOf('constant'), { alpha: 0.3 }, { 0: 0.3, 12345: 0.3 })
    expectRates(scheduleOf('step-decay'), { alpha: 1, gamma: 0.1, every: 3 }, { 0: 1, 2: 1, 3: 0.1, 6: 0.01 })
    // (1 − 3/4)² = 1/16 of the way from 0.1 to 0.9 is left.
    const polynomial = { alpha: 0.9, alpha_min: 0.1, power: 2, total: 4 }
    expectRates(scheduleOf('polynomial'), polynomial, { 0: 0.9, 2: 0.3, 3: 0.15, 4: 0.1, 99: 0.1 })
    // cos 60° = ½ leaves three quarters, cos 90° a half, cos 120° a quarter.
    const cosine = { alpha: 1, alpha_min: 0, total: 6 }
    expectRates(scheduleOf('cosine'), cosine, { 0: 1, 2: 0.75, 3: 0.5, 4: 0.25, 6: 0, 7: 0, 12: 0 })
    expectRates(
      scheduleOf('linear'),
      { alpha: 2, start: 0.5, end: 0, total: 4 },
      { 0: 1, 1: 0.75, 4: 0, 5: 0 },
    )
    expectRates(scheduleOf('exponential'), { alpha: 8, gamma: 0.5 }, { 0: 8, 1: 4, 4: 0.5 })
  })

  test('restarts come when they should: after 3, then 6, then 12 updates', () => {
    const settings = { alpha: 1, alpha_min: 0.2, first: 3, multiplier: 2 }
    const schedule = scheduleOf('cosine-warm-restarts')
    expectRates(schedule, settings, { 0: 1, 3: 1, 6: 0.6, 9: 1, 15: 0.6, 21: 1 })
    expect(piecesOf(schedule, 22, settings).map((p) => p.from)).toEqual([0, 3, 9, 21])
    const even = piecesOf(schedule, 10, { ...settings, multiplier: 1 })
    expect(even.map((p) => p.from)).toEqual([0, 3, 6, 9])
  })

  test('one cycle rises from α/D to α, falls to α/(D·F), and stays there', () => {
    // R = 0.5·9 … with T = 10, ρ = 0.5: up for 4 updates, down for 5.
    const settings = { alpha: 1, total: 10, rho: 0.5, D: 10, F: 100 }
    expectRates(scheduleOf('one-cycle'), settings, { 0: 0.1, 2: 0.55, 4: 1, 9: 0.001, 10: 0.001, 500: 0.001 })
    // R = 2.5 is between two updates: a step before the top and one after it.
    const at = learningRate(scheduleOf('one-cycle'), { ...settings, rho: 0.35 })
    expect(at(2)).toBeCloseTo(1 + (-0.9 / 2) * (1 + Math.cos((Math.PI * 2) / 2.5)), 14)
    expect(at(3)).toBeCloseTo(0.001 + (0.999 / 2) * (1 + Math.cos((Math.PI * 0.5) / 6.5)), 14)
  })

  test('warm-up climbs in a line to where the schedule begins, which then runs its course', () => {
    const settings = { warm_up: 4, warm_up_start: 0, alpha: 1, alpha_min: 0, total: 6 }
    expectRates(withWarmUp(scheduleOf('cosine')), settings, { 0: 0, 1: 0.25, 4: 1, 6: 0.75, 8: 0.25, 10: 0 })
    // From a tenth, to the half of α that this line begins with.
    const line = { warm_up: 2, warm_up_start: 0.1, alpha: 1, start: 0.5, end: 0, total: 5 }
    expectRates(withWarmUp(scheduleOf('linear')), line, { 0: 0.05, 1: 0.275, 2: 0.5, 3: 0.4, 7: 0 })
  })

  test('after its warm-up a schedule is itself, later; without one it is itself', () => {
    for (const schedule of SCHEDULES) {
      fc.assert(
        fc.property(anySettings(schedule), fc.integer({ min: 0, max: 20 }), (settings, length) => {
          const plain = learningRate(schedule, settings)
          const warm = learningRate(withWarmUp(schedule), { ...settings, warm_up: length })
          for (let k = 0; k < 80; k++) expect(warm(k + length)).toBe(plain(k))
        }),
        { numRuns: 10 },
      )
    }
  })

  test('formulas read as they are written in books', () => {
    const written = (schedule: Schedule) => piecesOf(schedule, 40).map((p) => print(p.value))
    expect(SCHEDULE_IDS.map((id) => written(scheduleOf(id))[0])).toEqual([
      'alpha',
      'alpha*gamma^n',
      'alpha*gamma^k',
      'alpha*(start + (end - start)*k/total)',
      'alpha_min + (alpha - alpha_min)*(1 - k/total)^power',
      `alpha_min + (alpha - alpha_min)/2*(1 + cos(${Math.PI}*k/total))`,
      `alpha_min + (alpha - alpha_min)/2*(1 + cos(${Math.PI}*(k - k_i)/T_i))`,
      `alpha + (alpha_0 - alpha)/2*(1 + cos(${Math.PI}*k/R))`,
    ])
    const warm = withWarmUp(scheduleOf('exponential'))
    expect(written(warm)).toEqual([
      'alpha_W*(warm_up_start + (1 - warm_up_start)*k/warm_up)',
      'alpha*gamma^(k - warm_up)',
    ])
  })
})

test('settings that make no sense are refused with a sentence; what is not given has its default', () => {
  const cosine = scheduleOf('cosine')
  expect(settingsOf(cosine, { total: 7 })).toEqual({ alpha: 0.1, alpha_min: 0, total: 7 })
  expect(() => learningRate(cosine, { total: 2.5 })).toThrow(
    '“total” of the schedule “cosine” is 2.5; it must be a whole number from 1 to 1000000.',
  )
  expect(() => learningRate(cosine, { total: 0 })).toThrow('“total”')
  expect(() => learningRate(cosine, { alpha: NaN })).toThrow('“alpha” of the schedule “cosine” is NaN')
  expect(() => learningRate(cosine, { gamma: 1 })).toThrow('has no “gamma”; it has alpha, alpha_min, total.')
  for (const k of [-1, 0.5, NaN, Infinity]) expect(() => learningRate(cosine)(k)).toThrow(`Step ${k}`)
})

test('every schedule is found by its own name, with defaults inside their ranges', () => {
  expect(SCHEDULE_IDS.map((id) => scheduleOf(id).id)).toEqual(SCHEDULES.map((s) => s.id))
  for (const schedule of ALL) {
    for (const { default: usual, min, max, scale } of schedule.parameters) {
      expect(usual).toBeGreaterThanOrEqual(min)
      expect(usual).toBeLessThanOrEqual(max)
      if (scale === 'log') expect(min).toBeGreaterThan(0)
    }
  }
})
