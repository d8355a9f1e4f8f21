import { describe, expect, it } from 'vitest'
import { makeDataset } from '../../core/dataset/index.ts'
import { forward } from '../../core/network/dense.ts'
import { initialParameters } from '../../core/network/initial.ts'
import { networkLoss } from '../../core/network/score.ts'
import type { ProgressEvent } from '../protocol.ts'
import { tunablesOf, type RunSpec } from '../run-spec.ts'
import { decodeSnapshot, encodeSnapshot, type RunSnapshot } from '../snapshot.ts'
import { wholeRun } from '../whole-run.ts'
import { startState } from '../start-state.ts'
import { createRunTrainer } from './run-trainer.ts'
import { openTestDevice, openTestHost, runSpec } from './session-harness.ts'

const device = await openTestDevice()
const runId = 'a'
type Host = ReturnType<typeof openTestHost>

/** Twelve noisy points and far more parameters: its validation loss soon rises. */
const overfitting = (changes: Partial<RunSpec> = {}): RunSpec =>
  runSpec({
    model: { kind: 'dense', hidden: [8, 8], activation: 'tanh' },
    data: { kind: 'moons', noise: 0.5, seed: 3, trainShare: 0.1, count: 120 },
    batchSize: 12,
    measuring: { every: 10 },
    steps: 300,
    ...changes,
  })

async function begun(host: Host, spec: RunSpec, snapshot?: RunSnapshot): Promise<void> {
  host.send({ type: 'start', runId, spec, ...(snapshot ? { snapshot } : {}) })
  await host.until('progress')
}

const progress = (host: Host): ProgressEvent[] =>
  host.events.filter((e): e is ProgressEvent => e.type === 'progress')

async function over(host: Host): Promise<ProgressEvent> {
  host.send({ type: 'run', runId })
  return host.until('progress', (e) => e.isOver === true && !e.running)
}

const measured = (host: Host) => progress(host).flatMap((e) => e.measured ?? [])

/** The losses at those steps, by core's forward pass in float64. */
async function expected(spec: RunSpec, steps: readonly number[]) {
  const { train, validation } = makeDataset(spec.data)
  const trainer = createRunTrainer(spec, train, device, () => 0)
  trainer.write(startState(spec.optimizer.id, initialParameters(spec.model, spec.seed)))
  const points = []
  let step = 0
  for (const at of steps) {
    if (at > step) trainer.train(step + 1, at - step, tunablesOf(spec), () => false)
    step = at
    const { parameters } = await trainer.read()
    const loss = ({ x, y }: typeof train): number =>
      networkLoss(spec.model, forward(spec.model, parameters, x).logits, y)
    points.push({ step, train: loss(train), validation: loss(validation), parameters })
  }
  return points
}

const tens = (to: number): number[] => Array.from({ length: to / 10 + 1 }, (_, k) => 10 * k)

describe('a measured run', () => {
  it.each([0.3, 3, 40])('measures the same however fast it is: a clock of %s ms', async (tick) => {
    const host = openTestHost(tick)
    await begun(host, overfitting())
    await over(host)
    const reference = await expected(overfitting(), tens(300))
    const found = measured(host)
    expect(found.map((p) => p.step)).toEqual(tens(300))
    found.forEach((point, i) => {
      expect(point.train).toBeCloseTo(reference[i]!.train, 5)
      expect(point.validation).toBeCloseTo(reference[i]!.validation, 5)
    })
  })

  it('is over after its steps, and makes no more', async () => {
    const host = openTestHost()
    await begun(host, overfitting())
    const end = await over(host)
    expect(end.step).toBe(300)
    host.send({ type: 'step', runId, count: 5 })
    const after = await host.until('progress', () => true, host.events.length)
    expect(after).toMatchObject({ step: 300, running: false, isOver: true })
  })

  it('counts steps that are asked for as ever', async () => {
    const host = openTestHost()
    await begun(host, overfitting())
    host.send({ type: 'step', runId, count: 37 })
    await host.until('progress', (e) => e.step === 37)
    expect(measured(host).map((p) => p.step)).toEqual([0, 10, 20, 30])
  })
})

describe('early stopping', () => {
  const spec = overfitting({ measuring: { every: 10, patience: 40 }, steps: 2000 })

  it('stops when nothing was better for so long, and has the best parameters', async () => {
    const host = openTestHost()
    await begun(host, spec)
    const end = await over(host)
    const all = await expected(spec, tens(2000))
    // By hand: go on until the lowest is 40 steps, four measurements, behind.
    let best = 0
    let at = 0
    while (at - best < 4) if (all[++at]!.validation < all[best]!.validation) best = at
    expect(best).toBeGreaterThan(0)
    expect(end.step).toBe(10 * at)
    expect(end.step).toBeLessThan(2000)
    expect(end.best!.step).toBe(10 * best)
    expect(end.best!.loss).toBeCloseTo(all[best]!.validation, 5)
    expect(end.validationLoss).toBeCloseTo(all[best]!.validation, 5)
    expect([...end.parameters]).toEqual([...all[best]!.parameters])
    expect(measured(host).map((p) => p.step)).toEqual(tens(10 * at))
  })

  it('goes on from a snapshot as if it had never stopped', async () => {
    const whole = openTestHost()
    await begun(whole, spec)
    const end = await over(whole)
    const first = openTestHost()
    await begun(first, spec)
    // After its best step, so that the best has to be remembered.
    const count = end.best!.step + 25
    first.send({ type: 'step', runId, count })
    await first.until('progress', (e) => e.step === count)
    first.send({ type: 'snapshot', runId, requestId: 1 })
    const { snapshot } = await first.until('snapshot')
    const second = openTestHost()
    await begun(second, spec, decodeSnapshot(encodeSnapshot(snapshot)))
    const again = await over(second)
    expect(again).toMatchObject({ step: end.step, best: end.best })
    expect([...again.parameters]).toEqual([...end.parameters])
  })

  it('is still over in a snapshot of its end', async () => {
    const host = openTestHost()
    await begun(host, spec)
    const end = await over(host)
    host.send({ type: 'snapshot', runId, requestId: 1 })
    const { snapshot } = await host.until('snapshot')
    const other = openTestHost()
    await begun(other, spec, snapshot)
    expect(await over(other)).toMatchObject({ step: end.step, isOver: true, best: end.best })
  })
})

describe('a whole run, here and now', () => {
  it.each([
    ['to its last step', overfitting()],
    ['stopped early', overfitting({ measuring: { every: 10, patience: 40 }, steps: 2000 })],
    ['with dropout and displaced points', overfitting({ dropout: 0.3, jitter: 0.1, l1: 0.01 })],
  ])('is bit for bit what the host makes of it: %s', async (_, spec) => {
    const host = openTestHost()
    await begun(host, spec)
    const end = await over(host)
    const whole = wholeRun(spec)
    expect([whole.step, whole.best?.step]).toEqual([end.step, end.best?.step])
    expect([...whole.parameters]).toEqual([...end.parameters])
    expect(whole.points).toEqual(measured(host))
  })

  it('has to have an end', () => {
    expect(() => wholeRun(overfitting({ steps: undefined }))).toThrow('no end')
  })
})
