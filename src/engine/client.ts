import { parseEvent, type Command, type Event, type FailureCode, type RunSnapshot } from './protocol.ts'
import type { RunSpec, Tunables } from './run-spec.ts'
import { spawnWorker, type Port, type Spawn } from './spawn.ts'

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
  closing: boolean
}

function refuseAll(run: OpenRun, error: RunError): void {
  run.asking.forEach(({ reject }) => reject(error))
  run.asking.clear()
}

/** A client whose worker, one for all its runs, is made by `spawn`. */
export function createEngineClient(spawn: Spawn): EngineClient {
  const runs = new Map<string, OpenRun>()
  let port: Port | null = null
  let hasSpoken = false
  let made = 0
  let asked = 0

  const workerFailed = (detail: string): void => {
    const code = hasSpoken ? 'worker-crashed' : 'worker-unavailable'
    port?.terminate()
    port = null
    hasSpoken = false
    const lost = [...runs]
    runs.clear()
    for (const [runId, run] of lost) {
      refuseAll(run, new RunError(code, detail))
      if (!run.closing) run.onEvent({ type: 'failed', runId, code, detail })
    }
  }

  const receive = (data: unknown): void => {
    hasSpoken = true
    const parsed = parseEvent(data)
    const event: Event = parsed.ok
      ? parsed.value
      : { type: 'failed', runId: parsed.runId, code: 'bad-event', detail: parsed.detail }
    const run = runs.get(event.runId)
    if (!run) return
    if (event.type === 'snapshot') {
      run.asking.get(event.requestId)?.resolve(event.snapshot)
      run.asking.delete(event.requestId)
    }
    if (event.type === 'failed') refuseAll(run, new RunError(event.code, event.detail))
    if (event.type === 'disposed') runs.delete(event.runId)
    if (event.type === 'disposed' || !run.closing) run.onEvent(event)
  }

  const post = (command: Command): void => {
    if (!runs.has(command.runId)) return
    try {
      port ??= spawn(receive, workerFailed)
      port.post(command)
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error)
      queueMicrotask(() => workerFailed(detail))
    }
  }

  const snapshotOf = (runId: string): Promise<RunSnapshot> =>
    new Promise((resolve, reject) => {
      const run = runs.get(runId)
      if (!run || run.closing) return reject(new RunError('disposed', 'The run is over.'))
      const requestId = asked++
      run.asking.set(requestId, { resolve, reject })
      post({ type: 'snapshot', runId, requestId })
    })

  const close = (runId: string): void => {
    const run = runs.get(runId)
    if (!run || run.closing) return
    post({ type: 'dispose', runId })
    run.closing = true
    refuseAll(run, new RunError('disposed', 'The run was disposed of.'))
  }

  return {
    openRun(spec, onEvent, snapshot) {
      const runId = `run-${++made}`
      runs.set(runId, { onEvent, asking: new Map(), closing: false })
      const send = (command: Command): void => {
        if (!runs.get(runId)?.closing) post(command)
      }
      post({ type: 'start', runId, spec, ...(snapshot ? { snapshot } : {}) })
      return {
        runId,
        run: () => send({ type: 'run', runId }),
        pause: () => send({ type: 'pause', runId }),
        step: (count) => send({ type: 'step', runId, count }),
        set: (tunables) => send({ type: 'set', runId, tunables }),
        assign: (index, value) => send({ type: 'assign', runId, index, value }),
        evaluate: () => send({ type: 'evaluate', runId }),
        snapshot: () => snapshotOf(runId),
        dispose: () => close(runId),
      }
    },
  }
}

/** The page's one client. */
export const engine: EngineClient = createEngineClient(spawnWorker)
