import { describe, expect, it } from 'vitest'
import { parametersOf, type DenseNet } from '../../core/network/architecture.ts'
import { parameterTotal } from '../../core/network/parameters.ts'
import { GOLDEN_CASES } from '../../core/network/reference/golden.ts'
import { ACTIVATIONS } from '../../core/network/spec.ts'
import { FAMILY_IDS, familyOf } from '../../core/optimizer/conventions.ts'
import { defaultHyperparameters } from '../../core/optimizer/step.ts'
import { uniform } from '../../core/rng.ts'
import type { LossSpec } from '../models/loss-spec.ts'
import { ruleOf } from '../rule-program.ts'
import type { Batch, HostState, StepSettings, Trainer, TrainingPlan } from '../trainer.ts'
import { exactStep } from './reference-step.ts'
import { createArrayTrainer } from './trainer.ts'

type DensePlan = TrainingPlan & { readonly net: DenseNet }

const planOf = (changes: Partial<DensePlan> = {}): DensePlan => ({
  net: { kind: 'dense', inputs: 3, hidden: [5, 4], activation: 'tanh', outputs: 1, dropout: 0 },
  loss: { kind: 'binary', smoothing: 0 },
  batchSize: 6,
  optimizer: 'gradient-descent',
  seed: 3,
  clips: false,
  ...changes,
})

const settingsOf = (plan: TrainingPlan, changes: Partial<StepSettings> = {}): StepSettings => ({
  hyperparameters: defaultHyperparameters(ruleOf(plan.optimizer)),
  l1: 0,
  l2: 0,
  clipNorm: 1,
  ...changes,
})

const drawn = (count: number, stream: number, scale = 1): Float32Array =>
  Float32Array.from({ length: count }, (_, i) => scale * (2 * uniform(11, stream, i) - 1))

/** Another batch at every step. */
function batchOf({ net, loss, batchSize }: DensePlan, t: number): Batch {
  const outputs = loss.kind === 'categorical' ? 1 : net.outputs
  const y = drawn(batchSize * outputs, 2000 + t, 2)
  const classes = loss.kind === 'categorical' ? net.outputs : 2
  const isClass = loss.kind === 'binary' || loss.kind === 'categorical'
  return {
    x: { values: drawn(batchSize * net.inputs, 1000 + t, 1.5), shape: [batchSize, net.inputs] },
    y: {
      values: isClass ? Int32Array.from(y, (v) => Math.floor(((v + 2) / 4) * classes)) : y,
      shape: [batchSize, outputs],
    },
  }
}

function started(plan: TrainingPlan): { trainer: Trainer; state: HostState } {
  const trainer = createArrayTrainer(plan)
  const count = parameterTotal(parametersOf(plan.net))
  const slots = ruleOf(plan.optimizer).state.map(({ name, initial }) => {
    return [name, new Float32Array(count).fill(initial)] as const
  })
  const state = { parameters: drawn(count, 5, 0.8), slots: Object.fromEntries(slots) }
  trainer.write(state)
  return { trainer, state }
}

/** The largest |a − b| over the largest |b|. */
const relative = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  const scale = Math.max(...Array.from(b, Math.abs))
  return Math.max(...Array.from(b, (v, i) => Math.abs(v - a[i]!))) / scale
}

/** Losses and final parameters of some steps, against float64 with gradients by central differences. */
async function expectExact(plan: DensePlan, settings: StepSettings, steps = 20): Promise<void> {
  const { trainer, state } = started(plan)
  let theta = [...state.parameters]
  let slots: Parameters<typeof exactStep>[2] = null
  const losses: number[] = []
  for (let t = 1; t <= steps; t++) {
    const batch = batchOf(plan, t)
    const next = exactStep(plan, theta, slots, t, batch, settings)
    trainer.step(t, batch, settings)
    losses.push(next.loss)
    theta = [...next.theta]
    slots = next.state
  }
  const own = await trainer.losses()
  own.forEach((loss, i) => expect(Math.abs(loss - losses[i]!)).toBeLessThan(2e-5 * Math.abs(losses[i]!)))
  expect(relative((await trainer.read()).parameters, theta)).toBeLessThan(1e-4)
}

