import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import type { EngineClient } from '../../engine/client.ts'
import { RunSpecSchema, type Event, type RunSpec } from '../../engine/protocol.ts'
import { readProps } from '../../widget-kit/read-params.ts'
import { STEP_LIMITS, SWEEP_NAMES, sweepSchema, trialSchema } from './experiments.ts'
import { init, reduce, specOf, stateSchema, type State } from './model.ts'
import { parseNumbers } from './on-demand/experiments/ListField.tsx'
import { messages } from './on-demand/experiments/messages.ts'
import {
  isPossible,
  otherValue,
  proposedValues,
  rangeOf,
  sharedBy,
  sweepOf,
  trialOf,
  withSwept,
} from './on-demand/experiments/plan.ts'
import { createRuns } from './on-demand/experiments/runs.ts'
import { afterEvent, WAITING, type Track } from './on-demand/experiments/tracks.ts'
import { params } from './params.ts'
import { RUN_NAMES } from './pins.ts'

const start = init(readProps(params, {}).values)

const progress = (step: number, loss = 1 / (step + 1)): Event => ({
  type: 'progress',
  runId: 'run',
  step,
  epoch: 0,
  trainLoss: loss,
  validationLoss: loss,
  trainScore: 0.5,
  validationScore: 0.5,
  parameters: new Float32Array(),
  fields: new Float32Array(),
  grid: 40,
  stepsPerSecond: 0,
  held: 0,
  readBacks: 0,
  running: false,
})
const diverged: Event = {
  type: 'diverged',
  runId: 'run',
  step: 40,
  lastFiniteStep: 20,
  quantity: 'train-loss',
}
const failed: Event = { type: 'failed', runId: 'run', code: 'worker-crashed', detail: '' }

/** An engine that does each step at once and notes what it was told; a batch of one diverges. */
function fakeEngine() {
  const log: string[] = []
  let open = 0
  let most = 0
  const engine: EngineClient = {
    openRun(spec, onEvent) {
      let step = 0
      let isOpen = true
      most = Math.max(most, ++open)
      const name = `α=${spec.optimizer.hyperparameters['alpha']}`
      log.push(`open ${name}`)
      const tell = (event: Event) => queueMicrotask(() => isOpen && onEvent(event))
      tell(progress(0))
      const nothing = () => {}
      return {
        runId: 'run',
        run: nothing,
        pause: nothing,
        step(n) {
          step += n
          tell(spec.batchSize === 1 && step >= 40 ? diverged : progress(step))
        },
        set: nothing,
        assign: nothing,
        evaluate: nothing,
        snapshot: () => Promise.reject(new Error('unused')),
        checkpoint: () => undefined,
        dispose() {
          if (isOpen) open--
          isOpen = false
          log.push(`close ${name} at ${step}`)
        },
      }
    },
  }
  return { engine, log, most: () => most, open: () => open }
}

const spec = (learningRate: number, batch = 16): RunSpec => specOf({ ...start, learningRate, batch })
const over = (runs: ReturnType<typeof createRuns>): Promise<readonly Track[]> =>
  new Promise((resolve) => {
    const look = () => {
      const all = runs.tracks.get()
      if (all.length > 0 && all.every((t) => t.phase !== 'waiting' && t.phase !== 'running')) resolve(all)
    }
    runs.tracks.subscribe(look)
    look()
  })

