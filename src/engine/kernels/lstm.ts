import { sigmoid } from '../../core/network/activation.ts'
import { SIGMOID } from './activation.ts'
import { dropping, type Dropped } from './dropout.ts'
import { dispatch, type Dispatch, type Place, type Program } from './kernel.ts'
import { WGSL_FUNCTIONS } from './wgsl-expr.ts'

export interface LstmShape {
  readonly texts: number
  /** Tokens of a text. */
  readonly length: number
  readonly units: number
  /** Whether token 0 is padding, which leaves h and c as they are. */
  readonly hasPadding: boolean
}

interface Operands {
  /** Whole numbers [texts, length]. */
  readonly tokens: Place
  /** x U + b of every token [texts · length, 4 · units]; in its place stand then the gates i, f, g, o. */
  readonly gates: Place
  /** [units, 4 · units] */
  readonly recurrent: Place
  /** What stood before each token in the place of h, dropout included [texts · length, units]. */
  readonly before: Place
  /** c after each token [texts · length, units]. */
  readonly cells: Place
  /** h after the last one [texts, units]. */
  readonly out: Place
}

/** The most threads that every device gives a workgroup. */
const MOST_THREADS = 256

/** A workgroup for each text, a thread for each unit; where there are more units, a thread has several. */
export function perText({ texts, units }: LstmShape, functions: string, body: string): Program {
  const threads = Math.min(MOST_THREADS, 32 * Math.ceil(units / 32))
  const code = `${functions}
const UNITS = ${units}u;
const THREADS = ${threads}u;
@compute @workgroup_size(THREADS) fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  let text = group.x;
  ${body}
}`
  return { workgroups: [texts, 1, 1], code }
}

/** Whether what stands in this row is a token, in WGSL. */
export const isToken = ({ hasPadding }: LstmShape): string => (hasPadding ? 'tokens[row] != 0' : 'true')

/**
 * An LSTM over whole texts (Hochreiter & Schmidhuber 1997, Gers et al. 2000). For one token after another, with h̃ = h ⊙ dropout
 * (one mask for all tokens of a text) and z = x U + b + h̃ W, cut in four:
 *
 *   i = σ(z₁)  f = σ(z₂)  g = tanh(z₃)  o = σ(z₄),   c ← f·c + i·g,   h ← o·tanh(c)
 *
 * h̃ and c live in the workgroup's memory. h̃ has two places there, one to read and one to write, so that a token costs one
 * barrier.
 */
export function lstm(operands: Operands, shape: LstmShape, dropped?: Dropped): Dispatch {
  const { texts, length, units, hasPadding } = shape
  const { functions, times, factor, numbers } = dropping(dropped)
  const program = perText(
    shape,
    `${functions}${SIGMOID}${WGSL_FUNCTIONS}
var<workgroup> shown: array<f32, ${2 * units}>;
var<workgroup> kept: array<f32, ${units}>;
var<workgroup> last: array<f32, ${units}>;`,
    `for (var j = thread; j < UNITS; j += THREADS) {
    shown[j] = 0.0;
    kept[j] = 0.0;
    last[j] = 0.0;
  }
  workgroupBarrier();
  for (var at = 0u; at < ${length}u; at++) {
    let row = text * ${length}u + at;
    let here = at % 2u * UNITS;
    let isToken = ${isToken(shape)};
    for (var j = thread; j < UNITS; j += THREADS) {
      let gate = row * 4u * UNITS + j;
      var z = vec4f(gates[gate], gates[gate + UNITS], gates[gate + 2u * UNITS], gates[gate + 3u * UNITS]);
      for (var k = 0u; k < UNITS; k++) {
        let w = k * 4u * UNITS + j;
        z += shown[here + k]
          * vec4f(recurrent[w], recurrent[w + UNITS], recurrent[w + 2u * UNITS], recurrent[w + 3u * UNITS]);
      }
      let i = sigmoidOf(z.x);
      let f = sigmoidOf(z.y);
      let g = stable_tanh(z.z);
      let o = sigmoidOf(z.w);
      if (isToken) {
        kept[j] = f * kept[j] + i * g;
        last[j] = o * stable_tanh(kept[j]);
      }
      before[row * UNITS + j] = shown[here + j];
      cells[row * UNITS + j] = kept[j];
      gates[gate] = i;
      gates[gate + UNITS] = f;
      gates[gate + 2u * UNITS] = g;
      gates[gate + 3u * UNITS] = o;
      shown[UNITS - here + j] = last[j]${times('text * UNITS + j')};
    }
    workgroupBarrier();
  }
  for (var j = thread; j < UNITS; j += THREADS) { out[text * UNITS + j] = last[j]; }`,
  )
  return dispatch(
    'lstm',
    operands,
    program,
    ({ tokens, gates, recurrent, before, cells, out }, now) => {
      for (let text = 0; text < texts; text++) {
        const h = new Float64Array(units)
        const c = new Float64Array(units)
        for (let row = text * length; row < (text + 1) * length; row++) {
          const shown = h.map((v, j) => v * factor(now, text * units + j))
          for (let j = 0; j < units; j++) {
            const z = [0, 1, 2, 3].map((gate) => {
              let sum = gates[row * 4 * units + gate * units + j]!
              for (let k = 0; k < units; k++) sum += shown[k]! * recurrent[k * 4 * units + gate * units + j]!
              return sum
            }) as [number, number, number, number]
            const [i, f, g, o] = [sigmoid(z[0]), sigmoid(z[1]), Math.tanh(z[2]), sigmoid(z[3])]
            if (!hasPadding || tokens[row] !== 0) {
              c[j] = f * c[j]! + i * g
              h[j] = o * Math.tanh(c[j]!)
            }
            before[row * units + j] = shown[j]!
            cells[row * units + j] = c[j]!
            ;[i, f, g, o].forEach((value, gate) => (gates[row * 4 * units + gate * units + j] = value))
          }
        }
        out.set(h, text * units)
      }
    },
    numbers,
  )
}
