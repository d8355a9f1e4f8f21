import { expect, test } from 'vitest'
import type { EngineClient, RunHandle } from '../engine/client.ts'
import type { Event, FailureCode } from '../engine/protocol.ts'
import type { RunSpec } from '../engine/run-spec.ts'
import type { RunSnapshot } from '../engine/snapshot.ts'
import { EMPTY_SERIES } from '../core/metric/index.ts'
import { engineState } from './engine/state.ts'
import { createTraining, type Edit } from './training.ts'

const spec: RunSpec = {
  model: { kind: 'dense', hidden: [2], activation: 'tanh' },
  data: { kind: 'circles', noise: 0.1, seed: 1, trainShare: 0.5, count: 100 },
  optimizer: { id: 'gradient-descent', hyperparameters: { alpha: 0.1 } },
  batchSize: 10,
  l2: 0,
  seed: 1,
  backend: 'cpu',
  pace: null,
}
const faster: RunSpec = { ...spec, optimizer: { ...spec.optimizer, hyperparameters: { alpha: 0.2 } } }

/** An engine that writes down what it is told. */
function fakeEngine() {
  const log: string[] = []
  const emit: ((event: Event) => void)[] = []
  /** What each run's last checkpoint is. */
  const saved: (RunSnapshot | undefined)[] = []
  const engine: EngineClient = {
    openRun(opened, onEvent, snapshot) {
      const n = emit.push(onEvent)
      log.push(`open ${n} ${opened.optimizer.hyperparameters.alpha}${snapshot ? ` at ${snapshot.step}` : ''}`)
      const say =
        (what: string) =>
        (...args: unknown[]) =>
          void log.push([what, n, ...args.map((a) => JSON.stringify(a))].join(' '))
      return {
        runId: `run-${n}`,
        run: say('run'),
        pause: say('pause'),
        step: say('step'),
        set: say('set'),
        assign: say('assign'),
        evaluate: say('evaluate'),
        snapshot: () => Promise.reject(new Error('not asked for')),
        checkpoint: () => saved[n - 1],
        dispose: say('dispose'),
      } satisfies RunHandle
    },
  }
  return { log, emit, saved, engine }
}

const settled = () => new Promise((resolve) => setImmediate(resolve))
const progress = (step: number, running: boolean): Event => ({
  type: 'progress',
  runId: 'run-1',
  step,
  epoch: 0,
  trainLoss: 1 / (1 + step),
  validationLoss: 1,
  trainScore: 0.5,
  validationScore: 0.5,
  parameters: new Float32Array(),
  fields: new Float32Array(),
  grid: 0,
  stepsPerSecond: 0,
  held: 0,
  readBacks: 0,
  running,
})

test('nothing is fetched before something is to be trained', async () => {
  let loads = 0
  const { engine, log } = fakeEngine()
  const training = createTraining(() => {
    loads++
    return Promise.resolve(engine)
  })
  training.sync(spec, [])
  training.sync(faster, [])
  training.pause()
  await settled()
  expect([loads, log]).toEqual([0, []])
  training.start()
  training.step(3)
  await settled()
  expect(log).toEqual(['open 1 0.2', 'run 1', 'step 1 3'])
})

test('a tunable is carried over, anything else is another run', async () => {
  const { engine, log } = fakeEngine()
  const training = createTraining(() => Promise.resolve(engine))
  training.sync(spec, [])
  training.start()
  await settled()
  training.sync(faster, [])
  training.sync({ ...spec, seed: 2 }, [])
  expect(log.slice(2)).toEqual(['set 1 {"hyperparameters":{"alpha":0.2},"l2":0,"pace":null}', 'dispose 1'])
  expect(training.store.get().phase).toBe('idle')
})

test('edits go to the run in order, and undone ones put back what was', async () => {
  const { engine, log } = fakeEngine()
  const training = createTraining(() => Promise.resolve(engine))
  const first: Edit = { index: 3, value: 1, was: 0.5 }
  const second: Edit = { index: 3, value: 2, was: 1 }
  training.sync(spec, [first])
  training.step(1)
  await settled()
  training.sync(spec, [first, second])
  training.sync(spec, [])
  expect(log.filter((l) => l.startsWith('assign'))).toEqual([
    'assign 1 3 1',
    'assign 1 3 2',
    'assign 1 3 1',
    'assign 1 3 0.5',
  ])
})

