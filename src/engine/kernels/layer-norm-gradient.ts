import { dropping, type Dropped } from './dropout.ts'
import { dispatch, forEach, type Dispatch, type Place } from './kernel.ts'
import type { NormShape } from './layer-norm.ts'
import type { SumsProgram } from './sums.ts'

interface Operands {
  /** dL/d out [rows, width] */
  readonly dOut: Place
  /** What went in [rows, width], and the mean and 1/σ of its rows [rows, 2]. */
  readonly x: Place
  readonly stats: Place
  /** [width] */
  readonly gain: Place
  /** dL/dx [rows, width] */
  readonly dx: Place
  /** dx ⊙ dropout: the gradient of what was dropped on its way into x. */
  readonly dDropped?: Place
}

/**
 * LayerNorm's way back to its input. With x̂ = (x − μ)/σ and e = dOut ⊙ gain, and means over a row:
 *   dx = (e − mean(e) − x̂ · mean(e ⊙ x̂)) / σ.
 * `adds`: to what is in dx already, the gradient that comes along the stream beside the norm.
 */
export function layerNormGradient(
  operands: Operands,
  { rows, width }: NormShape,
  { adds, dropped }: { adds: boolean; dropped?: Dropped },
): Dispatch {
  const { functions, times, factor, numbers } = dropping(dropped)
  const program = forEach(
    rows,
    `let first = i * ${width}u;
  let mean = stats[2u * i];
  let scale = stats[2u * i + 1u];
  var sum = 0.0;
  var along = 0.0;
  for (var j = 0u; j < ${width}u; j++) {
    let e = dOut[first + j] * gain[j];
    sum += e;
    along += e * (x[first + j] - mean) * scale;
  }
  for (var j = 0u; j < ${width}u; j++) {
    let at = first + j;
    let e = dOut[at] * gain[j];
    let slope = scale * (e - (sum + (x[at] - mean) * scale * along) / ${width}.0)${adds ? ' + dx[at]' : ''};
    dx[at] = slope;
    ${operands.dDropped ? `dDropped[at] = slope${times('at')};` : ''}
  }`,
    functions,
  )
  return dispatch(
    'layer-norm-gradient',
    operands,
    program,
    ({ dOut, x, stats, gain, dx, dDropped }, now) => {
      for (let i = 0; i < rows; i++) {
        const [mean, scale] = [stats[2 * i]!, stats[2 * i + 1]!]
        let [sum, along] = [0, 0]
        for (let j = 0; j < width; j++) {
          const e = dOut[i * width + j]! * gain[j]!
          sum += e
          along += e * (x[i * width + j]! - mean) * scale
        }
        for (let at = i * width; at < (i + 1) * width; at++) {
          const e = dOut[at]! * gain[at - i * width]!
          const slope = scale * (e - (sum + (x[at]! - mean) * scale * along) / width)
          dx[at] = slope + (adds ? dx[at]! : 0)
          if (dDropped) dDropped[at] = dx[at]! * factor(now, at)
        }
      }
    },
    numbers,
  )
}

interface WeightOperands {
  readonly dOut: Place
  readonly x: Place
  readonly stats: Place
  /** [width] */
  readonly dGain: Place
  readonly dBias: Place
}

/** LayerNorm's way back to its weights: dGain = Σ dOut ⊙ x̂, dBias = Σ dOut, over the rows; a pair of sums a column. */
export function layerNormWeightGradient(
  sums: SumsProgram,
  operands: WeightOperands,
  { rows, width }: NormShape,
): Dispatch {
  const program = sums(
    { sums: width, terms: rows, values: 2 },
    `fn add(i: u32, row: u32) {
  let slope = dOut[row * ${width}u + i];
  total[0] += slope * (x[row * ${width}u + i] - stats[2u * row]) * stats[2u * row + 1u];
  total[1] += slope;
}
fn store(i: u32, v: u32, value: f32) {
  if (v == 0u) { dGain[i] = value; } else { dBias[i] = value; }
}`,
  )
  return dispatch('layer-norm-weight-gradient', operands, program, ({ dOut, x, stats, dGain, dBias }) => {
    for (let i = 0; i < width; i++) {
      let [ofGain, ofBias] = [0, 0]
      for (let row = 0; row < rows; row++) {
        const slope = dOut[row * width + i]!
        ofBias += slope
        ofGain += slope * (x[row * width + i]! - stats[2 * row]!) * stats[2 * row + 1]!
      }
      dGain[i] = ofGain
      dBias[i] = ofBias
    }
  })
}
