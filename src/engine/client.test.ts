import { describe, expect, it } from 'vitest'
import { createEngineClient, RunError } from './client.ts'
import type { Command, Event } from './protocol.ts'
import type { Spawn } from './spawn.ts'
import { runSpec } from './worker/session-harness.ts'
import { tunablesOf } from './run-spec.ts'
import type { Every } from './watchdog.ts'

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

/** A clock that beats when the test says so. */
function fakeBeats() {
  const acts = new Set<() => void>()
  const every: Every = (_ms, act) => {
    acts.add(act)
    return () => void acts.delete(act)
  }
  const beat = (times: number): void => {
    for (let i = 0; i < times; i++) [...acts].forEach((act) => act())
  }
  return { every, beat, watching: () => acts.size }
}

function opened() {
  const { workers, spawn } = fakeWorkers()
  const beats = fakeBeats()
  const client = createEngineClient(spawn, beats.every)
  const events: Event[] = []
  const run = client.openRun(runSpec(), (event) => events.push(event))
  return { client, workers, worker: workers[0]!, events, run, ...beats }
}

const backend = (runId: string): Event => ({
  type: 'backend',
  runId,
  backend: 'cpu',
  reason: 'forced',
  adapter: '',
  software: false,
  rates: null,
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
    run.set({ hyperparameters: { alpha: 1 }, l2: 0, pace: null })
    run.assign(2, 0.5)
    run.evaluate()
    expect(worker.told.slice(1)).toEqual([
      { type: 'run', runId },
      { type: 'pause', runId },
      { type: 'step', runId, count: 5 },
      { type: 'set', runId, tunables: { hyperparameters: { alpha: 1 }, l2: 0, pace: null } },
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
    worker.say({ type: 'disposed', runId: run.runId, held: 0 })
    expect(events).toEqual([{ type: 'disposed', runId: run.runId, held: 0 }])
    expect(worker.told.map((c) => c.type)).toEqual(['start', 'snapshot', 'dispose'])
  })
})

const checkpoint = (runId: string, step: number, heard: number, left: number | null): Event => ({
  type: 'checkpoint',
  runId,
  left,
  heard,
  step,
  parameters: new Float32Array(17),
  slots: { m: new Float32Array(17), v: new Float32Array(17) },
  series: { stride: 1, points: [] },
  tunables: tunablesOf(runSpec()),
})

/** What a worker was told, in short. */
const short = (told: readonly Command[]): string[] =>
  told.flatMap((c) =>
    c.type === 'ping'
      ? []
      : c.type === 'start'
        ? [`start at ${c.snapshot?.step ?? 'the beginning'}`]
        : [c.type === 'step' ? `step ${c.count}` : c.type],
  )

const stages = (events: readonly Event[]): string[] =>
  events.flatMap((e) =>
    e.type === 'interrupted' ? [`${e.stage}: ${e.cause}`] : e.type === 'failed' ? [`failed: ${e.code}`] : [],
  )

