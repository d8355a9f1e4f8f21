import { layout, outputsOf, type DenseShape, type DenseSpec } from '../../core/network/spec.ts'

/** A place in the network: layer 0 are the inputs, the last layer are the outputs; units count from 0. */
export interface Place {
  readonly layer: number
  readonly unit: number
  /** Whether it is one of several outputs, one a class. */
  readonly isClass?: boolean
}

export const placeIn = (spec: DenseShape, layer: number, unit: number): Place =>
  layer > spec.hidden.length && outputsOf(spec) > 1 ? { layer, unit, isClass: true } : { layer, unit }

/** What one number of the flat parameters is. */
export type Parameter =
  | { readonly kind: 'weight'; readonly index: number; readonly from: Place; readonly to: Place }
  | { readonly kind: 'bias'; readonly index: number; readonly to: Place }

/** Every parameter of the network with its place, unit after unit: the weights that come in, then the bias. */
export function parametersOf(spec: DenseShape): Parameter[] {
  return layout(spec).flatMap(({ weights, biases }, l) =>
    Array.from({ length: weights.columns }, (_, unit): Parameter[] => {
      const to = placeIn(spec, l + 1, unit)
      const incoming = Array.from({ length: weights.rows }, (_, from): Parameter => {
        const index = weights.offset + from * weights.columns + unit
        return { kind: 'weight', index, from: { layer: l, unit: from }, to }
      })
      return [...incoming, { kind: 'bias', index: biases.offset + unit, to }]
    }).flat(),
  )
}

/** Which picture among those of a progress event is the unit's: hidden units layer by layer, outputs last. */
export const pictureIndex = (spec: Pick<DenseSpec, 'hidden'>, { layer, unit }: Place): number =>
  spec.hidden.slice(0, layer - 1).reduce((sum, units) => sum + units, unit)
