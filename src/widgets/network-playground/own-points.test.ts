import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { makeDataset } from '../../core/dataset/index.ts'
import { RunSpecSchema } from '../../engine/run-spec-schema.ts'
import { readProps } from '../../widget-kit/read-params.ts'
import { init, isTrainable, mergeKey, reduce, specOf, stateSchema, type State } from './model.ts'
import { classesOf, MOST_POINTS, ownDataOf, placed, type OwnPoint } from './own-points.ts'
import { nearest } from './on-demand/own/nearest.ts'
import { otherPoints } from './on-demand/differences.ts'
import { params } from './params.ts'
import { pinOf } from './pins.ts'

const start: State = init(readProps(params, { data: 'own' }).values)
const point = fc.tuple(
  fc.double({ min: -1.2, max: 1.2, noNaN: true }),
  fc.double({ min: -1.2, max: 1.2, noNaN: true }),
  fc.nat(4),
)
const drawn = (points: readonly OwnPoint[]): State => reduce(start, { type: 'points', points })

test('a pinned run has its points, and brings them back', () => {
  const first = drawn([
    [0, 0, 0],
    [1, 1, 1],
  ])
  const ended = { step: 3, trainLoss: 1, validationLoss: 1, trainScore: 1, validationScore: 1 }
  const pin = pinOf(first, 0, ended, [{ step: 3, train: 1, validation: 1 }])
  const pinned = reduce(reduce(first, { type: 'pin', pin }), { type: 'points', points: [[0.5, 0, 1]] })
  const [kept] = v.parse(stateSchema, JSON.parse(JSON.stringify(pinned))).pins as State['pins']
  expect(kept?.points).toEqual(first.points)
  expect(otherPoints({ data: 'own', points: kept!.points! }, pinned)).toBe(true)
  const back = reduce(pinned, { type: 'return', slot: 0 })
  expect([back.points, otherPoints(first, back)]).toEqual([first.points, false])
  // Where the points are made up, those drawn are no part of the run.
  expect(pinOf({ ...first, data: 'xor' }, 0, ended, []).points).toBeUndefined()
  expect(otherPoints({ ...first, data: 'xor' }, { ...pinned, data: 'xor' })).toBe(false)
})

test('fewer than two points cannot be trained on', () => {
  const p: OwnPoint = [0, 0, 0]
  const able = [[], [p], [p, p]].map((points) => isTrainable({ ...start, points }))
  expect(able).toEqual([false, false, true])
  expect(isTrainable({ ...start, data: 'xor' })).toBe(true)
})

describe('points drawn by hand', () => {
  test('are plain data that the schema takes, and a run that the engine takes, however few or many', () => {
    fc.assert(
      fc.property(fc.array(point, { maxLength: 40 }), (points) => {
        const state = drawn(points)
        expect(v.parse(stateSchema, JSON.parse(JSON.stringify(state)))).toEqual(state)
        const spec = specOf(state)
        expect(v.safeParse(RunSpecSchema, spec).success).toBe(true)
        const { train, validation } = makeDataset(spec.data)
        expect(train.n + validation.n).toBe(Math.max(2, points.length))
        expect(specOf(state).model.outputs ?? 1).toBe(classesOf(points) === 2 ? 1 : classesOf(points))
      }),
    )
  })

  test('stand inside the picture, to a hundredth', () => {
    expect(drawn([[0.123456, -0.004, 1]]).points).toEqual([[0.12, 0, 1]])
    expect([placed(3), placed(-3), Object.is(placed(-0.001), 0)]).toEqual([1.2, -1.2, true])
  })

  test('are refused where they are no points, or too many', () => {
    const bad = [
      [2, 0, 0],
      [0, NaN, 0],
      [0, 0, 5],
      [0, 0, 0.5],
      [0, 0],
    ] as unknown as OwnPoint[]
    for (const p of bad) expect(drawn([p])).toBe(start)
    expect(drawn(Array.from({ length: MOST_POINTS + 1 }, (): OwnPoint => [0, 0, 0]))).toBe(start)
    expect(drawn(Array.from({ length: MOST_POINTS }, (): OwnPoint => [0, 0, 0])).points).toHaveLength(300)
  })

  test('make another run, where they are what is trained on', () => {
    const two = drawn([
      [0, 0, 0],
      [1, 1, 1],
    ])
    const edited = reduce(two, { type: 'edit', index: 0, value: 1, was: 0 })
    expect(edited.edits).toHaveLength(1)
    expect(reduce(edited, { type: 'points', points: [...two.points, [0.5, 0, 1]] }).edits).toEqual([])
    const elsewhere = reduce({ ...edited, data: 'xor' }, { type: 'points', points: [] })
    expect(elsewhere.edits).toHaveLength(1)
  })

  test('are moved in one change, drawn and taken away in one each', () => {
    expect(mergeKey({ type: 'points', points: [], moved: 3 })).toBe('point-3')
    expect(mergeKey({ type: 'points', points: [] })).toBeNull()
  })
})

test('the nearest point within reach, and of equally near ones the last drawn, which lies on top', () => {
  const points: OwnPoint[] = [
    [0, 0, 0],
    [0.5, 0, 1],
    [0.5, 0, 2],
  ]
  expect(nearest(points, 0.03, 0.04, 0.05)).toBe(0)
  expect(nearest(points, 0.03, 0.05, 0.05)).toBe(-1)
  expect(nearest(points, 0.5, 0, 0.05)).toBe(2)
})

test('one class alone is still a question of two', () => {
  expect(classesOf([])).toBe(2)
  expect(classesOf([[0, 0, 0]])).toBe(2)
  expect(classesOf([[0, 0, 3]])).toBe(4)
  expect([...ownDataOf([[0.5, 1, 1]], 1, 0.5).table]).toEqual([0.5, 1, 1, 0.5, 1, 1])
})
