import { append, type Series } from '../core/metric/index.ts'
import type { EngineClient, RunHandle } from '../engine/client.ts'
import type {
  BackendEvent,
  DivergedEvent,
  Event,
  FailedEvent,
  InterruptedEvent,
  ProgressEvent,
} from '../engine/protocol.ts'
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
  /** The device or the worker is gone, and the run is on its way to another one. */
  readonly interruption: InterruptedEvent | null
  /** Training rests because nobody can see it, and goes on when somebody can. */
  readonly resting: boolean
  /** After a failure: whether the run can be gone on with where it was last heard of. */
  readonly canGoOn: boolean
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
  /** Whether anybody can see it: what trains freely rests while nobody can, and then goes on. */
  setSeen(isSeen: boolean): void
  /** Goes on from a snapshot that another page took, as soon as it is read; what is pressed meanwhile follows it. */
  resume(snapshot: Promise<RunSnapshot>, running: boolean): void
  /** The run between two steps; null when nothing runs. */
  snapshot(): Promise<RunSnapshot> | null
  dispose(): void
}

/** Failures after which the run may well go on where it was; after any other it would fail again in the same way. */
const CAN_GO_ON: readonly FailedEvent['code'][] = [
  'worker-unavailable',
  'worker-crashed',
  'worker-hung',
  'training-error',
]

/** The state after an event; pure. */
export function afterEvent(state: RunState, event: Event): RunState {
  switch (event.type) {
    case 'backend':
      return { ...state, backend: event, problem: null, interruption: null }
    case 'progress': {
      const { step, trainLoss, validationLoss, running, measured } = event
      const news = measured ?? [{ step, train: trainLoss, validation: validationLoss }]
      const series = news.reduce(append, state.series)
      const isRunning = running || state.resting
      return { ...state, progress: event, series, phase: isRunning ? 'running' : afterPause(state.phase) }
    }
    case 'diverged':
      return { ...state, phase: 'diverged', problem: event, resting: false }
    case 'failed':
      return { ...state, phase: 'failed', problem: event, interruption: null, resting: false }
    case 'interrupted':
      return { ...state, interruption: event }
    case 'checkpoint':
    case 'pong':
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

/**
 * Drives one run. The engine is fetched when the first run starts, and not before. A run goes on as long as what is
 * wanted `isSame`: usually, as long as nothing but tunables changes.
 */
export function createTraining(
  load: () => Promise<EngineClient>,
  isSame: (made: RunSpec, wanted: RunSpec) => boolean = sameRun,
): TrainingController {
  const store = createStore(IDLE)
  let wanted: { spec: RunSpec; edits: readonly Edit[] } | null = null
  let made: { spec: RunSpec; edits: readonly Edit[] } | null = null
  let handle: RunHandle | null = null
  let waiting: ((h: RunHandle) => void)[] | null = null
  let generation = 0
  let isSeen = true
  /** Whether it was last told to train freely. */
  let isFree = false

  const close = () => {
    generation++
    isFree = false
    handle?.dispose()
    handle = made = waiting = null
  }

  const fail = (detail: string) =>
    store.set({
      ...store.get(),
      phase: 'failed',
      problem: { type: 'failed', runId: '', code: 'worker-unavailable', detail },
    })

  /** What is shown stays where the run goes on. */
  const open = async (snapshot?: RunSnapshot, progress: RunState['progress'] = null): Promise<void> => {
    if (!wanted) return
    const mine = ++generation
    const series = snapshot ? { series: snapshot.series } : {}
    store.set({ ...IDLE, ...series, progress, phase: 'starting' })
    try {
      const engine = await load()
      if (mine !== generation || !wanted) return
      made = { spec: wanted.spec, edits: snapshot ? wanted.edits : [] }
      handle = engine.openRun(
        made.spec,
        (event) => {
          if (mine === generation) hear(event)
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

  const hear = (event: Event) => {
    const next = afterEvent(store.get(), event)
    if (event.type === 'diverged' || event.type === 'failed') isFree = false
    const canGoOn =
      event.type === 'failed' && CAN_GO_ON.includes(event.code) && handle?.checkpoint() !== undefined
    store.set(event.type === 'failed' ? { ...next, canGoOn } : next)
  }

  /** Trains freely, or rests until somebody can see it. */
  const runFreely = (h: RunHandle) => {
    isFree = true
    store.set({ ...store.get(), resting: !isSeen })
    if (isSeen) h.run()
    else h.evaluate()
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
    const { phase, canGoOn, progress } = store.get()
    if (handle && phase !== 'failed') return what(handle)
    if (waiting) return void waiting.push(what)
    const checkpoint = canGoOn ? handle?.checkpoint() : undefined
    close()
    waiting = [what]
    void (checkpoint ? open(checkpoint, progress) : open())
  }

  return {
    store,
    sync(spec, edits) {
      wanted = { spec, edits }
      if (made && !isSame(made.spec, spec)) {
        close()
        store.set(IDLE)
      } else follow()
    },
    start: () => act(runFreely),
    pause: () => {
      isFree = false
      if (store.get().resting) store.set({ ...store.get(), resting: false })
      if (waiting) waiting.push((h) => h.pause())
      else handle?.pause()
    },
    step: (n) => {
      isFree = false
      act((h) => h.step(n))
    },
    setSeen(seen) {
      if (seen === isSeen) return
      isSeen = seen
      if (!handle || !isFree) return
      store.set({ ...store.get(), resting: !seen })
      if (seen) handle.run()
      else handle.pause()
    },
    reset() {
      close()
      store.set(IDLE)
    },
    resume(snapshot, running) {
      close()
      const acts: ((h: RunHandle) => void)[] = running ? [runFreely] : []
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
