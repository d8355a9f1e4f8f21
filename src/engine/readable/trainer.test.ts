import { memory } from '@tensorflow/tfjs-core'
import { describe, expect, test } from 'vitest'
import { parametersOf, type DenseNet } from '../../core/network/architecture.ts'
import { parameterTotal } from '../../core/network/parameters.ts'
import { deviation } from '../../core/network/reference/deviation.ts'
import { ALL_RULES } from '../../core/optimizer/conventions.ts'
import { defaultHyperparameters } from '../../core/optimizer/step.ts'
import { uniform } from '../../core/rng.ts'
import { exactStep } from '../arrays/reference-step.ts'
import type { LossSpec } from '../models/loss-spec.ts'
import { ruleOf } from '../rule-program.ts'
import { startState } from '../start-state.ts'
import type { Batch, StepSettings, Trainer, TrainingPlan } from '../trainer.ts'
import { openTestDevice } from '../worker/session-harness.ts'
import './gradients.ts'
import './kernels-cpu.ts'
import { createReadableTrainer } from './trainer.ts'

const device = await openTestDevice()
device.activate()

type DensePlan = TrainingPlan & { readonly net: DenseNet }

const NET: DenseNet = { kind: 'dense', inputs: 3, hidden: [4, 3], activation: 'tanh', outputs: 2, dropout: 0 }
const planOf = (changes: Partial<DensePlan> = {}): DensePlan => ({
  net: NET,
  loss: { kind: 'categorical', smoothing: 0 },
  batchSize: 5,
  optimizer: 'gradient-descent',
  seed: 3,
  clips: false,
  ...changes,
})
const drawn = (count: number, stream: number): Float32Array =>
  Float32Array.from({ length: count }, (_, k) => 1.6 * uniform(11, stream, k) - 0.8)

/** Another batch at every step. */
function batchOf({ net, loss, batchSize }: DensePlan, t: number): Batch {
  const isClass = loss.kind === 'categorical'
  const width = isClass ? 1 : net.outputs
  const y = drawn(batchSize * width, 50 + t)
  return {
    x: { values: drawn(batchSize * net.inputs, 20 + t), shape: [batchSize, net.inputs] },
    y: { values: isClass ? Int32Array.from(y, (v) => Number(v > 0)) : y, shape: [batchSize, width] },
  }
}

const settingsOf = (plan: TrainingPlan, changes: Partial<StepSettings> = {}): StepSettings => ({
  hyperparameters: defaultHyperparameters(ruleOf(plan.optimizer)),
  l1: 0,
  l2: 0,
  clipNorm: Infinity,
  ...changes,
})

function started(plan: TrainingPlan): { trainer: Trainer; parameters: Float32Array } {
  const parameters = drawn(parameterTotal(parametersOf(plan.net)), 5)
  const trainer = createReadableTrainer(plan)
  trainer.write(startState(plan.optimizer, parameters))
  return { trainer, parameters }
}

/** Some steps of ours against float64, whose gradients are had by central differences. */
async function expectExact(plan: DensePlan, settings: StepSettings, steps: number): Promise<void> {
  const { trainer, parameters } = started(plan)
  let theta: readonly number[] = [...parameters]
  let slots: Parameters<typeof exactStep>[2] = null
  const expected: number[] = []
  for (let t = 1; t <= steps; t++) {
    const batch = batchOf(plan, t)
    trainer.step(t, batch, settings)
    const next = exactStep(plan, theta, slots, t, batch, settings)
    expected.push(next.loss)
    theta = next.theta
    slots = next.state
  }
  const losses = await trainer.losses()
  expected.forEach((loss, k) => expect(Math.abs(losses[k]! - loss)).toBeLessThan(2e-5 * loss))
  const { parameters: final } = await trainer.read()
  expect(deviation(parametersOf(plan.net), final, theta)).toBeLessThan(1e-4)
  trainer.dispose()
  expect(memory().numTensors).toBe(0)
}

describe('against core in float64', () => {
  test.each(ALL_RULES.map(({ id }) => id))('%s', async (optimizer) => {
    const plan = planOf({ optimizer })
    const { hyperparameters } = settingsOf(plan)
    const alpha = Math.min(hyperparameters['alpha'] ?? 1, optimizer.startsWith('adadelta') ? 1 : 0.02)
    await expectExact(plan, settingsOf(plan, { hyperparameters: { ...hyperparameters, alpha } }), 8)
  })

  const losses: LossSpec[] = [
    { kind: 'squared' },
    { kind: 'huber', delta: 0.4 },
    { kind: 'categorical', smoothing: 0.2 },
  ]
  test.each(losses)('loss %j', (loss) => {
    const plan = planOf({ loss })
    return expectExact(plan, settingsOf(plan, { hyperparameters: { alpha: 0.3 } }), 8)
  })

  test('dropout with the masks of core, penalties on weights, and clipping of both together', () => {
    const plan = planOf({ net: { ...NET, dropout: 0.4 }, optimizer: 'momentum', clips: true })
    const hyperparameters = { alpha: 0.05, beta: 0.9 }
    return expectExact(plan, settingsOf(plan, { hyperparameters, l1: 0.02, l2: 0.05, clipNorm: 0.1 }), 20)
  })
})

