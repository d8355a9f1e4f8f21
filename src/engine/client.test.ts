import { describe, expect, it } from 'vitest'
import { createEngineClient, RunError } from './client.ts'
import type { Command, Event } from './protocol.ts'
import type { Spawn } from './spawn.ts'
import { runSpec } from './worker/session-harness.ts'

/** A worker that notes what it is told and says what the test says. */
function fakeWorkers() {
  const workers: {
    told: Command[]
    say: (data: unknown) => void
    die: (detail: string) => void
    ended: boolean
  }[] = []
  const spawn: Spawn = (say, die) => {
    const worker = { told: [] as Command[], say, die, ended: false }
    workers.push(worker)
    return { post: (command) => void worker.told.push(command), terminate: () => void (worker.ended = true) }
  }
  return { workers, spawn }
}

function opened() {
  const { workers, spawn } = fakeWorkers()
  const client = createEngineClient(spawn)
  const events: Event[] = []
  const run = client.openRun(runSpec(), (event) => events.push(event))
  return { client, workers, worker: workers[0]!, events, run }
}

const backend = (runId: string): Event => ({
  type: 'backend',
  runId,
  backend: 'cpu',
  reason: 'forced',
  adapter: '',
  software: false,
})

describe('the client', () => {
  it('makes one worker, and only when a run is opened', () => {
    const { workers, spawn } = fakeWorkers()
    const client = createEngineClient(spawn)
    expect(workers.length).toBe(0)
    client.openRun(runSpec(), () => {})
    client.openRun(runSpec(), () => {})
    expect(workers.length).toBe(1)
    expect(workers[0]!.told.map((c) => c.type)).toEqual(['start', 'start'])
  })

  it('says each thing as a command of its run', () => {
    const { worker, run } = opened()
    const { runId } = run
    run.run()
    run.pause()
    run.step(5)
    run.set({ hyperparameters: { alpha: 1 }, l2: 0 })
    run.assign(2, 0.5)
    run.evaluate()
    expect(worker.told.slice(1)).toEqual([
      { type: 'run', runId },
      { type: 'pause', runId },
      { type: 'step', runId, count: 5 },
      { type: 'set', runId, tunables: { hyperparameters: { alpha: 1 }, l2: 0 } },
      { type: 'assign', runId, index: 2, value: 0.5 },
      { type: 'evaluate', runId },
    ])
  })

  it('gives each run its own events', () => {
    const { client, worker, events, run } = opened()
    const others: Event[] = []
    const other = client.openRun(runSpec(), (event) => others.push(event))
    worker.say(backend(other.runId))
    worker.say(backend(run.runId))
    worker.say(backend('stranger'))
    expect(events).toEqual([backend(run.runId)])
    expect(others).toEqual([backend(other.runId)])
  })

  it('reports what it cannot read', () => {
    const { worker, events, run } = opened()
    worker.say({ type: 'backend', runId: run.runId, backend: 'abacus' })
    expect(events).toMatchObject([{ type: 'failed', code: 'bad-event' }])
  })

  it('answers each snapshot to the one who asked', async () => {
    const { worker, run } = opened()
    const snapshot = { version: 1, spec: runSpec(), series: { stride: 1, points: [] } } as const
    const arrays = (v: number) => ({
      parameters: new Float32Array(17).fill(v),
      slots: { m: new Float32Array(17), v: new Float32Array(17) },
    })
    const asked = [run.snapshot(), run.snapshot()]
    const ids = worker.told.flatMap((c) => (c.type === 'snapshot' ? [c.requestId] : []))
    for (const k of [1, 0]) {
      worker.say({
        type: 'snapshot',
        runId: run.runId,
        requestId: ids[k],
        snapshot: { ...snapshot, step: k, ...arrays(k) },
      })
    }
    expect((await Promise.all(asked)).map((s) => s.step)).toEqual([0, 1])
  })

  it('after dispose passes on nothing but that it is done, and sends nothing more', async () => {
    const { worker, events, run } = opened()
    const asked = run.snapshot()
    run.dispose()
    run.dispose()
    run.run()
    await expect(asked).rejects.toMatchObject({ code: 'disposed' })
    await expect(run.snapshot()).rejects.toBeInstanceOf(RunError)
    worker.say(backend(run.runId))
    worker.say({ type: 'disposed', runId: run.runId, tensors: 0 })
    expect(events).toEqual([{ type: 'disposed', runId: run.runId, tensors: 0 }])
    expect(worker.told.map((c) => c.type)).toEqual(['start', 'snapshot', 'dispose'])
  })
})

describe('a worker that fails', () => {
  it('before it ever spoke is unavailable; every run hears of it', async () => {
    const { worker, events, run } = opened()
    const asked = run.snapshot()
    worker.die('404')
    expect(events).toEqual([{ type: 'failed', runId: run.runId, code: 'worker-unavailable', detail: '404' }])
    await expect(asked).rejects.toMatchObject({ code: 'worker-unavailable' })
    expect(worker.ended).toBe(true)
  })

  it('later has crashed; the next run gets a new worker, the old run says nothing more', () => {
    const { client, workers, worker, events, run } = opened()
    worker.say(backend(run.runId))
    worker.die('out of memory')
    expect(events[1]).toMatchObject({ type: 'failed', code: 'worker-crashed' })
    run.run()
    client.openRun(runSpec(), () => {})
    expect(workers.map((w) => w.told.length)).toEqual([1, 1])
  })

  it('cannot even be made: the run hears of it, after its handle is there', async () => {
    const client = createEngineClient(() => {
      throw new Error('Worker is not defined')
    })
    const failed = new Promise<Event>((resolve) => client.openRun(runSpec(), resolve))
    expect(await failed).toMatchObject({ code: 'worker-unavailable', detail: 'Worker is not defined' })
  })
})
