import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  DATASET_KINDS,
  makeDataset,
  PICTURE,
  taskOf,
  VALUE_KINDS,
  type GeneratedData,
  type Sample,
} from './index.ts'

const SPEC: GeneratedData = { kind: 'circles', noise: 0, seed: 1, trainShare: 0.5, count: 300 }

const anySpec = fc.record({
  kind: fc.constantFrom(...DATASET_KINDS),
  noise: fc.double({ min: 0, max: 0.5, noNaN: true }),
  seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  trainShare: fc.double({ min: 0.1, max: 0.9, noNaN: true }),
  count: fc.integer({ min: 20, max: 300 }),
  classes: fc.integer({ min: 3, max: 5 }),
})

const pointsOf = ({ x, y, n }: Sample) =>
  Array.from({ length: n }, (_, i) => ({ x1: x[2 * i]!, x2: x[2 * i + 1]!, label: y[i]! }))
const all = (spec: GeneratedData) => {
  const { train, validation } = makeDataset(spec)
  return [...pointsOf(train), ...pointsOf(validation)]
}

describe('makeDataset', () => {
  it('shares out all points, balanced, and keeps them in the picture', () => {
    fc.assert(
      fc.property(anySpec, (spec) => {
        const { train, validation } = makeDataset(spec)
        expect(train.n).toBe(Math.round(spec.count * spec.trainShare))
        expect(train.n + validation.n).toBe(spec.count)
        for (const part of [train, validation]) {
          expect(part.x.length).toBe(2 * part.n)
          const task = taskOf(spec)
          if (task.kind === 'classes') {
            const sizes = Array.from(
              { length: task.classes },
              (_, k) => part.y.filter((label) => label === k).length,
            )
            expect(sizes.reduce((a, b) => a + b)).toBe(part.n)
            expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1)
          } else expect(part.y.every(Number.isFinite)).toBe(true)
          expect(part.x.every((v) => Math.abs(v) <= Math.fround(PICTURE))).toBe(true)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('gives the same points for the same spec, whatever the share, and others for another seed', () => {
    expect(all({ ...SPEC, trainShare: 0.2 })).toEqual(all({ ...SPEC, trainShare: 0.8 }))
    expect(all({ ...SPEC, seed: 2 })).not.toEqual(all(SPEC))
  })

  it('displaces by half the noise', () => {
    const clean = all({ ...SPEC, kind: 'moons', count: 2000 })
    const noisy = all({ ...SPEC, kind: 'moons', count: 2000, noise: 0.2 })
    const squares = noisy.map((p, i) => (p.x1 - clean[i]!.x1) ** 2 + (p.x2 - clean[i]!.x2) ** 2)
    const deviation = Math.sqrt(squares.reduce((sum, s) => sum + s, 0) / 4000)
    // 4000 draws of deviation 0.1: its standard error is 0.1/√8000 ≈ 0.0011.
    expect(Math.abs(deviation - 0.1)).toBeLessThan(0.0045)
  })
})

describe('without noise', () => {
  it('circles are a disc of radius 0.5 in a ring from 0.7 to 1', () => {
    for (const { x1, x2, label } of all(SPEC)) {
      const r = Math.hypot(x1, x2)
      expect(label === 1 ? r <= 0.5001 : r >= 0.6999 && r <= 1.0001).toBe(true)
    }
  })

  it('xor has the sign of x₁·x₂, and as many points in each quadrant', () => {
    const quadrants = new Map<string, number>()
    for (const { x1, x2, label } of all({ ...SPEC, kind: 'xor' })) {
      expect(label).toBe(x1 * x2 > 0 ? 1 : 0)
      const key = `${Math.sign(x1)} ${Math.sign(x2)}`
      quadrants.set(key, (quadrants.get(key) ?? 0) + 1)
    }
    expect([...quadrants.values()]).toEqual([75, 75, 75, 75])
  })

  it('gaussians have their means at ±(0.5, 0.5) and deviation 0.15', () => {
    const points = all({ ...SPEC, kind: 'gaussians', count: 2000 })
    for (const sign of [1, -1]) {
      const own = points.filter((p) => (p.label === 1) === (sign === 1))
      const mean = own.reduce((sum, p) => sum + p.x1, 0) / own.length
      const variance = own.reduce((sum, p) => sum + (p.x1 - mean) ** 2, 0) / own.length
      expect(Math.abs(mean - 0.5 * sign)).toBeLessThan(0.02)
      expect(Math.abs(Math.sqrt(variance) - 0.15)).toBeLessThan(0.015)
    }
  })

  it('spiral: turning an arm back by its angle leaves one ray', () => {
    for (const { x1, x2, label } of all({ ...SPEC, kind: 'spiral' })) {
      const r = Math.hypot(x1, x2)
      const angle = Math.atan2(x1, x2) - 3.5 * Math.PI * r - Math.PI * label
      expect(Math.cos(angle)).toBeGreaterThan(0.9999)
    }
  })

  it('moons lie on two half circles of radius 2/3', () => {
    for (const { x1, x2, label } of all({ ...SPEC, kind: 'moons' })) {
      const [c1, c2] = label === 1 ? [1 / 3, 1 / 6] : [-1 / 3, -1 / 6]
      expect(Math.hypot(x1 - c1, x2 - c2)).toBeCloseTo(2 / 3, 5)
      expect(label === 1 ? x2 <= c2 + 1e-6 : x2 >= c2 - 1e-6).toBe(true)
    }
  })
})

describe.each([3, 4, 5])('with %i classes and without noise', (classes) => {
  const of = (kind: GeneratedData['kind'], count = 300) => all({ ...SPEC, kind, count, classes })

  it('clouds have their means at the corners of a regular polygon, class 0 at the top', () => {
    const points = of('clouds', 2000)
    for (let k = 0; k < classes; k++) {
      const own = points.filter((p) => p.label === k)
      const mean = (pick: (p: (typeof own)[number]) => number) =>
        own.reduce((sum, p) => sum + pick(p), 0) / own.length
      // The standard error of a mean of 400 or more is 0.15/√400 = 0.0075.
      expect(Math.abs(mean((p) => p.x1) - 0.65 * Math.sin((2 * Math.PI * k) / classes))).toBeLessThan(0.03)
      expect(Math.abs(mean((p) => p.x2) - 0.65 * Math.cos((2 * Math.PI * k) / classes))).toBeLessThan(0.03)
      const spread = Math.sqrt(mean((p) => (p.x1 - mean((q) => q.x1)) ** 2))
      expect(Math.abs(spread - 0.15)).toBeLessThan(0.02)
    }
  })

  it('arms: turning each back by its angle leaves one ray', () => {
    for (const { x1, x2, label } of of('arms')) {
      const r = Math.hypot(x1, x2)
      const angle = Math.atan2(x1, x2) - 1.2 * Math.PI * r - (2 * Math.PI * label) / classes
      expect(Math.cos(angle)).toBeGreaterThan(0.9999)
      expect(r).toBeGreaterThan(0.0999)
    }
  })

  it('rings: radius, in widths of a ring, is in an even gap for every class', () => {
    for (const { x1, x2, label } of of('rings')) {
      const inWidths = Math.hypot(x1, x2) * (2 * classes - 1)
      expect(inWidths).toBeGreaterThanOrEqual(2 * label - 1e-5)
      expect(inWidths).toBeLessThanOrEqual(2 * label + 1 + 1e-5)
    }
  })
})

it('left out, the classes are three', () => {
  expect(all({ ...SPEC, kind: 'rings' })).toEqual(all({ ...SPEC, kind: 'rings', classes: 3 }))
  expect(taskOf({ kind: 'circles', classes: 5 })).toEqual({ kind: 'classes', classes: 2 })
})

describe('numbers to predict', () => {
  const SURFACE = {
    plane: (a: number, b: number) => 0.5 * a + 0.5 * b,
    hills: (a: number, b: number) =>
      // e^(−(u−½)²/0.18) − e^(−(u+½)²/0.18) for each coordinate, multiplied: the four bumps with their signs.
      [a, b].reduce(
        (product, u) => product * (Math.exp(-((u - 0.5) ** 2) / 0.18) - Math.exp(-((u + 0.5) ** 2) / 0.18)),
        1,
      ),
    ripple: (a: number, b: number) => Math.cos(4.71238898038469 * Math.sqrt(a * a + b * b)),
  }

  it.each(VALUE_KINDS)('%s is its formula, on points of the square', (kind) => {
    for (const { x1, x2, label } of all({ ...SPEC, kind })) {
      expect(Math.max(Math.abs(x1), Math.abs(x2))).toBeLessThanOrEqual(1)
      expect(label).toBeCloseTo(SURFACE[kind](x1, x2), 5)
    }
  })

  it.each(VALUE_KINDS)('%s: noise moves the number and not the point', (kind) => {
    const clean = all({ ...SPEC, kind, count: 2000 })
    const noisy = all({ ...SPEC, kind, count: 2000, noise: 0.2 })
    expect(noisy.map(({ x1, x2 }) => [x1, x2])).toEqual(clean.map(({ x1, x2 }) => [x1, x2]))
    const squares = noisy.map((p, i) => (p.label - clean[i]!.label) ** 2)
    // 2000 draws of deviation 0.1: its standard error is 0.1/√4000 ≈ 0.0016.
    expect(Math.abs(Math.sqrt(squares.reduce((a, b) => a + b) / 2000) - 0.1)).toBeLessThan(0.007)
  })
})
