/** A parameter tensor of a network. */
export interface ParameterShape {
  readonly name: string
  readonly shape: readonly number[]
  /** Weights are penalised and decayed; biases, gains of normalizations and the like are not. */
  readonly isWeight: boolean
}

/** Where a parameter tensor lies in the network's flat parameters: `size` numbers from `offset`, row by row. */
export interface ParameterPlace extends ParameterShape {
  readonly offset: number
  readonly size: number
}

/** All parameters of a network, one after another without gaps. */
export type ParameterLayout = readonly ParameterPlace[]

/** How many numbers a tensor of that shape has. */
export const sizeOf = (shape: readonly number[]): number => shape.reduce((product, n) => product * n, 1)

/** The places of tensors that follow one another in the order given. */
export function laidOut(shapes: readonly ParameterShape[]): ParameterLayout {
  let offset = 0
  return shapes.map((shape) => {
    const place = { ...shape, offset, size: sizeOf(shape.shape) }
    offset += place.size
    return place
  })
}

/** How many parameters there are. */
export const parameterTotal = (layout: ParameterLayout): number =>
  layout.reduce((sum, { size }) => sum + size, 0)

/** 1 where the flat parameter belongs to a weight, 0 elsewhere. */
export function weightMaskOf(layout: ParameterLayout): Float32Array {
  const mask = new Float32Array(parameterTotal(layout))
  for (const { isWeight, offset, size } of layout) if (isWeight) mask.fill(1, offset, offset + size)
  return mask
}

/** The place of that name. Errors: an Error when there is none. */
export function placeOf(layout: ParameterLayout, name: string): ParameterPlace {
  const found = layout.find((place) => place.name === name)
  if (!found) throw new Error(`The network has no parameters called “${name}”.`)
  return found
}
