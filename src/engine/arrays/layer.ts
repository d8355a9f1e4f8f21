/** Where a layer's parameters lie in the flat ones: weight [k, j] at weights + k · units + j, bias j at biases + j. */
export interface LayerPlace {
  readonly inputs: number
  readonly units: number
  readonly weights: number
  readonly biases: number
}

/*
 * The three products of a dense layer, for the first `rows` rows of a batch. A sum is made in 64 bits and rounded to 32
 * as it is stored.
 */

/** z = x W + b. */
export function forwardLayer(
  { inputs, units, weights, biases }: LayerPlace,
  parameters: Float32Array,
  x: Float32Array,
  z: Float32Array,
  rows: number,
): void {
  for (let i = 0; i < rows; i++) {
    const from = i * inputs
    const to = i * units
    for (let j = 0; j < units; j++) {
      let sum = parameters[biases + j]!
      for (let k = 0, w = weights + j; k < inputs; k++, w += units) sum += x[from + k]! * parameters[w]!
      z[to + j] = sum
    }
  }
}

/** dW = xᵀ dz and db = Σ dz over the rows, into the places of W and b in `gradient`. */
export function layerGradient(
  { inputs, units, weights, biases }: LayerPlace,
  x: Float32Array,
  dz: Float32Array,
  gradient: Float32Array,
  rows: number,
): void {
  for (let j = 0; j < units; j++) {
    for (let k = 0; k < inputs; k++) {
      let sum = 0
      for (let i = 0, a = k, d = j; i < rows; i++, a += inputs, d += units) sum += x[a]! * dz[d]!
      gradient[weights + k * units + j] = sum
    }
    let sum = 0
    for (let i = 0, d = j; i < rows; i++, d += units) sum += dz[d]!
    gradient[biases + j] = sum
  }
}

/** dx = dz Wᵀ. */
export function backLayer(
  { inputs, units, weights }: LayerPlace,
  parameters: Float32Array,
  dz: Float32Array,
  dx: Float32Array,
  rows: number,
): void {
  for (let i = 0; i < rows; i++) {
    const from = i * units
    const to = i * inputs
    for (let k = 0, w = weights; k < inputs; k++, w += units) {
      let sum = 0
      for (let j = 0; j < units; j++) sum += dz[from + j]! * parameters[w + j]!
      dx[to + k] = sum
    }
  }
}
