import fc from 'fast-check'
import { expect, test } from 'vitest'
import { framed, regionPath } from './region.ts'

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

/** How often the rings go round a point clockwise, y downwards: crossings of the ray to the right of it. */
function winding(rings: readonly Point[][], x: number, y: number): number {
  let turns = 0
  for (const ring of rings) {
    ring.forEach(([ax, ay], i) => {
      const [bx, by] = ring[(i + 1) % ring.length] as Point
      if (ay <= y === by <= y) return
      if (ax + ((y - ay) / (by - ay)) * (bx - ax) > x) turns += by > ay ? 1 : -1
    })
  }
  return turns
}

/** A square of numbers of which none lies near the thresholds, so that no middle of a cell lies on a border. */
const squareOf = (numbers: readonly number[]) =>
  fc.integer({ min: 1, max: 7 }).chain((grid) =>
    fc.record({
      grid: fc.constant(grid),
      values: fc.array(fc.constantFrom(...numbers), { minLength: grid * grid, maxLength: grid * grid }),
      threshold: fc.constantFrom(-1.5, -0.5, 0.5, 1.5),
    }),
  )

test('a region goes once round the middle of every cell inside, and round no other', () => {
  fc.assert(
    fc.property(squareOf([-2, -1, 0, 1, 2]), ({ grid, values, threshold }) => {
      const rings = ringsOf(regionPath(framed(values, grid, 1), threshold))
      values.forEach((value, i) => {
        const turns = winding(rings, (i % grid) + 0.5, Math.floor(i / grid) + 0.5)
        expect(turns).toBe(value >= threshold ? 1 : 0)
      })
    }),
    { numRuns: 300 },
  )
})

test('whatever the field holds, a path stays within the picture', () => {
  fc.assert(
    fc.property(squareOf([-1, 2, NaN, Infinity, -Infinity]), ({ grid, values, threshold }) => {
      for (const place of ringsOf(regionPath(framed(values, grid, 1), threshold)).flat(2)) {
        expect(place).toBeGreaterThanOrEqual(0)
        expect(place).toBeLessThanOrEqual(grid)
      }
    }),
    { numRuns: 300 },
  )
})

test('a hole runs the other way round, and takes its area away', () => {
  // One cell of −1 among ones: around it the border of 0 is the square with its corners half a cell from the middle.
  const values = Array.from({ length: 25 }, (_, i) => (i === 12 ? -1 : 1))
  const rings = ringsOf(regionPath(framed(values, 5, 1), 0))
  expect(rings).toHaveLength(2)
  const signed = rings.map((ring) =>
    ring.reduce((sum, [x, y], i) => {
      const [nextX, nextY] = ring[(i + 1) % ring.length] as Point
      return sum + (x * nextY - nextX * y) / 2
    }, 0),
  )
  expect(signed.sort((a, b) => a - b)).toEqual([-0.5, 25])
})

test('a straight run needs its ends alone', () => {
  const half = Array.from({ length: 64 }, (_, i) => (i % 8 < 4 ? 0 : 1))
  const [ring = []] = ringsOf(regionPath(framed(half, 8, 1), 0.5))
  // Four corners, each perhaps twice, and where the ring begins; the run itself would be eight points a side.
  expect(ring.length).toBeLessThanOrEqual(9)
  for (const corner of ['4 0', '8 0', '8 8', '4 8']) expect(ring.map((p) => p.join(' '))).toContain(corner)
})
