import {
  add,
  cast,
  gather,
  matMul,
  mul,
  reshape,
  sigmoid,
  split,
  step,
  sub,
  tanh,
  unstack,
  zeros,
  type Tensor,
  type Tensor2D,
} from '@tensorflow/tfjs-core'
import type { LstmClassifier } from '../../core/network/architecture.ts'
import { linear, type Outputs } from './network.ts'

/** What an LSTM carries from one token to the next: what it shows and what it keeps, both [rows, units]. */
interface State {
  readonly h: Tensor
  readonly c: Tensor
}

/**
 * One token (Hochreiter & Schmidhuber 1997, Gers et al. 2000). With z = x U + b + h W, cut in four:
 *
 *   i = σ(z₁)  f = σ(z₂)  g = tanh(z₃)  o = σ(z₄)
 *   c ← f·c + i·g,   h ← o·tanh(c)
 *
 * `fromInput` is x U + b and `fromState` is h W, both [rows, 4 · units].
 */
function stepped({ c }: State, fromInput: Tensor, fromState: Tensor): State {
  const [i, f, g, o] = split(add(fromInput, fromState), 4, 1) as [Tensor, Tensor, Tensor, Tensor]
  const next = add(mul(sigmoid(f), c), mul(sigmoid(i), tanh(g)))
  return { c: next, h: mul(sigmoid(o), tanh(next)) }
}

/** For each of the texts' places: 1 for a token and 0 for padding, and the other way round, [rows, 1] each. */
function paddingOf(tokens: Tensor): { readonly isToken: Tensor[]; readonly isPadding: Tensor[] } {
  const isToken = reshape(step(cast(tokens, 'float32')), [...tokens.shape, 1])
  return { isToken: unstack(isToken, 1), isPadding: unstack(sub(1, isToken), 1) }
}

/**
 * Texts as tokens [rows, length] → [rows, outputs]: the tokens' rows of the embedding go through the LSTM one after
 * another, and its last h goes to a dense layer. Padding leaves h and c as they are.
 */
export const lstmOutputs: Outputs<LstmClassifier> = (net, weights, tokens, drop) => {
  const [rows = 0, length = 0] = tokens.shape
  const embedded = drop('embedding', gather(weights('embedding'), tokens))
  // All tokens' x U + b in one matrix product, then cut into [rows, 4 · units] for each place.
  const x = reshape(embedded, [rows * length, net.embedding]) as Tensor2D
  const all = add(matMul(x, weights('input') as Tensor2D), weights('bias'))
  const fromInputs = unstack(reshape(all, [rows, length, 4 * net.units]), 1)
  const padding = net.hasPadding ? paddingOf(tokens) : null

  let state: State = { h: zeros([rows, net.units]), c: zeros([rows, net.units]) }
  fromInputs.forEach((fromInput, at) => {
    const fromState = matMul(drop('recurrent', state.h) as Tensor2D, weights('recurrent') as Tensor2D)
    const next = stepped(state, fromInput, fromState)
    const isToken = padding?.isToken[at]
    const isPadding = padding?.isPadding[at]
    const choose = (after: Tensor, before: Tensor): Tensor =>
      isToken && isPadding ? add(mul(isToken, after), mul(isPadding, before)) : after
    state = { h: choose(next.h, state.h), c: choose(next.c, state.c) }
  })
  return linear(weights, 'dense', state.h)
}
