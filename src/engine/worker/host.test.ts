import { heldNow } from '../held.ts'
import { describe, expect, it } from 'vitest'
import { parameterCount } from '../../core/network/spec.ts'
import { decodeSnapshot, encodeSnapshot, type RunSnapshot } from '../snapshot.ts'
import { tunablesOf, withTunables, type RunSpec } from '../run-spec.ts'
import { FIRST_TIME_MS } from './patience.ts'
import { openTestDevice, openTestHost, runSpec } from './session-harness.ts'

await openTestDevice()

const runId = 'a'
type Host = ReturnType<typeof openTestHost>

/** A run that has been started and evaluated once. */
async function started(host: Host, spec: RunSpec, snapshot?: RunSnapshot, id = runId): Promise<void> {
  host.send({ type: 'start', runId: id, spec, ...(snapshot ? { snapshot } : {}) })
  await host.until('progress', (e) => e.runId === id)
}

async function stepped(host: Host, count: number, to: number, id = runId) {
  host.send({ type: 'step', runId: id, count })
  return host.until('progress', (e) => e.runId === id && e.step === to && !e.running)
}

async function disposed(host: Host, id = runId): Promise<number> {
  host.send({ type: 'dispose', runId: id })
  return (await host.until('disposed', (e) => e.runId === id)).held
}

async function snapshotOf(host: Host, requestId = 1): Promise<RunSnapshot> {
  host.send({ type: 'snapshot', runId, requestId })
  return (await host.until('snapshot', (e) => e.requestId === requestId)).snapshot
}

