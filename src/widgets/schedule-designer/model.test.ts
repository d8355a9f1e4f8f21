import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SCHEDULE_IDS } from '../../core/schedule/index.ts'
import { readProps } from '../../widget-kit/read-params.ts'
import { axesOf, curveOf, handlesOf } from './curve.ts'
import { pieceRows, rateLines, ROWS, tableSteps } from './lines.ts'
import { createWorkshop, jobsOf, outcomeOf } from './live.ts'
import {
  type Action,
  horizonOf,
  init,
  longestWarmUp,
  rateOf,
  reduce,
  type SettingName,
  type State,
} from './model.ts'
import { params } from './params.ts'

const start = (props: Record<string, unknown> = {}): State => {
  const { values, notes } = readProps(params, props)
  expect(notes).toEqual([])
  return init(values)
}
const set = (name: SettingName, value: unknown): Action => ({ type: 'set', name, value })
const after = (state: State, ...actions: Action[]): State => actions.reduce(reduce, state)

/** Any state that a reader can come to. */
const states: fc.Arbitrary<State> = fc
  .record({
    schedule: fc.constantFrom(...SCHEDULE_IDS),
    rate: fc.constantFrom(0.001, 0.03, 0.5, 2, 17.3),
    total: fc.integer({ min: 20, max: 1000 }),
    updates: fc.integer({ min: 20, max: 1000 }),
    warmUp: fc.integer({ min: 0, max: 990 }),
    warmUpStart: fc.constantFrom(0, 0.05, 0.37, 1),
    floor: fc.constantFrom(0, 0.1, 0.333, 1),
    factor: fc.constantFrom(0, 0.1, 0.7, 1),
    every: fc.integer({ min: 1, max: 1000 }),
    decay: fc.constantFrom(0.9, 0.987, 1),
    power: fc.constantFrom(0.1, 1, 2.5),
    first: fc.integer({ min: 1, max: 400 }),
    multiplier: fc.integer({ min: 1, max: 10 }),
    rho: fc.constantFrom(0.1, 0.37, 0.9),
    divisor: fc.constantFrom(1, 25, 1000),
    step: fc.integer({ min: 0, max: 999 }),
    digits: fc.integer({ min: 2, max: 12 }),
  })
  .map((given) => start(given))

test('cosine with a warm-up by hand: 4 updates up, then a half cosine over the 16 that are left', () => {
  const state = start({ schedule: 'cosine', rate: 0.8, total: 20, updates: 20, warmUp: 4, warmUpStart: 0.25 })
  const at = rateOf(state)
  // 0.25 · 0.8, then a quarter of the way more with each update.
  expect([0, 1, 2, 3, 4].map(at)).toEqual([0.2, 0.35, 0.5, 0.65, 0.8].map((x) => expect.closeTo(x, 12)))
  expect(at(12)).toBeCloseTo(0.4, 12)
  expect(at(8)).toBeCloseTo(0.4 * (1 + Math.SQRT1_2), 12)
  expect(at(20)).toBe(0)
})

test('the other schedules reach where they should', () => {
  const rate = 2
  expect(rateOf(start({ schedule: 'step-decay', rate, every: 50, factor: 0.1 }))(149)).toBeCloseTo(0.02, 12)
  expect(rateOf(start({ schedule: 'linear', rate, total: 100, floor: 0.5 }))(50)).toBeCloseTo(1.5, 12)
  expect(rateOf(start({ schedule: 'polynomial', rate, total: 100, power: 2 }))(50)).toBeCloseTo(0.5, 12)
  expect(rateOf(start({ schedule: 'exponential', rate, decay: 0.9 }))(2)).toBeCloseTo(1.62, 12)
  expect(rateOf(start({ schedule: 'cosine-warm-restarts', rate, first: 10 }))(10)).toBe(2)
  expect(rateOf(start({ schedule: 'one-cycle', rate, total: 100, rho: 0.3, divisor: 20 }))(0)).toBeCloseTo(
    0.1,
    12,
  )
  expect(rateOf(start({ schedule: 'one-cycle', rate, total: 100, rho: 0.3, warmUp: 50 }))(29)).toBeCloseTo(
    2,
    12,
  )
})

