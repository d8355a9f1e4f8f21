import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FAMILIES } from '../../core/optimizer/conventions.ts'
import { readAddress, readProps } from '../../widget-kit/read-params.ts'
import {
  init,
  listed,
  mergeKey,
  raceOf,
  reduce,
  standing,
  valuesOf,
  type Action,
  type State,
} from './model.ts'
import { params } from './params.ts'
import { FEWEST, isRunner, MOST, parseRunners, runnersText } from './runners.ts'
import { stateSchema } from './state-schema.ts'
import * as v from 'valibot'

const begin = (given: Record<string, unknown> = {}): State => {
  const { values, notes } = readProps(params, given)
  expect(notes).toEqual([])
  return init(values)
}
const after = (state: State, ...actions: readonly Action[]): State => actions.reduce(reduce, state)

test('runners are read with form, rate and hyperparameters; what is left out is usual', () => {
  const text = 'gradient-descent,momentum/average@0.1;beta=0.95,adam;beta1=0.8;beta2=0.9'
  const [a, b, c] = parseRunners(text, 0.02)!
  expect(a).toEqual({ family: 'gradient-descent', convention: 'plain', hyper: { alpha: 0.02 } })
  expect(b).toEqual({ family: 'momentum', convention: 'average', hyper: { alpha: 0.1, beta: 0.95 } })
  expect(c!.hyper).toEqual({ alpha: 0.02, beta1: 0.8, beta2: 0.9, epsilon: 1e-8 })
  expect(runnersText([a!, b!, c!], 0.02)).toBe(text)
})

test.each([
  '',
  'adam',
  'adam,',
  'adam,toString',
  'adam,constructor/plain',
  'adam,momentum/plain',
  'adam,momentum@',
  'adam,momentum@11',
  'adam,momentum@0.1@0.1',
  'adam,momentum@NaN',
  'adam,momentum@0x1',
  'adam,momentum;beta=1',
  'adam,momentum;beta=',
  'adam,momentum;__proto__=0.5',
  'adam,momentum;alpha=0.5',
  'adam,momentum/sum/sum',
  'adam,adam,adam,adam,adam,adam,adam',
])('“%s” are no runners: refused with a note, the default runs', (runners) => {
  const { values, notes } = readAddress(
    params,
    new URLSearchParams({ runners }),
    readProps(params, {}).values,
  )
  expect(notes.map((n) => n.name)).toEqual(['runners'])
  expect(init(values)).toEqual(begin())
})

test('any runners written are the runners read', () => {
  const one = fc
    .constantFrom(...FAMILIES.flatMap((f) => f.conventions.map((c) => ({ family: f.id, c }))))
    .chain(({ family, c }) =>
      fc
        .tuple(...c.rule.hyperparameters.map((h) => fc.double({ min: h.min, max: h.max, noNaN: true })))
        .map((values) => ({
          family,
          convention: c.id,
          // −0 is written 0.
          hyper: Object.fromEntries(c.rule.hyperparameters.map((h, i) => [h.name, values[i]! + 0])),
        })),
    )
  fc.assert(
    fc.property(fc.array(one, { minLength: FEWEST, maxLength: MOST }), (runners) => {
      expect(runners.every(isRunner)).toBe(true)
      expect(parseRunners(runnersText(runners, 0.1), 0.1)).toEqual(runners)
    }),
  )
})

test('gradient descent in the valley arrives when the logarithm says, and above its bound it moves away', () => {
  const state = begin({ runners: 'gradient-descent@0.01,gradient-descent@0.0201' })
  const [slow, wild] = raceOf(state)
  // y is gone in one step (1 − 0.01·100 = 0); x shrinks by 0.99: 8·0.99^(2t) ≤ 0.001.
  expect(slow!.outcome).toMatchObject({
    fate: 'settled',
    settled: Math.ceil(Math.log(8000) / (-2 * Math.log(0.99))),
  })
  // |1 − 0.0201·100| = 1.01 > 1.
  expect(wild!.outcome.fate).toBe('away')
  expect([slow!.place, wild!.place]).toEqual([1, 2])
})

test('the table lists as chosen or best first', () => {
  const state = begin({ runners: 'gradient-descent@0.0201,momentum,gradient-descent@0.01', limit: 500 })
  expect(listed(state)).toEqual([0, 1, 2])
  const best = reduce(state, { type: 'order', order: 'result' })
  expect(listed(best)).toEqual([1, 2, 0])
  expect(raceOf(best)[1]!.outcome.settled).toBeLessThan(raceOf(best)[2]!.outcome.settled!)
})

test('the limit ends the race, also one that was followed further before', () => {
  const long = begin({ limit: 500, step: 500 })
  expect(raceOf(long)[0]!.losses).toHaveLength(501)
  const short = reduce(long, { type: 'set', name: 'limit', value: 100 })
  expect(short.step).toBe(100)
  expect(raceOf(short)[0]!.losses).toHaveLength(101)
  expect(raceOf(short)[0]!.outcome).toMatchObject({ fate: 'missed', settled: null })
})

