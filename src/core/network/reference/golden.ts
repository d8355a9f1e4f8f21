import { familyOf, type FamilyId } from '../../optimizer/conventions.ts'
import { defaultHyperparameters } from '../../optimizer/step.ts'
import { parametersOf, type Architecture } from '../architecture.ts'
import { parameterTotal, type ParameterLayout } from '../parameters.ts'
import { networkOf, type GoldenNetwork } from './golden-networks.ts'
import { flat, reordered, shapeOf, type Nested, type Source, type Tensors } from './pytorch-layout.ts'
import golden from './pytorch-networks.json' with { type: 'json' }

/*
 * Six small networks that PyTorch trained in float64 for 20 steps, re-laid as `parametersOf` lays ours out, for tests.
 */

export interface GoldenCase {
  readonly name: string
  readonly net: Architecture
  readonly loss: { readonly kind: 'binary' | 'categorical'; readonly smoothing: 0 }
  /** The id of the rule, and a value for each of its hyperparameters. */
  readonly optimizer: FamilyId
  readonly hyperparameters: Readonly<Record<string, number>>
  /** The one batch of all steps. */
  readonly batch: { readonly x: GoldenTensor; readonly y: GoldenTensor }
  readonly initial: Float64Array
  /** Of the first step. */
  readonly gradient: Float64Array
  /** Before each of the 20 steps. */
  readonly losses: readonly number[]
  readonly final: Float64Array
  /** Whether the final value of a parameter means something: where the true gradient is 0, it is noise. */
  readonly isDetermined: (k: number) => boolean
  /**
   * How far a parameter moves for each step of its own: 2 for the LSTM's bias, which PyTorch keeps as two vectors that
   * add; both get the whole gradient.
   */
  readonly pace: (k: number) => 1 | 2
}

export interface GoldenTensor {
  readonly values: Float32Array | Int32Array
  readonly shape: readonly number[]
}

const OPTIMIZERS: Readonly<Record<string, FamilyId>> = {
  sgd: 'gradient-descent',
  momentum: 'momentum',
  adam: 'adam',
  adamw: 'adamw',
}

interface Optimizer {
  readonly name: string
  readonly lr: number
  readonly momentum?: number
  readonly weight_decay?: number
}

function optimizerOf({ name, lr, momentum, weight_decay }: Optimizer) {
  const optimizer = OPTIMIZERS[name]
  if (!optimizer) throw new Error(`No rule of ours is PyTorch's “${name}”.`)
  const { rule } = familyOf(optimizer).conventions[0]
  const given = {
    alpha: lr,
    ...(momentum === undefined ? {} : { beta: momentum }),
    ...(weight_decay === undefined ? {} : { lambda: weight_decay }),
  }
  return { optimizer, hyperparameters: { ...defaultHyperparameters(rule), ...given } }
}

function batchOf(net: Architecture, loss: GoldenNetwork['loss'], x: Nested, y: Nested): GoldenCase['batch'] {
  const isPicture = net.kind === 'conv'
  const isText = net.kind === 'lstm' || net.kind === 'gpt'
  const shape = shapeOf(x)
  const values = isPicture ? reordered(flat(x), shape, [0, 2, 3, 1]) : flat(x)
  const ordered = isPicture ? [0, 2, 3, 1].map((axis) => shape[axis] ?? 0) : shape
  return {
    x: { values: isText ? Int32Array.from(values) : Float32Array.from(values), shape: ordered },
    y: {
      values: loss === 'categorical' ? Int32Array.from(flat(y)) : Float32Array.from(flat(y)),
      shape: shapeOf(y),
    },
  }
}

function laidDown(layout: ParameterLayout, sources: readonly Source[], tensors: Tensors): Float64Array {
  const values = new Float64Array(parameterTotal(layout)).fill(NaN)
  layout.forEach(({ name, offset, size }, i) => {
    const numbers = sources[i]?.(tensors) ?? []
    if (numbers.length !== size)
      throw new Error(`“${name}” has ${size} numbers, the figures ${numbers.length}.`)
    values.set(numbers, offset)
  })
  return values
}

interface Raw {
  readonly network: string
  readonly optimizer: Optimizer
  readonly x: Nested
  readonly y: Nested
  readonly initial: Tensors
  readonly gradients: Tensors
  readonly losses: readonly number[]
  readonly final: Tensors
}

function caseOf(raw: Raw): GoldenCase {
  const { net, loss, sources } = networkOf(raw.network)
  const layout = parametersOf(net)
  const places = (end: string) => layout.filter(({ name }) => name.endsWith(end))
  // The same number added to all keys changes no softmax, so that the middle third of these biases has no slope.
  const keys =
    net.kind === 'gpt' ? places('qkv.bias').map(({ offset, size }) => [offset + size / 3, size / 3]) : []
  const twice = net.kind === 'lstm' ? places('bias').slice(0, 1) : []
  return {
    name: `${raw.network.split(/[;:(,]/)[0]?.trim()}, ${raw.optimizer.name}`,
    net,
    loss: { kind: loss, smoothing: 0 },
    ...optimizerOf(raw.optimizer),
    batch: batchOf(net, loss, raw.x, raw.y),
    initial: laidDown(layout, sources(false), raw.initial),
    gradient: laidDown(layout, sources(true), raw.gradients),
    losses: raw.losses,
    final: laidDown(layout, sources(false), raw.final),
    isDetermined: (k) => !keys.some(([from = 0, size = 0]) => k >= from && k < from + size),
    pace: (k) => (twice.some(({ offset, size }) => k >= offset && k < offset + size) ? 2 : 1),
  }
}

/** All six: dense with Adam and with gradient descent, dense with three classes, convolutional, LSTM, GPT. */
export const GOLDEN_CASES: readonly GoldenCase[] = golden.cases.map((c) => caseOf(c as Raw))
