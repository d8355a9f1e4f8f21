import { dot, eachHead, perHead, type AttentionShape } from './attention.ts'
import { dispatch, type Dispatch, type Place } from './kernel.ts'

/*
 * Attention's way back, after Dao et al. (2022): weights are computed again from the log-sum kept, and with
 * aₜ = dOutₜ · outₜ the gradient of a score before the division by √(width of a head) is wₜₛ (dOutₜ · vₛ − aₜ).
 */

interface QueryOperands {
  /** As on the way there. */
  readonly qkv: Place
  readonly out: Place
  readonly logSum: Place
  /** dL/d out [texts · length, width] */
  readonly dOut: Place
  /** dL/d(Q, K, V) [texts · length, 3 · width]; this writes the Q third. */
  readonly dQkv: Place
  /** aₜ [texts · heads · length] */
  readonly along: Place
}

/** dqₜ = Σ_{s ≤ t} wₜₛ (dOutₜ · vₛ − aₜ) kₛ/√(width of a head), and aₜ. One thread a query. */
export function attentionQueryGradient(operands: QueryOperands, shape: AttentionShape): Dispatch {
  const { heads, width } = shape
  const program = perHead(
    shape,
    `var q: array<f32, WIDTH>;
  var slope: array<f32, WIDTH>;
  var sum: array<f32, WIDTH>;
  var a = 0.0;
  for (var d = 0u; d < WIDTH; d++) {
    q[d] = qkv[(first + at) * ${3 * width}u + own + d] * SCALE;
    slope[d] = dOut[(first + at) * ${width}u + own + d];
    a += slope[d] * out[(first + at) * ${width}u + own + d];
  }
  along[i] = a;
  let logTotal = logSum[i];
  for (var s = 0u; s <= at; s++) {
    let key = (first + s) * ${3 * width}u + ${width}u + own;
    var score = 0.0;
    var ofWeight = 0.0;
    for (var d = 0u; d < WIDTH; d++) {
      score += q[d] * qkv[key + d];
      ofWeight += slope[d] * qkv[key + ${width}u + d];
    }
    let ofScore = exp(score - logTotal) * (ofWeight - a) * SCALE;
    for (var d = 0u; d < WIDTH; d++) { sum[d] += ofScore * qkv[key + d]; }
  }
  for (var d = 0u; d < WIDTH; d++) { dQkv[(first + at) * ${3 * width}u + own + d] = sum[d]; }`,
  )
  return dispatch('attention-query-gradient', operands, program, (views) => {
    const { qkv, out, logSum, dOut, dQkv, along } = views
    const size = width / heads
    const scale = 1 / Math.sqrt(size)
    eachHead(shape, (i, at, first, own) => {
      const part = (row: number, from: number) => qkv.subarray(row * 3 * width + from + own).subarray(0, size)
      const from = (first + at) * width + own
      const slope = dOut.subarray(from, from + size)
      const a = dot(slope, out.subarray(from, from + size))
      along[i] = a
      const sum = new Array<number>(size).fill(0)
      for (let s = 0; s <= at; s++) {
        const key = part(first + s, width)
        const weight = Math.exp(dot(part(first + at, 0), key) * scale - logSum[i]!)
        const ofScore = weight * (dot(slope, part(first + s, 2 * width)) - a) * scale
        key.forEach((k, d) => (sum[d]! += ofScore * k))
      }
      dQkv.set(sum, (first + at) * 3 * width + own)
    })
  })
}

interface KeyOperands {
  readonly qkv: Place
  readonly logSum: Place
  readonly dOut: Place
  readonly along: Place
  /** This writes the thirds of K and V. */
  readonly dQkv: Place
}

/** dkₛ = Σ_{t ≥ s} wₜₛ (dOutₜ · vₛ − aₜ) qₜ/√(width of a head) and dvₛ = Σ_{t ≥ s} wₜₛ dOutₜ. One thread a key. */
export function attentionKeyGradient(operands: KeyOperands, shape: AttentionShape): Dispatch {
  const { length, heads, width } = shape
  const program = perHead(
    shape,
    `var k: array<f32, WIDTH>;
  var v: array<f32, WIDTH>;
  var ofK: array<f32, WIDTH>;
  var ofV: array<f32, WIDTH>;
  let key = (first + at) * ${3 * width}u + ${width}u + own;
  for (var d = 0u; d < WIDTH; d++) {
    k[d] = qkv[key + d];
    v[d] = qkv[key + ${width}u + d];
  }
  for (var t = at; t < ${length}u; t++) {
    let query = (first + t) * ${3 * width}u + own;
    let row = (first + t) * ${width}u + own;
    var score = 0.0;
    var ofWeight = 0.0;
    for (var d = 0u; d < WIDTH; d++) {
      score += qkv[query + d] * k[d];
      ofWeight += dOut[row + d] * v[d];
    }
    let weight = exp(score * SCALE - logSum[i - at + t]);
    let ofScore = weight * (ofWeight - along[i - at + t]) * SCALE;
    for (var d = 0u; d < WIDTH; d++) {
      ofV[d] += weight * dOut[row + d];
      ofK[d] += ofScore * qkv[query + d];
    }
  }
  for (var d = 0u; d < WIDTH; d++) {
    dQkv[key + d] = ofK[d];
    dQkv[key + ${width}u + d] = ofV[d];
  }`,
  )
  return dispatch('attention-key-gradient', operands, program, ({ qkv, logSum, dOut, along, dQkv }) => {
    const size = width / heads
    const scale = 1 / Math.sqrt(size)
    eachHead(shape, (i, at, first, own) => {
      const part = (row: number, from: number) => qkv.subarray(row * 3 * width + from + own).subarray(0, size)
      const [k, v] = [part(first + at, width), part(first + at, 2 * width)]
      const ofK = new Array<number>(size).fill(0)
      const ofV = new Array<number>(size).fill(0)
      for (let t = at; t < length; t++) {
        const q = part(first + t, 0)
        const slope = dOut.subarray((first + t) * width + own).subarray(0, size)
        const weight = Math.exp(dot(q, k) * scale - logSum[i - at + t]!)
        const ofScore = weight * (dot(slope, v) - along[i - at + t]!) * scale
        slope.forEach((s, d) => (ofV[d]! += weight * s))
        q.forEach((x, d) => (ofK[d]! += ofScore * x))
      }
      dQkv.set(ofK, (first + at) * 3 * width + width + own)
      dQkv.set(ofV, (first + at) * 3 * width + 2 * width + own)
    })
  })
}
