import {
  add,
  cast,
  gather,
  greater,
  matMul,
  mean,
  mul,
  range,
  reshape,
  rsqrt,
  slice,
  softmax,
  split,
  square,
  sub,
  tanh,
  transpose,
  type Tensor,
  type Tensor2D,
  type Tensor3D,
} from '@tensorflow/tfjs-core'
import type { Gpt } from '../../core/network/architecture.ts'
import { linear, type Outputs, type Weights } from './network.ts'

/** Added to a variance before its root. */
const EPSILON = 1e-5

/** What is added to a score that must not count: its exponential is 0. */
const FORBIDDEN = -1e9

/** LayerNorm of each row (Ba, Kiros & Hinton 2016): gain · (x − μ) / √(σ² + ε) + bias, x [rows, width]. */
function layerNorm(weights: Weights, name: string, x: Tensor): Tensor {
  const centred = sub(x, mean(x, 1, true))
  const variance = mean(square(centred), 1, true)
  const normal = mul(centred, rsqrt(add(variance, EPSILON)))
  return add(mul(normal, weights(`${name}.gain`)), weights(`${name}.bias`))
}

/** GELU in its tanh form (Hendrycks & Gimpel 2016): ½ x (1 + tanh(√(2/π) (x + 0.044715 x³))). */
function gelu(x: Tensor): Tensor {
  const cube = mul(x, square(x))
  const inner = mul(add(x, mul(cube, 0.044715)), Math.sqrt(2 / Math.PI))
  return mul(mul(x, 0.5), add(tanh(inner), 1))
}

/** [tokens, tokens]: 0 where a token (row) may look at another (column), which is itself or before; else FORBIDDEN. */
function causalMask(tokens: number): Tensor {
  const place = range(0, tokens)
  return mul(cast(greater(reshape(place, [1, tokens]), reshape(place, [tokens, 1])), 'float32'), FORBIDDEN)
}

/**
 * Causal attention of `heads` heads of n numbers each (Vaswani et al. 2017), x [texts · tokens, width] to the same:
 *
 *   softmax(Q Kᵀ / √n + mask) V   for each text and head, put side by side, then a linear layer.
 */
function attention(net: Gpt, weights: Weights, name: string, x: Tensor, mask: Tensor): Tensor {
  const { heads, width } = net
  const tokens = mask.shape[0] ?? 0
  const texts = (x.shape[0] ?? 0) / tokens
  const size = width / heads
  /** [texts · tokens, width] → [texts · heads, tokens, size]. */
  const byHead = (of: Tensor): Tensor3D =>
    reshape(transpose(reshape(of, [texts, tokens, heads, size]), [0, 2, 1, 3]), [texts * heads, tokens, size])

  const [q, k, v] = split(linear(weights, `${name}.qkv`, x), 3, 1).map(byHead) as [
    Tensor3D,
    Tensor3D,
    Tensor3D,
  ]
  const scores = mul(matMul(q, k, false, true), 1 / Math.sqrt(size))
  const mixed = matMul(softmax(add(scores, mask)) as Tensor3D, v)
  const together = transpose(reshape(mixed, [texts, heads, tokens, size]), [0, 2, 1, 3])
  return linear(weights, `${name}.project`, reshape(together, [texts * tokens, width]))
}

/** The feed-forward part: GELU(x W₁ + b₁) W₂ + b₂, four times as wide inside. */
const feedForward = (weights: Weights, name: string, x: Tensor): Tensor =>
  linear(weights, `${name}.contract`, gelu(linear(weights, `${name}.expand`, x)))

/**
 * GPT-2 (Radford et al. 2019): texts as tokens [texts, tokens] → a logit for each possible next token,
 * [texts · tokens, vocabulary]. A stream x [texts · tokens, width] starts as token + position; every layer adds to it:
 *
 *   x ← x + attention(norm(x)),   x ← x + feedForward(norm(x))
 */
export const gptOutputs: Outputs<Gpt> = (net, weights, tokens, drop) => {
  const [texts = 0, length = 0] = tokens.shape
  const embedded = gather(weights('tokens'), tokens)
  const positions =
    length === net.context ? weights('positions') : slice(weights('positions'), [0, 0], [length, net.width])
  const mask = causalMask(length)

  let x = drop('embedding', reshape(add(embedded, positions), [texts * length, net.width]))
  for (let l = 0; l < net.layers; l++) {
    const name = `layer${l}`
    const attended = attention(net, weights, name, layerNorm(weights, `${name}.norm1`, x), mask)
    x = add(x, drop(`${name}.project`, attended))
    const fed = feedForward(weights, name, layerNorm(weights, `${name}.norm2`, x))
    x = add(x, drop(`${name}.contract`, fed))
  }
  const last = layerNorm(weights, 'norm', x) as Tensor2D
  return net.isTied
    ? matMul(last, weights('tokens') as Tensor2D, false, true)
    : matMul(last, weights('head') as Tensor2D)
}
