import { convSides, type ConvNet } from '../../core/network/architecture.ts'
import { dropoutLayerOf } from '../../core/network/dropout-layers.ts'
import { convPoolFilterGradient, convPoolInputGradient } from '../kernels/conv-pool-gradient.ts'
import { convPool, type ConvShape } from '../kernels/conv-pool.ts'
import { linearOf } from './linear.ts'
import { lossOf } from './loss.ts'
import type { Network, Recording } from './plan.ts'

/** A convolutional network's training step: a kernel for each layer on the way there, two on the way back. 2 layers are 11 dispatches. */
export function conv(net: ConvNet, recording: Recording): Network {
  const { memory, plan, loops } = recording
  const pictures = plan.batchSize
  const linear = linearOf(recording, pictures)
  const sides = [net.side, ...convSides(net)]
  const x = memory.values(pictures * net.side ** 2 * net.channels)
  const outputs = memory.values(pictures * net.classes)
  const { y, ofRows, dispatch } = lossOf(recording, outputs, { rows: pictures, outputs: net.classes })
  const dropped = dropoutLayerOf(net, 'dense')

  const layers = net.layers.map(({ filters, kernel }, l) => {
    const side = sides[2 * l] ?? 0
    const channels = net.layers[l - 1]?.filters ?? net.channels
    const size = pictures * (sides[2 * l + 2] ?? 0) ** 2 * filters
    return {
      name: `conv${l}`,
      shape: { pictures, side, channels, kernel, filters } satisfies ConvShape,
      out: memory.values(size),
      choice: memory.values(size),
      dOut: memory.values(size),
    }
  })
  const inputOf = (l: number) => layers[l - 1]?.out ?? x
  const last = layers[layers.length - 1]

  const forward = layers.map((layer, l) => {
    const { name, shape, out, choice } = layer
    const [weight, bias] = [memory.parameter(`${name}.weight`), memory.parameter(`${name}.bias`)]
    const operands = { x: inputOf(l), weight, bias, out, choice }
    return convPool(operands, shape, layer === last ? dropped : undefined)
  })
  const backward = layers.map(({ name, shape, choice, dOut }, l) => {
    const dWeight = memory.gradient(`${name}.weight`)
    const dBias = memory.gradient(`${name}.bias`)
    const operands = { x: inputOf(l), dOut, choice, dWeight, dBias }
    const ofFilters = convPoolFilterGradient(loops.sums, operands, shape)
    const below = layers[l - 1]
    if (!below) return [ofFilters]
    const weight = memory.parameter(`${name}.weight`)
    return [ofFilters, convPoolInputGradient({ dOut, choice, weight, dx: below.dOut }, shape)]
  })
  return {
    inputs: { x, y },
    forward: [...forward, linear.forward('dense', inputOf(layers.length), outputs)],
    outputs,
    outputShape: [net.classes],
    loss: dispatch,
    ofRows,
    backward: [
      ...linear.backward('dense', inputOf(layers.length), outputs, last?.dOut, {}, { dropped }),
      ...backward.reverse().flat(),
    ],
  }
}