describe('the runs of an experiment', () => {
  test('are made one after another, to the very step, measured at the same steps', async () => {
    const fake = fakeEngine()
    const runs = createRuns(() => Promise.resolve(fake.engine))
    runs.start([spec(0.1), spec(0.2), spec(0.3)], 120, 1)
    const tracks = await over(runs)
    expect(fake.log).toEqual([
      'open α=0.1',
      'close α=0.1 at 120',
      'open α=0.2',
      'close α=0.2 at 120',
      'open α=0.3',
      'close α=0.3 at 120',
    ])
    // 50 measurements of 120 steps: every 3 steps, and at the start.
    const steps = Array.from({ length: 41 }, (_, i) => 3 * i)
    for (const track of tracks) {
      expect(track.phase).toBe('done')
      expect(track.series.points.map((p) => p.step)).toEqual(steps)
    }
  })

  test('go on beside one another where two are wanted, and past one that diverges', async () => {
    const fake = fakeEngine()
    const runs = createRuns(() => Promise.resolve(fake.engine))
    runs.start([spec(0.1, 1), spec(0.2), spec(0.3)], 100, 2)
    const tracks = await over(runs)
    expect(tracks.map((t) => t.phase)).toEqual(['diverged', 'done', 'done'])
    expect(tracks[0]?.at?.type === 'progress' && tracks[0].at.step).toBeLessThan(40)
    expect(fake.most()).toBe(2)
    expect(fake.open()).toBe(0)
  })

  test('can be stopped: what was made stays, and nothing is left open', async () => {
    const fake = fakeEngine()
    const runs = createRuns(() => Promise.resolve(fake.engine))
    runs.start([spec(0.1), spec(0.2)], 100, 1)
    await new Promise<void>((resolve) => {
      const off = runs.tracks.subscribe(() => {
        if (runs.tracks.get()[1]?.phase !== 'running') return
        off()
        resolve()
      })
    })
    runs.stop()
    expect((await over(runs)).map((t) => t.phase)).toEqual(['done', 'stopped'])
    expect(fake.open()).toBe(0)
  })

  test('all fail where there is no engine', async () => {
    const runs = createRuns(() => Promise.reject(new Error('offline')))
    runs.start([spec(0.1), spec(0.2)], 100, 1)
    for (const { phase, problem } of await over(runs)) {
      expect(phase).toBe('failed')
      expect(problem).toMatchObject({ code: 'worker-unavailable' })
    }
  })
})

test('a track that is over stays as it is', () => {
  const events = [progress(7), progress(10), diverged, failed]
  for (const [end, phase] of [
    [progress(10), 'done'],
    [diverged, 'diverged'],
    [failed, 'failed'],
  ] as const) {
    const track = afterEvent(WAITING, end, 10)
    expect(track.phase).toBe(phase)
    for (const event of events) expect(afterEvent(track, event, 10)).toBe(track)
  }
  expect(afterEvent(WAITING, progress(9), 10).phase).toBe('running')
})

const state: fc.Arbitrary<State> = fc
  .record({
    layers: fc.array(fc.integer({ min: 1, max: 8 }), { maxLength: 4 }),
    seed: fc.oneof(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.constant(2 ** 32 - 1)),
    batch: fc.integer({ min: 1, max: 1000 }),
    count: fc.integer({ min: 20, max: 1000 }),
    learningRate: fc.double({ min: 1e-4, max: 10, noNaN: true }),
  })
  .map((some) => ({ ...start, ...some }))

describe('what is proposed', () => {
  test('of every setting can be run, and differs from what is set', () => {
    fc.assert(
      fc.property(state, fc.constantFrom(...RUN_NAMES), (s, name) => {
        const value = otherValue(name, s)
        const next = reduce(s, { type: 'set', name, value })
        expect(next[name]).toEqual(value)
        expect(next[name]).not.toEqual(s[name])
        expect(v.safeParse(RunSpecSchema, specOf(next)).success).toBe(true)
      }),
    )
  })

  test('for every sweep can be run', () => {
    fc.assert(
      fc.property(state, fc.constantFrom(...SWEEP_NAMES), (s, name) => {
        const values = proposedValues(name, s)
        expect(v.is(sweepSchema, { name, values, steps: 500 })).toBe(true)
        for (const x of values) {
          expect(isPossible(name, x)).toBe(true)
          expect(v.safeParse(RunSpecSchema, specOf(withSwept(s, name, x))).success).toBe(true)
        }
      }),
    )
  })

  test('stands in for what a link says that cannot be run', () => {
    const bad = { ...start, trial: { name: 'learningRate', value: 'moons', steps: 100 } } as State
    expect(trialOf(bad)).toEqual({ name: 'learningRate', value: 0.09, steps: 100 })
    const sweep = { ...start, sweep: { name: 'units', values: [1, 9], steps: 50 } } as State
    expect(sweepOf(sweep)).toEqual({ name: 'units', values: [1, 2, 3, 4, 5, 6, 8], steps: 50 })
  })
})

