import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bits, normal, pcg3d, permutation, uniform } from './rng.ts'

/** pcg3d as the paper prints it, in integers without bounds, each result taken modulo 2³². */
function pcg3dOfThePaper(x: number, y: number, z: number): number[] {
  const wrap = (v: bigint) => BigInt.asUintN(32, v)
  const v = [x, y, z].map((n) => wrap(BigInt(n) * 1664525n + 1013904223n)) as [bigint, bigint, bigint]
  const round = () => {
    v[0] = wrap(v[0] + v[1] * v[2])
    v[1] = wrap(v[1] + v[2] * v[0])
    v[2] = wrap(v[2] + v[0] * v[1])
  }
  round()
  v[0] ^= v[0] >> 16n
  v[1] ^= v[1] >> 16n
  v[2] ^= v[2] >> 16n
  round()
  return v.map(Number)
}

const word = fc.integer({ min: 0, max: 2 ** 32 - 1 })

describe('pcg3d', () => {
  it('gives the values that a computation in Python gave', () => {
    expect(pcg3d(0, 0, 0)).toEqual([2611992518, 2833812075, 1058359340])
    expect(pcg3d(1, 2, 3)).toEqual([4204755366, 1223881804, 1500469937])
    expect(pcg3d(4294967295, 3, 123456789)).toEqual([3090471034, 3667291930, 4119802728])
  })

  it('agrees with the paper for any three words', () => {
    fc.assert(
      fc.property(word, word, word, (x, y, z) => {
        expect(pcg3d(x, y, z)).toEqual(pcg3dOfThePaper(x, y, z))
      }),
    )
  })
})

describe('draws', () => {
  /** Σ (observed − expected)² / expected; with 63 degrees of freedom 99.9 % of honest samples stay below 103.4. */
  const chiSquare = (values: readonly number[], bins: number): number => {
    const counts = new Array<number>(bins).fill(0)
    for (const v of values) counts[Math.floor(v * bins)]! += 1
    const expected = values.length / bins
    return counts.reduce((sum, c) => sum + (c - expected) ** 2 / expected, 0)
  }

  it('are uniform along each coordinate', () => {
    const n = 64_000
    const along = (draw: (k: number) => number) =>
      chiSquare(
        Array.from({ length: n }, (_, k) => draw(k)),
        64,
      )
    expect(along((k) => uniform(7, 1, k))).toBeLessThan(103.4)
    expect(along((k) => uniform(7, k, 1))).toBeLessThan(103.4)
    expect(along((k) => uniform(k, 1, 7))).toBeLessThan(103.4)
  })

  it('are uniform in pairs of neighbours', () => {
    const pairs = Array.from({ length: 64_000 }, (_, k) => {
      const a = Math.floor(8 * uniform(3, 2, k))
      const b = Math.floor(8 * uniform(3, 2, k + 1))
      return (8 * a + b) / 64
    })
    expect(chiSquare(pairs, 64)).toBeLessThan(103.4)
  })

  it('have the moments of the standard normal distribution', () => {
    const n = 100_000
    const draws = Array.from({ length: n }, (_, k) => normal(11, 4, k))
    const moment = (p: number) => draws.reduce((sum, x) => sum + x ** p, 0) / n
    // Standard errors of the moments: 1/√n, √2/√n, √15/√n, √96/√n; four of them are allowed.
    const error = 4 / Math.sqrt(n)
    expect(Math.abs(moment(1))).toBeLessThan(error)
    expect(Math.abs(moment(2) - 1)).toBeLessThan(error * Math.sqrt(2))
    expect(Math.abs(moment(3))).toBeLessThan(error * Math.sqrt(15))
    expect(Math.abs(moment(4) - 3)).toBeLessThan(error * Math.sqrt(96))
  })

  it('do not depend on other draws', () => {
    const alone = bits(5, 6, 1000)
    for (let k = 0; k < 1000; k++) bits(5, 6, k)
    expect(bits(5, 6, 1000)).toBe(alone)
  })
})

describe('permutation', () => {
  it('has every number once', () => {
    fc.assert(
      fc.property(word, fc.nat(1000), fc.integer({ min: 0, max: 200 }), (seed, epoch, n) => {
        expect([...permutation(seed, epoch, n)].sort((a, b) => a - b)).toEqual(
          Array.from({ length: n }, (_, i) => i),
        )
      }),
    )
  })

  it('puts each number at each place equally often', () => {
    const counts = new Array<number>(16).fill(0)
    for (let epoch = 0; epoch < 8000; epoch++)
      permutation(1, epoch, 4).forEach((v, at) => (counts[4 * at + v]! += 1))
    // 16 cells of 2000, 9 degrees of freedom: 99.9 % stay below 27.9.
    expect(counts.reduce((sum, c) => sum + (c - 2000) ** 2 / 2000, 0)).toBeLessThan(27.9)
  })

  it('differs from epoch to epoch and from seed to seed', () => {
    const first = permutation(1, 0, 50).join()
    expect(permutation(1, 1, 50).join()).not.toBe(first)
    expect(permutation(2, 0, 50).join()).not.toBe(first)
  })
})
