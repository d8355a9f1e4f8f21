import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { coarser, fieldBands, type Band } from './field-bands.ts'

type Point = readonly [number, number]

const ringsOf = (path: string): Point[][] =>
  path
    .split('Z')
    .filter((ring) => ring !== '')
    .map((ring) =>
      ring
        .split(/[ML]/)
        .filter((p) => p !== '')
        .map((p) => p.split(' ').map(Number) as unknown as Point),
    )

/** The shoelace formula; holes run the other way and count negative. */
function area(path: string): number {
  let twice = 0
  for (const ring of ringsOf(path)) {
    ring.forEach(([x, y], i) => {
      const [nextX, nextY] = ring[(i + 1) % ring.length] as Point
      twice += x * nextY - nextX * y
    })
  }
  return Math.abs(twice) / 2
}

/** f at the middles of the cells, with x and y in cells. */
const sampled = (grid: number, f: (x: number, y: number) => number): Float64Array =>
  Float64Array.from({ length: grid * grid }, (_, i) => f((i % grid) + 0.5, Math.floor(i / grid) + 0.5))

const pathAt = (bands: readonly Band[], level: number): string =>
  bands.find((b) => b.level === level)?.path ?? ''

describe('bands of f = x over [0, n]²', () => {
  const n = 20
  const bands = fieldBands(
    sampled(n, (x) => x),
    n,
    0,
    n,
  )

  // {x ≥ t} is the rectangle [t, n] × [0, n] of area (n − t) · n, and class k begins at t = k · n / 9.
  test.each([5, 6, 7, 8])('level %i covers what lies right of its threshold', (level) => {
    expect(area(pathAt(bands, level))).toBeCloseTo((n - (level * n) / 9) * n, 0)
  })

  // {x ≤ t} has area t · n, and class k ends at t = (k + 1) · n / 9.
  test.each([0, 1, 2, 3])('level %i covers what lies left of its threshold', (level) => {
    expect(area(pathAt(bands, level))).toBeCloseTo((((level + 1) * n) / 9) * n, 0)
  })

  test('the middle is the ground, and the list goes from the middle outwards', () => {
    expect(bands.map((b) => b.level)).toEqual([3, 5, 2, 6, 1, 7, 0, 8])
  })

  test('the border is where the field says, top to bottom', () => {
    const xs = ringsOf(pathAt(bands, 5)).flatMap((ring) => ring.map(([x]) => x))
    expect(Math.min(...xs)).toBeCloseTo((5 * n) / 9, 2)
    expect(Math.max(...xs)).toBe(n)
  })
})

test('the first row is the top: where f = y is low, the picture is low', () => {
  const n = 20
  const ys = ringsOf(
    pathAt(
      fieldBands(
        sampled(n, (_x, y) => y),
        n,
        0,
        n,
      ),
      0,
    ),
  ).flatMap((ring) => ring.map(([, y]) => y))
  expect(Math.min(...ys)).toBe(0)
  expect(Math.max(...ys)).toBeCloseTo(n / 9, 2)
})

test('a slanted border through the inside cuts off the area of its triangle', () => {
  // {x + y ≥ t} in [0, n]² is, for t ≥ n, the right triangle with legs 2n − t; exact but in the half cells at the
  // two edges, where the border goes straight on: each takes or adds a triangle of at most 1/2 · 1/2 · 1/2.
  const n = 30
  const bands = fieldBands(
    sampled(n, (x, y) => x + y),
    n,
    0,
    2 * n,
  )
  for (const level of [5, 6, 7]) {
    const leg = 2 * n - (level * 2 * n) / 9
    expect(Math.abs(area(pathAt(bands, level)) - (leg * leg) / 2)).toBeLessThan(0.3)
  }
})

test('a field on one value is all ground, or one flat colour', () => {
  const flat = (value: number) =>
    fieldBands(
      sampled(10, () => value),
      10,
      -1,
      1,
    )
  expect(flat(0)).toEqual([])
  expect(flat(5).map((b) => [b.level, area(b.path)])).toEqual([5, 6, 7, 8].map((level) => [level, 100]))
  expect(flat(NaN)).toEqual([])
})

test('turning the field’s sign over exchanges the two sides', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 36, maxLength: 36 }),
      (values) => {
        const there = fieldBands(values, 6, -1, 1)
        const back = fieldBands(
          values.map((v) => -v),
          6,
          -1,
          1,
        )
        for (let level = 0; level <= 8; level++)
          expect(area(pathAt(back, 8 - level))).toBeCloseTo(area(pathAt(there, level)), 6)
      },
    ),
  )
})

test('a coarser grid takes means, and leaves a linear field what it is', () => {
  expect(coarser([1, 2, 3, 4], 2, 2)).toEqual(Float32Array.of(2.5))
  const fine = sampled(40, (x, y) => (3 * x - 2 * y) / 40)
  const coarse = sampled(20, (x, y) => (3 * x - 2 * y) / 20)
  coarser(fine, 40, 2).forEach((v, i) => expect(v).toBeCloseTo(coarse[i] as number, 5))
})
