import { dispatch, forEach, type Dispatch, type Place, type Program } from './kernel.ts'
import { headVectors } from './head-vectors.ts'
import { wgslNumber } from './wgsl-expr.ts'

export interface AttentionShape {
  /** Rows of the batch; every row is a text of `length` tokens. */
  readonly texts: number
  readonly length: number
  readonly heads: number
  /** Numbers of a token in all heads together. */
  readonly width: number
}

interface Operands {
  /** Q, K and V side by side, each head after head [texts · length, 3 · width] */
  readonly qkv: Place
  /** [texts · length, width] */
  readonly out: Place
  /** ln Σ exp(scores) of each query [texts · heads · length], from which the way back has the weights again. */
  readonly logSum: Place
}

/** One thread for each token of each head: `at` in its text, which begins at row `first`; its head begins at column `own`. */
export const perHead = ({ texts, length, heads, width }: AttentionShape, body: string): Program =>
  forEach(
    texts * heads * length,
    `const SCALE = ${wgslNumber(1 / Math.sqrt(width / heads))};
  let at = i % ${length}u;
  let first = i / ${length * heads}u * ${length}u;
  let own = i / ${length}u % ${heads}u * ${width / heads}u;
  ${body}`,
  )

/** The same places for the twin: every token of every head, its number, and where its text and its head begin. */
export function eachHead(
  { texts, length, heads, width }: AttentionShape,
  visit: (i: number, at: number, first: number, own: number) => void,
): void {
  for (let i = 0; i < texts * heads * length; i++) {
    const head = Math.floor(i / length) % heads
    visit(i, i % length, Math.floor(i / (length * heads)) * length, (head * width) / heads)
  }
}

/**
 * Causal attention: outₜ = Σ_{s ≤ t} wₜₛ vₛ with wₜ = softmax over s of qₜ·kₛ/√(width of a head). One thread a query goes
 * through the keys once and keeps the largest score, the sum and the output so far (Milakov & Gimelshein 2018), so no
 * table of scores is written.
 */
export function attention(operands: Operands, shape: AttentionShape): Dispatch {
  const { heads, width } = shape
  const { declare, load, dot: product, each, store } = headVectors(width / heads)
  const program = perHead(
    shape,
    `let query = (first + at) * ${3 * width}u + own;
  ${declare('q', (v) => `${load('qkv', 'query', v)} * SCALE`)}
  ${declare('sum', () => 'vec4f()')}
  var largest = -1e30;
  var total = 0.0;
  for (var s = 0u; s <= at; s++) {
    let key = (first + s) * ${3 * width}u + ${width}u + own;
    let score = ${product('q', (v) => load('qkv', 'key', v))};
    let larger = max(largest, score);
    let shrink = exp(largest - larger);
    let weight = exp(score - larger);
    largest = larger;
    total = total * shrink + weight;
    ${each((v) => `sum${v} = sum${v} * shrink + weight * ${load('qkv', `key + ${width}u`, v)};`)}
  }
  ${each((v) => store('out', `(first + at) * ${width}u + own`, v, `sum${v} / total`))}
  logSum[i] = largest + log(total);`,
  )
  return dispatch('attention', operands, program, ({ qkv, out, logSum }) => {
    const size = width / heads
    eachHead(shape, (i, at, first, own) => {
      const part = (row: number, from: number) => qkv.subarray(row * 3 * width + from + own).subarray(0, size)
      const q = part(first + at, 0)
      const scores = Array.from(
        { length: at + 1 },
        (_, s) => dot(q, part(first + s, width)) / Math.sqrt(size),
      )
      const largest = Math.max(...scores)
      const logTotal = largest + Math.log(scores.reduce((sum, z) => sum + Math.exp(z - largest), 0))
      for (let d = 0; d < size; d++) {
        let sum = 0
        scores.forEach((z, s) => (sum += Math.exp(z - logTotal) * part(first + s, 2 * width)[d]!))
        out[(first + at) * width + own + d] = sum
      }
      logSum[i] = logTotal
    })
  })
}

/** a · b. */
export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0
  for (let d = 0; d < a.length; d++) sum += a[d]! * b[d]!
  return sum
}
