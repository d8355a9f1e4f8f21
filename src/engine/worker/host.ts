import {
  parseCommand,
  type Event,
  type FailureCode,
  type InterruptedEvent,
  type InterruptionCause,
  type RunCommand,
} from '../protocol.ts'
import { sameRun, type RunSpec } from '../run-spec.ts'
import { TooLargeError } from '../too-large.ts'
import type { DeviceEnvironment } from './adapter.ts'
import { measureRate } from './calibrate.ts'
import { createDevices } from './device.ts'
import { createPlacements, NoBackendError, type Placement } from './placement.ts'
import { heldNow } from '../held.ts'
import type { Continuation } from './recovery.ts'
import { createPatience } from './patience.ts'
import { createScheduler, type Trainable } from './scheduler.ts'
import { createSession, type Session } from './session.ts'

/** What the worker lends to its runs. */
export interface HostEnvironment extends DeviceEnvironment {
  readonly post: (event: Event) => void
  /** Lets commands that wait come in. */
  readonly rest: () => Promise<void>
}

type Start = Extract<RunCommand, { type: 'start' }>

/** A run at the place where it computes. */
interface Placed extends Placement {
  readonly session: Session
  readonly spec: RunSpec
}

/** A run's backend and a snapshot's may differ; all else that is no tunable must be the same. */
const fits = ({ spec, snapshot }: Start): boolean =>
  snapshot === undefined || sameRun({ ...snapshot.spec, backend: spec.backend }, spec)

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

function failureOf(error: unknown): { code: FailureCode; bytes?: { needed: number; most: number } } {
  if (error instanceof NoBackendError) return { code: 'no-backend' }
  if (error instanceof TooLargeError)
    return { code: 'too-large', bytes: { needed: error.needed, most: error.most } }
  return { code: 'training-error' }
}

/**
 * All runs of a worker. The returned function takes what the page sends, in any shape. `openDevices` is another one in
 * tests, where there is no GPU to be lost.
 */
