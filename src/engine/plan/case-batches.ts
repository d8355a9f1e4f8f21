import { parametersOf, type Architecture } from '../../core/network/architecture.ts'
import { initialValues } from '../../core/network/initial-values.ts'
import { sizeOf } from '../../core/network/parameters.ts'
import { uniform } from '../../core/rng.ts'
import { startState } from '../start-state.ts'
import type { Batch, HostState, HostTensor, TrainingPlan } from '../trainer.ts'

/* What the cases of cases.ts are trained on, and what is expected of every network. For tests. */

/** The parameters and slots that training starts from. */
export const startOf = ({ net, optimizer, seed }: TrainingPlan): HostState =>
  startState(optimizer, initialValues(net, seed))

const drawn = (size: number, t: number, stream: number): Float32Array =>
  Float32Array.from({ length: size }, (_, i) => uniform(17, 100 * t + stream, i))

const below = (count: number, share: Float32Array): Int32Array => Int32Array.from(share, (u) => count * u)

function inputOf(net: Architecture): { readonly shape: readonly number[]; readonly tokens: number } {
  switch (net.kind) {
    case 'dense':
      return { shape: [net.inputs], tokens: 0 }
    case 'conv':
      return { shape: [net.side, net.side, net.channels], tokens: 0 }
    case 'lstm':
      return { shape: [net.length], tokens: net.vocabulary }
    case 'gpt':
      return { shape: [net.context], tokens: net.vocabulary }
  }
}

/** Rows of x for a network, others for each t. */
export function rowsOf(net: Architecture, rows: number, t: number): HostTensor {
  const { shape, tokens } = inputOf(net)
  const numbers = drawn(rows * sizeOf(shape), t, 1)
  return { values: tokens ? below(tokens, numbers) : numbers, shape: [rows, ...shape] }
}

/** Outputs of a row: how many rows of logits, and how wide. */
export function outputsOf(net: Architecture): readonly [rows: number, width: number] {
  switch (net.kind) {
    case 'conv':
      return [1, net.classes]
    case 'gpt':
      return [net.context, net.vocabulary]
    default:
      return [1, net.outputs]
  }
}

/** The batch of step t. */
export function batchOf({ net, loss, batchSize }: TrainingPlan, t: number): Batch {
  const [rows, width] = outputsOf(net)
  const isClass = loss.kind === 'categorical'
  const numbers = drawn(batchSize * rows * (isClass ? 1 : width), t, 2)
  const values = isClass
    ? below(width, numbers)
    : loss.kind === 'binary'
      ? numbers.map(Math.round)
      : numbers.map((u) => 2 * u - 1)
  return { x: rowsOf(net, batchSize, t), y: { values, shape: [batchSize, values.length / batchSize] } }
}

/**
 * Whether a parameter's course means something: the same number added to all keys changes no softmax, so that the middle third
 * of a GPT's biases of Q, K and V has the gradient 0, and Adam makes steps of what rounding leaves there.
 */
export function determined(net: Architecture): (k: number) => boolean {
  const keys = net.kind === 'gpt' ? parametersOf(net).filter(({ name }) => name.endsWith('qkv.bias')) : []
  return (k) => !keys.some(({ offset, size }) => k >= offset + size / 3 && k < offset + (2 * size) / 3)
}

/** How many dispatches a step has, without clipping. */
export function dispatchesOf(net: Architecture): number {
  switch (net.kind) {
    case 'dense':
      return 3 * (net.hidden.length + 1) + 2
    case 'conv':
      return 3 * net.layers.length + 5
    case 'lstm':
      return 14
    case 'gpt':
      return 21 * net.layers + 11
  }
}
