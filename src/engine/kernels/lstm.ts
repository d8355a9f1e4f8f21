import { sigmoid } from '../../core/network/activation.ts'
import { SIGMOID } from './activation.ts'
import { dropping, type Dropped } from './dropout.ts'
import { dispatch, type Dispatch, type Now, type Place, type Program, type Views } from './kernel.ts'
import { isToken, perTexts, type LstmLoops, type LstmShape } from './lstm-texts.ts'
import { WGSL_FUNCTIONS } from './wgsl-expr.ts'

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

/**
 * An LSTM over whole texts (Hochreiter & Schmidhuber 1997, Gers et al. 2000). For one token after another, with h̃ = h ⊙ dropout
 * (one mask for all tokens of a text) and z = x U + b + h̃ W, cut in four:
 *
 *   i = σ(z₁)  f = σ(z₂)  g = tanh(z₃)  o = σ(z₄),   c ← f·c + i·g,   h ← o·tanh(c)
 *
 * h̃ and c live in the workgroup's memory. h̃ has two places there, one to read and one to write, so that a token costs one
 * barrier.
 */
export function lstm(loops: LstmLoops, operands: Operands, shape: LstmShape, dropped?: Dropped): Dispatch {
  const drops = dropping(dropped)
  const twin = (views: Views<Operands>, now: Now): void => onTwin(shape, views, (e) => drops.factor(now, e))
  return dispatch('lstm', operands, programOf(loops, shape, drops), twin, drops.numbers)
}

function programOf(
  loops: LstmLoops,
  shape: LstmShape,
  { functions, times }: ReturnType<typeof dropping>,
): Program {
  const { length, units } = shape
  return perTexts(
    shape,
    loops,
    4 * units,
    (atOnce, each) => `${functions}${SIGMOID}${WGSL_FUNCTIONS}
var<workgroup> shown: array<f32, ${2 * units * atOnce}>;
var<workgroup> kept: array<f32, ${units * atOnce}>;
var<workgroup> last: array<f32, ${units * atOnce}>;
// One unit of one text at one token; own, here and next are its places in the workgroup's memory.
fn goThrough(row: u32, j: u32, z: vec4f, own: u32, here: u32, next: u32, element: u32) {
  let gate = row * 4u * UNITS + j;
  let i = sigmoidOf(z.x);
  let f = sigmoidOf(z.y);
  let g = stable_tanh(z.z);
  let o = sigmoidOf(z.w);
  if (${isToken(shape, 'row')}) {
    kept[own] = f * kept[own] + i * g;
    last[own] = o * stable_tanh(kept[own]);
  }
  before[row * UNITS + j] = shown[here];
  cells[row * UNITS + j] = kept[own];
  gates[gate] = i;
  gates[gate + UNITS] = f;
  gates[gate + 2u * UNITS] = g;
  gates[gate + 3u * UNITS] = o;
  shown[next] = last[own]${times('element')};
}
@compute @workgroup_size(THREADS) fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  let text = group.x * ${atOnce}u;
  for (var j = thread; j < ${units * atOnce}u; j += THREADS) {
    shown[j] = 0.0;
    kept[j] = 0.0;
    last[j] = 0.0;
  }
  workgroupBarrier();
  for (var at = 0u; at < ${length}u; at++) {
    let here = at % 2u * ${units * atOnce}u;
    let next = ${units * atOnce}u - here;
    for (var j = thread; j < UNITS; j += THREADS) {
      ${each((r) => `let row${r} = (text + ${r}u) * ${length}u + at; let gate${r} = row${r} * 4u * UNITS + j;`)}
      ${each((r) => `var z${r} = vec4f(gates[gate${r}], gates[gate${r} + UNITS], gates[gate${r} + 2u * UNITS], gates[gate${r} + 3u * UNITS]);`)}
      for (var k = 0u; k < UNITS; k++) {
        let w = k * 4u * UNITS + j;
        let four = vec4f(recurrent[w], recurrent[w + UNITS], recurrent[w + 2u * UNITS], recurrent[w + 3u * UNITS]);
        ${each((r) => `z${r} += shown[here + ${r}u * UNITS + k] * four;`)}
      }
      ${each((r) => `goThrough(row${r}, j, z${r}, ${r}u * UNITS + j, here + ${r}u * UNITS + j, next + ${r}u * UNITS + j, (text + ${r}u) * UNITS + j);`)}
    }
    workgroupBarrier();
  }
  for (var j = thread; j < UNITS; j += THREADS) {
    ${each((r) => `out[(text + ${r}u) * UNITS + j] = last[${r}u * UNITS + j];`)}
  }
}`,
  )
}

function onTwin(
  { texts, length, units, hasPadding }: LstmShape,
  { tokens, gates, recurrent, before, cells, out }: Views<Operands>,
  dropout: (element: number) => number,
): void {
  for (let text = 0; text < texts; text++) {
    const h = new Float64Array(units)
    const c = new Float64Array(units)
    for (let row = text * length; row < (text + 1) * length; row++) {
      const shown = h.map((v, j) => v * dropout(text * units + j))
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
}
