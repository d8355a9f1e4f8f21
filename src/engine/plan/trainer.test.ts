import { describe, expect, test } from 'vitest'
import type { Gpt } from '../../core/network/architecture.ts'
import { LOOPS } from '../kernels/loops.ts'
import { TooLargeError } from '../too-large.ts'
import type { StepSettings, Trainer, TrainingPlan } from '../trainer.ts'
import { batchOf, rowsOf, startOf } from './case-batches.ts'
import { PLAN_CASES } from './cases.ts'
import { createCompiledTrainer } from './compiled.ts'
import { createOccurrences } from './occurrences.ts'
import { planOf } from './plan.ts'
import { createPlanTrainer } from './trainer.ts'
import { createTwinMachine } from './twin-machine.ts'

/* The trainer around a plan, on the kernels' twins in float32. */

const { plan, settings } = PLAN_CASES.find(({ plan }) => plan.net.kind === 'gpt' && plan.clips)!

function started(given: TrainingPlan = plan): Trainer {
  const compiled = planOf(given, LOOPS.software)
  const trainer = createPlanTrainer(compiled, createTwinMachine(compiled, Float32Array))
  trainer.write(startOf(given))
  return trainer
}

function train(trainer: Trainer, from: number, to: number, changes: Partial<StepSettings> = {}): void {
  for (let t = from; t <= to; t++) trainer.step(t, batchOf(plan, t), { ...settings, ...changes })
}

describe('a compiled trainer', () => {
  test('goes back to what it holds, as often as it is asked', async () => {
    const trainer = started()
    train(trainer, 1, 2)
    const held = trainer.hold()
    const there = await trainer.read()
    for (let again = 0; again < 2; again++) {
      train(trainer, 3, 4)
      expect(await trainer.read()).not.toEqual(there)
      held.restore()
      expect(await trainer.read()).toEqual(there)
    }
  })

  test('goes on from what was read, bit for bit', async () => {
    const [trainer, other] = [started(), started()]
    train(trainer, 1, 2)
    other.write(await trainer.read())
    for (const one of [trainer, other]) train(one, 3, 4)
    expect(await other.read()).toEqual(await trainer.read())
  })

  test('hands each loss out once', async () => {
    const trainer = started()
    expect(await trainer.losses()).toHaveLength(0)
    train(trainer, 1, 3)
    const first = await trainer.losses()
    train(trainer, 4, 5)
    expect(first).toHaveLength(3)
    expect(await trainer.losses()).toHaveLength(2)
    expect(new Set(first).size).toBe(3)
  })

  test('without a limit nothing is clipped', async () => {
    const unclipped = { ...plan, clips: false }
    const [free, none] = [started(), started(unclipped)]
    for (const one of [free, none]) train(one, 1, 2, { clipNorm: Infinity })
    expect(await free.read()).toEqual(await none.read())
  })

  test('gives a shorter text the outputs that it has at the beginning of a longer one', async () => {
    const { context, vocabulary } = plan.net as Gpt
    const [trainer, rows, short] = [started(), 4, 3]
    const whole = rowsOf(plan.net, rows, 1)
    const values = Int32Array.from(
      { length: rows * short },
      (_, k) => whole.values[Math.floor(k / short) * context + (k % short)]!,
    )
    const outputs = await trainer.outputs(whole)
    const beginnings = await trainer.outputs({ values, shape: [rows, short] })
    const row = context * vocabulary
    expect(beginnings).toHaveLength(rows * short * vocabulary)
    beginnings.forEach((z, k) => {
      const [r, at] = [Math.floor(k / (short * vocabulary)), k % (short * vocabulary)]
      expect(z).toBe(outputs[r * row + at])
    })
  })

  test('refuses batches and rows of another size, and tokens that are none', async () => {
    const trainer = started()
    const batch = batchOf(plan, 1)
    const longer = { ...batch, x: { values: new Int32Array(40), shape: [4, 10] } }
    expect(() => trainer.step(1, longer, settings)).toThrow('A batch here has 21 numbers, not 40.')
    const alien = batch.x.values.slice().fill(11, 5, 6)
    expect(() => trainer.step(1, { ...batch, x: { ...batch.x, values: alien } }, settings)).toThrow(
      'Token 5 is 11; there are only 0 … 10.',
    )
    await expect(trainer.outputs(longer.x)).rejects.toThrow('A row of this network has 7 numbers, not 10.')
  })

  test('is refused, with the figure, where an arena is more than a buffer holds; nothing is made before', () => {
    const { sizes } = planOf(plan, LOOPS.software)
    const needed = 4 * Math.max(...Object.values(sizes))
    const limits = { maxStorageBufferBindingSize: needed - 1, maxBufferSize: needed }
    // A device that can do nothing else.
    const device = { limits } as GPUDevice
    const refused = () => createCompiledTrainer(device, plan, { software: true })
    expect(refused).toThrow(TooLargeError)
    expect(refused).toThrow(`a buffer of ${needed} bytes; this device's have at most ${needed - 1}`)
  })
})

test('the places of every token, in order', () => {
  const { order, starts } = createOccurrences(6, 4)([2, 0, 2, 3, 0, 2])
  expect([...starts]).toEqual([0, 2, 2, 5, 6])
  expect([...order]).toEqual([1, 4, 0, 2, 5, 3])
})
