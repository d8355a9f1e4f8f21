import { parameterCount } from '../../core/network/spec.ts'
import type { Command } from '../protocol.ts'
import { tunablesOf, withTunables } from '../run-spec.ts'
import { lookAt, stepsInPeace } from './between-steps.ts'
import { openLiveRun, type LiveRun, type SessionContext } from './live-run.ts'
import { evaluateRun, postSnapshot } from './read-run.ts'
import type { ChangeCommand, Continuation } from './recovery.ts'

/** What a session is told; starting and disposing is the host's business. */
export type SessionCommand = Exclude<Command, { type: 'start' | 'dispose' | 'ping' }>

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
  /** Steps made. */
  readonly step: () => number
  /** What it can go on from on another device. */
  readonly goingOn: () => Continuation
  /** Gives back all tensors, after reads that are on their way. */
  readonly dispose: () => Promise<void>
}

/** While a run trains, evaluations are at least so far apart: at most ten a second. */
export const EVALUATION_INTERVAL_MS = 100

/** How long a run rests that is ahead of its pace. */
const AHEAD_MS = 4

/** Makes changes again that were made up to a step, before the device was lost. */
function remake(run: LiveRun, context: SessionContext, upTo: number): void {
  for (let next = run.again[0]; next && next.step <= upTo; next = run.again[0]) {
    run.again.shift()
    change(run, context, next.command)
  }
}

function change(run: LiveRun, context: SessionContext, command: ChangeCommand): void {
  run.changes.push({ step: run.step, command })
  if (command.type === 'set') run.spec = withTunables(run.spec, command.tunables)
  else assign(run, context, command.index, command.value)
}

/** Makes the steps that are left, at most `limit`, until the time is over. */
function trainFor(run: LiveRun, context: SessionContext, budgetMs: number, limit: number): void {
  let allowed = limit
  const { now } = context
  const end = now() + budgetMs
  const isOver = (): boolean => now() >= end
  while (run.left > 0 && allowed > 0) {
    remake(run, context, run.step)
    const change = run.again[0]
    const until = Math.min(run.left, change ? change.step - run.step : Infinity)
    const most = Math.min(allowed, until, stepsInPeace(run))
    const made = run.trainer.train(run.step + 1, most, tunablesOf(run.spec), isOver)
    run.step += made
    run.left -= made
    allowed -= made
    if (made > 0) lookAt(run)
    if (run.left === 0) run.isDue = true
    if (made < most) break
  }
  remake(run, context, run.step)
}

function assign(run: LiveRun, { runId, post, device }: SessionContext, index: number, value: number): void {
  const count = parameterCount(run.spec.model)
  if (index >= count) {
    const detail = `There is no parameter ${index}; the network has ${count}.`
    post({ type: 'failed', runId, code: 'bad-command', detail })
    return
  }
  device.activate()
  run.trainer.assign(index, value)
  run.isDue = true
}

function goOn(run: LiveRun, steps: number, time: number): void {
  if (run.left === 0) run.meter = { step: run.step, time }
  if (run.isOver) run.isDue = true
  else run.left = steps
}

/** Does what a command says, between two steps. */
function obey(
  run: LiveRun,
  context: SessionContext,
  command: Exclude<SessionCommand, { type: 'snapshot' }>,
): void {
  switch (command.type) {
    case 'run':
      return goOn(run, Infinity, context.now())
    case 'step':
      // Two presses are two steps, also when the second comes before the first step is made.
      return goOn(run, command.count + (Number.isFinite(run.left) ? run.left : 0), context.now())
    case 'pause':
      remake(run, context, Infinity)
      run.left = 0
      run.isDue = true
      return
    case 'set':
    case 'assign':
      // What is still to be made again was asked for before this.
      remake(run, context, Infinity)
      return change(run, context, command)
    case 'evaluate':
      run.isDue = true
      return
  }
}

/** Before the first evaluation that is how it began. */
function goingOn(run: LiveRun, context: SessionContext, asked: readonly number[]): Continuation {
  return {
    spec: run.kept?.snapshot.spec ?? context.spec,
    snapshot: run.kept?.snapshot ?? context.snapshot,
    changes: [...run.changes, ...run.again],
    until: run.step + run.left,
    heard: run.heard,
    since: run.kept?.time ?? run.opened,
    asked,
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
  /** What a lost device did not answer is asked for again on the next one. */
  const asked = new Set<number>()
  const ask = async (requestId: number): Promise<void> => {
    asked.add(requestId)
    try {
      await postSnapshot(run, context, requestId)
    } catch (error) {
      if (await device.wasLost()) return
      post({ type: 'failed', runId, code: 'training-error', detail: String(error) })
    }
    asked.delete(requestId)
  }
  remake(run, context, run.step)

  /** From where its pace is counted. */
  let since = { step: run.step, time: now(), pace: run.spec.pace }
  let isAhead = false
  /** How many steps may be made now by a run that keeps a pace. What it falls behind is not made up for. */
  const allowance = (): number => {
    const { pace } = run.spec
    if (pace === null || Number.isFinite(run.left)) {
      since.pace = null
      return Infinity
    }
    const time = now()
    const allowed = Math.floor(((time - since.time) * pace) / 1000) - (run.step - since.step)
    const most = Math.ceil(pace / 10)
    if (pace === since.pace && run.step >= since.step && allowed <= most) return Math.max(0, allowed)
    since = { step: run.step, time, pace }
    return most
  }

  return {
    handle(command) {
      if (command.type === 'snapshot') return remember(ask(command.requestId))
      if (command.type !== 'evaluate') run.heard++
      obey(run, context, command)
    },
    step: () => run.step,
    goingOn: () => goingOn(run, context, [...asked]),
    isTraining: () => run.left > 0,
    train(budgetMs) {
      device.activate()
      const allowed = allowance()
      isAhead = allowed === 0
      trainFor(run, context, budgetMs, allowed)
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
      const rest = isAhead ? context.wait(AHEAD_MS) : undefined
      return Promise.all([device.fence(), run.trainer.ready, rest]).then(() => undefined)
    },
    async dispose() {
      run.left = 0
      await reading
      device.activate()
      run.trainer.dispose()
    },
  }
}