test('units are those of every hidden layer, layers come and go at the end', () => {
  expect(withSwept(start, 'units', 3).layers).toEqual([3, 3])
  expect(withSwept({ ...start, layers: [] }, 'units', 3).layers).toEqual([3])
  expect([0, 1, 3].map((n) => withSwept(start, 'depth', n).layers)).toEqual([[], [4], [4, 2, 2]])
  expect(withSwept(start, 'l2', 0.1).l2).toBe(0.1)
  expect(rangeOf('seed')).toEqual({ min: 0, max: 2 ** 32 - 1, whole: true })
})

test('what two runs share is found out, not assumed', () => {
  const own = specOf(start)
  const other = (change: Partial<State>) => sharedBy(own, specOf({ ...start, ...change }))
  expect(other({ learningRate: 1 })).toEqual({ points: true, weights: true, batches: true })
  expect(other({ batch: 4 })).toEqual({ points: true, weights: true, batches: false })
  expect(other({ noise: 0.4 })).toEqual({ points: false, weights: true, batches: true })
  expect(other({ layers: [4] })).toEqual({ points: true, weights: false, batches: true })
  // tanh and sigmoid have the same first weights, relu larger ones.
  expect(other({ activation: 'sigmoid' }).weights).toBe(true)
  expect(other({ activation: 'relu' }).weights).toBe(false)
  expect(other({ seed: 2 })).toEqual({ points: false, weights: false, batches: false })
})

test('experiments are part of the state, in their limits', () => {
  const trial = { name: 'batch', value: 1, steps: 20 } as const
  const sweep = { name: 'l2', values: [0, 0.1], steps: STEP_LIMITS.max } as const
  const set = reduce(reduce(start, { type: 'trial', trial }), { type: 'sweep', sweep })
  expect(set).toEqual({ ...start, trial, sweep })
  expect(reduce(set, { type: 'sweep', sweep: { ...sweep } })).toBe(set)
  expect(v.parse(stateSchema, JSON.parse(JSON.stringify(set)))).toEqual(set)
  for (const damage of [
    { steps: 5 },
    { steps: 1e6 },
    { values: [1] },
    { values: [0, NaN] },
    { name: 'data' },
  ])
    expect(reduce(set, { type: 'sweep', sweep: { ...sweep, ...damage } as never })).toBe(set)
  for (const damage of [{ name: 'scale' }, { value: 'x'.repeat(99) }, { value: null }])
    expect(v.is(trialSchema, { ...trial, ...damage })).toBe(false)
})

test('lists of numbers are read with Latin and Chinese commas', () => {
  expect(parseNumbers('0.1, 1e-3,2')).toEqual([0.1, 0.001, 2])
  expect(parseNumbers('０.１，2、3')).toEqual([0.1, 2, 3])
  expect(parseNumbers('0.1, x')).toBeNull()
})

test.each(['en', 'zh'] as const)('every sentence about what is shared is whole (%s)', (lang) => {
  const said = [true, false].flatMap((points) =>
    [true, false].flatMap((weights) =>
      [true, false].map((batches) => messages[lang].shared({ points, weights, batches })),
    ),
  )
  expect(new Set(said).size).toBe(8)
  for (const text of said) expect(text).toMatch(lang === 'en' ? /^\S.*\.$/ : /。$/)
})