test('the warm-up gives way to a shorter schedule, and the cursor stays inside', () => {
  const state = after(start({ warmUp: 300, step: 399 }), set('total', 100), set('updates', 100))
  expect(state).toMatchObject({ warmUp: 90, step: 99 })
  expect(longestWarmUp(state)).toBe(90)
})

test('the cursor walks along the curve and stops at its ends', () => {
  const move = (by: number): Action => ({ type: 'move', by })
  const state = start({ total: 100, updates: 50 })
  expect(after(state, move(1), move(1), move(-1)).step).toBe(1)
  expect(after(state, move(-1))).toBe(state)
  expect(after(state, move(1000)).step).toBe(99)
  expect(after(state, move(NaN))).toBe(state)
})

test('what its schema refuses changes nothing; what a hand drags is rounded where it must be', () => {
  const state = start()
  for (const [name, value] of [
    ['rate', 0],
    ['rate', NaN],
    ['rate', '2'],
    ['total', 5],
    ['schedule', 'toString'],
    ['constructor', 1],
  ] as const)
    expect(after(state, set(name as SettingName, value)), name).toBe(state)
  expect(after(state, set('total', 250.4)).total).toBe(250)
  expect(after(state, set('rate', 0.123)).rate).toBe(0.123)
})

test('the curve has every jump, and lies on the rates', () => {
  fc.assert(
    fc.property(states, (state) => {
      const at = rateOf(state)
      const points = curveOf(state)
      expect(points[0]!.k).toBe(0)
      expect(points.at(-1)!.k).toBe(horizonOf(state) - 1)
      const { x, y } = axesOf(state)
      points.forEach(({ k, rate }, i) => {
        expect(rate).toBe(at(k))
        expect(k >= x.from && k <= x.to && rate >= y.from && rate <= y.to).toBe(true)
        const before = points[i - 1]
        // Between two points that are no neighbours the rate goes steadily: what is left out is between them.
        if (!before || k === before.k + 1) return
        expect(k).toBeGreaterThan(before.k)
        const middle = at(Math.floor((k + before.k) / 2))
        const room = 0.02 * state.rate
        expect(middle).toBeGreaterThan(Math.min(rate, before.rate) - room)
        expect(middle).toBeLessThan(Math.max(rate, before.rate) + room)
      })
    }),
    { numRuns: 60 },
  )
})

test('a handle stands where its value is; dragged anywhere it gives a value that is taken', () => {
  fc.assert(
    fc.property(states, fc.double({ min: 0, max: 1, noNaN: true }), (state, to) => {
      const { y } = axesOf(state)
      for (const h of handlesOf(state)) {
        expect(h.value).toBeGreaterThanOrEqual(h.min)
        expect(h.value).toBeLessThanOrEqual(h.max)
        if (h.way === 'horizontal') expect(Math.abs(h.valueAt(h.k) - h.value)).toBeLessThanOrEqual(h.step)
        const place = h.way === 'vertical' ? to * y.to : to * horizonOf(state)
        const value = h.valueAt(place)
        expect(value).toBeGreaterThanOrEqual(h.min)
        expect(value).toBeLessThanOrEqual(h.max)
        expect(after(state, set(h.name, value))[h.name], h.name).toBe(value)
      }
    }),
    { numRuns: 100 },
  )
})