export function createHost(
  environment: HostEnvironment,
  openDevices: typeof createDevices = createDevices,
): (data: unknown) => void {
  const { post, now, rest, wait } = environment
  const runs = new Map<string, Promise<Placed | null>>()
  const placed = new Map<string, Placed>()
  const devices = openDevices(environment, {
    lost: (device) => move('device-lost', (run) => run.device === device),
    back: () => move('device-back', (run) => run.reason === 'device-lost'),
  })
  const pong = (): void => post({ type: 'pong', patienceMs: patience.ms() })
  const patience = createPatience(now, pong)
  const placeOf = createPlacements(devices, (spec, device) => measureRate(spec, device, now))

  const fail = (runId: string, error: unknown, code?: FailureCode): void =>
    post({
      type: 'failed',
      runId,
      detail: messageOf(error),
      ...failureOf(error),
      ...(code ? { code } : {}),
    })

  /** The run with the time that its steps and evaluations take made known. */
  const patient = (runId: string, session: Session): Trainable => ({
    ...session,
    train: (ms) => patience.during(`${runId} train`, () => session.train(ms)),
    evaluateIfDue: () => patience.during(`${runId} evaluate`, session.evaluateIfDue, (read) => read !== null),
  })

  /** Takes a run's turns from it. */
  const unschedule = (runId: string): void => {
    scheduler.remove(runId)
    patience.forget(`${runId} train`)
    patience.forget(`${runId} evaluate`)
  }

  /** Does something with the run where it is when it has stopped moving; null: it has failed. */
  const whenPlaced = async <T>(runId: string, act: (run: Placed | null) => T): Promise<Awaited<T>> => {
    for (;;) {
      const run = runs.get(runId)
      const found = await run
      // In the same breath: a moment later it may be somewhere else.
      if (run === runs.get(runId)) return await act(found ?? null)
    }
  }

  /** A run that is gone is disposed of quietly; its failure was reported. */
  const abandon = (runId: string): Promise<void> =>
    whenPlaced(runId, async (run) => {
      unschedule(runId)
      runs.delete(runId)
      placed.delete(runId)
      await run?.session.dispose()
    })

  const scheduler = createScheduler(rest, (runId, error) => void stumble(runId, placed.get(runId), error))

  /** A run that threw because its device is lost goes on elsewhere as soon as that is known. */
  const stumble = async (runId: string, run: Placed | undefined, error: unknown): Promise<void> => {
    if (!run || (await run.device.wasLost())) return
    fail(runId, error)
    void abandon(runId)
  }

  /** When a device is lost while a run is on its way there, another place is looked for. */
  const placeFor = async (spec: RunSpec): Promise<Placement> => {
    const found = await placeOf(spec)
    return found.device.isLost() ? placeFor(spec) : found
  }

  const place = async (
    runId: string,
    spec: RunSpec,
    from: Partial<Continuation>,
    news?: Omit<InterruptedEvent, 'stage'>,
  ): Promise<Placed> => {
    if (news) await devices.webGpu()
    if (news) post({ ...news, stage: 'recovering' })
    const found = await placeFor(spec)
    const { device, reason, rates } = found
    const goingOn = from.until === undefined ? undefined : (from as Continuation)
    const session = createSession({
      runId,
      spec,
      snapshot: from.snapshot,
      goingOn,
      device,
      post,
      now,
      wait,
    })
    const { backend, adapter, software } = device
    post({ type: 'backend', runId, backend, reason, adapter, software, rates })
    const run = { ...found, session, spec }
    placed.set(runId, run)
    scheduler.add(runId, patient(runId, session))
    for (const requestId of from.asked ?? []) session.handle({ type: 'snapshot', runId, requestId })
    return run
  }

  const open = (...[runId, spec, from, news]: Parameters<typeof place>): void => {
    const placedNow = patience.opening()
    const opening = place(runId, spec, from, news)
      .catch((error: unknown) => {
        runs.delete(runId)
        fail(runId, error)
        return null
      })
      .finally(placedNow)
    runs.set(runId, opening)
    // What it is told in the same breath is heard before it is evaluated: a run that goes on says that it runs.
    void opening.then(rest).then(() => scheduler.wake())
  }

  const start = (command: Start): void => {
    const { runId, spec, snapshot } = command
    if (runs.has(runId)) return fail(runId, 'There is a run of that name already.', 'run-exists')
    if (!fits(command)) return fail(runId, 'The snapshot belongs to another run.', 'snapshot-mismatch')
    open(runId, spec, { snapshot })
  }

  /** Takes runs off their device and puts them where they now belong, at the step where they were last read. */
  function move(cause: InterruptionCause, isMeant: (run: Placed) => boolean): void {
    for (const [runId, run] of [...placed].filter(([, r]) => isMeant(r))) {
      unschedule(runId)
      placed.delete(runId)
      const goingOn = run.session.goingOn()
      const step = goingOn.snapshot?.step ?? 0
      const lostSteps = Math.max(0, run.session.step() - step)
      const news = {
        type: 'interrupted',
        runId,
        cause,
        step,
        lostSteps,
        lostMs: now() - goingOn.since,
      } as const
      post({ ...news, stage: 'lost' })
      void run.session.dispose()
      open(runId, goingOn.spec, goingOn, news)
    }
  }

  const close = async (runId: string): Promise<void> => {
    await abandon(runId)
    post({ type: 'disposed', runId, held: heldNow() })
  }

  const tell = async (command: Exclude<RunCommand, { type: 'start' }>): Promise<void> => {
    const { runId } = command
    // A run that failed is gone already.
    if (command.type === 'dispose') return close(runId)
    if (!runs.has(runId)) return fail(runId, `There is no run called ${runId}.`, 'unknown-run')
    await whenPlaced(runId, (run) => run?.session.handle(command))
    void scheduler.wake()
  }

  return (data) => {
    const parsed = parseCommand(data)
    if (!parsed.ok) return fail(parsed.runId, parsed.detail, 'bad-command')
    if (parsed.value.type === 'ping') return pong()
    if (parsed.value.type === 'start') return start(parsed.value)
    void tell(parsed.value)
  }
}
