import type { Gpt } from '../../core/network/architecture.ts'
import { dropoutLayerOf } from '../../core/network/dropout-layers.ts'
import { attentionKeyGradient, attentionQueryGradient } from '../kernels/attention-gradient.ts'
import { attention, type AttentionShape } from '../kernels/attention.ts'
import { embeddingGradient } from '../kernels/embedding-gradient.ts'
import { embedding } from '../kernels/embedding.ts'
import type { Dispatch, Place } from '../kernels/kernel.ts'
import { layerNormGradient, layerNormWeightGradient } from '../kernels/layer-norm-gradient.ts'
import { layerNorm } from '../kernels/layer-norm.ts'
import type { SumsProgram } from '../kernels/sums.ts'
import { linearOf, type Linear } from './linear.ts'
import { lossOf } from './loss.ts'
import type { Memory } from './memory.ts'
import type { Inputs, Network, Recording } from './plan.ts'

/** A GPT's training step, kernel by kernel: forward, then backward in the opposite order. 21 dispatches a layer. */
export function gpt(net: Gpt, recording: Recording): Network {
  const { memory, plan } = recording
  const rows = plan.batchSize * net.context
  const tokens = memory.integers(rows)
  const order = memory.integers(rows)
  const starts = memory.integers(net.vocabulary + 1)
  const logits = memory.values(rows * net.vocabulary)
  const { y, ofRows, dispatch } = lossOf(recording, logits, { rows, outputs: net.vocabulary })
  const parts: Parts = {
    net,
    memory,
    sums: recording.loops.sums,
    inputs: { x: tokens, y, occurrences: { order, starts } },
    shape: { rows, width: net.width, length: net.context, vocabulary: net.vocabulary },
    attended: { texts: plan.batchSize, length: net.context, heads: net.heads, width: net.width },
    linear: linearOf(recording, rows),
    // The stream as it enters each layer and leaves the last.
    stream: Array.from({ length: net.layers + 1 }, () => memory.values(rows * net.width)),
    layers: Array.from({ length: net.layers }, () => keptByLayer(net, rows, memory)),
    normed: memory.values(rows * net.width),
    stats: memory.values(2 * rows),
    logits,
  }
  return {
    inputs: parts.inputs,
    forward: forward(parts),
    outputs: logits,
    outputShape: [net.context, net.vocabulary],
    loss: dispatch,
    ofRows,
    backward: backward(parts),
  }
}

/** What a layer keeps for the way back. */
const keptByLayer = ({ width, heads }: Gpt, rows: number, { values }: Memory) => ({
  stats1: values(2 * rows),
  normed1: values(rows * width),
  qkv: values(rows * 3 * width),
  logSum: values(rows * heads),
  attended: values(rows * width),
  /** The stream between the layer's two parts. */
  middle: values(rows * width),
  stats2: values(2 * rows),
  normed2: values(rows * width),
  /** The wide values before GELU and after. */
  before: values(rows * 4 * width),
  wide: values(rows * 4 * width),
})

interface Parts {
  readonly net: Gpt
  readonly memory: Memory
  readonly sums: SumsProgram
  readonly inputs: Inputs
  readonly shape: Record<'rows' | 'width' | 'length' | 'vocabulary', number>
  readonly attended: AttentionShape
  readonly linear: Linear
  readonly stream: readonly Place[]
  readonly layers: readonly ReturnType<typeof keptByLayer>[]
  readonly normed: Place
  readonly stats: Place
  readonly logits: Place
}

