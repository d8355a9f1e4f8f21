import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { scheduleOf } from '../index.ts'
import { learningRate } from '../schedule.ts'
import { withWarmUp } from '../warm-up.ts'
import { scheduleCsv } from './csv.ts'
import { programs, words } from './example-programs.ts'
import { javaScriptSchedule } from './javascript.ts'
import { pyTorchSchedule } from './pytorch.ts'

/** What a program prints, run where there is nothing but the language and a console. */
function printed(source: string): string[] {
  const lines: string[] = []
  runInNewContext(source, { console: { log: (line: string) => lines.push(line) } })
  return lines
}

test.each(programs)('the JavaScript of %s prints the rates, bit for bit', (_, program) => {
  const at = learningRate(program.schedule, program.settings)
  const [head, ...rows] = printed(javaScriptSchedule(program))
  expect(head).toBe('k,t,rate')
  expect(rows).toEqual(Array.from({ length: program.updates }, (_, k) => `${k},${k + 1},${String(at(k))}`))
})

test('the CSV has a row for every update, and its numbers are exact', () => {
  const at = learningRate(scheduleOf('exponential'), { alpha: 0.1, gamma: 0.5 })
  expect(scheduleCsv(at, 3)).toBe('k,t,rate\r\n0,1,0.1\r\n1,2,0.05\r\n2,3,0.025\r\n')
})

test('a drop every update is one branch, not a branch for each', () => {
  const program = { schedule: scheduleOf('step-decay'), settings: { every: 1 }, updates: 1000, words }
  expect(javaScriptSchedule(program).split('\n').length).toBeLessThan(20)
})

const sgd = { name: 'SGD', momentum: 0, clip: null } as const

test('PyTorch’s own class where it computes the same, else LambdaLR', () => {
  const line = (id: Parameters<typeof scheduleOf>[0], settings = {}, updates = 100) =>
    /lr_scheduler\.(\w+)/.exec(
      pyTorchSchedule({ schedule: scheduleOf(id), settings, updates, words }, sgd),
    )?.[1]
  expect(line('step-decay')).toBe('StepLR')
  expect(line('cosine')).toBe('CosineAnnealingLR')
  expect(line('cosine', {}, 150)).toBe('LambdaLR')
  expect(line('one-cycle')).toBe('OneCycleLR')
  expect(line('one-cycle', {}, 101)).toBe('LambdaLR')
  expect(line('polynomial', { alpha_min: 0.01 })).toBe('LambdaLR')
  const warm = { schedule: withWarmUp(scheduleOf('step-decay')), settings: {}, updates: 100, words }
  expect(pyTorchSchedule(warm, sgd)).toContain('LambdaLR(optimizer, rate_at)')
})

test('the optimizer and the clipping are those that were asked for', () => {
  const program = { schedule: scheduleOf('constant'), settings: { alpha: 0.25 }, updates: 5, words }
  expect(pyTorchSchedule(program, { name: 'SGD', momentum: 0.9, clip: 1 })).toContain(
    'torch.optim.SGD(model.parameters(), lr=0.25, momentum=0.9)',
  )
  expect(pyTorchSchedule(program, { name: 'Adam', momentum: 0, clip: 0.5 })).toContain(
    'clip_grad_norm_(model.parameters(), 0.5)',
  )
  expect(pyTorchSchedule(program, sgd)).not.toContain('clip_grad_norm_')
})

test('a comment stays on its line', () => {
  for (const [, program] of programs) {
    for (const text of [javaScriptSchedule(program), pyTorchSchedule(program, sgd)])
      expect(text).toMatch(/^(\/\/|#) A schedule over 120 updates\n/)
  }
})