describe('a run', () => {
  it('says where it computes and why, and counts its steps exactly', async () => {
    const host = openTestHost()
    await started(host, runSpec())
    expect(host.events.find((e) => e.type !== 'pong')).toEqual({
      type: 'backend',
      runId,
      backend: 'cpu',
      reason: 'forced',
      adapter: '',
      software: false,
      rates: null,
    })
    const e = await stepped(host, 37, 37)
    expect(e.epoch).toBeCloseTo((37 * 32) / 150, 12)
    expect(e.fields.length).toBe(5 * e.grid ** 2)
    expect(host.events.filter((x) => x.type === 'progress').every((x) => x.step <= 37)).toBe(true)
  })

  it('learns three classes, or numbers, from a table', async () => {
    const host = openTestHost()
    const rows = Array.from({ length: 5000 }, (_, i) => [100 + Math.cos(i), Math.sin(i) / 50, i % 3])
    const table = Float64Array.from(rows.flat())
    const own = { kind: 'own', origin: 'table', table, seed: 1, trainShare: 0.8 } as const
    const loss = { kind: 'categorical', smoothing: 0 } as const
    const model = { kind: 'dense', hidden: [3], activation: 'tanh' } as const
    const classes = runSpec({
      data: { ...own, task: { kind: 'classes', classes: 3 } },
      model: { ...model, outputs: 3, loss },
    })
    await started(host, classes)
    const e = await stepped(host, 10, 10)
    expect(e.fields.length).toBe((3 + 3) * e.grid ** 2)
    expect(e.epoch).toBeCloseTo((10 * 32) / 4000, 12)
    expect(e.trainLoss).toBeLessThan(2)
    await disposed(host)
    const values = runSpec({
      data: { ...own, task: { kind: 'value' } },
      model: { ...model, loss: { kind: 'squared' } },
    })
    await started(host, values, undefined, 'b')
    const after = await stepped(host, 10, 10, 'b')
    expect(after.fields.length).toBe((3 + 1) * after.grid ** 2)
    expect(after.trainScore).toBeLessThanOrEqual(1)
    await disposed(host, 'b')
  })

  it('gives every tensor back, and holds no more of them however long it trains', async () => {
    const before = heldNow()
    const host = openTestHost()
    await started(host, runSpec({ l2: 0.01 }))
    const early = await stepped(host, 5, 5)
    const late = await stepped(host, 300, 305)
    expect(late.held).toBe(early.held)
    host.send({ type: 'assign', runId, index: 0, value: 1 })
    await snapshotOf(host)
    expect(await disposed(host)).toBe(before)
  })

  it('reads back once an evaluation, at most one each 100 ms, whatever the number of steps', async () => {
    const host = openTestHost()
    await started(host, runSpec())
    const e = await stepped(host, 400, 400)
    const reports = host.events.filter((x) => x.type === 'progress').length
    expect(e.readBacks).toBe(reports)
    // The clock goes on by one each time it is read, which is about twice a step.
    expect(reports).toBeLessThan(2 + (400 * 4) / 100)
  })

  it('gives the same numbers at the same step whatever the timing', async () => {
    const runs = [1, 7].map(async (tick) => {
      const host = openTestHost(tick)
      await started(host, runSpec())
      const e = await stepped(host, 60, 60)
      await disposed(host)
      return e
    })
    const [a, b] = await Promise.all(runs)
    expect(a!.parameters).toEqual(b!.parameters)
    expect(a!.trainLoss).toBe(b!.trainLoss)
    const other = openTestHost()
    await started(other, runSpec({ seed: 2 }))
    expect((await stepped(other, 60, 60)).parameters).not.toEqual(a!.parameters)
    await disposed(other)
  })

  it('makes every step it is asked for, also those asked for before the first is made', async () => {
    const host = openTestHost()
    await started(host, runSpec())
    for (let i = 0; i < 3; i++) host.send({ type: 'step', runId, count: 1 })
    const { step } = await host.until('progress', (e) => !e.running && e.step > 0)
    expect(step).toBe(3)
    await disposed(host)
  })

  it('asked for steps while it trains freely, makes those and pauses', async () => {
    const host = openTestHost()
    await started(host, runSpec())
    host.send({ type: 'run', runId })
    const { step } = await host.until('progress', (e) => e.running && e.step > 10)
    host.send({ type: 'step', runId, count: 2 })
    const stopped = await host.until('progress', (e) => !e.running && e.step > step)
    expect(stopped.step).toBeGreaterThanOrEqual(step + 2)
    await disposed(host)
  })

  it('pauses between two steps', async () => {
    const host = openTestHost()
    await started(host, runSpec())
    host.send({ type: 'run', runId })
    await host.until('progress', (e) => e.step > 50)
    host.send({ type: 'pause', runId })
    const { step } = await host.until('progress', (e) => !e.running && e.step > 0)
    expect((await stepped(host, 1, step + 1)).step).toBe(step + 1)
    await disposed(host)
  })
})

describe('a snapshot', () => {
  it.each(['gradient-descent', 'momentum', 'adam'] as const)(
    'lets %s go on bit for bit, through text',
    async (id) => {
      const hyperparameters = { alpha: 0.05, beta: 0.9, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 }
      const spec = runSpec({ optimizer: { id, hyperparameters }, l2: 0.001 })
      const host = openTestHost()
      await started(host, spec)
      await stepped(host, 23, 23)
      const snapshot = decodeSnapshot(encodeSnapshot(await snapshotOf(host)))
      expect(snapshot.step).toBe(23)
      expect(snapshot.series.points.map((p) => p.step)).toContain(23)
      const whole = await stepped(host, 40, 63)
      await disposed(host)
      await started(host, spec, snapshot, 'b')
      const resumed = await stepped(host, 40, 63, 'b')
      expect(resumed.parameters).toEqual(whole.parameters)
      expect(resumed.validationLoss).toBe(whole.validationLoss)
      await disposed(host, 'b')
    },
  )

  it('of another run is refused; other tunables and another backend are no other run', async () => {
    const host = openTestHost()
    await started(host, runSpec())
    const snapshot = await snapshotOf(host)
    await disposed(host)
    host.send({ type: 'start', runId: 'b', spec: runSpec({ seed: 9 }), snapshot })
    expect((await host.until('failed')).code).toBe('snapshot-mismatch')
    const spec = withTunables(runSpec({ backend: 'auto' }), { ...tunablesOf(runSpec()), l2: 0.5 })
    await started(host, spec, snapshot, 'c')
    expect(host.events.find((e) => e.type === 'backend' && e.runId === 'c')).toMatchObject({
      reason: 'no-gpu-api',
    })
    await disposed(host, 'c')
  })
})

