import { createJournal, type Journal } from './journal.ts'
import {
  parseEvent,
  type Command,
  type Event,
  type FailureCode,
  type InterruptionCause,
  type RunCommand,
  type RunSnapshot,
} from './protocol.ts'
import type { RunSpec, Tunables } from './run-spec.ts'
import { spawnWorker, type Port, type Spawn } from './spawn.ts'
import { createWatchdog, type Every } from './watchdog.ts'

/** What a page can do with a run. After `dispose`, and after a `failed` event that names the worker, all do nothing. */
export interface RunHandle {
  readonly runId: string
  readonly run: () => void
  readonly pause: () => void
  /** Makes exactly n more steps, then pauses. */
  readonly step: (n: number) => void
  readonly set: (tunables: Tunables) => void
  /** Replaces parameter `index`. */
  readonly assign: (index: number, value: number) => void
  /** Asks for a progress event. */
  readonly evaluate: () => void
  /** The run as it is between two steps. Rejects with a RunError when the run fails or is disposed of. */
  readonly snapshot: () => Promise<RunSnapshot>
  /** The run as the page last heard of it, also when its worker is gone; undefined when that was never. */
  readonly checkpoint: () => RunSnapshot | undefined
  readonly dispose: () => void
}

export interface EngineClient {
  /**
   * Opens a run, paused; with a snapshot it goes on from there. `onEvent` gets all that the run reports; after
   * `dispose` nothing but `disposed`. The worker is made when the first run is opened.
   */
  readonly openRun: (spec: RunSpec, onEvent: (event: Event) => void, snapshot?: RunSnapshot) => RunHandle
}

/** Why a snapshot could not be had. */
export class RunError extends Error {
  readonly code: FailureCode | 'disposed'
  constructor(code: FailureCode | 'disposed', detail: string) {
    super(detail)
    this.name = 'RunError'
    this.code = code
  }
}

interface Asker {
  readonly resolve: (snapshot: RunSnapshot) => void
  readonly reject: (error: RunError) => void
}

interface OpenRun {
  readonly onEvent: (event: Event) => void
  readonly asking: Map<number, Asker>
  readonly journal: Journal
  /** The step last heard of. */
  step: number
  /** The beat at which it was put into another worker; null when it never was. */
  rescued: number | null
  /** Called when the worker that it was put into speaks. */
  recovering: (() => void) | null
  closing: boolean
}

type WorkerFault = Exclude<InterruptionCause, 'device-lost' | 'device-back'>

/** A run is put into another worker once; again only when the last time is so many beats ago. */
const BEATS_BETWEEN_RESCUES = 60

function refuseAll(run: OpenRun, error: RunError): void {
  run.asking.forEach(({ reject }) => reject(error))
  run.asking.clear()
}

const everyInterval: Every = (ms, act) => {
  const timer = setInterval(act, ms)
  return () => clearInterval(timer)
}

