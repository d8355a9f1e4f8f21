import { dot, eachHead, perHead, type AttentionShape } from './attention.ts'
import { headVectors } from './head-vectors.ts'
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
  const { declare, load, dot: product, each, store } = headVectors(width / heads)
  const program = perHead(
    shape,
    `let query = (first + at) * ${3 * width}u + own;
  let row = (first + at) * ${width}u + own;
  ${declare('q', (v) => `${load('qkv', 'query', v)} * SCALE`)}
  ${declare('slope', (v) => load('dOut', 'row', v))}
  ${declare('sum', () => 'vec4f()')}
  let a = ${product('slope', (v) => load('out', 'row', v))};
  along[i] = a;
  let logTotal = logSum[i];
  for (var s = 0u; s <= at; s++) {
    let key = (first + s) * ${3 * width}u + ${width}u + own;
    ${declare('k', (v) => load('qkv', 'key', v))}
    let score = ${product('q', (v) => `k${v}`)};
    let ofWeight = ${product('slope', (v) => load('qkv', `key + ${width}u`, v))};
    let ofScore = exp(score - logTotal) * (ofWeight - a) * SCALE;
    ${each((v) => `sum${v} += ofScore * k${v};`)}
  }
  ${each((v) => store('dQkv', 'query', v, `sum${v}`))}`,
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
  const { declare, load, dot: product, each, store } = headVectors(width / heads)
  const program = perHead(
    shape,
    `let key = (first + at) * ${3 * width}u + ${width}u + own;
  ${declare('k', (v) => load('qkv', 'key', v))}
  ${declare('v', (v) => load('qkv', `key + ${width}u`, v))}
  ${declare('ofK', () => 'vec4f()')}
  ${declare('ofV', () => 'vec4f()')}
  for (var t = at; t < ${length}u; t++) {
    let query = (first + t) * ${3 * width}u + own;
    let row = (first + t) * ${width}u + own;
    ${declare('q', (v) => load('qkv', 'query', v))}
    ${declare('slope', (v) => load('dOut', 'row', v))}
    let score = ${product('q', (v) => `k${v}`)};
    let ofWeight = ${product('slope', (v) => `v${v}`)};
    let weight = exp(score * SCALE - logSum[i - at + t]);
    let ofScore = weight * (ofWeight - along[i - at + t]) * SCALE;
    ${each((v) => `ofV${v} += weight * slope${v}; ofK${v} += ofScore * q${v};`)}
  }
  ${each((v) => store('dQkv', 'key', v, `ofK${v}`) + store('dQkv', `key + ${width}u`, v, `ofV${v}`))}`,
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
