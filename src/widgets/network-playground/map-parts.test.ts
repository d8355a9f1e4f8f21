import { describe, expect, test } from 'vitest'
import { PICTURE } from '../../core/dataset/index.ts'
import { classRegions } from './class-regions.ts'
import { marksOf, SIGNS } from '../../widget-kit/plane/marks.ts'
import { stepOf } from '../../widget-kit/plane/Points.tsx'

/** The corners of a path of relative straight lines. */
function corners(path: string): [number, number][] {
  const found: [number, number][] = []
  let [x, y] = [0, 0]
  for (const [, command, numbers] of path.matchAll(/([Mlhv])([^MlhvZ]*)/g)) {
    const pairs = [...numbers!.matchAll(/-?[\d.]+/g)].map(Number)
    const steps =
      command === 'h'
        ? pairs.map((dx) => [dx, 0])
        : command === 'v'
          ? pairs.map((dy) => [0, dy])
          : Array.from({ length: pairs.length / 2 }, (_, i) => pairs.slice(2 * i, 2 * i + 2))
    for (const [dx, dy] of steps) {
      x = command === 'M' ? dx! : x + dx!
      y = command === 'M' ? dy! : y + dy!
      found.push([x, y])
    }
  }
  return found
}

/** The shoelace formula. */
const area = (points: readonly [number, number][]): number =>
  Math.abs(
    points.reduce((sum, [x, y], i) => {
      const [nextX, nextY] = points[(i + 1) % points.length]!
      return sum + x * nextY - y * nextX
    }, 0),
  ) / 2

describe('signs', () => {
  test('of all classes have the area of a circle of radius 0.03 about their point', () => {
    for (const k of [0, 2, 3, 4]) {
      const points = corners(SIGNS[k]!(0, 0))
      expect(points.length).toBe([4, 0, 3, 4, 12][k])
      // Written to a thousandth, which is some hundredths of the size.
      expect(area(points) / (Math.PI * 0.03 ** 2)).toBeGreaterThan(0.93)
      expect(area(points) / (Math.PI * 0.03 ** 2)).toBeLessThan(1.07)
      const middle = points.reduce((sum, [x, y]) => [sum[0]! + x, sum[1]! + y], [0, 0])
      expect(Math.hypot(middle[0]! / points.length, middle[1]! / points.length)).toBeLessThan(0.003)
    }
  })

  test('stand where the point is, whatever the range, and x₂ grows upwards', () => {
    const sample = { x: Float32Array.of(1.5, 0.75), y: Float32Array.of(1), n: 1 }
    const [[x, y]] = corners(marksOf(sample, 3, () => SIGNS[3]!)) as [[number, number]]
    expect([x, y]).toEqual([(1.5 * PICTURE) / 3, Number(((-0.75 * PICTURE) / 3 - 0.038).toFixed(3))])
    expect(marksOf(sample, 3, () => null)).toBe('')
  })
})

test('the regions of two classes meet in the middle, and their numbers stand deep inside', () => {
  const grid = 20
  const left = Float32Array.from({ length: grid * grid }, (_, i) => 1 - (i % grid) / (grid - 1))
  const [a, b] = classRegions([left, left.map((p) => 1 - p)], grid)
  expect(a!.paths[0]).toMatch(/^M0 0L10 0L10 20L0 20/)
  expect(b!.paths[0]).toMatch(/^M10 0L20 0L20 20L10 20/)
  expect(a!.paths).toHaveLength(3)
  // Five steps from the border and from the edge: columns 4 and 5 of the left half.
  expect([4.5, 5.5]).toContain(a!.middle![0])
  expect([14.5, 15.5]).toContain(b!.middle![0])
})

test('a class that leads nowhere has no region, and no number', () => {
  const [most, none] = classRegions([new Float32Array(100).fill(0.9), new Float32Array(100).fill(0.1)], 10)
  expect(most!.paths).toHaveLength(3)
  expect(none).toEqual({ paths: [], middle: null })
})

test('nine steps of a scale, the middle one around 0, beyond the ends the outermost', () => {
  expect([-5, -1, -0.1, 0, 0.1, 0.12, 1, 5].map((y) => stepOf(y, 1))).toEqual([0, 0, 4, 4, 4, 5, 8, 8])
  expect(stepOf(0.5, 2)).toBe(5)
})