describe('a change on the way', () => {
  it('takes effect from the next step on', async () => {
    const host = openTestHost()
    await started(host, runSpec())
    const before = await stepped(host, 10, 10)
    const still = { ...tunablesOf(runSpec()).hyperparameters, alpha: 0 }
    host.send({ type: 'set', runId, tunables: { hyperparameters: still, l2: 0, pace: null } })
    expect((await stepped(host, 5, 15)).parameters).toEqual(before.parameters)
    host.send({ type: 'set', runId, tunables: tunablesOf(runSpec()) })
    expect((await stepped(host, 1, 16)).parameters).not.toEqual(before.parameters)
    await disposed(host)
  })

  it('of one parameter leaves the others as they are', async () => {
    const host = openTestHost()
    await started(host, runSpec())
    const before = await stepped(host, 3, 3)
    const from = host.events.length
    host.send({ type: 'assign', runId, index: 5, value: -2.5 })
    const after = await host.until('progress', (e) => e.step === 3, from)
    const expected = Float32Array.from(before.parameters)
    expected[5] = -2.5
    expect(after.parameters).toEqual(expected)
    host.send({ type: 'assign', runId, index: parameterCount(runSpec().model), value: 0 })
    expect((await host.until('failed')).detail).toBe('There is no parameter 17; the network has 17.')
    await disposed(host)
  })
})

describe('divergence', () => {
  it('is seen in what the optimizer keeps too, be the parameters finite', async () => {
    const host = openTestHost()
    const spec = runSpec({
      data: { ...runSpec().data, kind: 'plane' } as RunSpec['data'],
      model: { kind: 'dense', hidden: [1], activation: 'linear', loss: { kind: 'squared' } },
    })
    await started(host, spec)
    await stepped(host, 1, 1)
    // Outputs of 10²⁰ have slopes of 10³⁰, whose squares no float32 holds; divided by their root, the step is none.
    for (const index of [0, 3]) host.send({ type: 'assign', runId, index, value: 1e10 })
    host.send({ type: 'step', runId, count: 1 })
    expect((await host.until('diverged')).quantity).toBe('slot')
    expect(host.events.some((e) => e.type === 'failed')).toBe(false)
    await disposed(host)
  })

  it('stops the run, says what and when, and goes back to the last finite evaluation', async () => {
    const before = heldNow()
    const host = openTestHost()
    const sound = runSpec({
      model: { kind: 'dense', hidden: [8, 8], activation: 'relu' },
      optimizer: { id: 'gradient-descent', hyperparameters: { alpha: 0.1 } },
    })
    await started(host, sound)
    const good = await stepped(host, 20, 20)
    const tunables = { hyperparameters: { alpha: 0.1 * 1000 }, l2: 0.1, pace: null }
    host.send({ type: 'set', runId, tunables })
    host.send({ type: 'run', runId })
    const diverged = await host.until('diverged')
    expect(diverged.step).toBeGreaterThan(diverged.lastFiniteStep)
    const back = await host.until(
      'progress',
      (e) => e.step === diverged.lastFiniteStep,
      host.events.indexOf(diverged),
    )
    expect(back.running).toBe(false)
    expect(back.parameters.every(Number.isFinite)).toBe(true)
    if (diverged.lastFiniteStep === 20) expect(back.parameters).toEqual(good.parameters)
    host.send({ type: 'set', runId, tunables: tunablesOf(sound) })
    const on = await stepped(host, 5, back.step + 5)
    expect(Number.isFinite(on.trainLoss)).toBe(true)
    expect(await disposed(host)).toBe(before)
  })

  it('by hand is taken back too', async () => {
    const host = openTestHost()
    await started(host, runSpec({ model: { kind: 'dense', hidden: [1], activation: 'linear' } }))
    const good = await stepped(host, 2, 2)
    host.send({ type: 'assign', runId, index: 3, value: 3e38 })
    host.send({ type: 'assign', runId, index: 0, value: 3e38 })
    expect(await host.until('diverged')).toMatchObject({ step: 2, lastFiniteStep: 2 })
    expect((await snapshotOf(host)).parameters).toEqual(good.parameters)
    await disposed(host)
  })
})

