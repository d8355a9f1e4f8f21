import { memory, tensor1d } from '@tensorflow/tfjs-core'
import { describe, expect, test } from 'vitest'
import { parametersOf } from '../../core/network/architecture.ts'
import { deviation } from '../../core/network/reference/deviation.ts'
import { GOLDEN_CASES, type GoldenCase } from '../../core/network/reference/golden.ts'
import { startState } from '../start-state.ts'
import type { StepSettings, Trainer, TrainingPlan } from '../trainer.ts'
import { openTestDevice } from '../worker/session-harness.ts'
import './gradients.ts'
import './kernels-cpu.ts'
import { createReadableTrainer, lossAndGradient } from './trainer.ts'

const device = await openTestDevice()
device.activate()

/** Asked are 1e-3, 1e-4 and 1e-3; float32 reaches 2.3e-7, 2.9e-7 and 6.1e-7. */
const MEASURED = { losses: 1e-6, gradient: 2e-6, final: 3e-6 }

const planOf = ({ net, loss, optimizer, batch }: GoldenCase): TrainingPlan => ({
  net,
  loss,
  batchSize: batch.x.shape[0]!,
  optimizer,
  seed: 1,
  clips: false,
})

/** One step; what the figures keep as two parameters that add moves twice as far. */
async function step(trainer: Trainer, golden: GoldenCase, t: number): Promise<void> {
  const settings: StepSettings = { hyperparameters: golden.hyperparameters, l1: 0, l2: 0, clipNorm: Infinity }
  const before = await trainer.read()
  trainer.step(t, golden.batch, settings)
  const after = await trainer.read()
  const parameters = after.parameters.map((w, k) => w + (golden.pace(k) - 1) * (w - before.parameters[k]!))
  trainer.write({ ...after, parameters })
}

describe.each(GOLDEN_CASES.map((c): [string, GoldenCase] => [c.name, c]))('PyTorch’s %s', (_, golden) => {
  const layout = parametersOf(golden.net)
  const initial = Float32Array.from(golden.initial)

  test('the gradient of the first step', () => {
    const parameters = tensor1d(initial)
    const { loss, gradient } = lossAndGradient(planOf(golden), parameters, 1, golden.batch)
    expect(deviation(layout, gradient.dataSync(), golden.gradient)).toBeLessThan(MEASURED.gradient)
    for (const tensor of [parameters, loss, gradient]) tensor.dispose()
  })

  test('20 losses, and the parameters after them', async () => {
    const trainer = createReadableTrainer(planOf(golden))
    trainer.write(startState(golden.optimizer, initial))
    for (let t = 1; t <= 20; t++) await step(trainer, golden, t)
    const losses = await trainer.losses()
    const apart = golden.losses.map((loss, k) => Math.abs(losses[k]! - loss) / loss)
    expect(Math.max(...apart)).toBeLessThan(MEASURED.losses)
    const { parameters } = await trainer.read()
    expect(deviation(layout, parameters, golden.final, golden.isDetermined)).toBeLessThan(MEASURED.final)
    trainer.dispose()
    expect(memory().numTensors).toBe(0)
  })
})
