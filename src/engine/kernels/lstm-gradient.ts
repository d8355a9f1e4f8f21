import { dropping, type Dropped } from './dropout.ts'
import { dispatch, type Dispatch, type Now, type Place, type Program, type Views } from './kernel.ts'
import { isToken, perTexts, type LstmLoops, type LstmShape } from './lstm-texts.ts'
import { WGSL_FUNCTIONS } from './wgsl-expr.ts'

interface Operands {
  readonly tokens: Place
  /** i, f, g, o of every token [texts · length, 4 · units]; in their place stands then dL/dz. */
  readonly gates: Place
  /** [units, 4 · units] */
  readonly recurrent: Place
  /** c after each token [texts · length, units]. */
  readonly cells: Place
  /** dL/dh after the last token [texts, units]. */
  readonly dOut: Place
}

/**
 * Back through an LSTM, from the last token to the first. With dh and dc, the gradients of h and c after a token:
 *
 *   dc ← dc + dh·o·(1 − tanh²c)
 *   dz = (dc·g·i(1 − i), dc·c₋·f(1 − f), dc·i·(1 − g²), dh·tanh(c)·o(1 − o))
 *   dc₋ = dc·f,   dh₋ = (dz Wᵀ) ⊙ dropout
 *
 * and padding leaves dh and dc as they are.
 */
export function lstmGradient(
  loops: LstmLoops,
  operands: Operands,
  shape: LstmShape,
  dropped?: Dropped,
): Dispatch {
  const drops = dropping(dropped)
  const twin = (views: Views<Operands>, now: Now): void => onTwin(shape, views, (e) => drops.factor(now, e))
  return dispatch('lstm-gradient', operands, programOf(loops, shape, drops), twin, drops.numbers)
}

function programOf(
  loops: LstmLoops,
  shape: LstmShape,
  { functions, times }: ReturnType<typeof dropping>,
): Program {
  const { length, units } = shape
  const mine = Array.from({ length: loops.units }, (_, p) => p)
  return perTexts(
    shape,
    loops,
    6 * units,
    (atOnce, each) => `${functions}${WGSL_FUNCTIONS}
var<workgroup> slopes: array<f32, ${4 * units * atOnce}>;
var<workgroup> ofShown: array<f32, ${units * atOnce}>;
var<workgroup> ofKept: array<f32, ${units * atOnce}>;
// One unit of one text at one token: own is its place in the workgroup's memory, slope where dz goes.
fn goThrough(row: u32, j: u32, isFirst: bool, own: u32, slope: u32) {
  let gate = row * 4u * UNITS + j;
  let i = gates[gate];
  let f = gates[gate + UNITS];
  let g = gates[gate + 2u * UNITS];
  let o = gates[gate + 3u * UNITS];
  var cellBefore = 0.0;
  if (!isFirst) { cellBefore = cells[(row - 1u) * UNITS + j]; }
  let bent = stable_tanh(cells[row * UNITS + j]);
  let dh = ofShown[own];
  let dc = ofKept[own] + dh * o * (1.0 - bent * bent);
  var dz = vec4f();
  if (${isToken(shape, 'row')}) {
    dz = vec4f(dc * g * i * (1.0 - i), dc * cellBefore * f * (1.0 - f), dc * i * (1.0 - g * g), dh * bent * o * (1.0 - o));
    ofKept[own] = dc * f;
  }
  for (var n = 0u; n < 4u; n++) {
    gates[gate + n * UNITS] = dz[n];
    slopes[slope + n * UNITS] = dz[n];
  }
}
@compute @workgroup_size(THREADS) fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  let text = group.x * ${atOnce}u;
  for (var j = thread; j < ${units * atOnce}u; j += THREADS) {
    ofShown[j] = dOut[text * UNITS + j];
    ofKept[j] = 0.0;
  }
  workgroupBarrier();
  for (var back = 1u; back <= ${length}u; back++) {
    let at = ${length}u - back;
    ${each((r) => `let row${r} = (text + ${r}u) * ${length}u + at;`)}
    for (var j = thread; j < UNITS; j += THREADS) {
      ${each((r) => `goThrough(row${r}, j, at == 0u, ${r}u * UNITS + j, ${r * 4}u * UNITS + j);`)}
    }
    workgroupBarrier();
    for (var first = thread * ${mine.length}u; first < UNITS; first += THREADS * ${mine.length}u) {
      ${mine.map((p) => `let w${p} = min(first + ${p}u, UNITS - 1u) * 4u * UNITS;`).join(' ')}
      ${each((r) => mine.map((p) => `var sum${r}_${p} = 0.0;`).join(' '))}
      for (var m = 0u; m < 4u * UNITS; m++) {
        ${mine.map((p) => `let weight${p} = recurrent[w${p} + m];`).join(' ')}
        ${each((r) => `let slope${r} = slopes[${r * 4}u * UNITS + m]; ${mine.map((p) => `sum${r}_${p} += slope${r} * weight${p};`).join(' ')}`)}
      }
      ${each((r) => mine.map((p) => `if (first + ${p}u < UNITS && ${isToken(shape, `row${r}`)}) { ofShown[${r}u * UNITS + first + ${p}u] = sum${r}_${p}${times(`(text + ${r}u) * UNITS + first + ${p}u`)}; }`).join('\n      '))}
    }
    workgroupBarrier();
  }
}`,
  )
}

function onTwin(
  { texts, length, units, hasPadding }: LstmShape,
  { tokens, gates, recurrent, cells, dOut }: Views<Operands>,
  dropout: (element: number) => number,
): void {
  for (let text = 0; text < texts; text++) {
    const dh = Float64Array.from({ length: units }, (_, j) => dOut[text * units + j]!)
    const dcs = new Float64Array(units)
    for (let at = length - 1; at >= 0; at--) {
      const row = text * length + at
      const z = gates.subarray(row * 4 * units, (row + 1) * 4 * units)
      if (hasPadding && tokens[row] === 0) {
        z.fill(0)
        continue
      }
      for (let j = 0; j < units; j++) {
        const [i, f, g, o] = [0, 1, 2, 3].map((gate) => z[gate * units + j]!) as [
          number,
          number,
          number,
          number,
        ]
        const before = at > 0 ? cells[(row - 1) * units + j]! : 0
        const bent = Math.tanh(cells[row * units + j]!)
        const dc = dcs[j]! + dh[j]! * o * (1 - bent ** 2)
        const dz = [
          dc * g * i * (1 - i),
          dc * before * f * (1 - f),
          dc * i * (1 - g ** 2),
          dh[j]! * bent * o * (1 - o),
        ]
        dz.forEach((slope, gate) => (z[gate * units + j] = slope))
        dcs[j] = dc * f
      }
      for (let j = 0; j < units; j++) {
        let sum = 0
        for (let m = 0; m < 4 * units; m++) sum += z[m]! * recurrent[j * 4 * units + m]!
        dh[j] = sum * dropout(text * units + j)
      }
    }
  }
}
