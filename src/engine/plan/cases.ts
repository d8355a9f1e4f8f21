import {
  parametersOf,
  type Architecture,
  type ConvNet,
  type DenseNet,
  type Gpt,
  type LstmClassifier,
} from '../../core/network/architecture.ts'
import { initialValues } from '../../core/network/initial-values.ts'
import { sizeOf } from '../../core/network/parameters.ts'
import { defaultHyperparameters } from '../../core/optimizer/step.ts'
import { uniform } from '../../core/rng.ts'
import { ruleOf } from '../rule-program.ts'
import { startState } from '../start-state.ts'
import type { Batch, HostState, HostTensor, StepSettings, TrainingPlan } from '../trainer.ts'

/** A plan with settings, for tests: between them they use all that a compiled step can do. */
export interface PlanCase {
  readonly name: string
  readonly plan: TrainingPlan
  readonly settings: StepSettings
}

const GPT: Gpt = {
  kind: 'gpt',
  layers: 2,
  width: 12,
  heads: 3,
  context: 7,
  vocabulary: 11,
  isTied: false,
  dropout: 0,
}

const DENSE: DenseNet = {
  kind: 'dense',
  inputs: 3,
  hidden: [6, 5],
  activation: 'tanh',
  outputs: 1,
  dropout: 0,
}

const CONV: ConvNet = { kind: 'conv', side: 21, channels: 1, layers: [], classes: 4, dropout: 0 }

const LSTM: LstmClassifier = {
  kind: 'lstm',
  // So few tokens that padding comes often, in the middle of a text too.
  vocabulary: 5,
  hasPadding: true,
  embedding: 6,
  units: 7,
  length: 9,
  outputs: 1,
  dropout: 0,
  recurrentDropout: 0,
}

function caseOf(
  name: string,
  plan: Partial<TrainingPlan>,
  settings: Partial<StepSettings> = {},
  alpha = 0.01,
): PlanCase {
  const whole: TrainingPlan = {
    net: GPT,
    loss: { kind: 'categorical', smoothing: 0 },
    batchSize: 3,
    optimizer: 'adamw',
    seed: 5,
    clips: false,
    ...plan,
  }
  const hyperparameters = { ...defaultHyperparameters(ruleOf(whole.optimizer)), alpha }
  return { name, plan: whole, settings: { hyperparameters, l1: 0, l2: 0, clipNorm: 1, ...settings } }
}

export const PLAN_CASES: readonly PlanCase[] = [
  caseOf('a GPT', {}),
  caseOf('a GPT with dropout and smoothed labels', {
    net: { ...GPT, dropout: 0.3 },
    loss: { kind: 'categorical', smoothing: 0.1 },
  }),
  caseOf(
    'a GPT with tied weights, penalties and clipping',
    { net: { ...GPT, isTied: true, dropout: 0.1 }, optimizer: 'adam', clips: true },
    { l1: 0.02, l2: 0.1, clipNorm: 0.3 },
  ),
  caseOf('a dense network of one layer, Huber’s loss', {
    net: { ...DENSE, hidden: [], outputs: 2 },
    loss: { kind: 'huber', delta: 0.3 },
    optimizer: 'gradient-descent',
  }),
  caseOf('a dense network with relu, squared error', {
    net: { ...DENSE, activation: 'relu' },
    loss: { kind: 'squared' },
    batchSize: 9,
    optimizer: 'adam',
  }),
  caseOf(
    'a dense network with tanh, dropout, penalties and clipping',
    {
      net: { ...DENSE, dropout: 0.4 },
      loss: { kind: 'binary', smoothing: 0.1 },
      batchSize: 33,
      optimizer: 'momentum',
      clips: true,
    },
    { l1: 0.01, l2: 0.02, clipNorm: 0.1 },
    0.3,
  ),
  caseOf(
    'a dense network with sigmoid and dropout, five classes',
    {
      net: { ...DENSE, activation: 'sigmoid', outputs: 5, dropout: 0.2 },
      loss: { kind: 'categorical', smoothing: 0.1 },
      optimizer: 'nadam',
    },
    {},
    0.1,
  ),
  caseOf('a convolutional network of one layer, on colours', {
    net: { ...CONV, side: 8, channels: 3, layers: [{ filters: 5, kernel: 3 }] },
    optimizer: 'adam',
  }),
  caseOf(
    'a convolutional network of three layers with dropout and clipping',
    {
      net: {
        ...CONV,
        layers: [
          { filters: 4, kernel: 3 },
          { filters: 6, kernel: 2 },
          { filters: 3, kernel: 3 },
        ],
        dropout: 0.3,
      },
      batchSize: 6,
      optimizer: 'rmsprop',
      clips: true,
    },
    { l2: 0.02, clipNorm: 0.5 },
  ),
  caseOf('an LSTM classifier with padding', {
    net: LSTM,
    loss: { kind: 'binary', smoothing: 0 },
    batchSize: 4,
    optimizer: 'adam',
  }),
  caseOf(
    'an LSTM classifier with both dropouts and clipping, three classes',
    {
      net: { ...LSTM, hasPadding: false, outputs: 3, dropout: 0.3, recurrentDropout: 0.4 },
      batchSize: 5,
      optimizer: 'amsgrad',
      clips: true,
    },
    { l1: 0.001, clipNorm: 0.2 },
  ),
  caseOf('an LSTM classifier with padding and recurrent dropout', {
    net: { ...LSTM, recurrentDropout: 0.2 },
    loss: { kind: 'binary', smoothing: 0.2 },
    optimizer: 'adam',
  }),
]

