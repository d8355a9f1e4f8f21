import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  judgedOf,
  makeDataset,
  MOST_JUDGED,
  NOT_SCALED,
  rangeOf,
  scalingsOf,
  trainCount,
  type OwnData,
  type Sample,
} from './index.ts'
import { scaledTo, scalingOf, unscaled } from './scaling.ts'

const own = (rows: readonly (readonly [number, number, number])[], more: Partial<OwnData> = {}): OwnData => ({
  kind: 'own',
  origin: 'drawn',
  task: { kind: 'classes', classes: 5 },
  table: Float64Array.from(rows.flat()),
  seed: 1,
  trainShare: 0.5,
  ...more,
})

const anyRows = fc.array(
  fc.tuple(
    fc.double({ min: -1.2, max: 1.2, noNaN: true }),
    fc.double({ min: -1.2, max: 1.2, noNaN: true }),
    fc.nat(4),
  ),
  { minLength: 2, maxLength: 60 },
)
const rowsOf = ({ x, y, n }: Sample) =>
  Array.from({ length: n }, (_, i) => `${x[2 * i]} ${x[2 * i + 1]} ${y[i]}`)
const share = fc.double({ min: 0.1, max: 0.9, noNaN: true })

describe('drawn points', () => {
  it('are shared out whole and unchanged, some on each side', () => {
    fc.assert(
      fc.property(anyRows, share, fc.nat(), (rows, trainShare, seed) => {
        const data = own(rows, { trainShare, seed })
        const { train, validation } = makeDataset(data)
        expect(train.n).toBe(trainCount(data))
        expect(Math.min(train.n, validation.n)).toBeGreaterThan(0)
        expect(Math.abs(train.n - rows.length * trainShare)).toBeLessThanOrEqual(1)
        const given = rows.map((row) => row.map((v) => Math.fround(v) + 0).join(' '))
        expect([...rowsOf(train), ...rowsOf(validation)].sort()).toEqual(given.sort())
      }),
    )
  })

  it('stay on their side when another is drawn', () => {
    const rows = Array.from({ length: 30 }, (_, i) => [i / 30, 0, 0] as const)
    const before = makeDataset(own(rows.slice(0, 29), { trainShare: 0.7 }))
    const after = makeDataset(own(rows, { trainShare: 0.7 }))
    expect(rowsOf(after.train).slice(0, before.train.n)).toEqual(rowsOf(before.train))
    expect(rowsOf(after.validation).slice(0, before.validation.n)).toEqual(rowsOf(before.validation))
  })
})

describe('a table', () => {
  const rows = Array.from({ length: 40 }, (_, i) => [1e6 + i, 5, i % 3] as const)

  it('is shuffled by the seed and scaled by the rows that are trained on', () => {
    const data = own(rows, { origin: 'table', task: { kind: 'value' }, trainShare: 0.75 })
    const { train, validation } = makeDataset(data)
    expect([train.n, validation.n]).toEqual([30, 10])
    const column = (c: number) => Array.from({ length: train.n }, (_, i) => train.x[2 * i + c]!)
    const mean = (values: number[]) => values.reduce((a, b) => a + b) / values.length
    expect(mean(column(0))).toBeCloseTo(0, 6)
    expect(mean(column(0).map((z) => z * z))).toBeCloseTo(1, 5)
    // A column of one number becomes 0.
    expect(column(1)).toEqual(column(1).map(() => 0))
    expect(mean([...train.y])).toBeCloseTo(0, 6)
    const [first] = scalingsOf(data)
    const back = [...column(0), ...Array.from({ length: 10 }, (_, i) => validation.x[2 * i]!)]
      .map((z) => Math.round(unscaled(first!, z)))
      .sort((a, b) => a - b)
    expect(back).toEqual(rows.map(([x]) => x))
    expect(makeDataset({ ...data, seed: 2 }).train.x).not.toEqual(train.x)
    expect(rangeOf(data)).toBe(3)
  })

  it('keeps its classes as they are', () => {
    const data = own(rows, { origin: 'table', task: { kind: 'classes', classes: 3 } })
    expect(scalingsOf(data)[2]).toBe(NOT_SCALED)
    expect(new Set(makeDataset(data).train.y)).toEqual(new Set([0, 1, 2]))
  })

  it('of many rows is judged by a sample of them', () => {
    const many = Array.from({ length: 9000 }, (_, i) => [i, i % 7, i % 2] as const)
    const whole = makeDataset(own(many, { origin: 'table', task: { kind: 'classes', classes: 2 } }))
    const judged = judgedOf(whole)
    expect([whole.train.n, judged.train.n, judged.validation.n]).toEqual([4500, MOST_JUDGED, MOST_JUDGED])
    expect(rowsOf(judged.train)).toEqual(rowsOf(whole.train).slice(0, MOST_JUDGED))
  })
})

describe('scaling', () => {
  it('is worked by hand', () => {
    // Mean 5; squares 9 + 1 + 1 + 1 + 0 + 0 + 4 + 16 = 32, over 8 is 4: the deviation is 2.
    expect(scalingOf([2, 4, 4, 4, 5, 5, 7, 9])).toEqual({ mean: 5, deviation: 2 })
    expect(scaledTo({ mean: 5, deviation: 2 }, 9)).toBe(2)
    expect(unscaled({ mean: 5, deviation: 2 }, 2)).toBe(9)
    expect(scalingOf([3, 3])).toEqual({ mean: 3, deviation: 1 })
  })

  it('does not overflow or vanish', () => {
    expect(scalingOf([1e300, -1e300]).deviation).toBe(1e300)
    expect(scalingOf([1e-200, -1e-200]).deviation).toBe(1e-200)
  })
})
