import { memory } from '@tensorflow/tfjs-core'
import { parseCommand, type Command, type Event, type FailureCode } from '../protocol.ts'
import { sameRun } from '../run-spec.ts'
import { createDevices, NoBackendError, type DeviceEnvironment } from './device.ts'
import { createScheduler } from './scheduler.ts'
import { createSession, type Session } from './session.ts'

/** What the worker lends to its runs. */
export interface HostEnvironment extends DeviceEnvironment {
  readonly post: (event: Event) => void
  /** Milliseconds, from any start. */
  readonly now: () => number
  /** Lets commands that wait come in. */
  readonly rest: () => Promise<void>
}

/** A run's backend and a snapshot's may differ; all else that is no tunable must be the same. */
const fits = ({ spec, snapshot }: Extract<Command, { type: 'start' }>): boolean =>
  snapshot === undefined || sameRun({ ...snapshot.spec, backend: spec.backend }, spec)

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** All runs of a worker. The returned function takes what the page sends, in any shape. */
export function createHost(environment: HostEnvironment): (data: unknown) => void {
  const { post, now, rest } = environment
  const choose = createDevices(environment)
  const runs = new Map<string, Promise<Session | null>>()

  const fail = (runId: string, code: FailureCode, error: unknown): void =>
    post({ type: 'failed', runId, code, detail: messageOf(error) })

  /** A run that is gone is disposed of quietly; its failure was reported. */
  const abandon = async (runId: string): Promise<void> => {
    const session = await runs.get(runId)
    runs.delete(runId)
    await session?.dispose()
  }

  const scheduler = createScheduler(rest, (runId, error) => {
    fail(runId, 'training-error', error)
    void abandon(runId)
  })

  const open = async ({
    runId,
    spec,
    snapshot,
  }: Extract<Command, { type: 'start' }>): Promise<Session | null> => {
    try {
      const { device, reason } = await choose(spec.backend)
      const { backend, adapter, software } = device
      const session = createSession({ runId, spec, snapshot, device, post, now })
      post({ type: 'backend', runId, backend, reason, adapter, software })
      scheduler.add(runId, session)
      return session
    } catch (error) {
      runs.delete(runId)
      fail(runId, error instanceof NoBackendError ? 'no-backend' : 'training-error', error)
      return null
    }
  }

  const start = (command: Extract<Command, { type: 'start' }>): void => {
    const { runId } = command
    if (runs.has(runId)) return fail(runId, 'run-exists', 'There is a run of that name already.')
    if (!fits(command)) return fail(runId, 'snapshot-mismatch', 'The snapshot belongs to another run.')
    runs.set(runId, open(command))
    void runs.get(runId)?.then(() => scheduler.wake())
  }

  const close = async (runId: string): Promise<void> => {
    scheduler.remove(runId)
    await abandon(runId)
    post({ type: 'disposed', runId, tensors: memory().numTensors })
  }

  const tell = async (command: Exclude<Command, { type: 'start' }>): Promise<void> => {
    const run = runs.get(command.runId)
    if (!run) return fail(command.runId, 'unknown-run', `There is no run called ${command.runId}.`)
    const session = await run
    if (!session) return
    if (command.type === 'dispose') return close(command.runId)
    session.handle(command)
    void scheduler.wake()
  }

  return (data) => {
    const parsed = parseCommand(data)
    if (!parsed.ok) return fail(parsed.runId, 'bad-command', parsed.detail)
    if (parsed.value.type === 'start') return start(parsed.value)
    void tell(parsed.value)
  }
}
