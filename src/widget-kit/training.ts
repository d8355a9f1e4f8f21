import { append, type Series } from '../core/metric/index.ts'
import type { EngineClient, RunHandle } from '../engine/client.ts'
import type { BackendEvent, DivergedEvent, Event, FailedEvent, ProgressEvent } from '../engine/protocol.ts'
import { equalSpecs, sameRun, tunablesOf, type RunSpec } from '../engine/run-spec.ts'
import type { RunSnapshot } from '../engine/snapshot.ts'
import { IDLE } from './idle.ts'
import { createStore, type Store } from './store.ts'

/** A parameter that the reader set by hand, and what it was: undoing the edit puts that back. */
export interface Edit {
  readonly index: number
  readonly value: number
  readonly was: number
}

/** What a widget wants trained, as data. The kit starts, changes and disposes the run by comparing what is wanted. */
export interface WantedTraining<S, A> {
  spec(state: S): RunSpec
  edits(state: S): readonly Edit[]
  /** What resetting the run does to the state: edits made by hand go with the run they were made in. */
  readonly onReset: A
}

/** It comes with what drives it, so that the pages of widgets that train nothing do not carry it. */
export interface Training<S, A> extends WantedTraining<S, A> {
  readonly control: typeof createTraining
}

/** Says in a widget's declaration that it trains. */
export const trains = <S, A>(wanted: WantedTraining<S, A>): Training<S, A> => ({
  ...wanted,
  control: createTraining,
})

export type Phase = 'idle' | 'starting' | 'running' | 'paused' | 'diverged' | 'failed'

/** What is known of the run. It lives outside the widget's state: it can be computed from it again. */
export interface RunState {
  readonly phase: Phase
  readonly backend: BackendEvent | null
  readonly progress: ProgressEvent | null
  readonly series: Series
  readonly problem: DivergedEvent | FailedEvent | null
}

export interface RunControl extends RunState {
  start(): void
  pause(): void
  /** Makes n more steps, then pauses. */
  step(n: number): void
  /** Back to step 0 with the same seed. */
  reset(): void
  /** The run between two steps, with what its optimizer remembers; null when nothing runs. */
  snapshot(): Promise<RunSnapshot> | null
}

export interface TrainingController {
  readonly store: Store<RunState>
  /** Makes the run be what the widget wants now. */
  sync(spec: RunSpec, edits: readonly Edit[]): void
  start(): void
  pause(): void
  step(n: number): void
  reset(): void
  /** Goes on from a snapshot that another page took, as soon as it is read; what is pressed meanwhile follows it. */
  resume(snapshot: Promise<RunSnapshot>, running: boolean): void
  /** The run between two steps; null when nothing runs. */
  snapshot(): Promise<RunSnapshot> | null
  dispose(): void
}

/** The state after an event; pure. */
export function afterEvent(state: RunState, event: Event): RunState {
  switch (event.type) {
    case 'backend':
      return { ...state, backend: event, problem: null }
    case 'progress': {
      const { step, trainLoss, validationLoss, running } = event
      const series = append(state.series, { step, train: trainLoss, validation: validationLoss })
      return { ...state, progress: event, series, phase: running ? 'running' : afterPause(state.phase) }
    }
    case 'diverged':
      return { ...state, phase: 'diverged', problem: event }
    case 'failed':
      return { ...state, phase: 'failed', problem: event }
    case 'snapshot':
    case 'disposed':
      return state
  }
}

/** A run that has diverged stays so until it trains again: the evaluation that follows says nothing new. */
const afterPause = (phase: Phase): Phase => (phase === 'diverged' ? 'diverged' : 'paused')

/** By value: a history that came from another page has the same edits in other objects. */
const sameEdit = (a: Edit | undefined, b: Edit | undefined): boolean =>
  a?.index === b?.index && a?.value === b?.value && a?.was === b?.was

/** Drives one run. The engine is fetched when the first run starts, and not before. */
export function createTraining(load: () => Promise<EngineClient>): TrainingController {
  const store = createStore(IDLE)
  let wanted: { spec: RunSpec; edits: readonly Edit[] } | null = null
  let made: { spec: RunSpec; edits: readonly Edit[] } | null = null
  let handle: RunHandle | null = null
  let waiting: ((h: RunHandle) => void)[] | null = null
  let generation = 0

  const close = () => {
    generation++
    handle?.dispose()
    handle = made = waiting = null
  }

  const fail = (detail: string) =>
    store.set({
      ...store.get(),
      phase: 'failed',
      problem: { type: 'failed', runId: '', code: 'worker-unavailable', detail },
    })

  const open = async (snapshot?: RunSnapshot): Promise<void> => {
    if (!wanted) return
    const mine = ++generation
    store.set({ ...IDLE, ...(snapshot ? { series: snapshot.series } : {}), phase: 'starting' })
    try {
      const engine = await load()
      if (mine !== generation || !wanted) return
      made = { spec: wanted.spec, edits: snapshot ? wanted.edits : [] }
      handle = engine.openRun(
        made.spec,
        (event) => {
          if (mine === generation) store.set(afterEvent(store.get(), event))
        },
        snapshot,
      )
      follow()
      const acts = waiting ?? []
      waiting = null
      for (const act of acts) act(handle)
    } catch (error) {
      if (mine !== generation) return
      waiting = null
      fail(error instanceof Error ? error.message : String(error))
    }
  }

  /** Carries tunables and edits over to the open run. */
  const follow = () => {
    if (!handle || !made || !wanted) return
    if (!equalSpecs(made.spec, wanted.spec)) handle.set(tunablesOf(wanted.spec))
    const { edits } = made
    let common = 0
    while (common < edits.length && sameEdit(edits[common], wanted.edits[common])) common++
    for (const edit of edits.slice(common).reverse()) handle.assign(edit.index, edit.was)
    for (const edit of wanted.edits.slice(common)) handle.assign(edit.index, edit.value)
    made = wanted
  }

  const act = (what: (h: RunHandle) => void) => {
    if (handle && store.get().phase !== 'failed') return what(handle)
    if (waiting) return void waiting.push(what)
    close()
    waiting = [what]
    void open()
  }

  return {
    store,
    sync(spec, edits) {
      wanted = { spec, edits }
      if (made && !sameRun(made.spec, spec)) {
        close()
        store.set(IDLE)
      } else follow()
    },
    start: () => act((h) => h.run()),
    pause: () => {
      if (waiting) waiting.push((h) => h.pause())
      else handle?.pause()
    },
    step: (n) => act((h) => h.step(n)),
    reset() {
      close()
      store.set(IDLE)
    },
    resume(snapshot, running) {
      close()
      const acts: ((h: RunHandle) => void)[] = running ? [(h) => h.run()] : []
      waiting = acts
      const mine = generation
      store.set({ ...IDLE, phase: 'starting' })
      snapshot.then(
        (found) => {
          if (mine === generation) void open(found)
        },
        () => {
          // A damaged snapshot costs the run, not the page: the widget stands at step 0 with its settings.
          if (mine !== generation) return
          waiting = acts.slice(running ? 1 : 0)
          if (waiting.length > 0) return void open()
          waiting = null
          store.set(IDLE)
        },
      )
    },
    snapshot: () => (handle && store.get().phase !== 'failed' ? handle.snapshot() : null),
    dispose: close,
  }
}
