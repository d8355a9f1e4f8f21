import { describe, expect, it } from 'vitest'
import { makeDataset, type DatasetKind } from '../../core/dataset/index.ts'
import type { LossSpec } from '../../core/loss/loss-spec.ts'
import {
  batches,
  lossAndGradient,
  startState,
  trainStep,
  type ActivationName,
} from '../../core/network/index.ts'
import { initialParameters } from '../../core/network/initial.ts'
import { trainingOptimizer, type TrainingOptimizerId } from '../../core/optimizer/index.ts'
import { createTraining, disposeState } from '../models/training.ts'
import { tunablesOf } from '../run-spec.ts'
import { openTestDevice, runSpec } from './session-harness.ts'

const device = await openTestDevice()

/** The largest |a − b| / max |b|. */
const relative = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  const scale = Math.max(...Array.from(b, Math.abs))
  return Math.max(...Array.from(b, (v, i) => Math.abs(v - a[i]!))) / scale
}

const LEARNING_RATE: Record<TrainingOptimizerId, number> = {
  'gradient-descent': 0.3,
  momentum: 0.05,
  adam: 0.03,
}
type Outputs = { outputs?: number; loss?: LossSpec }
const CASES: [TrainingOptimizerId, number[], ActivationName, DatasetKind, number, number, Outputs?][] = [
  ['gradient-descent', [], 'linear', 'gaussians', 32, 0],
  ['gradient-descent', [8, 8], 'tanh', 'circles', 32, 0.01],
  ['momentum', [4], 'sigmoid', 'xor', 150, 0],
  ['momentum', [6, 5, 4, 3], 'tanh', 'spiral', 7, 0.003],
  ['adam', [4], 'tanh', 'circles', 32, 0],
  ['adam', [8, 8, 8, 8], 'relu', 'moons', 10, 0.01],
  ['adam', [1], 'relu', 'circles', 1, 0],
  ['adam', [8, 8], 'tanh', 'arms', 32, 0, { outputs: 4, loss: { kind: 'categorical', smoothing: 0 } }],
  [
    'momentum',
    [6],
    'relu',
    'rings',
    150,
    0.01,
    { outputs: 4, loss: { kind: 'categorical', smoothing: 0.1 } },
  ],
  ['gradient-descent', [4], 'tanh', 'moons', 32, 0, { loss: { kind: 'binary', smoothing: 0.1 } }],
  ['adam', [8, 8], 'tanh', 'ripple', 16, 0, { loss: { kind: 'squared' } }],
  ['gradient-descent', [8], 'tanh', 'hills', 32, 0.001, { loss: { kind: 'huber', delta: 0.1 } }],
]

/** Asked are 1e-3; float32 reaches 7e-8 and 2.2e-7, and whatever loses that should be noticed. */
const MEASURED_LOSS = 1e-6
const MEASURED_PARAMETERS = 2e-6

describe('tfjs on the CPU against core in float64, 20 steps', () => {
  it.each(CASES)('%s %j %s %s, batch %i, l2 %d', (id, hidden, activation, kind, batchSize, l2, outputs) => {
    device.activate()
    const hyperparameters = Object.fromEntries(
      trainingOptimizer(id).hyperparameters.map((h) => [h.name, h.default]),
    )
    const spec = runSpec({
      model: { kind: 'dense', hidden, activation, ...outputs },
      data: { kind, noise: 0.1, seed: 3, trainShare: 0.5, count: 300, classes: 4 },
      optimizer: { id, hyperparameters: { ...hyperparameters, alpha: LEARNING_RATE[id] } },
      batchSize,
      l2,
    })
    const { train } = makeDataset(spec.data)
    const initial = initialParameters(spec.model, spec.seed)
    const training = createTraining(spec, train)
    const indicesOf = batches(spec.seed, train.n, batchSize)
    let exact = startState(trainingOptimizer(id), initial)
    let state = training.start(initial)
    for (let t = 1; t <= 20; t++) {
      const indices = [...indicesOf(t - 1)]
      const batch = {
        x: indices.flatMap((i) => [train.x[2 * i]!, train.x[2 * i + 1]!]),
        y: indices.map((i) => train.y[i]!),
      }
      exact = trainStep(spec.model, exact, batch, trainingOptimizer(id), spec.optimizer.hyperparameters, l2)
      const next = training.step(state, t, tunablesOf(spec))
      disposeState(state)
      state = next
      const own = lossAndGradient(spec.model, state.parameters.dataSync(), train.x, train.y, l2).loss
      const loss = lossAndGradient(spec.model, exact.parameters, train.x, train.y, l2).loss
      expect(Math.abs(own - loss) / loss).toBeLessThan(MEASURED_LOSS)
    }
    expect(relative(state.parameters.dataSync(), exact.parameters)).toBeLessThan(MEASURED_PARAMETERS)
    disposeState(state)
    training.dispose()
  })
})
