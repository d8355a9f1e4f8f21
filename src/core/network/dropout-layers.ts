import { parametersOf, type Architecture } from './architecture.ts'
import { dropoutMask } from './dropout.ts'
import { placeOf, sizeOf } from './parameters.ts'

/** A place in a network where values are dropped in training. */
export interface DropoutLayer {
  readonly name: string
  /** The layer's number in `dropout.ts`. */
  readonly layer: number
  readonly rate: number
  /** The shape of the values of one row of a batch (a point, a picture, a text). */
  readonly shape: readonly number[]
}

/** A dropout layer before it has its number. */
type Unnumbered = Omit<DropoutLayer, 'layer'>

function placesOf(net: Architecture): Unnumbered[] {
  const rate = net.dropout
  switch (net.kind) {
    case 'dense':
      return net.hidden.map((units, l) => ({ name: `layer${l}`, rate, shape: [units] }))
    case 'conv':
      return [{ name: 'dense', rate, shape: placeOf(parametersOf(net), 'dense.weight').shape.slice(0, 1) }]
    case 'lstm':
      return [
        { name: 'embedding', rate, shape: [net.length, net.embedding] },
        { name: 'recurrent', rate: net.recurrentDropout, shape: [net.units] },
      ]
    case 'gpt': {
      const shape = [net.context, net.width]
      const parts = Array.from({ length: net.layers }, (_, l) => [`layer${l}.project`, `layer${l}.contract`])
      return ['embedding', ...parts.flat()].map((name) => ({ name, rate, shape }))
    }
  }
}

/**
 * Where a network drops values, numbered 0, 1, … in this order (also where the rate is 0):
 *
 * - dense: `layer0`, `layer1`, …: the activated values of each hidden layer;
 * - conv: `dense`: the inputs of the dense layer, flat as [row, column, channel];
 * - lstm: `embedding`: the embedded tokens; `recurrent`: the state h on its way into the gates of the next token, one
 *   mask for all tokens of a text;
 * - gpt: `embedding`: token plus position; for each layer l `layer<l>.project` and `layer<l>.contract`: what attention
 *   and the feed-forward part add to the stream.
 *
 * Value e of row r of a batch is element r · (values of a row) + e, row-major in `shape`, of the layer.
 */
export const dropoutLayersOf = (net: Architecture): readonly DropoutLayer[] =>
  placesOf(net).map((place, layer) => ({ ...place, layer }))

/** The place of that name. Errors: an Error when there is none. */
export function dropoutLayerOf(net: Architecture, name: string): DropoutLayer {
  const found = dropoutLayersOf(net).find((place) => place.name === name)
  if (!found) throw new Error(`The network drops nothing at “${name}”.`)
  return found
}

/** What a layer's values are multiplied by in step t of a run, for a batch of so many rows: 0 or 1/(1 − rate). */
export const layerMask = (
  { layer, rate, shape }: DropoutLayer,
  seed: number,
  t: number,
  rows: number,
): Float32Array => dropoutMask(seed, t, layer, rows * sizeOf(shape), rate)
