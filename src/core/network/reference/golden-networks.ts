import type { Architecture } from '../architecture.ts'
import {
  afterPictures,
  asIs,
  convolution,
  either,
  linear,
  norm,
  turned,
  type Source,
} from './pytorch-layout.ts'

const gptSources: Source[] = [
  asIs('tok.weight'),
  asIs('pos.weight'),
  ...[0, 1].flatMap((l) => [
    ...norm(`blocks.${l}.ln1`),
    ...linear(`blocks.${l}.qkv`),
    ...linear(`blocks.${l}.proj`),
    ...norm(`blocks.${l}.ln2`),
    ...linear(`blocks.${l}.fc1`),
    ...linear(`blocks.${l}.fc2`),
  ]),
  ...norm('lnf'),
  turned('head.weight'),
]

/** A network of the figures, and which of PyTorch's tensors are ours. */
export interface GoldenNetwork {
  readonly net: Architecture
  readonly loss: 'binary' | 'categorical'
  /** PyTorch's tensors in the order of ours. */
  readonly sources: (isGradient: boolean) => readonly Source[]
}

const dense = (
  hidden: number[],
  activation: 'tanh' | 'relu',
  outputs: number,
  loss: GoldenNetwork['loss'],
): GoldenNetwork => ({
  net: { kind: 'dense', inputs: 2, hidden, activation, outputs, dropout: 0 },
  loss,
  sources: () => [...hidden, outputs].flatMap((_, l) => linear(`${2 * l}`)),
})

/** By how the figures' description begins. */
const NETWORKS: readonly [string, GoldenNetwork][] = [
  ['dense 2-8-8-1', dense([8, 8], 'tanh', 1, 'binary')],
  ['dense 2-6-3', dense([6], 'relu', 3, 'categorical')],
  [
    'conv',
    {
      net: {
        kind: 'conv',
        side: 14,
        channels: 1,
        layers: [
          { filters: 3, kernel: 3 },
          { filters: 4, kernel: 3 },
        ],
        classes: 5,
        dropout: 0,
      },
      loss: 'categorical',
      sources: () => [
        ...convolution('c1'),
        ...convolution('c2'),
        afterPictures('fc.weight'),
        asIs('fc.bias'),
      ],
    },
  ],
  [
    'embedding',
    {
      net: {
        kind: 'lstm',
        vocabulary: 20,
        hasPadding: false,
        embedding: 6,
        units: 5,
        length: 7,
        outputs: 1,
        dropout: 0,
        recurrentDropout: 0,
      },
      loss: 'binary',
      sources: (isGradient) => [
        asIs('emb.weight'),
        turned('lstm.weight_ih_l0'),
        turned('lstm.weight_hh_l0'),
        either('lstm.bias_ih_l0', 'lstm.bias_hh_l0', isGradient),
        ...linear('out'),
      ],
    },
  ],
  [
    'gpt',
    {
      net: {
        kind: 'gpt',
        layers: 2,
        width: 8,
        heads: 2,
        context: 8,
        vocabulary: 11,
        isTied: false,
        dropout: 0,
      },
      loss: 'categorical',
      sources: () => gptSources,
    },
  ],
]

/** The network that the figures describe so. Errors: an Error when there is none. */
export function networkOf(description: string): GoldenNetwork {
  const found = NETWORKS.find(([start]) => description.startsWith(start))
  if (!found) throw new Error(`No network of ours is “${description}”.`)
  return found[1]
}