describe('the host', () => {
  it('gives two runs equal turns', async () => {
    const host = openTestHost()
    await Promise.all([
      started(host, runSpec(), undefined, 'a'),
      started(host, runSpec({ seed: 2 }), undefined, 'b'),
    ])
    host.send({ type: 'run', runId: 'a' })
    host.send({ type: 'run', runId: 'b' })
    const a = await host.until('progress', (e) => e.runId === 'a' && e.step >= 300)
    const b = await host.until('progress', (e) => e.runId === 'b' && e.step >= a.step - 100)
    const between = host.events
      .slice(0, host.events.indexOf(b))
      .filter((e) => e.type === 'progress' && e.runId === 'a')
    expect(between.every((e) => e.type === 'progress' && e.step < a.step + 200)).toBe(true)
    await Promise.all([disposed(host, 'a'), disposed(host, 'b')])
  })

  it('answers what it cannot do with a code', async () => {
    const host = openTestHost()
    const codeOf = async (message: unknown, id: string) => {
      const from = host.events.length
      host.send(message)
      return (await host.until('failed', (e) => e.runId === id, from)).code
    }
    expect(await codeOf({ type: 'run', runId: 'nobody' }, 'nobody')).toBe('unknown-run')
    expect(await codeOf({ type: 'explode', runId: 'x' }, 'x')).toBe('bad-command')
    expect(await codeOf('hello', '')).toBe('bad-command')
    expect(await codeOf({ type: 'start', runId: 'x', spec: runSpec({ backend: 'webgpu' }) }, 'x')).toBe(
      'no-backend',
    )
    await started(host, runSpec())
    expect(await codeOf({ type: 'start', runId, spec: runSpec() }, runId)).toBe('run-exists')
    await disposed(host)
  })

  it('asks for time before it makes a first step, and says when it is done with it', async () => {
    const host = openTestHost()
    await started(host, runSpec())
    await stepped(host, 3, 3)
    const told = host.events.flatMap((e) => (e.type === 'pong' ? [e.patienceMs] : []))
    expect(told[0]).toBe(FIRST_TIME_MS)
    expect(told.at(-1)).toBeLessThan(1000)
    const before = told.length
    await stepped(host, 50, 53)
    host.send({ type: 'ping' })
    expect(host.events.filter((e) => e.type === 'pong').length).toBe(before + 1)
    await disposed(host)
  })

  it('is as it was after 200 runs that were begun and left', async () => {
    const before = heldNow()
    const host = openTestHost()
    const during: number[] = []
    for (let i = 0; i < 200; i++) {
      await started(host, runSpec({ model: { ...runSpec().model, hidden: [1] } }), undefined, `run-${i}`)
      during.push((await stepped(host, 1, 1, `run-${i}`)).held)
      expect(await disposed(host, `run-${i}`)).toBe(before)
    }
    expect(new Set(during).size).toBe(1)
  })

  it('disposes of a run that has only just been asked for', async () => {
    const before = heldNow()
    const host = openTestHost()
    host.send({ type: 'start', runId, spec: runSpec() })
    host.send({ type: 'run', runId })
    expect(await disposed(host)).toBe(before)
  })
})
