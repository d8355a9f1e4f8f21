import { memory, tensor1d } from '@tensorflow/tfjs-core'
import { describe, expect, test } from 'vitest'
import {
  parametersOf,
  type Architecture,
  type ConvNet,
  type Gpt,
  type LstmClassifier,
} from '../../core/network/architecture.ts'
import { initialValues } from '../../core/network/initial-values.ts'
import { placeOf } from '../../core/network/parameters.ts'
import { deviation } from '../../core/network/reference/deviation.ts'
import { uniform } from '../../core/rng.ts'
import { startState } from '../start-state.ts'
import type { Batch, TrainingPlan } from '../trainer.ts'
import { openTestDevice } from '../worker/session-harness.ts'
import './gradients.ts'
import './kernels-cpu.ts'
import { createReadableTrainer, lossAndGradient } from './trainer.ts'

const device = await openTestDevice()
device.activate()

const LSTM: LstmClassifier = {
  kind: 'lstm',
  vocabulary: 9,
  hasPadding: true,
  embedding: 4,
  units: 3,
  length: 6,
  outputs: 1,
  dropout: 0,
  recurrentDropout: 0,
}
const GPT: Gpt = {
  kind: 'gpt',
  layers: 2,
  width: 8,
  heads: 2,
  context: 6,
  vocabulary: 9,
  isTied: true,
  dropout: 0,
}
const CONV: ConvNet = {
  kind: 'conv',
  side: 8,
  channels: 2,
  layers: [{ filters: 3, kernel: 3 }],
  classes: 4,
  dropout: 0.4,
}

const planOf = (net: Architecture): TrainingPlan => ({
  net,
  loss: { kind: net.kind === 'lstm' ? 'binary' : 'categorical', smoothing: 0 },
  batchSize: 3,
  optimizer: 'gradient-descent',
  seed: 7,
  clips: false,
})

/** First parameters, larger than usual so that every part of the network matters. */
const parametersFor = (net: Architecture): Float32Array =>
  initialValues(net, 3).map((w, k) => w + 0.3 * (2 * uniform(8, 1, k) - 1))

const texts = (...rows: number[][]) => ({
  values: Int32Array.from(rows.flat()),
  shape: [rows.length, rows[0]!.length],
})

function gradientOf(net: Architecture, parameters: ArrayLike<number>, batch: Batch, t = 1) {
  const theta = tensor1d(Float32Array.from(parameters))
  const { loss, gradient } = lossAndGradient(planOf(net), theta, t, batch)
  const result = { loss: loss.dataSync()[0]!, gradient: gradient.dataSync() as Float32Array }
  for (const tensor of [theta, loss, gradient]) tensor.dispose()
  expect(memory().numTensors).toBe(0)
  return result
}

async function outputsOf(net: Architecture, x: Batch['x']): Promise<number[]> {
  const trainer = createReadableTrainer(planOf(net))
  trainer.write(startState('gradient-descent', parametersFor(net)))
  const outputs = [...(await trainer.outputs(x))]
  trainer.dispose()
  return outputs
}

describe('padding of an LSTM', () => {
  const y = { values: Float32Array.of(1, 0, 1), shape: [3] }
  const padded = texts([3, 1, 4, 0, 0, 0], [2, 7, 8, 0, 0, 0], [5, 5, 6, 0, 0, 0])
  const scattered = texts([0, 3, 0, 1, 0, 4], [2, 0, 0, 7, 8, 0], [0, 0, 0, 5, 5, 6])
  const short = texts([3, 1, 4], [2, 7, 8], [5, 5, 6])
  const parameters = parametersFor(LSTM)

  test.each([
    ['at the end', padded],
    ['anywhere', scattered],
  ])('%s changes neither loss nor gradient', (_, x) => {
    const whole = gradientOf(LSTM, parameters, { x, y })
    const without = gradientOf({ ...LSTM, length: 3, hasPadding: false }, parameters, { x: short, y })
    expect(whole.loss).toBeCloseTo(without.loss, 6)
    expect(deviation(parametersOf(LSTM), whole.gradient, without.gradient)).toBeLessThan(1e-5)
    const { offset } = placeOf(parametersOf(LSTM), 'embedding')
    expect([...whole.gradient.subarray(offset, offset + LSTM.embedding)]).toEqual([0, 0, 0, 0])
  })

  test('is a token like all others where there is none', () => {
    const net = { ...LSTM, hasPadding: false }
    const one = gradientOf(net, parameters, { x: padded, y }).loss
    expect(one).not.toBeCloseTo(gradientOf(LSTM, parameters, { x: padded, y }).loss, 3)
  })

  test('of a whole text leaves the dense layer its bias', async () => {
    const { offset } = placeOf(parametersOf(LSTM), 'dense.bias')
    expect(await outputsOf(LSTM, texts([0, 0, 0, 0, 0, 0]))).toEqual([parameters[offset]])
  })
})

