import { parameterCount } from '../../core/network/spec.ts'
import type { Command } from '../protocol.ts'
import { tunablesOf, withTunables } from '../run-spec.ts'
import { closeLiveRun, openLiveRun, replaceState, type LiveRun, type SessionContext } from './live-run.ts'
import { evaluateRun, postSnapshot } from './read-run.ts'

/** What a session is told; starting and disposing is the host's business. */
export type SessionCommand = Exclude<Command, { type: 'start' | 'dispose' }>

/** One run. */
export interface Session {
  readonly handle: (command: SessionCommand) => void
  readonly isTraining: () => boolean
  /** Trains for about so many milliseconds; at least one step when there is one to make. */
  readonly train: (budgetMs: number) => void
  /** Starts an evaluation when one is due and none is on its way (else null); it resolves when it is reported. */
  readonly evaluateIfDue: () => Promise<void> | null
  /** Hands in the recorded work and resolves when it is done. */
  readonly fence: () => Promise<void>
  /** Gives back all tensors, after reads that are on their way. */
  readonly dispose: () => Promise<void>
}

/** While a run trains, evaluations are at least so far apart: at most ten a second. */
export const EVALUATION_INTERVAL_MS = 100

/** Makes the steps that are left, until the time is over. */
function trainFor(run: LiveRun, budgetMs: number, now: () => number): void {
  const end = now() + budgetMs
  while (run.left > 0) {
    replaceState(run, run.training.step(run.state, run.step + 1, tunablesOf(run.spec)))
    run.step++
    run.left--
    if (run.left === 0) run.isDue = true
    if (now() >= end) return
  }
}

function assign(run: LiveRun, { runId, post, device }: SessionContext, index: number, value: number): void {
  const count = parameterCount(run.spec.model)
  if (index >= count) {
    const detail = `There is no parameter ${index}; the network has ${count}.`
    post({ type: 'failed', runId, code: 'bad-command', detail })
    return
  }
  device.activate()
  replaceState(run, run.training.assign(run.state, index, value))
  run.isDue = true
}

function goOn(run: LiveRun, steps: number, time: number): void {
  if (run.left === 0) run.meter = { step: run.step, time }
  run.left = steps
}

/** Does what a command says, between two steps. `reads` hears of a read-back that it started. */
function obey(
  run: LiveRun,
  context: SessionContext,
  command: SessionCommand,
  reads: (read: Promise<void>) => void,
): void {
  switch (command.type) {
    case 'run':
      return goOn(run, Infinity, context.now())
    case 'step':
      // Two presses are two steps, also when the second comes before the first step is made.
      return goOn(run, command.count + (Number.isFinite(run.left) ? run.left : 0), context.now())
    case 'pause':
      run.left = 0
      run.isDue = true
      return
    case 'set':
      run.spec = withTunables(run.spec, command.tunables)
      return
    case 'assign':
      return assign(run, context, command.index, command.value)
    case 'evaluate':
      run.isDue = true
      return
    case 'snapshot':
      return reads(postSnapshot(run, context, command.requestId))
  }
}

/** Makes a run on its device, paused, with an evaluation due. */
export function createSession(context: SessionContext): Session {
  const { runId, device, post, now } = context
  device.activate()
  const run = openLiveRun(context)
  let lastEvaluation = -Infinity
  let isReading = false
  let reading: Promise<unknown> = Promise.resolve()

  const remember = (read: Promise<void>): void => {
    reading = Promise.allSettled([reading, read])
  }
  const snapshotFailed = (error: unknown): void =>
    post({ type: 'failed', runId, code: 'training-error', detail: String(error) })

  return {
    handle: (command) => obey(run, context, command, (read) => remember(read.catch(snapshotFailed))),
    isTraining: () => run.left > 0,
    train(budgetMs) {
      device.activate()
      trainFor(run, budgetMs, now)
    },
    evaluateIfDue() {
      const isTime = run.left > 0 && now() - lastEvaluation >= EVALUATION_INTERVAL_MS
      if (isReading || !(run.isDue || isTime)) return null
      isReading = true
      lastEvaluation = now()
      const read = evaluateRun(run, context).finally(() => {
        isReading = false
      })
      remember(read)
      return read
    },
    fence() {
      device.activate()
      return device.fence()
    },
    async dispose() {
      run.left = 0
      await reading
      device.activate()
      closeLiveRun(run)
    },
  }
}
