import type { Architecture } from '../../src/core/network/architecture.ts'
import { initialValues } from '../../src/core/network/initial-values.ts'
import { batches } from '../../src/core/network/batch.ts'
import { sizeOf } from '../../src/core/network/parameters.ts'
import { uniform } from '../../src/core/rng.ts'
import type { Batch, HostTensor, StepSettings, TrainingPlan } from '../../src/engine/trainer.ts'

/** What is trained in a comparison, the same for every engine: network, first parameters, batches, settings. */
export interface Work {
  readonly plan: TrainingPlan
  readonly settings: StepSettings
  readonly initial: Float32Array
  /** All rows there are. */
  readonly data: Batch
  /** The batch of step t (1, 2, …), a function of t alone: the rows that core's `batches` names. */
  readonly batch: (t: number) => Batch
}

export const WORK_NAMES = ['mlp', 'cnn', 'lstm', 'gpt', 'gpt-128'] as const
export type WorkName = (typeof WORK_NAMES)[number]

const SEED = 7
/** There are rows for so many batches. */
const BATCHES = 16

const draw = (stream: number, index: number): number => uniform(SEED, 100 + stream, index)
const whole = (below: number, stream: number, index: number): number =>
  Math.floor(below * draw(stream, index))

const NETS: Readonly<Record<WorkName, Architecture>> = {
  mlp: { kind: 'dense', inputs: 2, hidden: [8, 8], activation: 'tanh', outputs: 1, dropout: 0 },
  cnn: {
    kind: 'conv',
    side: 28,
    channels: 1,
    layers: [
      { filters: 8, kernel: 5 },
      { filters: 16, kernel: 3 },
    ],
    classes: 10,
    dropout: 0,
  },
  lstm: {
    kind: 'lstm',
    vocabulary: 10_000,
    hasPadding: false,
    embedding: 128,
    units: 64,
    length: 100,
    outputs: 1,
    dropout: 0,
    recurrentDropout: 0,
  },
  gpt: gpt(64, 64),
  'gpt-128': gpt(128, 128),
}

function gpt(width: number, context: number): Architecture {
  return { kind: 'gpt', layers: 4, width, heads: 4, context, vocabulary: 65, isTied: false, dropout: 0 }
}

/** The rows of those numbers. */
function taken({ values, shape: [, ...shape] }: HostTensor, rows: Uint32Array): HostTensor {
  const size = sizeOf(shape)
  const part = values.slice(0, rows.length * size)
  rows.forEach((row, k) => part.set(values.subarray(row * size, (row + 1) * size), k * size))
  return { values: part, shape: [rows.length, ...shape] }
}

/** So many rows for a network. */
function rowsOf(net: Architecture, size: number): Batch {
  switch (net.kind) {
    case 'dense': {
      const x = Float32Array.from({ length: 2 * size }, (_, i) => 2 * draw(0, i) - 1)
      // Class 1 is a disc about the origin.
      const y = Float32Array.from({ length: size }, (_, i) =>
        Math.hypot(x[2 * i]!, x[2 * i + 1]!) < 0.7 ? 1 : 0,
      )
      return { x: { values: x, shape: [size, 2] }, y: { values: y, shape: [size, 1] } }
    }
    case 'conv': {
      const pixels = net.side ** 2 * net.channels
      const y = Int32Array.from({ length: size }, (_, i) => whole(net.classes, 1, i))
      // Noise, and a bright row that says the class.
      const x = Float32Array.from({ length: pixels * size }, (_, i) => {
        const row = Math.floor((i % pixels) / net.side)
        return 0.5 * draw(0, i) + (row === 2 * y[Math.floor(i / pixels)]! ? 0.5 : 0)
      })
      return {
        x: { values: x, shape: [size, net.side, net.side, net.channels] },
        y: { values: y, shape: [size] },
      }
    }
    case 'lstm': {
      const x = Int32Array.from({ length: net.length * size }, (_, i) => whole(net.vocabulary, 0, i))
      // The class is whether the last token is in the upper half.
      const y = Float32Array.from({ length: size }, (_, i) =>
        x[net.length * (i + 1) - 1]! >= net.vocabulary / 2 ? 1 : 0,
      )
      return { x: { values: x, shape: [size, net.length] }, y: { values: y, shape: [size, 1] } }
    }
    case 'gpt': {
      const x = Int32Array.from({ length: net.context * size }, (_, i) => whole(net.vocabulary, 0, i))
      const y = x.map((token) => (7 * token + 3) % net.vocabulary)
      return { x: { values: x, shape: [size, net.context] }, y: { values: y, shape: [size, net.context] } }
    }
  }
}

const SIZES: Readonly<Record<WorkName, number>> = { mlp: 32, cnn: 64, lstm: 32, gpt: 8, 'gpt-128': 8 }
const ADAM = { alpha: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 }
const ADAMW = { alpha: 0.001, beta1: 0.9, beta2: 0.95, epsilon: 1e-8, lambda: 0.01 }

export function workOf(name: WorkName): Work {
  const net = NETS[name]
  const isCategorical = net.kind === 'conv' || net.kind === 'gpt'
  const size = SIZES[name]
  const data = rowsOf(net, BATCHES * size)
  const rowsAt = batches(SEED, BATCHES * size, size)
  return {
    plan: {
      net,
      loss: isCategorical ? { kind: 'categorical', smoothing: 0 } : { kind: 'binary', smoothing: 0 },
      batchSize: size,
      optimizer: net.kind === 'gpt' ? 'adamw' : 'adam',
      seed: SEED,
      clips: false,
    },
    settings: { hyperparameters: net.kind === 'gpt' ? ADAMW : ADAM, l1: 0, l2: 0, clipNorm: 1 },
    initial: initialValues(net, SEED),
    data,
    batch: (t) => {
      const rows = rowsAt(t - 1)
      return { x: taken(data.x, rows), y: taken(data.y, rows) }
    },
  }
}
