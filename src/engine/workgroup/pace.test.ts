import { expect, it } from 'vitest'
import { createPace } from './pace.ts'

/** The steps of each dispatch on a device that makes so many a millisecond. */
function paced(rate: (dispatch: number) => number, dispatches: number): number[] {
  const pace = createPace(25, 1024)
  return Array.from({ length: dispatches }, (_, i) => {
    const steps = pace.steps()
    pace.took(steps, steps / rate(i))
    return steps
  })
}

it('doubles until a dispatch takes half of its time, and stays', () => {
  expect(paced(() => 8, 8)).toEqual([8, 16, 32, 64, 128, 128, 128, 128])
})

it('ends at the most there is room for', () => {
  expect(paced(() => 1000, 9)).toEqual([8, 16, 32, 64, 128, 256, 512, 1024, 1024])
})

it('halves when the device has become slow, down to a single step', () => {
  expect(paced((i) => (i < 4 ? 100 : 0.01), 12)).toEqual([8, 16, 32, 64, 128, 64, 32, 16, 8, 4, 2, 1])
})

it('learns nothing from a dispatch of another length', () => {
  const pace = createPace(25, 1024)
  pace.took(1, 0.1)
  pace.took(500, 900)
  expect(pace.steps()).toBe(8)
})