describe('a worker that dies', () => {
  it('is replaced; the run goes on from its last checkpoint, with all that it was told since', () => {
    const { workers, worker, events, run } = opened()
    const { runId } = run
    worker.say(backend(runId))
    run.step(5)
    run.set({ hyperparameters: { alpha: 1 }, l2: 0, pace: null })
    // Of three commands the worker had heeded two when it saved the run with three steps to go.
    worker.say(checkpoint(runId, 2, 2, 3))
    run.assign(2, 0.5)
    worker.die('out of memory')
    expect(worker.ended).toBe(true)
    expect(short(workers[1]!.told)).toEqual(['start at 2', 'step 3', 'assign'])
    workers[1]!.say(backend(runId))
    expect(stages(events)).toEqual(['lost: worker-crashed', 'recovering: worker-crashed'])
    expect(events.at(-1)).toEqual(backend(runId))
    // What the old one still says is not heard.
    const heard = events.length
    worker.say(backend(runId))
    expect(events.length).toBe(heard)
  })

  it('while a run trains freely, it goes on training freely', () => {
    const { workers, worker, run } = opened()
    run.run()
    worker.say(checkpoint(run.runId, 80, 1, null))
    worker.die('')
    expect(short(workers[1]!.told)).toEqual(['start at 80', 'run'])
  })

  it('before it said anything: the run begins anew with all that it was told', () => {
    const { workers, worker, events, run } = opened()
    run.step(3)
    worker.die('404')
    expect(short(workers[1]!.told)).toEqual(['start at the beginning', 'step 3'])
    expect(stages(events)).toEqual(['lost: worker-unavailable'])
  })

  it('is replaced once; after that the run has failed, and can say where it was', async () => {
    const { client, workers, worker, events, run } = opened()
    worker.say(backend(run.runId))
    worker.say(checkpoint(run.runId, 7, 0, 0))
    const asked = run.snapshot()
    worker.die('out of memory')
    expect(workers[1]!.told.map((c) => c.type)).toEqual(['ping', 'start', 'snapshot'])
    workers[1]!.die('out of memory')
    expect(stages(events)).toEqual(['lost: worker-crashed', 'failed: worker-unavailable'])
    await expect(asked).rejects.toMatchObject({ code: 'worker-unavailable' })
    expect(run.checkpoint()?.step).toBe(7)
    run.run()
    expect(workers.length).toBe(2)
    client.openRun(runSpec(), () => {})
    expect(workers.length).toBe(3)
  })

  it('again after a minute of good work is replaced again', () => {
    const { workers, worker, events, run, beat } = opened()
    worker.die('')
    for (let i = 0; i < 61; i++) {
      beat(1)
      workers[1]!.say({ type: 'pong', patienceMs: 0 })
    }
    workers[1]!.die('')
    expect(workers.length).toBe(3)
    expect(stages(events).filter((s) => s.startsWith('failed'))).toEqual([])
    expect(short(workers[2]!.told)).toEqual(['start at the beginning'])
    expect(run.checkpoint()).toBeUndefined()
  })

  it('cannot even be made: the run hears of it, after its handle is there', async () => {
    const client = createEngineClient(() => {
      throw new Error('Worker is not defined')
    }, fakeBeats().every)
    const failed = new Promise<Event>((resolve) =>
      client.openRun(runSpec(), (event) => event.type === 'failed' && resolve(event)),
    )
    expect(await failed).toMatchObject({ code: 'worker-unavailable', detail: 'Worker is not defined' })
  })

  it('takes with it the runs that were being left', () => {
    const { workers, worker, events, run, watching } = opened()
    run.dispose()
    worker.die('')
    expect([workers.length, events.length, watching()]).toEqual([1, 0, 0])
  })
})

describe('a worker that hangs', () => {
  it('is replaced within 5 s', () => {
    const { workers, worker, events, run, beat } = opened()
    worker.say(backend(run.runId))
    beat(4)
    expect(workers.length).toBe(1)
    beat(1)
    expect(workers.length).toBe(2)
    expect(worker.ended).toBe(true)
    expect(stages(events)).toEqual(['lost: worker-hung'])
  })

  it('but answers late does not: any word is an answer', () => {
    const { workers, worker, run, beat } = opened()
    worker.say(backend(run.runId))
    for (let i = 0; i < 10; i++) {
      beat(4)
      worker.say({ type: 'pong', patienceMs: 0 })
    }
    expect(workers.length).toBe(1)
    expect(worker.told.filter((c) => c.type === 'ping').length).toBe(40)
  })

  it('has as long as it asked for, until it asks for less', () => {
    const { workers, worker, beat } = opened()
    worker.say({ type: 'pong', patienceMs: 12_500 })
    beat(13)
    expect(workers.length).toBe(1)
    worker.say({ type: 'pong', patienceMs: 10 })
    beat(5)
    expect(workers.length).toBe(2)
  })

  it('while it loads has longer, for a slow line', () => {
    const { workers, beat } = opened()
    beat(20)
    expect(workers.length).toBe(1)
    beat(1)
    expect(workers.length).toBe(2)
  })

  it('with no run in it is nobody’s business', () => {
    const { workers, worker, run, beat, watching } = opened()
    run.dispose()
    worker.say({ type: 'disposed', runId: run.runId, held: 0 })
    expect(watching()).toBe(0)
    beat(30)
    expect(workers.length).toBe(1)
  })
})
