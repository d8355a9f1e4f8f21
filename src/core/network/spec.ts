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

/** A dense network for two classes: 2 inputs, hidden layers of the same activation, 1 output, which is a logit. */
export interface DenseSpec {
  /** Units of each hidden layer, first to last: 0–4 layers of 1–8 units. */
  readonly hidden: readonly number[]
  readonly activation: ActivationName
}

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

/** The number of values in each layer, inputs and output included: [2, …hidden, 1]. */
export const widths = (spec: Pick<DenseSpec, 'hidden'>): number[] => [INPUTS, ...spec.hidden, 1]

/** Where each layer's parameters lie, first hidden layer first, output layer last. */
export function layout(spec: Pick<DenseSpec, 'hidden'>): LayerLayout[] {
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
export function parameterCount(spec: Pick<DenseSpec, 'hidden'>): number {
  return layout(spec).reduce(
    (sum, { weights, biases }) => sum + weights.rows * weights.columns + biases.count,
    0,
  )
}

/** How many units compute something: all hidden ones, layer by layer, and last the output. */
export function unitCount(spec: Pick<DenseSpec, 'hidden'>): number {
  return spec.hidden.reduce((sum, units) => sum + units, 1)
}

/** 1 where the flat parameter is a weight, 0 where it is a bias. */
export function weightMask(spec: Pick<DenseSpec, 'hidden'>): Float32Array {
  const mask = new Float32Array(parameterCount(spec))
  for (const { weights } of layout(spec)) {
    mask.fill(1, weights.offset, weights.offset + weights.rows * weights.columns)
  }
  return mask
}
