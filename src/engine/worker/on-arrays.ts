import type { Sample } from '../../core/dataset/index.ts'
import { jitter } from '../../core/dataset/jitter.ts'
import { batches } from '../../core/network/batch.ts'
import { INPUTS, lossOf } from '../../core/network/spec.ts'
import { createArrayTrainer } from '../arrays/trainer.ts'
import { denseNetFor } from '../models/dense-net.ts'
import type { RunSpec } from '../run-spec.ts'
import { settingsOfSteps } from '../step-settings.ts'
import type { Batch, TrainingPlan } from '../trainer.ts'
import type { RunTrainer } from './run-trainer.ts'

/** What is trained, as every trainer understands it. */
export const planFor = (spec: RunSpec): TrainingPlan => ({
  net: { ...denseNetFor(spec.model), dropout: spec.dropout ?? 0 },
  loss: lossOf(spec.model),
  batchSize: spec.batchSize,
  optimizer: spec.optimizer.id,
  seed: spec.seed,
  clips: spec.clipNorm !== undefined,
})

/** The batch of step t, in arrays that the next one uses again. */
function createFeed(
  train: Sample,
  { seed, batchSize: size, jitter: deviation = 0 }: RunSpec,
): (t: number) => Batch {
  const indicesOf = batches(seed, train.n, size)
  const x = new Float32Array(INPUTS * size)
  const y = new Float32Array(size)
  const batch = { x: { values: x, shape: [size, INPUTS] }, y: { values: y, shape: [size, 1] } }
  return (t) => {
    const indices = indicesOf(t - 1)
    for (let i = 0; i < size; i++) {
      const from = INPUTS * indices[i]!
      for (let k = 0; k < INPUTS; k++) x[INPUTS * i + k] = train.x[from + k]!
      y[i] = train.y[indices[i]!]!
    }
    if (deviation > 0) jitter(x, deviation, seed, t)
    return batch
  }
}

/** Trains with plain arrays, whose state can be had at once. */
export function onArrays(spec: RunSpec, train: Sample): RunTrainer & Required<Pick<RunTrainer, 'now'>> {
  const trainer = createArrayTrainer(planFor(spec))
  const feed = createFeed(train, spec)
  return {
    ...trainer,
    ready: Promise.resolve(),
    train(from, most, tunables, isOver) {
      const settingsOf = settingsOfSteps(spec, tunables)
      let made = 0
      do trainer.step(from + made, feed(from + made), settingsOf(from + made))
      while (++made < most && !isOver())
      return made
    },
  }
}
