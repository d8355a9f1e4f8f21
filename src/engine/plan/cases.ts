import type { ConvNet, DenseNet, Gpt, LstmClassifier } from '../../core/network/architecture.ts'
import { defaultHyperparameters } from '../../core/optimizer/step.ts'
import { ruleOf } from '../rule-program.ts'
import type { StepSettings, TrainingPlan } from '../trainer.ts'

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
      batchSize: 6,
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
