import * as v from 'valibot'
import { expect, test } from 'vitest'
import { makeDataset, taskOf, trainCount } from '../../core/dataset/index.ts'
import { RunSpecSchema } from '../../engine/run-spec-schema.ts'
import type { AnyWidget } from '../../widget-kit/define-widget.ts'
import { readProps } from '../../widget-kit/read-params.ts'
import { linkTo, stateFrom } from '../../widget-kit/share.ts'
import widget from './index.ts'
import { dataOf, init, isTrainable, reduce, specOf, stateSchema, type State } from './model.ts'
import { otherPoints } from './on-demand/differences.ts'
import { tableOf } from './on-demand/table/keep.ts'
import { markOf, numbersIn } from './own-table.ts'
import { params } from './params.ts'
import { pinOf } from './pins.ts'
import { tableLabels } from './table-labels.ts'

const DEFAULTS = readProps(params, {}).values
const start: State = init(readProps(params, { data: 'table' }).values)
const rowsOf = (n: number) => Float64Array.from({ length: 3 * n }, (_, i) => (i % 3 === 2 ? i % 2 : i / 8))
const small = tableOf(rowsOf(20), ['x', 'y', 'kind'], ['a', 'b'])
const large = tableOf(rowsOf(5000), ['x', 'y', 'kind'], ['a', 'b'])
const loaded = (table = small): State => reduce(start, { type: 'table', table })

test('before a table is loaded there is nothing to train on, but a run that the engine could take', () => {
  expect(isTrainable(start)).toBe(false)
  expect(v.safeParse(RunSpecSchema, specOf(start)).success).toBe(true)
  expect([isTrainable(loaded()), isTrainable(loaded(large))]).toEqual([true, true])
})

test('a small table is in the state and in links with its numbers, a large one by its mark', () => {
  expect([small.values?.length, large.values]).toEqual([60, undefined])
  expect(numbersIn(small)).toEqual(rowsOf(20))
  expect(numbersIn(large)).toEqual(rowsOf(5000))
  const any = widget as unknown as AnyWidget
  for (const state of [loaded(), loaded(large)]) {
    const link = linkTo(any, state, DEFAULTS)!
    expect(stateFrom(any, link.query, link.hash, DEFAULTS)).toEqual({ state, notes: [] })
    const spec = specOf(state)
    expect(v.safeParse(RunSpecSchema, spec).success).toBe(true)
    expect(makeDataset(spec.data).train.n).toBe(trainCount(spec.data))
  }
})

test('what does not fit into a link with all else is its numbers', () => {
  const edits = Array.from({ length: 200 }, (_, i) => ({ index: i % 25, value: 0.25 + i, was: 0.5 + i }))
  const first = { ...loaded(tableOf(rowsOf(200), ['x', 'y', 'kind'], ['a', 'b'])), edits: edits.slice(0, 90) }
  expect(first.table?.values).toBeDefined()
  const link = linkTo(widget as unknown as AnyWidget, first, DEFAULTS)!
  expect(link.lost).toBe(true)
  const back = stateFrom(widget as unknown as AnyWidget, link.query, link.hash, DEFAULTS).state as State
  expect(back.table).toEqual(markOf(first.table!))
})

test('a large table that this page does not have, or not so, is no table to train on', () => {
  const alien = { ...markOf(large), mark: '0123456789abcdef' }
  for (const table of [
    alien,
    { ...large, rows: 4000 },
    { ...large, classes: ['a', 'b', 'c'] },
    { ...large, classes: null },
  ]) {
    const state = loaded(table)
    expect(state.table).toEqual(table)
    expect(isTrainable(state)).toBe(false)
    expect(v.safeParse(RunSpecSchema, specOf(state)).success).toBe(true)
  }
})

test('the same numbers have the same mark, others another', () => {
  expect(tableOf(rowsOf(20), ['u', 'v', 'w'], null).mark).toBe(small.mark)
  const other = rowsOf(20)
  other[7]! += 1e-12
  expect(tableOf(other, ['x', 'y', 'kind'], ['a', 'b']).mark).not.toBe(small.mark)
})

test('damaged tables from outside are refused', () => {
  const damage = [
    { mark: 'no' },
    { rows: 1 },
    { rows: 100_001 },
    { rows: 19 },
    { names: ['x', 'y'] },
    { classes: ['a'] },
    { classes: Array.from({ length: 6 }, String) },
    { values: [...small.values!.slice(1), 0.5] },
    { values: [...small.values!.slice(1), 2] },
    { values: [...small.values!.slice(1), null] },
    { names: ['x'.repeat(81), 'y', 'z'] },
  ]
  for (const harm of damage) {
    const table = { ...small, ...harm } as never
    expect(v.safeParse(stateSchema, { ...start, table }).success, JSON.stringify(harm)).toBe(false)
    expect(reduce(start, { type: 'table', table })).toBe(start)
  }
})

test('only the last few large tables are kept', () => {
  const first = tableOf(rowsOf(3001), ['x', 'y', 'z'], ['a', 'b'])
  for (let n = 3002; n <= 3005; n++) tableOf(rowsOf(n), ['x', 'y', 'z'], ['a', 'b'])
  expect(numbersIn(first)).toBeNull()
  expect(numbersIn(tableOf(rowsOf(3005), ['x', 'y', 'z'], ['a', 'b']))?.length).toBe(9015)
})

test('another table makes another run, and a pinned run brings its own back', () => {
  const two = tableOf(rowsOf(21), ['x', 'y', 'kind'], ['a', 'b'])
  const edited = reduce(loaded(), { type: 'edit', index: 0, value: 1, was: 0 })
  expect(reduce(edited, { type: 'table', table: two }).edits).toEqual([])
  const ended = { step: 3, trainLoss: 1, validationLoss: 1, trainScore: 1, validationScore: 1 }
  const pin = pinOf(loaded(), 0, ended, [{ step: 3, train: 1, validation: 1 }])
  const pinned = reduce(reduce(loaded(), { type: 'pin', pin }), { type: 'table', table: two })
  expect(otherPoints(loaded(), pinned)).toBe(true)
  expect(v.parse(stateSchema, JSON.parse(JSON.stringify(pinned)))).toEqual(pinned)
  const back = reduce(pinned, { type: 'return', slot: 0 })
  expect([back.table, otherPoints(loaded(), back)]).toEqual([small, false])
})

test('three classes have three outputs, numbers one and a loss for numbers', () => {
  const three = rowsOf(20)
  three[2] = 2
  const classes = loaded(tableOf(three, ['x', 'y', 'kind'], ['a', 'b', 'c']))
  expect(specOf(classes).model.outputs).toBe(3)
  const value = loaded(tableOf(rowsOf(20), ['x', 'y', 'v'], null))
  expect(taskOf(dataOf(value))).toEqual({ kind: 'value' })
  expect(specOf(value).model.loss).toEqual({ kind: 'squared' })
})

test('axes and colours have the table’s own numbers', () => {
  // Mean 10 and deviation 4: two and a half deviations beside it are 0 and 20.
  const scalings = [
    { mean: 10, deviation: 4 },
    { mean: 0, deviation: 20_000 },
    { mean: 1, deviation: 1 },
  ] as const
  const none = { x: new Float32Array(), y: new Float32Array(), n: 0 }
  expect(tableLabels(small, { train: none, validation: none, scalings }, 3, 2)).toEqual({
    ticks: { x: ['0', 'x₁', '20'], y: ['−50K', 'x₂', '50K'] },
    ends: ['−1', '3'],
    names: ['a', 'b'],
  })
})