const MODERATE: Partial<Record<string, number>> = {
  adagrad: 0.1,
  rmsprop: 0.01,
  adam: 0.03,
  amsgrad: 0.03,
  adamw: 0.03,
  nadam: 0.03,
  lion: 0.01,
}
const rules = FAMILY_IDS.flatMap((id) => familyOf(id).conventions.map(({ rule }) => rule.id))

describe('plain arrays against float64, 20 steps', () => {
  it.each(rules)('%s', async (optimizer) => {
    const plan = planOf({ optimizer, net: { ...planOf().net, hidden: [3] } })
    const { hyperparameters } = settingsOf(plan)
    const family = FAMILY_IDS.find((id) => optimizer.startsWith(id)) ?? ''
    const alpha = MODERATE[family] ?? hyperparameters['alpha'] ?? 1
    await expectExact(plan, settingsOf(plan, { hyperparameters: { ...hyperparameters, alpha } }))
  })

  it.each(ACTIVATIONS)('activation %s', async (activation) => {
    const net = { ...planOf().net, activation }
    await expectExact(planOf({ net }), settingsOf(planOf(), { l2: 0.01 }))
  })

  const losses: [LossSpec, number][] = [
    [{ kind: 'squared' }, 2],
    [{ kind: 'huber', delta: 0.4 }, 2],
    [{ kind: 'binary', smoothing: 0.1 }, 1],
    [{ kind: 'categorical', smoothing: 0 }, 4],
    [{ kind: 'categorical', smoothing: 0.2 }, 3],
  ]
  it.each(losses)('loss %j with %i outputs', async (loss, outputs) => {
    const plan = planOf({ loss, net: { ...planOf().net, outputs } })
    await expectExact(plan, settingsOf(plan, { hyperparameters: { alpha: 0.3 } }))
  })

  it('no hidden layer, one row', async () => {
    const plan = planOf({ net: { ...planOf().net, hidden: [] }, batchSize: 1 })
    await expectExact(plan, settingsOf(plan))
  })

  it('dropout: the masks of core, another one each step', async () => {
    const plan = planOf({ net: { ...planOf().net, dropout: 0.4 }, optimizer: 'momentum' })
    await expectExact(plan, settingsOf(plan, { hyperparameters: { alpha: 0.05, beta: 0.9 } }))
  })

  it('both penalties, on weights alone', async () => {
    await expectExact(planOf(), settingsOf(planOf(), { l1: 0.02, l2: 0.05 }))
  })

  it('the gradient of all parameters together is scaled down to a norm', async () => {
    const plan = planOf({ clips: true, optimizer: 'adagrad' })
    await expectExact(plan, settingsOf(plan, { l2: 0.1, clipNorm: 0.05 }))
    // A threshold that is never met changes nothing; without `clips` none is met.
    const far = settingsOf(plan, { clipNorm: 1e9 })
    const ends = await Promise.all(
      [far, { ...far, clipNorm: 1e-3 }].map(async (settings, i) => {
        const { trainer } = started({ ...plan, clips: i === 0 })
        trainer.step(1, batchOf(plan, 1), settings)
        return (await trainer.read()).parameters
      }),
    )
    expect(ends[0]).toEqual(ends[1])
  })
})