describe('clipping and penalties', () => {
  /** With the learning rate 1, gradient descent takes away the gradient itself. */
  async function gradient(plan: DensePlan, changes: Partial<StepSettings>): Promise<number[]> {
    const { trainer, parameters } = started(plan)
    trainer.step(1, batchOf(plan, 1), settingsOf(plan, { hyperparameters: { alpha: 1 }, ...changes }))
    const after = (await trainer.read()).parameters
    trainer.dispose()
    return [...parameters].map((w, k) => w - after[k]!)
  }

  test('a gradient that is too long keeps its direction and gets the length C; a shorter one stays', async () => {
    const plan = planOf({ clips: true })
    const whole = await gradient(planOf(), {})
    const length = Math.hypot(...whole)
    const cut = await gradient(plan, { clipNorm: length / 10 })
    expect(Math.hypot(...cut)).toBeCloseTo(length / 10, 6)
    cut.forEach((g, k) => expect(g).toBeCloseTo(whole[k]! / 10, 6))
    expect(await gradient(plan, { clipNorm: length * 1.01 })).toEqual(whole)
    expect(await gradient(planOf(), { clipNorm: length / 10 })).toEqual(whole)
  })

  test('λ₁ sign(w) + λ₂ w is added for weights, nothing for biases', async () => {
    const whole = await gradient(planOf(), {})
    const more = await gradient(planOf(), { l1: 0.25, l2: 0.5 })
    const { parameters, trainer } = started(planOf())
    trainer.dispose()
    for (const { offset, size, isWeight } of parametersOf(NET))
      for (let k = offset; k < offset + size; k++) {
        const w = parameters[k]!
        expect(more[k]! - whole[k]!).toBeCloseTo(isWeight ? 0.25 * Math.sign(w) + 0.5 * w : 0, 6)
      }
  })
})

describe('a readable trainer', () => {
  const plan = planOf({ optimizer: 'adam', clips: true, net: { ...NET, dropout: 0.2 } })
  const settings = settingsOf(plan, { l1: 0.01, l2: 0.01, clipNorm: 1 })
  const train = (trainer: Trainer, from: number, to: number): void => {
    for (let t = from; t <= to; t++) trainer.step(t, batchOf(plan, t), settings)
  }

  test('keeps as many tensors after 100 steps as after one, and none when it is disposed of', async () => {
    const { trainer } = started(plan)
    train(trainer, 1, 1)
    const counts = new Set([memory().numTensors])
    for (let t = 2; t <= 100; t++) {
      train(trainer, t, t)
      counts.add(memory().numTensors)
    }
    await trainer.losses()
    await trainer.read()
    counts.add(memory().numTensors)
    expect(counts.size).toBe(1)
    trainer.dispose()
    expect(memory().numTensors).toBe(0)
  })

  test('goes back to what it holds, as often as it is asked, until that is released', async () => {
    const { trainer } = started(plan)
    train(trainer, 1, 3)
    const before = memory().numTensors
    const held = trainer.hold()
    const there = await trainer.read()
    for (let again = 0; again < 2; again++) {
      train(trainer, 4, 7)
      expect(await trainer.read()).not.toEqual(there)
      held.restore()
      expect(await trainer.read()).toEqual(there)
    }
    held.release()
    expect(memory().numTensors).toBe(before)
    trainer.dispose()
  })

  test('goes on from what was read, bit for bit, and keeps no array of its caller’s', async () => {
    const { trainer } = started(plan)
    train(trainer, 1, 5)
    const middle = await trainer.read()
    train(trainer, 6, 9)
    const other = createReadableTrainer(plan)
    other.write(middle)
    middle.parameters.fill(NaN)
    for (const slot of Object.values(middle.slots)) slot.fill(NaN)
    train(other, 6, 9)
    expect(await other.read()).toEqual(await trainer.read())
    for (const one of [trainer, other]) one.dispose()
  })

  test('hands each loss out once, and no more than the last 1,024', async () => {
    const { trainer } = started(plan)
    expect(await trainer.losses()).toHaveLength(0)
    train(trainer, 1, 3)
    const first = await trainer.losses()
    expect(first).toHaveLength(3)
    const again = started(plan).trainer
    for (let k = 0; k < 1022; k++) train(again, 1, 1)
    train(again, 1, 3)
    const last = await again.losses()
    expect(last).toHaveLength(1024)
    expect(last.every((loss) => loss > 0)).toBe(true)
    expect(await again.losses()).toHaveLength(0)
    for (const one of [trainer, again]) one.dispose()
    expect(memory().numTensors).toBe(0)
  })
})