test.each([
  ['rate', { warmUp: 100 }, 1, 1],
  ['warmUpStart', { warmUp: 100 }, 1, 0.5],
  ['floor', {}, 0.5, 0.25],
  ['factor', { schedule: 'step-decay' }, 0.5, 0.25],
  ['divisor', { schedule: 'one-cycle' }, 0.1, 20],
  // A quarter of the way, k = 100, at half of the peak: γ¹⁰⁰ = ½.
  ['decay', { schedule: 'exponential' }, 1, 0.99309],
  // 40 % of the way, at 0.36 of the peak: 0.6² = 0.36.
  ['power', { schedule: 'polynomial' }, 0.72, 2],
  ['warmUp', {}, 77, 77],
  ['total', {}, 300, 300],
  ['every', { schedule: 'step-decay', warmUp: 40 }, 100, 60],
  ['first', { schedule: 'cosine-warm-restarts' }, 50, 50],
  ['multiplier', { schedule: 'cosine-warm-restarts', first: 50 }, 200, 3],
  ['rho', { schedule: 'one-cycle' }, 199, 0.5],
] as const)('the handle of %s', (name, given, to, value) => {
  const handle = handlesOf(start({ rate: 2, ...given })).find((h) => h.name === name)
  expect(handle?.valueAt(to)).toBe(value)
})

test('the vertical handles follow the hand: after the drag the curve goes through the place', () => {
  for (const schedule of SCHEDULE_IDS) {
    const state = start({ schedule, rate: 2, warmUp: 40, warmUpStart: 0.2 })
    for (const h of handlesOf(state).filter((h) => h.way === 'vertical')) {
      const to = 0.6 * h.rate + 0.1
      const moved = after(state, set(h.name, h.valueAt(to)))
      const there = handlesOf(moved).find((m) => m.name === h.name)!
      expect(Math.abs(there.rate - to), `${schedule} ${h.name}`).toBeLessThan(0.03)
    }
  }
})

/** The text of TeX, without its markup. */
const plain = (tex: string): string =>
  tex
    .replace(/\\htmlClass\{[^}]*\}/g, '')
    .replace(/\\(?:begin|end)\{aligned\}/g, '')
    .replace(/[{}\s&]|\\,|\\;/g, '')

test('steps by hand: two drops of three tenths, in symbols, numbers and result', () => {
  const state = start({ schedule: 'step-decay', rate: 2, every: 100, factor: 0.3, step: 250 })
  expect(rateLines(state).tex.split('\\\\[3pt]').map(plain)).toEqual([
    'n=\\left\\lfloor\\frackN\\right\\rfloor=2',
    '\\alpha_250=\\alpha\\gamma^n',
    '=2\\cdot0.3^2',
    '=0.18',
  ])
  expect(rateLines(state).value).toBeCloseTo(0.18, 12)
  expect(pieceRows(state)).toHaveLength(1)
})

test('pieces with one formula are one row, and the row of the cursor is marked', () => {
  const state = start({ schedule: 'cosine', warmUp: 40, total: 300, step: 350 })
  const rows = pieceRows(state)
  expect(rows.map((r) => [r.from, r.isCurrent])).toEqual([
    [0, false],
    [40, false],
    [300, true],
  ])
  expect(rows.map((r) => r.range)).toEqual(['k < 40', '40 \\le k < 300', 'k \\ge 300'])
})

test('the shown result is the rate to the digits asked for, everywhere', () => {
  fc.assert(
    fc.property(states, (state) => {
      const { value, text, tex } = rateLines(state)
      expect(value).toBe(rateOf(state)(state.step))
      expect(tex).not.toMatch(/NaN|undefined/)
      const shown = Number(
        text
          .replace('−', '-')
          .replace(
            /×10(.*)$/,
            (_, e: string) => `e${[...e].map((c) => (c === '⁻' ? '-' : '⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(c))).join('')}`,
          ),
      )
      expect(Math.abs(shown - value)).toBeLessThanOrEqual(Math.abs(value) * 10 ** (1 - state.digits))
    }),
    { numRuns: 150 },
  )
})

test('the table has the cursor and its neighbours, in order, and never more rows than it has room for', () => {
  fc.assert(
    fc.property(states, (state) => {
      const steps = tableSteps(state)
      const last = horizonOf(state) - 1
      expect(steps.length).toBeLessThanOrEqual(ROWS)
      expect([...steps].sort((a, b) => a - b)).toEqual(steps)
      for (const k of [state.step - 1, state.step, state.step + 1])
        expect(steps.includes(k)).toBe(k >= 0 && k <= last)
    }),
  )
})

