import { describe, expect, it } from 'vitest'
import { makeDataset } from '../../core/dataset/index.ts'
import { jitter } from '../../core/dataset/jitter.ts'
import { parametersOf } from '../../core/network/architecture.ts'
import { batches } from '../../core/network/batch.ts'
import { initialParameters } from '../../core/network/initial.ts'
import { deviation } from '../../core/network/reference/deviation.ts'
import { ALL_RULES } from '../../core/optimizer/conventions.ts'
import { defaultHyperparameters } from '../../core/optimizer/step.ts'
import { exactStep } from '../arrays/reference-step.ts'
import { denseNetFor } from '../models/dense-net.ts'
import { ruleOf } from '../rule-program.ts'
import { tunablesOf, type RunSpec } from '../run-spec.ts'
import { startState } from '../start-state.ts'
import { createRunTrainer } from './run-trainer.ts'
import { openTestDevice, runSpec } from './session-harness.ts'

const device = await openTestDevice()
const STEPS = 6

const small = (changes: Partial<RunSpec>): RunSpec =>
  runSpec({
    model: { kind: 'dense', hidden: [3, 2], activation: 'tanh' },
    data: { kind: 'moons', noise: 0.2, seed: 5, trainShare: 0.5, count: 20 },
    batchSize: 4,
    ...changes,
  })

/** What the run should come to: float64, gradients by central differences, the rate of step t as given. */
function exactEnd(spec: RunSpec, rateAt: (t: number) => number): readonly number[] {
  const net = { ...denseNetFor(spec.model), dropout: spec.dropout ?? 0 }
  const { train } = makeDataset(spec.data)
  const order = batches(spec.seed, train.n, spec.batchSize)
  let theta: readonly number[] = [...initialParameters(spec.model, spec.seed)]
  let slots: Parameters<typeof exactStep>[2] = null
  for (let t = 1; t <= STEPS; t++) {
    const rows = [...order(t - 1)]
    const x = Float32Array.from(rows.flatMap((r) => [train.x[2 * r]!, train.x[2 * r + 1]!]))
    if (spec.jitter) jitter(x, spec.jitter, spec.seed, t)
    const batch = {
      x: { values: x, shape: [rows.length, 2] },
      y: { values: Float32Array.from(rows, (r) => train.y[r]!), shape: [rows.length, 1] },
    }
    const plan = {
      net,
      loss: spec.model.loss ?? ({ kind: 'binary', smoothing: 0 } as const),
      batchSize: rows.length,
      optimizer: spec.optimizer.id,
      seed: spec.seed,
      clips: spec.clipNorm !== undefined,
    }
    const next = exactStep(plan, theta, slots, t, batch, {
      hyperparameters: { ...spec.optimizer.hyperparameters, alpha: rateAt(t) },
      l1: spec.l1 ?? 0,
      l2: spec.l2,
      clipNorm: spec.clipNorm ?? Infinity,
    })
    theta = next.theta
    slots = next.state
  }
  return theta
}

/** How far a run's end is from what should come of it, or of another description. */
async function deviates(
  spec: RunSpec,
  rateAt: (t: number) => number = () => spec.optimizer.hyperparameters['alpha'] ?? NaN,
  meant = spec,
): Promise<number> {
  const trainer = createRunTrainer(spec, makeDataset(spec.data).train, device, () => 0)
  trainer.write(startState(spec.optimizer.id, initialParameters(spec.model, spec.seed)))
  trainer.train(1, STEPS, tunablesOf(spec), () => false)
  const layout = parametersOf(denseNetFor(spec.model))
  return deviation(layout, (await trainer.read()).parameters, exactEnd(meant, rateAt))
}

const descent = { id: 'gradient-descent', hyperparameters: { alpha: 0.5 } }

describe('a run with everything that can be left out, against float64', () => {
  it.each<[string, Partial<RunSpec>]>([
    ['L1', { l1: 0.03 }],
    ['L1 and L2', { l1: 0.02, l2: 0.05 }],
    ['dropout', { dropout: 0.4 }],
    ['clipping', { clipNorm: 0.05, optimizer: descent }],
    ['displaced points', { jitter: 0.2 }],
    [
      'label smoothing',
      {
        model: {
          ...{ kind: 'dense', hidden: [3, 2], activation: 'tanh' },
          loss: { kind: 'binary', smoothing: 0.2 },
        },
      },
    ],
    ['all of it', { l1: 0.01, l2: 0.01, dropout: 0.2, jitter: 0.1, clipNorm: 0.3, optimizer: descent }],
  ])('%s', async (_, changes) => {
    const spec = small(changes)
    expect(await deviates(spec)).toBeLessThan(1e-3)
    const { optimizer } = spec
    // Without it the run ends elsewhere.
    expect(await deviates(small({ optimizer }), undefined, spec)).toBeGreaterThan(0.02)
  })

  it('a schedule: update t uses the rate after t − 1 updates', async () => {
    const linear = { id: 'linear', settings: { start: 1, end: 0, total: 4 } } as const
    const spec = small({ optimizer: descent, schedule: linear })
    // 0.5 · (1 − (t − 1)/4), then 0.
    expect(await deviates(spec, (t) => Math.max(0, 0.5 * (1 - (t - 1) / 4)))).toBeLessThan(1e-3)
    const warm = { id: 'constant', settings: { warm_up: 5, warm_up_start: 0 } } as const
    expect(await deviates(small({ optimizer: descent, schedule: warm }), (t) => 0.1 * (t - 1))).toBeLessThan(
      1e-3,
    )
  })

  it.each(ALL_RULES.map(({ id }) => id))('the optimizer %s', async (id) => {
    const hyperparameters = { ...defaultHyperparameters(ruleOf(id)), alpha: 0.02 }
    expect(await deviates(small({ optimizer: { id, hyperparameters } }), () => 0.02)).toBeLessThan(1e-3)
  })
})