test('a runner that diverged stands at its last finite point, and the others go on', () => {
  const state = begin({ objective: 'square', runners: 'gradient-descent@10,gradient-descent', step: 400 })
  const [gone, well] = raceOf(state)
  expect(gone!.outcome.fate).toBe('diverged')
  const last = standing(gone!, state.step)
  expect(last.t).toBe(gone!.outcome.end!.step - 1)
  expect(Number.isFinite(last.loss)).toBe(true)
  expect(standing(well!, state.step).t).toBe(400)
})

test('another function begins at its own start, with its own rate for all', () => {
  const state = after(begin(), { type: 'hyper', at: 0, name: 'alpha', value: 1 }, { type: 'go', step: 9 })
  const next = reduce(state, { type: 'objective', objective: 'rosenbrock' })
  expect(next).toMatchObject({ start: [-1.2, 1], step: 0 })
  expect(next.runners.map((r) => r.hyper['alpha'])).toEqual([0.001, 0.001, 0.001])
})

test('two to six run', () => {
  let state = begin()
  for (let i = 0; i < 9; i++) state = reduce(state, { type: 'add' })
  expect(state.runners).toHaveLength(MOST)
  expect(new Set(state.runners.map((r) => r.family)).size).toBe(MOST)
  for (let i = 0; i < 9; i++) state = reduce(state, { type: 'remove', at: 0 })
  expect(state.runners).toHaveLength(FEWEST)
})

test('found rates are kept as found until the race is another', () => {
  const found = reduce(begin(), { type: 'found', rates: [0.01, 0.02, 0.5] })
  expect(found.runners.map((r) => r.hyper['alpha'])).toEqual([0.01, 0.02, 0.5])
  expect(found.found).toBe(true)
  expect(reduce(found, { type: 'move', by: 3 }).found).toBe(true)
  for (const action of [
    { type: 'same-rate', value: 0.1 },
    { type: 'start', start: [1, 1] },
    { type: 'set', name: 'tolerance', value: 0.1 },
    { type: 'add' },
    { type: 'objective', objective: 'bowl' },
  ] as const satisfies readonly Action[])
    expect(reduce(found, action).found, action.type).toBe(false)
  expect(reduce(begin(), { type: 'found', rates: [0.01] })).toEqual(begin())
})

test('what cannot be is not done', () => {
  const state = begin()
  for (const action of [
    { type: 'formula', formula: 'x +' },
    { type: 'set', name: 'limit', value: 1e9 },
    { type: 'set', name: 'noise', value: NaN },
    { type: 'hyper', at: 0, name: 'alpha', value: Infinity },
    { type: 'hyper', at: 0, name: 'beta', value: 0.5 },
    { type: 'hyper', at: 7, name: 'alpha', value: 0.5 },
    { type: 'same-rate', value: -1 },
    { type: 'remove', at: 9 },
    { type: 'move', by: -1 },
  ] as const satisfies readonly Action[])
    expect(reduce(state, action), JSON.stringify(action)).toEqual(state)
  expect(reduce(state, { type: 'start', start: [NaN, 0] }).start).toEqual(state.start)
})

test('dragging is one change for the history', () => {
  expect(mergeKey({ type: 'hyper', at: 1, name: 'alpha', value: 1 })).toBe('hyper 1 alpha')
  expect(mergeKey({ type: 'move', by: 1 })).toBe(mergeKey({ type: 'go', step: 4 }))
  expect(mergeKey({ type: 'add' })).toBeNull()
})

test('the state stays possible and says itself in parameters, whatever is done', () => {
  const family = fc.constantFrom(...FAMILIES.map((f) => f.id))
  const at = fc.nat(6)
  const action: fc.Arbitrary<Action> = fc.oneof(
    fc.record({ type: fc.constant('runner' as const), at, family }),
    fc.record({
      type: fc.constant('hyper' as const),
      at,
      name: fc.constantFrom('alpha', 'beta', 'beta1', '__proto__'),
      value: fc.double(),
    }),
    fc.record({
      type: fc.constant('set' as const),
      name: fc.constantFrom('tolerance', 'limit', 'noise', 'seed'),
      value: fc.integer({ min: -5, max: 60 }).map((x) => x * 10),
    }),
    fc.record({
      type: fc.constant('start' as const),
      start: fc.array(fc.double({ min: -2000, max: 2000 }), { maxLength: 3 }),
    }),
    fc.constantFrom<Action>(
      { type: 'add' },
      { type: 'remove', at: 0 },
      { type: 'objective', objective: 'square' },
      { type: 'objective', objective: 'himmelblau' },
      { type: 'formula', formula: 'x^2 + 3*y^4' },
      { type: 'go', step: 70 },
      { type: 'move', by: -3 },
      { type: 'order', order: 'result' },
    ),
  )
  fc.assert(
    fc.property(fc.array(action, { maxLength: 12 }), (actions) => {
      const state = after(begin({ limit: 60 }), ...actions)
      expect(v.safeParse(stateSchema, JSON.parse(JSON.stringify(state))).output).toEqual(state)
      const again = init(valuesOf(state))
      expect({ ...again, formula: state.formula, found: state.found }).toEqual(state)
      expect(
        raceOf(state)
          .map((l) => l.place)
          .sort(),
      ).toEqual(state.runners.map((_, i) => i + 1))
    }),
    { numRuns: 60 },
  )
})