test('runs are made in pieces, the newest wanted after the one under way, and give what they give at once', () => {
  const [a, b] = [start({ updates: 40, total: 40 }), start({ updates: 40, total: 40, rate: 1 })]
  const slow = createWorkshop()
  slow.want(jobsOf(a))
  // One update at a time; after ten of them the reader wants something else.
  for (let i = 0; i < 10; i++) expect(slow.work(() => false)).toBe(true)
  slow.want(jobsOf(b))
  let slices = 0
  while (slow.work(() => false)) slices++
  expect(slices).toBeGreaterThan(80)
  // The first run of a was finished; its second was never begun.
  expect(slow.resultOf(jobsOf(a)[0])).not.toBeNull()
  expect(slow.resultOf(jobsOf(a)[1])).toBeNull()
  const quick = createWorkshop()
  for (const state of [a, b]) {
    quick.want(jobsOf(state))
    expect(quick.work(() => true)).toBe(false)
  }
  for (const job of [jobsOf(a)[0], ...jobsOf(b)]) expect(slow.resultOf(job)).toEqual(quick.resultOf(job))
})

test('what does not concern a run leaves it as it was; what does makes another', () => {
  const state = start({ warmUp: 20 })
  const keys = (s: State) => jobsOf(s).map((j) => j.key)
  for (const change of [set('step', 50), set('digits', 7), set('every', 3), set('power', 5)])
    expect(keys(after(state, change))).toEqual(keys(state))
  for (const change of [
    set('rate', 1),
    set('batch', 8),
    set('seed', 2),
    set('updates', 100),
    set('optimizer', 'adam'),
  ])
    expect(keys(after(state, change)).filter((k) => keys(state).includes(k))).toEqual([])
  for (const change of [set('warmUp', 30), set('floor', 0.5), set('clip', '1'), set('schedule', 'linear')]) {
    expect(keys(after(state, change))[0]).not.toBe(keys(state)[0])
    expect(keys(after(state, change))[1]).toBe(keys(state)[1])
  }
})

test('a constant schedule without warm-up and clipping is the plain run itself', () => {
  const shop = createWorkshop()
  const jobs = jobsOf(start({ schedule: 'constant', updates: 30 }))
  shop.want(jobs)
  shop.work(() => true)
  expect(shop.resultOf(jobs[0])).toEqual(shop.resultOf(jobs[1]))
})

test('how a run ended', () => {
  const run = (losses: number[], brokeAt: number | null = null) =>
    outcomeOf({ losses: losses.map((loss, i) => ({ t: 10 * i, loss })), brokeAt, clipped: 0, made: 30 })
  expect(run([0.7, 0.4, 0.2])).toEqual({ last: 0.2, kind: 'learned', at: null })
  expect(run([0.7, 0.4, 5, 8])).toEqual({ last: 8, kind: 'failed', at: 10 })
  expect(run([0.7, 5, 8, 0.4, 2])).toEqual({ last: 2, kind: 'failed', at: null })
  expect(run([0.7, 5, 0.69])).toEqual({ last: 0.69, kind: 'failed', at: 0 })
  expect(run([0.7, 5], 13)).toEqual({ last: 5, kind: 'broken', at: 13 })
})

test('numbers with more digits than the rate needs are marked, and no others', () => {
  // 0.987654¹³ with two digits of γ would be 0.77, and is 0.85.
  const marks = (decay: number) =>
    rateLines(start({ schedule: 'exponential', rate: 0.1, decay, warmUp: 0, step: 13, digits: 2 })).tex.match(
      /more-digits\}\{[^{}]*/g,
    )
  expect(marks(0.987654)).toEqual(['more-digits}{0.988'])
  expect(marks(0.9)).toBeNull()
})
