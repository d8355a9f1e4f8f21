import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { parameterCount } from '../../core/network/spec.ts'
import { RunSpecSchema } from '../../engine/run-spec.ts'
import type { AnyParam } from '../../widget-kit/param.ts'
import { readAddress, readProps, writeAddress } from '../../widget-kit/read-params.ts'
import {
  init,
  mergeKey,
  modelOf,
  MOST_EDITS,
  reduce,
  specOf,
  stateSchema,
  valuesOf,
  withLayers,
  withUnits,
  type Action,
  type Settings,
  type State,
} from './model.ts'
import { params } from './params.ts'

const DEFAULTS = readProps(params, {}).values
const start = init(DEFAULTS)

const settings: fc.Arbitrary<Settings> = fc.record({
  data: fc.constantFrom('circles', 'xor', 'gaussians', 'spiral', 'moons'),
  noise: fc.double({ min: 0, max: 0.5, noNaN: true }),
  count: fc.integer({ min: 20, max: 1000 }),
  trainShare: fc.double({ min: 0.1, max: 0.9, noNaN: true }),
  layers: fc.array(fc.integer({ min: 1, max: 8 }), { maxLength: 4 }),
  activation: fc.constantFrom('tanh', 'relu', 'sigmoid', 'linear'),
  optimizer: fc.constantFrom('gradient-descent', 'momentum', 'adam'),
  learningRate: fc.double({ min: 1e-4, max: 10, noNaN: true }),
  l2: fc.double({ min: 0, max: 1, noNaN: true }),
  batch: fc.integer({ min: 1, max: 1000 }),
  seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  backend: fc.constantFrom('auto', 'webgpu', 'cpu'),
})

const anything = fc.oneof(
  fc.constantFrom<unknown>(null, undefined, NaN, Infinity, '', 'toString', -1, 1e9, [], [9], {}, '4,2'),
  fc.double(),
  fc.integer({ min: 1, max: 8 }),
  fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 5 }),
)
const names = Object.keys(params) as (keyof Settings)[]
const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ type: fc.constant('set' as const), name: fc.constantFrom(...names), value: anything }),
  settings.chain((s) =>
    fc.constantFrom(...names).map((name) => ({ type: 'set' as const, name, value: s[name] })),
  ),
  fc.record({
    type: fc.constant('edit' as const),
    index: fc.oneof(fc.integer({ min: -2, max: 260 }), fc.constant(0.5)),
    value: fc.oneof(fc.double(), fc.double({ min: -3, max: 3, noNaN: true })),
    was: fc.oneof(fc.constant(NaN), fc.double({ min: -3, max: 3, noNaN: true })),
  }),
  fc.constant({ type: 'reset' as const }),
)
const reachable = fc
  .tuple(settings, fc.array(action, { maxLength: 30 }))
  .map(([s, actions]) => actions.reduce(reduce, init(s)))

function frozen<T>(value: T): T {
  if (value !== null && typeof value === 'object') Object.values(value).forEach(frozen)
  return Object.freeze(value)
}

describe('parameters', () => {
  for (const [name, param] of Object.entries(params) as [string, AnyParam][]) {
    test.each(param.fuzz.bad.map((bad) => [bad]))(`${name} = %j falls back with a note`, (bad) => {
      const { values, notes } = readProps(params, { [name]: bad })
      expect(values).toEqual(DEFAULTS)
      expect(notes).toMatchObject([{ code: 'bad-parameter', name }])
    })
    test.each(param.fuzz.edge.map((edge) => [edge]))(`${name} = %j is taken`, (edge) => {
      const { values, notes } = readProps(params, { [name]: edge })
      expect(values).toEqual({ ...DEFAULTS, [name]: edge })
      expect(notes).toEqual([])
    })
  }

  test('settings go through an address and come back', () => {
    fc.assert(
      fc.property(settings, (s) => {
        const query = writeAddress(params, s, DEFAULTS)
        expect(readAddress(params, query, DEFAULTS)).toEqual({ values: s, notes: [] })
      }),
    )
  })

  test('an address may say that there is no hidden layer', () => {
    const read = readAddress(params, new URLSearchParams('layers=none&lr=1e-3&train=0.8'), DEFAULTS)
    expect(read).toEqual({
      values: { ...DEFAULTS, layers: [], learningRate: 0.001, trainShare: 0.8 },
      notes: [],
    })
  })
})

test('valuesOf takes back what init was given, in the order that links compare by', () => {
  fc.assert(
    fc.property(settings, (s) => {
      expect(valuesOf(init(s))).toEqual(s)
      const there = init(valuesOf(init(DEFAULTS)))
      expect(JSON.stringify(there)).toBe(JSON.stringify(start))
    }),
  )
})

test('every reachable state is plain data that its own schema takes, and says a run that the engine takes', () => {
  fc.assert(
    fc.property(reachable, (state) => {
      expect(v.parse(stateSchema, JSON.parse(JSON.stringify(state)))).toEqual(state)
      expect(v.safeParse(RunSpecSchema, specOf(state)).success).toBe(true)
      expect(state.edits.every((e) => e.index < parameterCount(modelOf(state)))).toBe(true)
    }),
  )
})