test('a run that was left says nothing any more', async () => {
  const { engine, emit } = fakeEngine()
  const training = createTraining(() => Promise.resolve(engine))
  training.sync(spec, [])
  training.start()
  await settled()
  emit[0]!(progress(5, true))
  expect(training.store.get()).toMatchObject({ phase: 'running', progress: { step: 5 } })
  training.reset()
  emit[0]!(progress(9, true))
  expect(training.store.get()).toMatchObject({ phase: 'idle', progress: null })
})

test('the series of a measured run is what was measured, and nothing else', async () => {
  const { engine, emit } = fakeEngine()
  const training = createTraining(() => Promise.resolve(engine))
  training.sync(spec, [])
  training.start()
  await settled()
  const point = (step: number) => ({ step, train: step / 2, validation: step })
  const say = (step: number, measured: number[]) =>
    emit[0]!({ ...progress(step, true), measured: measured.map(point) } as Event)
  say(0, [0])
  say(27, [10, 20])
  say(29, [])
  say(31, [30])
  expect(training.store.get().series.points).toEqual([0, 10, 20, 30].map(point))
})

test('a divergence stays to be read until training goes on', async () => {
  const { engine, emit } = fakeEngine()
  const training = createTraining(() => Promise.resolve(engine))
  training.sync(spec, [])
  training.start()
  await settled()
  emit[0]!({ type: 'diverged', runId: 'run-1', step: 8, lastFiniteStep: 4, quantity: 'train-loss' })
  emit[0]!(progress(4, false))
  expect(training.store.get()).toMatchObject({ phase: 'diverged', problem: { step: 8 } })
  emit[0]!(progress(6, true))
  expect(training.store.get().phase).toBe('running')
})

test('an engine that cannot be fetched is a failure with a code, and can be tried again', async () => {
  const { engine, log } = fakeEngine()
  let broken = true
  const training = createTraining(() =>
    broken ? Promise.reject(new Error('offline')) : Promise.resolve(engine),
  )
  training.sync(spec, [])
  training.start()
  await settled()
  expect(training.store.get()).toMatchObject({ phase: 'failed', problem: { code: 'worker-unavailable' } })
  broken = false
  training.start()
  await settled()
  expect(log).toEqual(['open 1 0.1', 'run 1'])
})

test('a run that is paused while its engine is fetched pauses as soon as it is there', async () => {
  const { engine, log } = fakeEngine()
  const training = createTraining(() => Promise.resolve(engine))
  training.sync(spec, [])
  training.start()
  training.pause()
  await settled()
  expect(log).toEqual(['open 1 0.1', 'run 1', 'pause 1'])
})

test('the same edit in another object is the same edit', async () => {
  const { engine, log } = fakeEngine()
  const training = createTraining(() => Promise.resolve(engine))
  const first: Edit = { index: 3, value: 1, was: 0.5 }
  training.sync(spec, [first, { index: 4, value: 2, was: 0 }])
  training.step(1)
  await settled()
  training.sync(spec, [{ ...first }])
  expect(log.filter((l) => l.startsWith('assign')).slice(2)).toEqual(['assign 1 4 0'])
})

const snapshotAt3: RunSnapshot = {
  version: 1,
  spec,
  step: 3,
  parameters: new Float32Array(9),
  slots: {},
  series: EMPTY_SERIES,
}

test.each([
  [false, ['open 1 0.1 at 3', 'step 1 1']],
  [true, ['open 1 0.1 at 3', 'run 1', 'step 1 1']],
])('what is pressed while a snapshot is read follows it; running: %s', async (running, expected) => {
  const { engine, log } = fakeEngine()
  const training = createTraining(() => Promise.resolve(engine))
  training.sync(spec, [])
  training.resume(Promise.resolve(snapshotAt3), running)
  training.step(1)
  await settled()
  expect(log).toEqual(expected)
})

test('a damaged snapshot leaves a widget at rest; what was pressed is done from step 0', async () => {
  const { engine, log } = fakeEngine()
  const training = createTraining(() => Promise.resolve(engine))
  training.sync(spec, [])
  training.resume(Promise.reject(new Error('damaged')), true)
  await settled()
  expect([log, training.store.get().phase]).toEqual([[], 'idle'])
  training.resume(Promise.reject(new Error('damaged')), true)
  training.step(2)
  await settled()
  expect(log).toEqual(['open 1 0.1', 'step 1 2'])
})