function forward({ net, memory, inputs, shape, attended, linear, ...kept }: Parts): Dispatch[] {
  const { parameter: w } = memory
  const norm = (name: string, x: Place, out: Place, stats: Place) =>
    layerNorm({ x, gain: w(`${name}.gain`), bias: w(`${name}.bias`), out, stats }, shape)
  const drop = (name: string) => ({ dropped: dropoutLayerOf(net, name) })

  const start = embedding(
    { tokens: inputs.x, table: w('tokens'), positions: w('positions'), out: kept.stream[0]! },
    shape,
    dropoutLayerOf(net, 'embedding'),
  )
  // Each layer adds to the stream what it attended to, then what it made of that.
  const layers = kept.layers.flatMap((layer, l) => {
    const [x, next] = [kept.stream[l]!, kept.stream[l + 1]!]
    const { stats1, normed1, qkv, logSum, middle, stats2, normed2, before, wide } = layer
    const [project, contract] = [`layer${l}.project`, `layer${l}.contract`]
    return [
      norm(`layer${l}.norm1`, x, normed1, stats1),
      linear.forward(`layer${l}.qkv`, normed1, qkv),
      attention({ qkv, out: layer.attended, logSum }, attended),
      linear.forward(project, layer.attended, middle, { residual: x }, drop(project)),
      norm(`layer${l}.norm2`, middle, normed2, stats2),
      linear.forward(`layer${l}.expand`, normed2, wide, { before }, { activation: 'gelu' }),
      linear.forward(contract, wide, next, { residual: middle }, drop(contract)),
    ]
  })
  return [
    start,
    ...layers,
    norm('norm', kept.stream[net.layers]!, kept.normed, kept.stats),
    net.isTied
      ? linear.forwardTransposed('tokens', kept.normed, kept.logits)
      : linear.forward('head', kept.normed, kept.logits),
  ]
}

function backward({ net, memory, sums, inputs, shape, attended, linear, ...kept }: Parts): Dispatch[] {
  const { parameter: w, gradient: d, values } = memory
  const { rows, width } = shape
  const [dNormed, dAttended, dQkv] = [values(rows * width), values(rows * width), values(rows * 3 * width)]
  const dWide = values(rows * 4 * width)
  const along = values(rows * net.heads)
  // The gradient of the stream, and that of what a part added to it: the same, but for dropout.
  const dStream = values(rows * width)
  const drops = net.dropout > 0
  const dPart = drops ? values(rows * width) : dStream

  /** Back through a norm; `part` is what was last added to the stream that went in. */
  const norm = (name: string, x: Place, stats: Place, part: string, adds = true) => [
    layerNormWeightGradient(
      sums,
      { dOut: dNormed, x, stats, dGain: d(`${name}.gain`), dBias: d(`${name}.bias`) },
      shape,
    ),
    layerNormGradient(
      {
        dOut: dNormed,
        x,
        stats,
        gain: w(`${name}.gain`),
        dx: dStream,
        ...(drops ? { dDropped: dPart } : {}),
      },
      shape,
      { adds, dropped: dropoutLayerOf(net, part) },
    ),
  ]
  const partBelow = (l: number): string => (l === 0 ? 'embedding' : `layer${l - 1}.contract`)

  const head = net.isTied
    ? linear.backwardTransposed('tokens', kept.normed, kept.logits, dNormed)
    : linear.backward('head', kept.normed, kept.logits, dNormed)
  const layers = kept.layers.map((layer, l) => {
    const { stats1, normed1, qkv, logSum, middle, stats2, normed2, before, wide } = layer
    return [
      ...linear.backward(`layer${l}.contract`, wide, dPart, dWide, { kept: before }, { slope: 'gelu' }),
      ...linear.backward(`layer${l}.expand`, normed2, dWide, dNormed),
      ...norm(`layer${l}.norm2`, middle, stats2, `layer${l}.project`),
      ...linear.backward(`layer${l}.project`, layer.attended, dPart, dAttended),
      attentionQueryGradient({ qkv, out: layer.attended, logSum, dOut: dAttended, dQkv, along }, attended),
      attentionKeyGradient({ qkv, logSum, dOut: dAttended, along, dQkv }, attended),
      ...linear.backward(`layer${l}.qkv`, normed1, dQkv, dNormed),
      ...norm(`layer${l}.norm1`, kept.stream[l]!, stats1, partBelow(l)),
    ]
  })
  return [
    ...head,
    ...norm('norm', kept.stream[net.layers]!, kept.stats, partBelow(net.layers), false),
    ...layers.reverse().flat(),
    embeddingGradient(
      { dOut: dPart, ...inputs.occurrences!, dTable: d('tokens'), dPositions: d('positions') },
      shape,
      { adds: net.isTied },
    ),
  ]
}
