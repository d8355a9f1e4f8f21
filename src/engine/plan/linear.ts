import type { Dispatch, Place } from '../kernels/kernel.ts'
import { matmul, type MatmulEnding, type MatmulOperands } from '../kernels/matmul.ts'
import type { Recording } from './plan.ts'

type Beside = Pick<MatmulOperands, 'before' | 'undropped' | 'kept' | 'residual'>

/** Linear maps of a network's parameters, forward and backward, over so many rows. */
export interface Linear {
  /** out = x·W + bias, then the ending. */
  readonly forward: (name: string, x: Place, out: Place, beside?: Beside, ending?: MatmulEnding) => Dispatch
  /** dW = xᵀ·dOut with db = Σ dOut, and dx = dOut·Wᵀ, then the ending; without `dx` only the first. */
  readonly backward: (
    name: string,
    x: Place,
    dOut: Place,
    dx?: Place,
    beside?: Beside,
    ending?: MatmulEnding,
  ) => Dispatch[]
  /** The same with Wᵀ in W's place, without a bias. */
  readonly forwardTransposed: (name: string, x: Place, out: Place) => Dispatch
  readonly backwardTransposed: (name: string, x: Place, dOut: Place, dx: Place) => Dispatch[]
}

/** Weights are `<name>.weight` with a `<name>.bias`, or `<name>` alone. */
export function linearOf(
  { memory, loops: { matmul: program } }: Pick<Recording, 'memory' | 'loops'>,
  rows: number,
): Linear {
  const { parameter, gradient, shapeOf } = memory
  const partsOf = (name: string) => {
    const hasBias = shapeOf(`${name}.bias`) !== undefined
    const weight = hasBias ? `${name}.weight` : name
    const [inputs = 0, outputs = 0] = shapeOf(weight) ?? []
    return { hasBias, weight, inputs, outputs }
  }
  return {
    forward(name, x, out, beside = {}, ending = {}) {
      const { hasBias, weight, inputs, outputs } = partsOf(name)
      const bias = hasBias ? { bias: parameter(`${name}.bias`) } : {}
      const shape = { rows, inner: inputs, columns: outputs }
      return matmul(program, { a: x, b: parameter(weight), out, ...bias, ...beside }, shape, ending)
    },
    backward(name, x, dOut, dx, beside = {}, ending = {}) {
      const { hasBias, weight, inputs, outputs } = partsOf(name)
      const columnSums = hasBias ? { columnSums: gradient(`${name}.bias`) } : {}
      const ofWeights = matmul(
        program,
        { a: x, b: dOut, out: gradient(weight), ...columnSums },
        { rows: inputs, inner: rows, columns: outputs, transposed: 'a' },
      )
      if (!dx) return [ofWeights]
      const shape = { rows, inner: outputs, columns: inputs, transposed: 'b' } as const
      return [
        ofWeights,
        matmul(program, { a: dOut, b: parameter(weight), out: dx, ...beside }, shape, ending),
      ]
    },
    forwardTransposed(name, x, out) {
      const { weight, inputs, outputs } = partsOf(name)
      const shape = { rows, inner: outputs, columns: inputs, transposed: 'b' } as const
      return matmul(program, { a: x, b: parameter(weight), out }, shape)
    },
    backwardTransposed(name, x, dOut, dx) {
      const { weight, inputs, outputs } = partsOf(name)
      return [
        matmul(
          program,
          { a: dOut, b: x, out: gradient(weight) },
          { rows: inputs, inner: rows, columns: outputs, transposed: 'a' },
        ),
        matmul(
          program,
          { a: dOut, b: parameter(weight), out: dx },
          { rows, inner: inputs, columns: outputs },
        ),
      ]
    },
  }
}
