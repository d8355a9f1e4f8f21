import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accuracy, append, EMPTY_SERIES, SERIES_LIMIT, type Series } from './index.ts'

const at = (step: number) => ({ step, train: step / 2, validation: -step })
const made = (steps: readonly number[]): Series =>
  steps.reduce((s, step) => append(s, at(step)), EMPTY_SERIES)

describe('a series', () => {
  it('stays small, keeps its first and last point, and has no long gaps', () => {
    const gaps = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 3000 })
    fc.assert(
      fc.property(gaps, (steps) => {
        let step = 0
        const all = steps.map((gap) => (step += gap))
        const { points, stride } = made(all)
        expect(points.length).toBeLessThanOrEqual(SERIES_LIMIT)
        expect(points[0]).toEqual(at(all[0]!))
        expect(points[points.length - 1]).toEqual(at(step))
        points.slice(1).forEach((p, i) => {
          const gap = p.step - points[i]!.step
          expect(gap).toBeGreaterThan(0)
          expect(gap).toBeLessThan(2 * stride + 50)
        })
      }),
      { numRuns: 20 },
    )
  })

  it('keeps everything as long as there is room', () => {
    expect(made([0, 1, 5, 9]).points.map((p) => p.step)).toEqual([0, 1, 5, 9])
  })

  it('thins to one point a stretch of twice the length', () => {
    const { points, stride } = made(Array.from({ length: SERIES_LIMIT + 1 }, (_, i) => i))
    expect(stride).toBe(2)
    expect(points.map((p) => p.step)).toEqual(Array.from({ length: SERIES_LIMIT / 2 + 1 }, (_, i) => 2 * i))
  })

  it('takes a run back', () => {
    expect(made([0, 10, 20, 30, 15]).points.map((p) => p.step)).toEqual([0, 10, 15])
    expect(append(made([0, 10]), { step: 10, train: 9, validation: 8 }).points[1]!.train).toBe(9)
  })
})

describe('accuracy', () => {
  it('counts logits on the right side of 0', () => {
    expect(accuracy([2, -1, 0, 3], [1, 0, 0, 0])).toBe(0.75)
    expect(accuracy([NaN, 0], [1, 1])).toBe(0)
  })
})
