import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  parseCommand,
  parseEvent,
  sameRun,
  tunablesOf,
  withTunables,
  type Command,
  type Event,
} from './protocol.ts'
import type { OwnData } from '../core/dataset/index.ts'
import { lion } from '../core/optimizer/lion.ts'
import { defaultHyperparameters } from '../core/optimizer/step.ts'
import { runSpec } from './worker/session-harness.ts'

const runId = 'r'
const generated = {
  kind: 'circles',
  noise: 0.1,
  seed: 1,
  trainShare: 0.5,
  count: 300,
} as const

const own = (table: number[]): OwnData => ({
  kind: 'own',
  origin: 'drawn',
  task: { kind: 'classes', classes: 2 },
  table: Float64Array.from(table),
  seed: 1,
  trainShare: 0.5,
})

const COMMANDS: Command[] = [
  { type: 'start', runId, spec: runSpec() },
  { type: 'run', runId },
  { type: 'pause', runId },
  { type: 'step', runId, count: 3 },
  { type: 'set', runId, tunables: tunablesOf(runSpec()) },
  { type: 'assign', runId, index: 0, value: 1.5 },
  { type: 'evaluate', runId },
  { type: 'snapshot', runId, requestId: 0 },
  { type: 'dispose', runId },
  { type: 'ping' },
]

const FULL = runSpec({
  schedule: { id: 'cosine', settings: { total: 500, warm_up: 20 } },
  l1: 0.01,
  dropout: 0.5,
  clipNorm: 1,
  jitter: 0.1,
  measuring: { every: 10, patience: 50 },
  steps: 1000,
  optimizer: { id: 'lion', hyperparameters: defaultHyperparameters(lion) },
})

describe('what a run may leave out', () => {
  const parsed = (spec: object) => parseCommand({ type: 'start', runId, spec })

  it('is taken as it is', () => expect(parsed(FULL)).toMatchObject({ ok: true, value: { spec: FULL } }))

  it.each<[string, object]>([
    ['l1', { l1: -1 }],
    ['dropout', { dropout: 1 }],
    ['clipNorm', { clipNorm: 0 }],
    ['jitter', { jitter: NaN }],
    ['measuring.every', { measuring: { every: 0 } }],
    ['measuring.patience', { measuring: { every: 5, patience: 0.5 } }],
    ['steps', { steps: 0 }],
    ['schedule', { schedule: { id: 'cosine', settings: { total: -1 } } }],
    ['schedule', { schedule: { id: 'cosine', settings: { alpha: 0.1 } } }],
    ['schedule', { schedule: { id: 'cosine', settings: { nonsense: 1 } } }],
    ['optimizer', { optimizer: { id: 'adam', hyperparameters: { alpha: 0.1 } } }],
    ['optimizer', { optimizer: { id: 'sorcery', hyperparameters: { alpha: 0.1 } } }],
  ])('is refused, and named, where it is nonsense: %s', (name, changes) => {
    const result = parsed({ ...FULL, ...changes })
    expect(result.ok).toBe(false)
    expect(!result.ok && result.detail).toContain(name)
  })

  it('makes another run, but for L1, which may change on the way', () => {
    expect(sameRun(runSpec(), runSpec({ l1: 0.1 }))).toBe(true)
    expect(withTunables(FULL, tunablesOf({ ...FULL, l1: 0.5 })).l1).toBe(0.5)
    expect(withTunables(FULL, tunablesOf(runSpec())).l1).toBeUndefined()
    for (const key of ['schedule', 'dropout', 'clipNorm', 'jitter', 'measuring', 'steps'] as const) {
      expect(sameRun(FULL, { ...FULL, [key]: undefined })).toBe(false)
    }
  })
})

const PROGRESS: Event = {
  type: 'progress',
  runId,
  step: 1,
  epoch: 0.2,
  trainLoss: 0.5,
  validationLoss: 0.6,
  trainScore: 1,
  validationScore: 0.5,
  parameters: Float32Array.of(1, 2),
  fields: new Float32Array(4),
  grid: 2,
  stepsPerSecond: 0,
  held: 3,
  readBacks: 1,
  running: false,
}