describe('a GPT', () => {
  const rows = texts([3, 1, 4, 1, 5, 8], [2, 7, 1, 8, 2, 0], [1, 6, 1, 8, 0, 3])

  test('with tied weights: the embedding gets its own gradient and the head’s', () => {
    const parameters = parametersFor(GPT)
    const untied = { ...GPT, isTied: false }
    const { vocabulary, width } = GPT
    const layout = parametersOf(untied)
    const head = placeOf(layout, 'head')
    const both = new Float32Array(head.offset + head.size)
    both.set(parameters)
    for (let token = 0; token < vocabulary; token++)
      for (let k = 0; k < width; k++)
        both[head.offset + k * vocabulary + token] = parameters[token * width + k]!
    const batch = { x: rows, y: rows }
    const tied = gradientOf(GPT, parameters, batch)
    const apart = gradientOf(untied, both, batch)
    expect(tied.loss).toBeCloseTo(apart.loss, 6)
    const expected = apart.gradient.slice(0, head.offset)
    for (let token = 0; token < vocabulary; token++)
      for (let k = 0; k < width; k++)
        expected[token * width + k]! += apart.gradient[head.offset + k * vocabulary + token]!
    expect(deviation(parametersOf(GPT), tied.gradient, expected)).toBeLessThan(1e-5)
  })

  test('does not look ahead, and takes texts shorter than its context', async () => {
    const whole = await outputsOf(GPT, texts([3, 1, 4, 1, 5, 8]))
    const other = await outputsOf(GPT, texts([3, 1, 4, 2, 7, 0]))
    const short = await outputsOf(GPT, texts([3, 1, 4]))
    expect(other.slice(0, 27)).toEqual(whole.slice(0, 27))
    expect(other.slice(27)).not.toEqual(whole.slice(27))
    short.forEach((logit, k) => expect(logit).toBeCloseTo(whole[k]!, 5))
  })
})

/** Dropout, and what else changes from step to step, is a function of t alone: the loss of a step can be differenced. */
describe.each<[string, Architecture, Batch]>([
  [
    'a GPT with dropout',
    { ...GPT, dropout: 0.3 },
    { x: texts([3, 1, 4, 1, 5, 8], [2, 7, 1, 8, 2, 0]), y: texts([1, 4, 1, 5, 8, 2], [7, 1, 8, 2, 0, 3]) },
  ],
  [
    'a masked LSTM with dropout of both kinds',
    { ...LSTM, dropout: 0.3, recurrentDropout: 0.5 },
    {
      x: texts([3, 1, 4, 0, 0, 0], [2, 7, 8, 5, 1, 0], [5, 6, 2, 2, 8, 7]),
      y: { values: Float32Array.of(1, 0, 1), shape: [3] },
    },
  ],
  [
    'a convolutional net with dropout',
    CONV,
    {
      x: { values: Float32Array.from({ length: 384 }, (_, k) => uniform(4, 2, k)), shape: [3, 8, 8, 2] },
      y: { values: Int32Array.of(0, 3, 1), shape: [3] },
    },
  ],
])('%s', (_, net, batch) => {
  const layout = parametersOf(net)
  const parameters = parametersFor(net)

  test('the gradient of every tensor is the slope of the loss along it, with the masks of the step', () => {
    const { loss, gradient } = gradientOf(net, parameters, batch, 5)
    expect(gradientOf(net, parameters, batch, 6).loss).not.toBe(loss)
    for (const { name, offset, size } of layout) {
      const own = gradient.subarray(offset, offset + size)
      const length = Math.hypot(...own)
      // Along the gradient the slope is its length. Keys' biases have none to speak of.
      if (length < 1e-3) continue
      const h = 0.01
      const at = (by: number): number =>
        gradientOf(
          net,
          parameters.map((w, k) => (k >= offset && k < offset + size ? w + (by * gradient[k]!) / length : w)),
          batch,
          5,
        ).loss
      const slope = (at(h) - at(-h)) / (2 * h)
      expect(Math.abs(slope - length) / length, name).toBeLessThan(5e-3)
    }
  })

  test('outputs are without dropout', async () => {
    const plain: Architecture =
      net.kind === 'lstm' ? { ...net, dropout: 0, recurrentDropout: 0 } : { ...net, dropout: 0 }
    expect(await outputsOf(net, batch.x)).toEqual(await outputsOf(plain, batch.x))
  })
})
