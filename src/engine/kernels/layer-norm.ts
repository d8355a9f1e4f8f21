import { dispatch, forEach, type Dispatch, type Place } from './kernel.ts'

interface Operands {
  /** [rows, width] */
  readonly x: Place
  /** [width] */
  readonly gain: Place
  readonly bias: Place
  /** [rows, width] */
  readonly out: Place
  /** Mean and 1/σ of each row [rows, 2], kept for the way back. */
  readonly stats: Place
}

export interface NormShape {
  readonly rows: number
  readonly width: number
}

/** Added to the variance; as in GPT-2 and in PyTorch. */
const EPSILON = 1e-5

/** LayerNorm (Ba et al. 2016): out = (x − μ)/√(σ² + ε) ⊙ gain + bias, μ and σ² of each row; one thread a row. */
export function layerNorm(operands: Operands, { rows, width }: NormShape): Dispatch {
  const program = forEach(
    rows,
    `let first = i * ${width}u;
  var mean = 0.0;
  for (var j = 0u; j < ${width}u; j++) { mean += x[first + j]; }
  mean /= ${width}.0;
  var variance = 0.0;
  for (var j = 0u; j < ${width}u; j++) {
    let away = x[first + j] - mean;
    variance += away * away;
  }
  let scale = inverseSqrt(variance / ${width}.0 + ${EPSILON});
  for (var j = 0u; j < ${width}u; j++) {
    out[first + j] = (x[first + j] - mean) * scale * gain[j] + bias[j];
  }
  stats[2u * i] = mean;
  stats[2u * i + 1u] = scale;`,
  )
  return dispatch('layer-norm', operands, program, ({ x, gain, bias, out, stats }) => {
    for (let i = 0; i < rows; i++) {
      const row = x.subarray(i * width, (i + 1) * width)
      const mean = row.reduce((sum, v) => sum + v, 0) / width
      const variance = row.reduce((sum, v) => sum + (v - mean) ** 2, 0) / width
      const scale = 1 / Math.sqrt(variance + EPSILON)
      row.forEach((v, j) => (out[i * width + j] = (v - mean) * scale * gain[j]! + bias[j]!))
      stats[2 * i] = mean
      stats[2 * i + 1] = scale
    }
  })
}