const checkpoint = (step: number): RunSnapshot => ({
  version: 1,
  spec,
  step,
  parameters: new Float32Array(),
  slots: {},
  series: EMPTY_SERIES,
})
const failed = (code: FailureCode): Event => ({ type: 'failed', runId: 'run-1', code, detail: '' })

test('after a failure of the engine it goes on where the run was last heard of, and shows that meanwhile', async () => {
  const { engine, emit, saved, log } = fakeEngine()
  const training = createTraining(() => Promise.resolve(engine))
  training.sync(spec, [])
  training.start()
  await settled()
  emit[0]!(progress(40, true))
  saved[0] = checkpoint(35)
  emit[0]!(failed('worker-hung'))
  expect(training.store.get()).toMatchObject({ phase: 'failed', canGoOn: true })
  training.start()
  await settled()
  expect(training.store.get()).toMatchObject({ phase: 'starting', progress: { step: 40 }, canGoOn: false })
  expect(log.slice(2)).toEqual(['dispose 1', 'open 2 0.1 at 35', 'run 2'])
})

test('a failure that would come again is no place to go on from', async () => {
  const { engine, emit, saved, log } = fakeEngine()
  const training = createTraining(() => Promise.resolve(engine))
  training.sync(spec, [])
  training.start()
  await settled()
  saved[0] = checkpoint(35)
  emit[0]!(failed('too-large'))
  expect(training.store.get().canGoOn).toBe(false)
  training.start()
  await settled()
  expect(log.slice(2)).toEqual(['dispose 1', 'open 2 0.1', 'run 2'])
})

test('an interruption is told until the run has its place again', async () => {
  const { engine, emit } = fakeEngine()
  const training = createTraining(() => Promise.resolve(engine))
  training.sync(spec, [])
  training.start()
  await settled()
  const told = [engineState(training.store.get())]
  const hear = (event: Event): void => {
    emit[0]!(event)
    told.push(engineState(training.store.get()))
  }
  const backend = { type: 'backend', runId: 'run-1', adapter: '', software: false, rates: null } as const
  const lost = { type: 'interrupted', runId: 'run-1', step: 3, lostSteps: 2, lostMs: 90 } as const
  hear({ ...backend, backend: 'webgpu', reason: 'forced' })
  hear(progress(5, true))
  hear({ ...lost, cause: 'device-lost', stage: 'lost' })
  hear({ ...lost, cause: 'device-lost', stage: 'recovering' })
  hear({ ...backend, backend: 'cpu', reason: 'device-lost' })
  hear({ ...lost, cause: 'device-back', stage: 'recovering' })
  hear({ ...backend, backend: 'webgpu', reason: 'forced' })
  hear(progress(6, false))
  hear(failed('worker-crashed'))
  expect(told).toEqual([
    'probing',
    'ready',
    'training',
    'lost',
    'recovering',
    'degraded',
    'recovering',
    'training',
    'ready',
    'failed',
  ])
})

test('what nobody sees rests, and goes on when it is seen; the reader’s own pause stays one', async () => {
  const { engine, emit, log } = fakeEngine()
  const training = createTraining(() => Promise.resolve(engine))
  training.sync(spec, [])
  training.start()
  await settled()
  emit[0]!(progress(5, true))
  training.setSeen(false)
  emit[0]!(progress(6, false))
  expect(training.store.get()).toMatchObject({ phase: 'running', resting: true })
  training.setSeen(true)
  expect(training.store.get().resting).toBe(false)
  emit[0]!(progress(7, true))
  training.setSeen(false)
  training.pause()
  emit[0]!(progress(8, false))
  expect(training.store.get()).toMatchObject({ phase: 'paused', resting: false })
  training.setSeen(true)
  training.step(3)
  training.setSeen(false)
  training.setSeen(true)
  expect(log).toEqual(['open 1 0.1', 'run 1', 'pause 1', 'run 1', 'pause 1', 'pause 1', 'step 1 3'])
})

test('what is started unseen trains as soon as it is seen', async () => {
  const { engine, log } = fakeEngine()
  const training = createTraining(() => Promise.resolve(engine))
  training.sync(spec, [])
  training.setSeen(false)
  training.start()
  await settled()
  expect(log).toEqual(['open 1 0.1', 'evaluate 1'])
  training.setSeen(true)
  expect(log.at(-1)).toBe('run 1')
})
