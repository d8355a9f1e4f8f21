import { parametersOf, type DenseNet } from '../../core/network/architecture.ts'
import { isKept } from '../../core/network/dropout.ts'
import { dropoutLayersOf } from '../../core/network/dropout-layers.ts'
import { ARRAY_ACTIVATION } from './activation.ts'
import { backLayer, forwardLayer, layerGradient, type LayerPlace } from './layer.ts'

/** What decides which values are dropped. */
export interface DropoutDraw {
  readonly seed: number
  /** The number of the step: 1, 2, … */
  readonly step: number
}

/** A dense network at up to so many rows at once; its arrays are made once and used again. */
export interface DensePass {
  /** What each layer computes, row by row, before anything is dropped: hidden layers first, outputs last. */
  readonly values: readonly Float32Array[]
  /** dL/d(outputs): to be filled in before `backward`. */
  readonly outputSlopes: Float32Array
  /** Computes `values` at the first `rows` rows of x; with a draw, hidden values are dropped on their way. */
  readonly forward: (parameters: Float32Array, x: Float32Array, rows: number, draw?: DropoutDraw) => void
  /** Writes dL/dθ, flat, at the rows that `forward` was at last. */
  readonly backward: (gradient: Float32Array) => void
}

/** Where `forward` was at last. */
interface At {
  parameters: Float32Array
  rows: number
  drops: boolean
}

/** Where each layer's parameters lie, first hidden layer first. */
export function layerPlaces(net: DenseNet): LayerPlace[] {
  return parametersOf(net)
    .filter(({ isWeight }) => isWeight)
    .map(({ offset, size, shape: [inputs = 0, units = 0] }) => {
      return { inputs, units, weights: offset, biases: offset + size }
    })
}

/** Dropout between layers: for each hidden layer its mask, and its values times the mask. */
function createDropout(net: DenseNet, mostRows: number) {
  const layers = net.dropout > 0 ? dropoutLayersOf(net) : []
  const sizes = layers.map(({ shape: [units = 0] }) => units)
  const masks = sizes.map((units) => new Float32Array(mostRows * units))
  const dropped = sizes.map((units) => new Float32Array(mostRows * units))
  const scale = 1 / (1 - net.dropout)
  return {
    masks,
    /** Hidden layer l's values with some dropped. */
    drop(l: number, values: Float32Array, rows: number, { seed, step }: DropoutDraw): Float32Array {
      const mask = masks[l]!
      const out = dropped[l]!
      const n = rows * sizes[l]!
      for (let i = 0; i < n; i++) {
        mask[i] = isKept(seed, step, l, i, net.dropout) ? scale : 0
        out[i] = values[i]! * mask[i]!
      }
      return out
    },
  }
}

/** A pass through a dense network, forwards and backwards, over plain arrays. */
export function createDensePass(net: DenseNet, mostRows: number): DensePass {
  const places = layerPlaces(net)
  const last = places.length - 1
  const values = places.map(({ units }) => new Float32Array(mostRows * units))
  const slopes = places.map(({ units }) => new Float32Array(mostRows * units))
  const { apply, scaleBySlope } = ARRAY_ACTIVATION[net.activation]
  const dropout = createDropout(net, mostRows)
  /** What went into each layer. */
  const inputs: Float32Array[] = places.map(() => new Float32Array())
  const now: At = { parameters: new Float32Array(), rows: 0, drops: false }

  return {
    values,
    outputSlopes: slopes[last]!,
    forward(parameters, x, rows, draw) {
      now.parameters = parameters
      now.rows = rows
      now.drops = draw !== undefined && dropout.masks.length > 0
      let input = x
      for (let l = 0; l <= last; l++) {
        const out = values[l]!
        inputs[l] = input
        forwardLayer(places[l]!, parameters, input, out, rows)
        if (l === last) return
        apply(out, rows * places[l]!.units)
        input = draw && now.drops ? dropout.drop(l, out, rows, draw) : out
      }
    },
    backward(gradient) {
      const { parameters, rows, drops } = now
      for (let l = last; l >= 0; l--) {
        layerGradient(places[l]!, inputs[l]!, slopes[l]!, gradient, rows)
        if (l === 0) return
        const below = slopes[l - 1]!
        const n = rows * places[l]!.inputs
        backLayer(places[l]!, parameters, slopes[l]!, below, rows)
        if (drops) multiply(below, dropout.masks[l - 1]!, n)
        scaleBySlope(below, values[l - 1]!, n)
      }
    },
  }
}

function multiply(a: Float32Array, by: Float32Array, n: number): void {
  for (let i = 0; i < n; i++) a[i] = a[i]! * by[i]!
}