describe('the worker’s door', () => {
  it.each(COMMANDS.map((c): [string, Command] => [c.type, c]))('lets %s in as it is', (_, command) => {
    expect(parseCommand(structuredClone(command))).toEqual({ ok: true, value: command })
  })

  const spec = runSpec()
  const refused: [string, unknown, string][] = [
    ['a batch larger than the points', runSpec({ batchSize: 151 }), 'spec: A batch cannot hold more points'],
    ['nine units', runSpec({ model: { ...spec.model, hidden: [9] } }), 'spec.model.hidden.0'],
    ['five layers', runSpec({ model: { ...spec.model, hidden: [1, 1, 1, 1, 1] } }), 'spec.model.hidden'],
    ['noise that is no number', runSpec({ data: { ...generated, noise: NaN } }), 'spec.data.noise'],
    [
      'one logit for three classes',
      runSpec({ data: { ...generated, kind: 'rings' } }),
      'spec: The network’s outputs and loss do not fit',
    ],
    [
      'a loss without a delta',
      { ...spec, model: { ...spec.model, loss: { kind: 'huber', delta: 0 } } } as typeof spec,
      'spec.model.loss.delta',
    ],
    [
      'a class that is none of the two',
      runSpec({ data: own([0, 0, 0, 1, 1, 2]), batchSize: 1 }),
      'spec.data: The table is not made',
    ],
    ['half a point', runSpec({ data: own([0, 0, 0, 1]), batchSize: 1 }), 'spec.data: The table'],
    ['a point that is nowhere', runSpec({ data: own([0, 0, 0, 1, NaN, 1]), batchSize: 1 }), 'spec.data'],
    ['six outputs', runSpec({ model: { ...spec.model, outputs: 6 } }), 'spec.model.outputs'],
    ['a negative penalty', runSpec({ l2: -1 }), 'spec.l2'],
    ['a seed beyond 32 bits', runSpec({ seed: 2 ** 32 }), 'spec.seed'],
    [
      'no learning rate',
      runSpec({ optimizer: { id: 'adam', hyperparameters: {} } }),
      'A hyperparameter of the optimizer',
    ],
    [
      'an infinite one',
      runSpec({ optimizer: { id: 'gradient-descent', hyperparameters: { alpha: Infinity } } }),
      'alpha',
    ],
  ]
  it.each(refused)('refuses %s and says where', (_, bad, where) => {
    const parsed = parseCommand({ type: 'start', runId, spec: bad })
    expect(parsed).toMatchObject({ ok: false, runId })
    expect(parsed.ok ? '' : parsed.detail).toContain(where)
  })

  it('refuses anything else without throwing', () => {
    fc.assert(
      fc.property(fc.anything(), (data) => {
        expect(parseCommand(data).ok).toBe(false)
        expect(parseEvent(data).ok).toBe(false)
      }),
    )
    expect(parseCommand({ type: 'step', runId, count: 1.5 }).ok).toBe(false)
    expect(parseCommand({ type: 'assign', runId, index: -1, value: 0 }).ok).toBe(false)
    expect(parseCommand({ type: 'assign', runId, index: 0, value: NaN }).ok).toBe(false)
  })
})

describe('the page’s door', () => {
  it('lets in what is told of faults and checkpoints', () => {
    const told: Event[] = [
      { type: 'pong', patienceMs: 0 },
      {
        type: 'checkpoint',
        runId,
        step: 3,
        parameters: Float32Array.of(1),
        slots: { m: Float32Array.of(2) },
        series: { stride: 1, points: [] },
        tunables: tunablesOf(runSpec()),
        left: null,
        heard: 2,
      },
      {
        type: 'interrupted',
        runId,
        cause: 'device-lost',
        stage: 'lost',
        step: 3,
        lostSteps: 1,
        lostMs: 20,
      },
      { type: 'failed', runId, code: 'too-large', detail: '', bytes: { needed: 2, most: 1 } },
    ]
    for (const event of told) expect(parseEvent(structuredClone(event))).toEqual({ ok: true, value: event })
  })

  it('lets a report in, and refuses one that is not finite or has other arrays', () => {
    expect(parseEvent(structuredClone(PROGRESS))).toEqual({ ok: true, value: PROGRESS })
    expect(parseEvent({ ...PROGRESS, trainLoss: NaN })).toMatchObject({ ok: false, runId })
    expect(parseEvent({ ...PROGRESS, fields: [1, 2] }).ok).toBe(false)
    expect(parseEvent({ type: 'failed', runId, code: 'no-such-code', detail: '' }).ok).toBe(false)
  })
})

describe('sameRun', () => {
  it('holds between specs that differ in hyperparameters, l2 and pace alone', () => {
    const a = runSpec()
    const { hyperparameters } = tunablesOf(a)
    const faster = withTunables(a, { hyperparameters: { ...hyperparameters, alpha: 9 }, l2: 1, pace: 7 })
    expect(sameRun(a, faster)).toBe(true)
    expect(sameRun(faster, a)).toBe(true)
    const others = [
      runSpec({ seed: 2 }),
      runSpec({ batchSize: 31 }),
      runSpec({ backend: 'auto' }),
      runSpec({ model: { ...a.model, hidden: [4, 1] } }),
      runSpec({ data: { ...generated, noise: 0.11 } }),
      runSpec({ optimizer: { ...a.optimizer, id: 'momentum' } }),
    ]
    for (const b of others) expect(sameRun(a, b)).toBe(false)
  })

  it('tells tables apart by their numbers', () => {
    const [a, b, c] = [0, 0, 1].map((y) => runSpec({ data: own([0.5, 0, 0, 1, 1, y]), batchSize: 1 }))
    expect(sameRun(a!, b!)).toBe(true)
    expect(sameRun(a!, c!)).toBe(false)
    expect(sameRun(a!, runSpec({ batchSize: 1 }))).toBe(false)
    const drawn = own([0.5, 0, 0, 1, 1, 0])
    expect(sameRun(a!, runSpec({ data: { ...drawn, origin: 'table' }, batchSize: 1 }))).toBe(false)
  })

  it('does not mind the order of keys', () => {
    const a = runSpec()
    const turned = Object.fromEntries(Object.entries(a).reverse()) as unknown as typeof a
    expect(sameRun(a, turned)).toBe(true)
  })
})
