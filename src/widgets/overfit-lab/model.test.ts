import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it, test } from 'vitest'
import { makeDataset } from '../../core/dataset/index.ts'
import { parameterCount } from '../../core/network/spec.ts'
import { RunSpecSchema } from '../../engine/run-spec-schema.ts'
import { equalSpecs } from '../../engine/run-spec.ts'
import { init, mergeKey, plainSpecOf, reduce, specOf, stateSchema, type State } from './model.ts'
import { params } from './params.ts'

const defaults = Object.fromEntries(
  Object.entries(params).map(([name, p]) => [name, p.default]),
) as unknown as State
const state = (changes: Partial<State> = {}): State => init({ ...defaults, ...changes })

const anyState = fc.record({
  cure: fc.constantFrom('none', 'l1', 'l2', 'dropout', 'early', 'jitter'),
  l1: fc.double({ min: 0, max: 1, noNaN: true }),
  l2: fc.double({ min: 0, max: 1, noNaN: true }),
  dropout: fc.double({ min: 0, max: 0.9, noNaN: true }),
  patience: fc.integer({ min: 1, max: 200 }).map((k) => 10 * k),
  jitter: fc.double({ min: 0, max: 1, noNaN: true }),
  data: fc.constantFrom('moons', 'circles', 'xor'),
  noise: fc.double({ min: 0, max: 0.5, noNaN: true }),
  points: fc.integer({ min: 20, max: 200 }),
  units: fc.integer({ min: 1, max: 8 }),
  seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
}) as fc.Arbitrary<State>

describe('the runs', () => {
  it('are ones that the engine takes, whatever is set', () => {
    fc.assert(
      fc.property(anyState, (given) => {
        expect(v.is(RunSpecSchema, specOf(given))).toBe(true)
        expect(v.is(RunSpecSchema, plainSpecOf(given))).toBe(true)
      }),
    )
  })

  it('train on as many points as it says, and validate on nine times as many', () => {
    fc.assert(
      fc.property(anyState, (given) => {
        const { train, validation } = makeDataset(specOf(given).data)
        expect([train.n, validation.n]).toEqual([given.points, 9 * given.points])
      }),
      { numRuns: 20 },
    )
  })

  it('have more parameters than points, as they come', () => {
    // 2·8 + 8, 8·8 + 8, 8 + 1
    expect(parameterCount(specOf(state()).model)).toBe(105)
    expect(state().points).toBe(30)
  })

  it.each<[State['cure'], object]>([
    ['l1', { l1: 0.07 }],
    ['l2', { l2: 0.08 }],
    ['dropout', { dropout: 0.3 }],
    ['early', { measuring: { every: 10, patience: 120 } }],
    ['jitter', { jitter: 0.4 }],
  ])('differ by the cure alone: %s', (cure, added) => {
    const given = state({ cure, l1: 0.07, l2: 0.08, dropout: 0.3, patience: 120, jitter: 0.4 })
    expect(specOf(given)).toEqual({ ...plainSpecOf(given), ...added })
  })

  it('are the same where there is no cure, and without it whatever the cure', () => {
    fc.assert(
      fc.property(anyState, (given) => {
        expect(equalSpecs(specOf({ ...given, cure: 'none' }), plainSpecOf(given))).toBe(true)
        expect(equalSpecs(plainSpecOf({ ...given, cure: 'l1', l1: 0.5 }), plainSpecOf(given))).toBe(true)
      }),
      { numRuns: 30 },
    )
  })
})

test('what cannot be set changes nothing', () => {
  const bad: [keyof State, unknown][] = [
    ['cure', 'prayer'],
    ['l1', -1],
    ['l2', NaN],
    ['dropout', 1],
    ['points', 19],
    ['units', 9],
    ['seed', -1],
    ['noise', '0.1'],
  ]
  for (const [name, value] of bad) {
    const before = state()
    expect(reduce(before, { type: 'set', name, value })).toBe(before)
  }
})

test('whole settings are rounded, patience to tens', () => {
  expect(reduce(state(), { type: 'set', name: 'patience', value: 147 }).patience).toBe(150)
  expect(reduce(state(), { type: 'set', name: 'points', value: 44.6 }).points).toBe(45)
})

test('a slider that is dragged is one change, a choice is each its own', () => {
  expect(mergeKey({ type: 'set', name: 'l2', value: 0.1 })).toBe('l2')
  expect(mergeKey({ type: 'set', name: 'cure', value: 'l2' })).toBeNull()
})

test('a state comes back from a link', () => {
  fc.assert(
    fc.property(anyState, (given) => {
      const back: unknown = JSON.parse(JSON.stringify(given))
      expect(v.is(stateSchema, back)).toBe(true)
    }),
  )
})
