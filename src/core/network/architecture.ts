import type { ActivationName } from './spec.ts'
import { laidOut, type ParameterLayout, type ParameterShape } from './parameters.ts'

/*
 * The networks of the course as plain data, and where their parameters lie. All engines (float64, tfjs, compiled)
 * take the same flat parameters in this order.
 */

/** A dense network: x W + b with an activation between; the last layer's values are the outputs (logits). */
export interface DenseNet {
  readonly kind: 'dense'
  readonly inputs: number
  /** Units of each hidden layer, first to last. */
  readonly hidden: readonly number[]
  readonly activation: ActivationName
  readonly outputs: number
  /** Share of each hidden layer's values that are dropped in training, 0 … <1. */
  readonly dropout: number
}

/** Convolution layers (valid, stride 1, relu, then 2 × 2 max-pooling) and a dense layer, for square pictures. */
export interface ConvNet {
  readonly kind: 'conv'
  /** Rows and columns of a picture. */
  readonly side: number
  readonly channels: number
  readonly layers: readonly { readonly filters: number; readonly kernel: number }[]
  readonly classes: number
  /** Share of the dense layer's inputs that are dropped in training. */
  readonly dropout: number
}

/** Embedding, one LSTM layer whose last state goes to a dense layer. */
export interface LstmClassifier {
  readonly kind: 'lstm'
  /** Tokens are numbered 0 … vocabulary − 1. */
  readonly vocabulary: number
  /** Whether token 0 is padding: the LSTM's state passes it by unchanged. Else it is a token like all others. */
  readonly hasPadding: boolean
  readonly embedding: number
  readonly units: number
  /** Tokens of a text, padding included. */
  readonly length: number
  /** Outputs of the dense layer: 1 for two classes (a logit), else one logit a class. */
  readonly outputs: number
  /** Share of each token's embedding that is dropped in training. */
  readonly dropout: number
  /** Share of the state that is dropped on its way into the next step, one mask for all steps of a text. */
  readonly recurrentDropout: number
}

/** A transformer as GPT-2 has it: learned positions, LayerNorm before each part, tanh-GELU, causal attention. */
export interface Gpt {
  readonly kind: 'gpt'
  readonly layers: number
  /** Numbers a token is described by; a multiple of `heads`. */
  readonly width: number
  readonly heads: number
  /** Tokens that are seen at once. */
  readonly context: number
  readonly vocabulary: number
  /** Whether the head's weights are those of the token embedding. */
  readonly isTied: boolean
  /** Share of the embedding and of what each part adds to it that is dropped in training. */
  readonly dropout: number
}

export type Architecture = DenseNet | ConvNet | LstmClassifier | Gpt

const weight = (name: string, ...shape: number[]): ParameterShape => ({ name, shape, isWeight: true })
const plain = (name: string, ...shape: number[]): ParameterShape => ({ name, shape, isWeight: false })
const dense = (name: string, inputs: number, outputs: number): ParameterShape[] => [
  weight(`${name}.weight`, inputs, outputs),
  plain(`${name}.bias`, outputs),
]
const norm = (name: string, width: number): ParameterShape[] => [
  plain(`${name}.gain`, width),
  plain(`${name}.bias`, width),
]

/** Rows and columns of a picture after each convolution and after each pooling: [24, 12, 10, 5] for 28 with 5 and 3. */
export function convSides({ side, layers }: Pick<ConvNet, 'side' | 'layers'>): number[] {
  let now = side
  return layers.flatMap(({ kernel }) => {
    const convolved = now - kernel + 1
    now = Math.floor(convolved / 2)
    return [convolved, now]
  })
}

function convShapes(net: ConvNet): ParameterShape[] {
  const sides = convSides(net)
  const last = net.layers[net.layers.length - 1]
  const flat = (sides[sides.length - 1] ?? net.side) ** 2 * (last?.filters ?? net.channels)
  return [
    ...net.layers.flatMap(({ filters, kernel }, l) => [
      weight(`conv${l}.weight`, kernel, kernel, net.layers[l - 1]?.filters ?? net.channels, filters),
      plain(`conv${l}.bias`, filters),
    ]),
    ...dense('dense', flat, net.classes),
  ]
}

function gptShapes({ layers, width, context, vocabulary, isTied }: Gpt): ParameterShape[] {
  return [
    weight('tokens', vocabulary, width),
    weight('positions', context, width),
    ...Array.from({ length: layers }, (_, l) => [
      ...norm(`layer${l}.norm1`, width),
      ...dense(`layer${l}.qkv`, width, 3 * width),
      ...dense(`layer${l}.project`, width, width),
      ...norm(`layer${l}.norm2`, width),
      ...dense(`layer${l}.expand`, width, 4 * width),
      ...dense(`layer${l}.contract`, 4 * width, width),
    ]).flat(),
    ...norm('norm', width),
    ...(isTied ? [] : [weight('head', width, vocabulary)]),
  ]
}

function shapesOf(net: Architecture): ParameterShape[] {
  switch (net.kind) {
    case 'dense': {
      const widths = [net.inputs, ...net.hidden, net.outputs]
      return widths.slice(1).flatMap((units, l) => dense(`layer${l}`, widths[l] ?? 0, units))
    }
    case 'conv':
      return convShapes(net)
    case 'lstm':
      return [
        weight('embedding', net.vocabulary, net.embedding),
        weight('input', net.embedding, 4 * net.units),
        weight('recurrent', net.units, 4 * net.units),
        plain('bias', 4 * net.units),
        ...dense('dense', net.units, net.outputs),
      ]
    case 'gpt':
      return gptShapes(net)
  }
}

/**
 * Where each parameter tensor lies. Matrices are [in, out]; convolutions [row, column, in, out], pictures channels last;
 * an LSTM's four gates stand side by side as i, f, g, o; Q, K and V of all heads likewise, head after head.
 */
export const parametersOf = (net: Architecture): ParameterLayout => laidOut(shapesOf(net))