test('reduce changes nothing in the state it is given', () => {
  fc.assert(
    fc.property(reachable, action, (state, a) => {
      const before = JSON.stringify(state)
      reduce(frozen(state), frozen(a))
      expect(JSON.stringify(state)).toBe(before)
    }),
  )
})

test('a change that changes nothing gives the very same state', () => {
  expect(reduce(start, { type: 'set', name: 'data', value: 'circles' })).toBe(start)
  expect(reduce(start, { type: 'set', name: 'layers', value: [4, 2] })).toBe(start)
  expect(reduce(start, { type: 'set', name: 'noise', value: 0.6 })).toBe(start)
  expect(reduce(start, { type: 'edit', index: 0, value: 1, was: 1 })).toBe(start)
  expect(reduce(start, { type: 'reset' })).toBe(start)
})

test('whole numbers stay whole', () => {
  expect(reduce(start, { type: 'set', name: 'batch', value: 7.6 }).batch).toBe(8)
  expect(reduce(start, { type: 'set', name: 'count', value: 100.2 }).count).toBe(100)
})

describe('edits', () => {
  const edited = reduce(start, { type: 'edit', index: 3, value: 1.5, was: 0.25 })

  test('are kept with what was there before', () => {
    expect(edited.edits).toEqual([{ index: 3, value: 1.5, was: 0.25 }])
  })

  test.each([
    ['data', 'xor'],
    ['noise', 0.3],
    ['count', 200],
    ['trainShare', 0.7],
    ['layers', [4]],
    ['activation', 'relu'],
    ['optimizer', 'momentum'],
    ['batch', 30],
    ['seed', 2],
    ['backend', 'cpu'],
  ] as const)('go with their run when %s changes', (name, value) => {
    expect(reduce(edited, { type: 'set', name, value })).toEqual({ ...start, [name]: value })
  })

  test.each([
    ['learningRate', 0.3],
    ['l2', 0.01],
  ] as const)('stay when %s changes, which the run takes along', (name, value) => {
    expect(reduce(edited, { type: 'set', name, value })).toEqual({ ...edited, [name]: value })
  })

  test('stay when a batch that means all points already is made larger', () => {
    const all = reduce({ ...edited, batch: 200 }, { type: 'set', name: 'batch', value: 300 })
    expect(all.edits).toEqual(edited.edits)
    expect(specOf(all).batchSize).toBe(150)
  })

  test('are dropped by a reset', () => expect(reduce(edited, { type: 'reset' })).toEqual(start))

  test('are at most 200, and none names a parameter that is not there', () => {
    let state: State = start
    for (let i = 0; i < 250; i++) state = reduce(state, { type: 'edit', index: 0, value: i + 1, was: i })
    expect(state.edits.length).toBe(MOST_EDITS)
    // 2·4 + 4, 4·2 + 2 and 2·1 + 1 make 25 parameters, 0 … 24.
    expect(reduce(start, { type: 'edit', index: 25, value: 1, was: 0 })).toBe(start)
    expect(reduce(start, { type: 'edit', index: 24, value: 1, was: 0 }).edits.length).toBe(1)
    const hostile = { ...start, edits: [{ index: 25, value: 1, was: 0 }] }
    expect(v.safeParse(stateSchema, hostile).success).toBe(false)
  })
})

test('dragging a slider is one change, choosing is not', () => {
  expect(mergeKey({ type: 'set', name: 'noise', value: 0.2 })).toBe('noise')
  expect(mergeKey({ type: 'set', name: 'data', value: 'xor' })).toBeNull()
  expect(mergeKey({ type: 'set', name: 'layers', value: [1] })).toBeNull()
  expect(mergeKey({ type: 'edit', index: 0, value: 1, was: 0 })).toBeNull()
})

test('a run takes the learning rate from the state and the rest from the rule', () => {
  expect(specOf({ ...DEFAULTS, optimizer: 'adam', learningRate: 0.2 }).optimizer.hyperparameters).toEqual({
    alpha: 0.2,
    beta1: 0.9,
    beta2: 0.999,
    epsilon: 1e-8,
  })
  expect(specOf({ ...DEFAULTS, optimizer: 'momentum' }).optimizer.hyperparameters).toEqual({
    alpha: 0.03,
    beta: 0.9,
  })
})

test('layers come and go at the end, units within their limits', () => {
  expect(withLayers([4, 2], 3)).toEqual([4, 2, 2])
  expect(withLayers([], 1)).toEqual([4])
  expect(withLayers([4, 2], 0)).toEqual([])
  expect(withLayers([1, 2, 3, 4], 5)).toEqual([1, 2, 3, 4])
  expect(withUnits([4, 2], 1, 3)).toEqual([4, 3])
  expect(withUnits([8, 1], 0, 9)).toEqual([8, 1])
  expect(withUnits([8, 1], 1, 0)).toEqual([8, 1])
})
