import type { DenseNet } from '../../core/network/architecture.ts'
import { dropoutLayerOf } from '../../core/network/dropout-layers.ts'
import { linearOf } from './linear.ts'
import { lossOf } from './loss.ts'
import type { Network, Recording } from './plan.ts'

/**
 * A dense network's training step: a product for each layer on the way there, and two for each on the way back but for the first,
 * whose inputs need no gradient. 3 layers are 11 dispatches.
 */
export function dense(net: DenseNet, recording: Recording): Network {
  const { memory, plan } = recording
  const rows = plan.batchSize
  const linear = linearOf(recording, rows)
  const drops = net.dropout > 0
  const x = memory.values(rows * net.inputs)
  const outputs = memory.values(rows * net.outputs)
  const { y, ofRows, dispatch } = lossOf(recording, outputs, { rows, outputs: net.outputs })

  const layers = net.hidden.map((units, l) => {
    const out = memory.values(rows * units)
    return {
      name: `layer${l}`,
      out,
      // The slope is had from what the activation gave, before dropout.
      kept: drops ? memory.values(rows * units) : out,
      slope: memory.values(rows * units),
      dropped: dropoutLayerOf(net, `layer${l}`),
    }
  })
  const inputOf = (l: number) => layers[l - 1]?.out ?? x
  const last = layers.length

  const forward = layers.map(({ name, out, kept, dropped }, l) =>
    linear.forward(name, inputOf(l), out, drops ? { undropped: kept } : {}, {
      activation: net.activation,
      dropped,
    }),
  )
  const backward = [...layers, { name: `layer${last}`, slope: outputs }].map(({ name, slope }, l) => {
    const below = layers[l - 1]
    if (!below) return linear.backward(name, x, slope)
    const { kept, dropped } = below
    return linear.backward(name, below.out, slope, below.slope, { kept }, { slope: net.activation, dropped })
  })
  return {
    inputs: { x, y },
    forward: [...forward, linear.forward(`layer${last}`, inputOf(last), outputs)],
    outputs,
    outputShape: [net.outputs],
    loss: dispatch,
    ofRows,
    backward: backward.reverse().flat(),
  }
}