describe('PyTorch’s figures', () => {
  it.each(GOLDEN_CASES.slice(0, 3))('$name: gradient, 20 losses, final parameters', async (c) => {
    const plan = { net: c.net, loss: c.loss, batchSize: 16, optimizer: c.optimizer, seed: 1, clips: false }
    const settings = { hyperparameters: c.hyperparameters, l1: 0, l2: 0, clipNorm: 1 }
    const { trainer, state } = started(plan)
    const initial = { ...state, parameters: Float32Array.from(c.initial) }
    trainer.write(initial)
    for (let t = 1; t <= 20; t++) trainer.step(t, c.batch, settings)
    const losses = await trainer.losses()
    c.losses.forEach((loss, i) => expect(Math.abs(losses[i]! - loss)).toBeLessThan(1e-6 + 1e-5 * loss))
    expect(relative((await trainer.read()).parameters, c.final)).toBeLessThan(1e-5)

    // With the learning rate 1, gradient descent takes the gradient itself away.
    const plain = started({ ...plan, optimizer: 'gradient-descent' }).trainer
    plain.write({ parameters: initial.parameters, slots: {} })
    plain.step(1, c.batch, { ...settings, hyperparameters: { alpha: 1 } })
    const after = (await plain.read()).parameters
    expect(
      relative(
        initial.parameters.map((w, k) => w - after[k]!),
        c.gradient,
      ),
    ).toBeLessThan(1e-5)
  })
})

describe('a trainer of plain arrays', () => {
  const plan = planOf({ optimizer: 'adam', net: { ...planOf().net, dropout: 0.2 } })
  const train = (trainer: Trainer, from: number, to: number): void => {
    for (let t = from; t <= to; t++) trainer.step(t, batchOf(plan, t), settingsOf(plan))
  }

  it('goes on from what was read, bit for bit', async () => {
    const { trainer } = started(plan)
    train(trainer, 1, 7)
    const middle = await trainer.read()
    train(trainer, 8, 12)
    const other = createArrayTrainer(plan)
    other.write(middle)
    train(other, 8, 12)
    expect(await other.read()).toEqual(await trainer.read())
    expect(middle.slots['v']).not.toEqual((await trainer.read()).slots['v'])
  })

  it('goes back to what it held, as often as it is asked to', async () => {
    const { trainer } = started(plan)
    train(trainer, 1, 3)
    const held = trainer.hold()
    const there = await trainer.read()
    for (let again = 0; again < 2; again++) {
      train(trainer, 4, 9)
      expect(await trainer.read()).not.toEqual(there)
      held.restore()
      expect(await trainer.read()).toEqual(there)
    }
    held.release()
  })

  it('hands each loss out once, and no more than the last 1,024', async () => {
    const { trainer } = started(plan)
    expect((await trainer.losses()).length).toBe(0)
    train(trainer, 1, 5)
    const first = await trainer.losses()
    expect(first.length).toBe(5)
    train(trainer, 6, 6 + 1029)
    const later = await trainer.losses()
    expect(later.length).toBe(1024)
    const { trainer: same } = started(plan)
    train(same, 1, 11)
    await same.losses()
    train(same, 12, 12)
    expect((await same.losses())[0]).toBe(later[0])
  })

  it('computes outputs without dropout, for any number of rows', async () => {
    const { trainer, state } = started(plan)
    const whole = started({ ...plan, net: { ...plan.net, dropout: 0 } } as DensePlan).trainer
    whole.write(state)
    const x = { values: drawn(90, 9), shape: [30, 3] }
    const outputs = await trainer.outputs(x)
    expect(outputs.length).toBe(30)
    expect(outputs).toEqual(await whole.outputs(x))
    expect(new Set(outputs).size).toBe(30)
  })

  it('says that it trains nothing but dense networks', () => {
    const net = GOLDEN_CASES[5]!.net
    expect(() => createArrayTrainer({ ...plan, net })).toThrow('gpt')
  })

  it('makes nothing that stays: 4,000 steps leave the heap as it was', () => {
    const { trainer } = started(plan)
    const batches = Array.from({ length: 8 }, (_, i) => batchOf(plan, i + 1))
    const settings = settingsOf(plan)
    const run = (from: number, count: number): void => {
      for (let t = from; t < from + count; t++) trainer.step(t, batches[t % 8]!, settings)
    }
    run(1, 2000)
    const { heapUsed, arrayBuffers } = process.memoryUsage()
    run(2001, 4000)
    const after = process.memoryUsage()
    expect(after.arrayBuffers).toBeLessThanOrEqual(arrayBuffers)
    expect(after.heapUsed - heapUsed).toBeLessThan(20e6)
  })
})
