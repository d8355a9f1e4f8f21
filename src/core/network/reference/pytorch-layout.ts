/*
 * PyTorch's tensors as ours: its matrices are [out, in], its convolutions [out, in, row, column], its pictures have
 * their channels first.
 */

/** Numbers in any depth of brackets. */
export type Nested = number | readonly Nested[]

/** All numbers, without the brackets. */
export const flat = (of: Nested): number[] => (typeof of === 'number' ? [of] : of.flatMap(flat))
/** How many there are in each depth of brackets. */
export const shapeOf = (of: Nested): number[] =>
  typeof of === 'number' ? [] : [of.length, ...shapeOf(of[0] ?? 0)]

/** The numbers with their axes in another order: axis i of the result is axis order[i]. */
export function reordered(
  values: readonly number[],
  shape: readonly number[],
  order: readonly number[],
): number[] {
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, n) => product * n, 1))
  const walk = (axis: number, from: number): number[] => {
    const original = order[axis]
    if (original === undefined) return [values[from] ?? NaN]
    return Array.from({ length: shape[original] ?? 0 }, (_, i) =>
      walk(axis + 1, from + i * (strides[original] ?? 0)),
    ).flat()
  }
  return walk(0, 0)
}

/** A network's tensors by PyTorch's names. */
export type Tensors = Readonly<Record<string, Nested>>

/** One of our parameter tensors out of PyTorch's. */
export type Source = (tensors: Tensors) => readonly number[]

const read = (tensors: Tensors, name: string): Nested => {
  const found = tensors[name]
  if (found === undefined) throw new Error(`The figures have no “${name}”.`)
  return found
}
/** The tensor of that name in its own order. */
export const asIs =
  (name: string): Source =>
  (tensors) =>
    flat(read(tensors, name))
const inOrder =
  (name: string, ...order: number[]): Source =>
  (tensors) =>
    reordered(flat(read(tensors, name)), shapeOf(read(tensors, name)), order)
/** A matrix, rows and columns exchanged. */
export const turned = (name: string): Source => inOrder(name, 1, 0)
/** A dense layer: its matrix, its biases. */
export const linear = (name: string): Source[] => [turned(`${name}.weight`), asIs(`${name}.bias`)]
/** A normalization: its gains, its biases. */
export const norm = (name: string): Source[] => [asIs(`${name}.weight`), asIs(`${name}.bias`)]
/** A convolution: its filters, its biases. */
export const convolution = (name: string): Source[] => [
  inOrder(`${name}.weight`, 2, 3, 1, 0),
  asIs(`${name}.bias`),
]

/** The matrix of a dense layer after a convolution with 4 filters of 2 × 2 places; PyTorch flattens channel by channel. */
export const afterPictures =
  (name: string): Source =>
  (tensors) => {
    const weights = flat(read(tensors, name))
    return reordered(weights, [weights.length / 16, 4, 2, 2], [2, 3, 1, 0])
  }

/** What is the sum of two; in a gradient they are equal, and one is enough. */
export const either = (first: string, second: string, isGradient: boolean): Source => {
  if (isGradient) return asIs(first)
  return (tensors) => {
    const other = asIs(second)(tensors)
    return asIs(first)(tensors).map((x, k) => x + (other[k] ?? NaN))
  }
}
