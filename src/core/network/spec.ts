import type { LossSpec } from '../loss/loss-spec.ts'

/** The activation functions of hidden layers. */
export const ACTIVATIONS = ['tanh', 'relu', 'sigmoid', 'linear'] as const
export type ActivationName = (typeof ACTIVATIONS)[number]

/** What the numbers of a DenseSpec may be. */
export const DENSE_LIMITS = {
  layers: { min: 0, max: 4 },
  units: { min: 1, max: 8 },
} as const

/** How many numbers describe a point. */
export const INPUTS = 2

/** The most outputs that a network for the plane has: one a class. */
export const MOST_OUTPUTS = 5

/** A dense network for points of the plane: 2 inputs, hidden layers of the same activation, linear outputs. */
export interface DenseSpec {
  /** Units of each hidden layer, first to last: 0–4 layers of 1–8 units. */
  readonly hidden: readonly number[]
  readonly activation: ActivationName
  /** 1 where it is left out: the logit of two classes, or a predicted value; for more classes one logit each. */
  readonly outputs?: number
  /** What the outputs are held against; left out, it is the cross-entropy of two classes from one logit. */
  readonly loss?: LossSpec
}

/** What decides where the parameters lie. */
export type DenseShape = Pick<DenseSpec, 'hidden' | 'outputs'>

export const outputsOf = (spec: Pick<DenseSpec, 'outputs'>): number => spec.outputs ?? 1

const TWO_CLASSES: LossSpec = { kind: 'binary', smoothing: 0 }

export const lossOf = (spec: Pick<DenseSpec, 'loss'>): LossSpec => spec.loss ?? TWO_CLASSES

/** Where the weights of a layer lie in the flat parameters: input i to unit j is at offset + i · columns + j. */
export interface WeightsLayout {
  readonly offset: number
  /** Inputs of the layer. */
  readonly rows: number
  /** Units of the layer. */
  readonly columns: number
}

/** A layer's weights, row by row, and right after them its biases: unit j's bias is at offset + j. */
export interface LayerLayout {
  readonly weights: WeightsLayout
  readonly biases: { readonly offset: number; readonly count: number }
}

/** The number of values in each layer, inputs and output included: [2, …hidden, outputs]. */
export const widths = (spec: DenseShape): number[] => [INPUTS, ...spec.hidden, outputsOf(spec)]

/** Where each layer's parameters lie, first hidden layer first, output layer last. */
export function layout(spec: DenseShape): LayerLayout[] {
  const sizes = widths(spec)
  const layers: LayerLayout[] = []
  let offset = 0
  for (let l = 1; l < sizes.length; l++) {
    const rows = sizes[l - 1] ?? 0
    const columns = sizes[l] ?? 0
    const biases = { offset: offset + rows * columns, count: columns }
    layers.push({ weights: { offset, rows, columns }, biases })
    offset = biases.offset + columns
  }
  return layers
}

/** How many parameters the network has: Σ (inputs + 1) · units over its layers. */
export function parameterCount(spec: DenseShape): number {
  return layout(spec).reduce(
    (sum, { weights, biases }) => sum + weights.rows * weights.columns + biases.count,
    0,
  )
}

/** How many units compute something: all hidden ones, layer by layer, and last the outputs. */
export function unitCount(spec: DenseShape): number {
  return spec.hidden.reduce((sum, units) => sum + units, outputsOf(spec))
}

/** 1 where the flat parameter is a weight, 0 where it is a bias. */
export function weightMask(spec: DenseShape): Float32Array {
  const mask = new Float32Array(parameterCount(spec))
  for (const { weights } of layout(spec)) {
    mask.fill(1, weights.offset, weights.offset + weights.rows * weights.columns)
  }
  return mask
}
