import { expect, test } from 'vitest'
import { type ScheduleId, scheduleOf } from './index.ts'
import reference from './reference/pytorch.json'
import { learningRate } from './schedule.ts'

interface Case {
  schedule: string
  hyper: Partial<Record<string, number>>
  lr: number
  values: number[]
}

const SCHEDULE: Readonly<Record<string, ScheduleId>> = {
  step: 'step-decay',
  exponential: 'exponential',
  cosine: 'cosine',
  linear: 'linear',
  'cosine-warm-restarts': 'cosine-warm-restarts',
  'one-cycle': 'one-cycle',
}
/** PyTorch's names and ours, where they differ. */
const NAME: Readonly<Record<string, string>> = {
  factor: 'gamma',
  min: 'alpha_min',
  from_: 'start',
  to: 'end',
  mult: 'multiplier',
  max: 'alpha',
}

const cases = reference.cases as Case[]

test.each(cases.map((c) => [c.schedule, c] as const))('PyTorch’s %s', (name, { hyper, lr, values }) => {
  const settings: Record<string, number> = { alpha: lr }
  for (const [key, value] of Object.entries(hyper)) settings[NAME[key] ?? key] = value!
  const at = learningRate(scheduleOf(SCHEDULE[name]!), settings)
  values.forEach((b, k) => {
    const a = at(k)
    expect(Math.abs(a - b), `step ${k}: ${a} and ${b}`).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(b)))
  })
})

test('every case of the reference is there', () => {
  expect(cases.map((c) => [c.schedule, c.values.length])).toEqual([
    ['step', 20],
    ['exponential', 20],
    ['cosine', 20],
    ['linear', 20],
    ['cosine-warm-restarts', 20],
    ['one-cycle', 19],
  ])
})