/** A client whose worker, one for all its runs, is made by `spawn`. A worker that dies or hangs is replaced once. */
export function createEngineClient(spawn: Spawn, every: Every = everyInterval): EngineClient {
  const runs = new Map<string, OpenRun>()
  let port: Port | null = null
  let hasSpoken = false
  let made = 0
  let asked = 0
  const watchdog = createWatchdog(
    every,
    () => send({ type: 'ping' }),
    () => workerFailed(hasSpoken ? 'worker-hung' : 'worker-unavailable', 'The worker does not answer.'),
  )

  /** Gives a run up, or puts it into the next worker. */
  const rescue = (runId: string, run: OpenRun, cause: WorkerFault, detail: string): void => {
    const beat = watchdog.beats()
    if (run.rescued !== null && beat - run.rescued <= BEATS_BETWEEN_RESCUES) {
      runs.delete(runId)
      refuseAll(run, new RunError(cause, detail))
      return run.onEvent({ type: 'failed', runId, code: cause, detail })
    }
    run.rescued = beat
    const step = run.journal.snapshot()?.step ?? 0
    const lostSteps = Math.max(0, run.step - step)
    const news = { type: 'interrupted', runId, cause, step, lostSteps, lostMs: 0 } as const
    run.recovering = () => run.onEvent({ ...news, stage: 'recovering' })
    run.onEvent({ ...news, stage: 'lost' })
    // Its owner may have left it on hearing that.
    if (run.closing) return void runs.delete(runId)
    // So that the new worker speaks before it has rebuilt anything.
    if (!port) send({ type: 'ping' })
    run.journal.replay().forEach(send)
    for (const requestId of run.asking.keys()) send({ type: 'snapshot', runId, requestId })
  }

  const workerFailed = (cause: WorkerFault, detail: string): void => {
    port?.terminate()
    port = null
    hasSpoken = false
    watchdog.stop()
    for (const [runId, run] of [...runs]) {
      if (run.closing) runs.delete(runId)
      else rescue(runId, run, cause, detail)
    }
  }

  const heard = (): void => {
    hasSpoken = true
    watchdog.heard()
    for (const run of runs.values()) {
      run.recovering?.()
      run.recovering = null
    }
  }

  const receive = (data: unknown): void => {
    heard()
    const parsed = parseEvent(data)
    const event: Event = parsed.ok
      ? parsed.value
      : { type: 'failed', runId: parsed.runId, code: 'bad-event', detail: parsed.detail }
    if (event.type === 'pong') return watchdog.heard(event.patienceMs)
    const run = runs.get(event.runId)
    if (!run) return
    if (event.type === 'progress') run.step = event.step
    if (event.type === 'checkpoint') run.journal.keep(event)
    if (event.type === 'snapshot') {
      run.asking.get(event.requestId)?.resolve(event.snapshot)
      run.asking.delete(event.requestId)
    }
    if (event.type === 'failed') refuseAll(run, new RunError(event.code, event.detail))
    if (event.type === 'disposed') {
      runs.delete(event.runId)
      if (runs.size === 0) watchdog.stop()
    }
    if (event.type === 'disposed' || !run.closing) run.onEvent(event)
  }

  const open = (): Port => {
    const mine: Port = spawn(
      (data) => {
        if (port === mine) receive(data)
      },
      (detail) => {
        if (port === mine) workerFailed(hasSpoken ? 'worker-crashed' : 'worker-unavailable', detail)
      },
    )
    return mine
  }

  /** To the worker, which is made where there is none. */
  function send(command: Command): void {
    try {
      port ??= open()
      watchdog.start()
      port.post(command)
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error)
      queueMicrotask(() => workerFailed('worker-unavailable', detail))
    }
  }

  /** To a run that is open, whichever worker it is in. */
  const tell = (command: RunCommand): void => {
    const run = runs.get(command.runId)
    if (!run || run.closing) return
    run.journal.note(command)
    send(command)
  }

  const snapshotOf = (runId: string): Promise<RunSnapshot> =>
    new Promise((resolve, reject) => {
      const run = runs.get(runId)
      if (!run || run.closing) return reject(new RunError('disposed', 'The run is over.'))
      const requestId = asked++
      run.asking.set(requestId, { resolve, reject })
      tell({ type: 'snapshot', runId, requestId })
    })

  const close = (runId: string): void => {
    const run = runs.get(runId)
    if (!run || run.closing) return
    tell({ type: 'dispose', runId })
    run.closing = true
    refuseAll(run, new RunError('disposed', 'The run was disposed of.'))
  }

  return {
    openRun(spec, onEvent, snapshot) {
      const runId = `run-${++made}`
      const journal = createJournal(runId, spec, snapshot)
      const run: OpenRun = {
        onEvent,
        asking: new Map(),
        journal,
        step: snapshot?.step ?? 0,
        rescued: null,
        recovering: null,
        closing: false,
      }
      runs.set(runId, run)
      tell({ type: 'start', runId, spec, ...(snapshot ? { snapshot } : {}) })
      return {
        runId,
        run: () => tell({ type: 'run', runId }),
        pause: () => tell({ type: 'pause', runId }),
        step: (count) => tell({ type: 'step', runId, count }),
        set: (tunables) => tell({ type: 'set', runId, tunables }),
        assign: (index, value) => tell({ type: 'assign', runId, index, value }),
        evaluate: () => tell({ type: 'evaluate', runId }),
        snapshot: () => snapshotOf(runId),
        checkpoint: journal.snapshot,
        dispose: () => close(runId),
      }
    },
  }
}

/** The page's one client. */
export const engine: EngineClient = createEngineClient(spawnWorker)