/** The parameters and slots that training starts from. */
export const startOf = ({ net, optimizer, seed }: TrainingPlan): HostState =>
  startState(optimizer, initialValues(net, seed))

const drawn = (size: number, t: number, stream: number): Float32Array =>
  Float32Array.from({ length: size }, (_, i) => uniform(17, 100 * t + stream, i))

const below = (count: number, share: Float32Array): Int32Array => Int32Array.from(share, (u) => count * u)

function inputOf(net: Architecture): { readonly shape: readonly number[]; readonly tokens: number } {
  switch (net.kind) {
    case 'dense':
      return { shape: [net.inputs], tokens: 0 }
    case 'conv':
      return { shape: [net.side, net.side, net.channels], tokens: 0 }
    case 'lstm':
      return { shape: [net.length], tokens: net.vocabulary }
    case 'gpt':
      return { shape: [net.context], tokens: net.vocabulary }
  }
}

/** Rows of x for a network, others for each t. */
export function rowsOf(net: Architecture, rows: number, t: number): HostTensor {
  const { shape, tokens } = inputOf(net)
  const numbers = drawn(rows * sizeOf(shape), t, 1)
  return { values: tokens ? below(tokens, numbers) : numbers, shape: [rows, ...shape] }
}

/** Outputs of a row: how many rows of logits, and how wide. */
export function outputsOf(net: Architecture): readonly [rows: number, width: number] {
  switch (net.kind) {
    case 'conv':
      return [1, net.classes]
    case 'gpt':
      return [net.context, net.vocabulary]
    default:
      return [1, net.outputs]
  }
}

/** The batch of step t. */
export function batchOf({ net, loss, batchSize }: TrainingPlan, t: number): Batch {
  const [rows, width] = outputsOf(net)
  const isClass = loss.kind === 'categorical'
  const numbers = drawn(batchSize * rows * (isClass ? 1 : width), t, 2)
  const values = isClass
    ? below(width, numbers)
    : loss.kind === 'binary'
      ? numbers.map(Math.round)
      : numbers.map((u) => 2 * u - 1)
  return { x: rowsOf(net, batchSize, t), y: { values, shape: [batchSize, values.length / batchSize] } }
}

/**
 * Whether a parameter's course means something: the same number added to all keys changes no softmax, so that the middle third
 * of a GPT's biases of Q, K and V has the gradient 0, and Adam makes steps of what rounding leaves there.
 */
export function determined(net: Architecture): (k: number) => boolean {
  const keys = net.kind === 'gpt' ? parametersOf(net).filter(({ name }) => name.endsWith('qkv.bias')) : []
  return (k) => !keys.some(({ offset, size }) => k >= offset + size / 3 && k < offset + (2 * size) / 3)
}

/** How many dispatches a step has, without clipping. */
export function dispatchesOf(net: Architecture): number {
  switch (net.kind) {
    case 'dense':
      return 3 * (net.hidden.length + 1) + 2
    case 'conv':
      return 3 * net.layers.length + 5
    case 'lstm':
      return 14
    case 'gpt':
      return 21 * net.layers + 11
  }
}
