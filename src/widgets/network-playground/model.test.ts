import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { DATASET_KINDS } from '../../core/dataset/index.ts'
import { parameterCount } from '../../core/network/spec.ts'
import { RunSpecSchema } from '../../engine/run-spec-schema.ts'
import type { AnyParam } from '../../widget-kit/param.ts'
import { readAddress, readProps, writeAddress } from '../../widget-kit/read-params.ts'
import {
  init,
  lighter,
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
import { curveOf, CURVE_POINTS, fewer, MOST_PINS, pinOf, RUN_NAMES, runSettingsOf } from './pins.ts'
import { linkTo, stateFrom } from '../../widget-kit/share.ts'
import type { AnyWidget } from '../../widget-kit/define-widget.ts'
import widget from './index.ts'

const DEFAULTS = readProps(params, {}).values
const start = init(DEFAULTS)

const settings: fc.Arbitrary<Settings> = fc.record({
  data: fc.constantFrom(...DATASET_KINDS),
  classes: fc.integer({ min: 3, max: 5 }),
  loss: fc.constantFrom('squared', 'huber'),
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
  speed: fc.constantFrom('20', '200', '2000', 'full'),
  backend: fc.constantFrom('auto', 'webgpu', 'cpu'),
  scale: fc.constantFrom('auto', 'linear', 'log'),
  smooth: fc.double({ min: 0, max: 0.9999, noNaN: true }),
  overlay: fc.constantFrom('validation', 'train'),
})

/** Runs as they can be pinned: some series of losses at growing steps, and where it ended. */
const pinned = settings.chain((s) =>
  fc
    .array(fc.tuple(fc.integer({ min: 1, max: 50 }), fc.double({ min: 0, max: 9, noNaN: true })), {
      minLength: 1,
      maxLength: 300,
    })
    .map((gaps) => {
      let step = 0
      const points = gaps.map(([gap, loss]) => ({ step: (step += gap), train: loss, validation: loss + 0.1 }))
      const scores = { trainLoss: 0.2, validationLoss: 0.3, trainScore: 1, validationScore: 0.95 }
      return pinOf(s, 0, { step, ...scores }, points)
    }),
)

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
  fc.record({ type: fc.constant('pin' as const), pin: pinned }),
  fc.record({
    type: fc.constantFrom('unpin' as const, 'return' as const),
    slot: fc.integer({ min: -1, max: 5 }),
  }),
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

describe('pins', () => {
  const losses = (n: number) =>
    Array.from({ length: n }, (_, i) => ({ step: 10 * i, train: 1 / (i + 1), validation: 1.23456 / (i + 1) }))
  const scores = { trainLoss: 0.1, validationLoss: 0.2, trainScore: 1, validationScore: 0.9 }
  const pin = (state: State, n = 50) => ({
    type: 'pin' as const,
    pin: pinOf(state, 0, { step: 10 * (n - 1), ...scores }, losses(n)),
  })

  test('keep the settings of the run, its end, and its curve from few points, the last among them', () => {
    const [kept] = reduce(start, pin(start, 399)).pins
    const { speed: _p, scale: _s, smooth: _m, overlay: _o, ...run } = DEFAULTS
    expect(kept?.settings).toEqual(run)
    expect(kept?.step).toBe(3980)
    expect(kept?.scores).toEqual([0.1, 0.2, 1, 0.9])
    const curve = curveOf(kept!)
    expect(curve).toHaveLength(CURVE_POINTS)
    expect(curve[0]).toEqual({ step: 0, train: 1, validation: 1.235 })
    expect(curve.at(-1)).toEqual({ step: 3980, train: 0.002506, validation: 0.003094 })
  })

  test('have the first letter that is free, and there are at most four', () => {
    let state: State = start
    for (let i = 0; i < 5; i++) state = reduce(state, pin(state))
    expect(state.pins.map((p) => p.slot)).toEqual([0, 1, 2, 3])
    state = reduce(reduce(state, { type: 'unpin', slot: 1 }), pin(state))
    expect(state.pins.map((p) => p.slot)).toEqual([0, 1, 2, 3])
    expect(reduce(state, { type: 'unpin', slot: 7 })).toBe(state)
  })

  test('bring their settings back: all that decide the run, none of the view', () => {
    fc.assert(
      fc.property(settings, settings, (then, now) => {
        const pins = reduce(init(then), pin(init(then))).pins
        const back = reduce({ ...init(now), pins }, { type: 'return', slot: 0 })
        expect(runSettingsOf(back)).toEqual(runSettingsOf(then))
        expect([back.scale, back.smooth, back.overlay]).toEqual([now.scale, now.smooth, now.overlay])
        expect(back.pins).toEqual(pins)
        expect(reduce(back, { type: 'return', slot: 0 })).toBe(back)
      }),
    )
  })

  test('take edits with them only where the run is another', () => {
    const edited = reduce(reduce(start, pin(start)), { type: 'edit', index: 0, value: 1, was: 0 })
    const faster = reduce(edited, { type: 'set', name: 'learningRate', value: 1 })
    expect(reduce(faster, { type: 'return', slot: 0 }).edits).toHaveLength(1)
    const wider = reduce({ ...edited, layers: [8] }, { type: 'return', slot: 0 })
    expect(wider.edits).toEqual([])
  })

  test('that are damaged are refused, in an action and from outside', () => {
    const [good] = reduce(start, pin(start)).pins
    for (const damage of [
      { curve: [0, 1] },
      { curve: [5, 1, 1, 5, 1, 1] },
      { curve: [0, NaN, 1] },
      { step: -1 },
      { slot: MOST_PINS },
      { settings: { ...good!.settings, noise: 7 } },
    ]) {
      const pins = [{ ...good!, ...damage }]
      expect(v.safeParse(stateSchema, { ...start, pins }).success, JSON.stringify(damage)).toBe(false)
      if (!('slot' in damage))
        expect(reduce(start, { type: 'pin', pin: { ...good!, ...damage } })).toBe(start)
    }
    expect(v.safeParse(stateSchema, { ...start, pins: [good, good] }).success).toBe(false)
  })

  test('fit into a link, from fewer points if need be; where nothing helps they are left out and missed', () => {
    let state: State = start
    for (let i = 0; i < MOST_PINS; i++) state = reduce(state, pin(state, 399))
    const any = widget as unknown as AnyWidget
    const there = (s: State) => {
      const link = linkTo(any, s, DEFAULTS)!
      return { lost: link.lost, state: stateFrom(any, link.query, link.hash, DEFAULTS).state as State }
    }
    const read = there(state)
    expect(read.lost).toBe(false)
    expect(read.state.pins.map((p) => [p.slot, p.settings, p.scores])).toEqual(
      state.pins.map((p) => [p.slot, p.settings, p.scores]),
    )
    expect(curveOf(read.state.pins[0]!).at(-1)).toEqual(curveOf(state.pins[0]!).at(-1))
    const edits = Array.from({ length: 80 }, (_, i) => ({
      index: i % 25,
      value: 0.123456 + i,
      was: 0.654321 + i,
    }))
    const full = there({ ...state, edits })
    expect(full).toEqual({ lost: true, state: { ...state, edits, pins: [] } })
  })

  test('grow lighter until they are gone', () => {
    fc.assert(
      fc.property(reachable, (state) => {
        let now: State | null = state
        for (let i = 0; i < 8 && now; i++) now = lighter(now)?.state ?? null
        expect(now).toBeNull()
      }),
    )
  })

  test('fewer points are evenly chosen', () => {
    expect(fewer([0, 1, 2, 3, 4], 3)).toEqual([0, 2, 4])
    expect(RUN_NAMES).not.toContain('smooth')
    expect(RUN_NAMES).toContain('learningRate')
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

test('several classes have an output each, numbers have one and a loss of their own', () => {
  expect(specOf(DEFAULTS).model).toEqual({ kind: 'dense', hidden: [4, 2], activation: 'tanh' })
  const classes = specOf({ ...DEFAULTS, data: 'arms', classes: 4 })
  expect(classes.model).toMatchObject({ outputs: 4, loss: { kind: 'categorical', smoothing: 0 } })
  expect(classes.data).toMatchObject({ kind: 'arms', classes: 4 })
  expect(specOf({ ...DEFAULTS, data: 'hills' }).model.loss).toEqual({ kind: 'squared' })
  expect(specOf({ ...DEFAULTS, data: 'hills', loss: 'huber' }).model.loss).toEqual({
    kind: 'huber',
    delta: 0.25,
  })
  // Where a setting says nothing the run goes on.
  const edited = reduce(start, { type: 'edit', index: 0, value: 1, was: 0 })
  expect(
    reduce(reduce(edited, { type: 'set', name: 'classes', value: 5 }), {
      type: 'set',
      name: 'loss',
      value: 'huber',
    }).edits,
  ).toHaveLength(1)
})

test('a state from before a setting existed has its default', () => {
  const { data: _, ...rest } = start
  const { classes: _c, loss: _l, pins: _p, trial: _t, sweep: _s, speed: _v, points: _o, ...old } = rest
  expect(v.parse(stateSchema, { ...old, data: 'xor' })).toEqual({ ...start, data: 'xor' })
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
