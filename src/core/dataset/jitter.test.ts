import { expect, it } from 'vitest'
import { jitter } from './jitter.ts'

const displaced = (deviation: number, seed: number, t: number, length = 4): number[] => {
  const x = new Float32Array(length)
  jitter(x, deviation, seed, t)
  return [...x]
}

it('displaces the same way for the same seed and step, and another way for any other', () => {
  expect(displaced(0.1, 3, 7)).toEqual(displaced(0.1, 3, 7))
  const all = [displaced(0.1, 3, 7), displaced(0.1, 3, 8), displaced(0.1, 4, 7)].flat()
  expect(new Set(all).size).toBe(all.length)
})

it('displaces by normal numbers of that deviation', () => {
  const x = Array.from({ length: 200 }, (_, t) => displaced(0.2, 1, t + 1, 100)).flat()
  const mean = x.reduce((sum, v) => sum + v, 0) / x.length
  const deviation = Math.sqrt(x.reduce((sum, v) => sum + (v - mean) ** 2, 0) / x.length)
  const within = x.filter((v) => Math.abs(v) < 0.2).length / x.length
  // 20,000 draws: standard errors 0.0014, 0.001, 0.0033.
  expect(Math.abs(mean)).toBeLessThan(0.006)
  expect(Math.abs(deviation - 0.2)).toBeLessThan(0.004)
  expect(Math.abs(within - 0.6827)).toBeLessThan(0.014)
})

it('adds to what is there, and with deviation 0 nothing', () => {
  const x = Float32Array.of(0.5, -0.25)
  jitter(x, 0, 1, 1)
  expect([...x]).toEqual([0.5, -0.25])
  const [a, b] = displaced(0.1, 1, 1, 2)
  jitter(x, 0.1, 1, 1)
  expect(x[0]).toBeCloseTo(0.5 + a!, 6)
  expect(x[1]).toBeCloseTo(-0.25 + b!, 6)
})
