import {
  add,
  concat,
  dispose,
  fill,
  keep,
  mul,
  scalar,
  tensor1d,
  tensor2d,
  tidy,
  type Scalar,
  type Tensor1D,
  type Tensor2D,
} from '@tensorflow/tfjs-core'
import type { Sample } from '../../core/dataset/index.ts'
import { batches } from '../../core/network/batch.ts'
import { parameterCount, weightMask } from '../../core/network/spec.ts'
import { ruleOf } from '../rule-program.ts'
import type { RunSpec, Tunables } from '../run-spec.ts'
import { createAppliedRule, initialSlots, type OptimizerState } from './apply-rule.ts'
import { gradient } from './dense.ts'

/** Numbers from which training can start or go on. */
export interface HostState {
  readonly parameters: Float32Array
  readonly slots: Readonly<Record<string, Float32Array>>
}

/** A network and its optimizer on the current backend. Every tensor that it hands out is the caller's to dispose of. */
export interface Training {
  /** The state before the first step, from given parameters. */
  readonly start: (parameters: Float32Array) => OptimizerState
  readonly load: (state: HostState) => OptimizerState
  /** The state after step t (1, 2, …). The old state stays as it is. */
  readonly step: (state: OptimizerState, t: number, tunables: Tunables) => OptimizerState
  /** The state with one parameter replaced. */
  readonly assign: (state: OptimizerState, index: number, value: number) => OptimizerState
  /** Parameters, then each slot, in one tensor. */
  readonly pack: (state: OptimizerState) => Tensor1D
  /** Another hold on the same tensors, to be disposed of on its own. */
  readonly share: (state: OptimizerState) => OptimizerState
  readonly dispose: () => void
}

export const disposeState = ({ parameters, slots }: OptimizerState): void =>
  dispose([parameters, ...Object.values(slots)])

/** The batches of a run as tensors: x [size, 2], y [size, 1]. */
function createFeed(
  train: Sample,
  seed: number,
  size: number,
): (step: number) => { x: Tensor2D; y: Tensor2D } {
  const indicesOf = batches(seed, train.n, size)
  return (step) => {
    const indices = indicesOf(step)
    const x = new Float32Array(2 * size)
    const y = new Float32Array(size)
    indices.forEach((from, to) => {
      x.set(train.x.subarray(2 * from, 2 * from + 2), 2 * to)
      y[to] = train.y[from] ?? NaN
    })
    return { x: tensor2d(x, [size, 2]), y: tensor2d(y, [size, 1]) }
  }
}

/** g + λ · w, where `mask` is 1 for weights and 0 for biases. λ = 0 costs nothing. */
function createPenalty(mask: Tensor1D) {
  let lambda: Scalar | null = null
  let value = 0
  const factor = (l2: number): Scalar => {
    if (lambda && value === l2) return lambda
    lambda?.dispose()
    value = l2
    lambda = keep(scalar(l2))
    return lambda
  }
  return {
    added: (g: Tensor1D, parameters: Tensor1D, l2: number): Tensor1D =>
      l2 === 0 ? g : add(g, mul(mul(parameters, mask), factor(l2))),
    dispose: (): void => {
      lambda?.dispose()
      mask.dispose()
    },
  }
}

/** Training as `spec` says, on the points `train`. */
export function createTraining(spec: RunSpec, train: Sample): Training {
  const rule = ruleOf(spec.optimizer.id)
  const count = parameterCount(spec.model)
  const applied = createAppliedRule(rule, keep)
  const penalty = createPenalty(tensor1d(weightMask(spec.model)))
  const share = fill([spec.batchSize, 1], 1 / spec.batchSize) as Tensor2D
  const feed = createFeed(train, spec.seed, spec.batchSize)

  return {
    start: (parameters) => ({ parameters: tensor1d(parameters), slots: initialSlots(rule, count) }),
    load: ({ parameters, slots }) => ({
      parameters: tensor1d(parameters),
      slots: Object.fromEntries(rule.state.map(({ name }) => [name, tensor1d(slots[name] as Float32Array)])),
    }),
    step: (state, t, { hyperparameters, l2 }) =>
      tidy(() => {
        const { x, y } = feed(t - 1)
        const g = penalty.added(gradient(spec.model, state.parameters, x, y, share), state.parameters, l2)
        const next = applied.apply(state, g, t, hyperparameters)
        return { parameters: next.parameters, slots: { ...next.slots } }
      }),
    assign: (state, index, value) =>
      tidy(() => {
        const others = new Float32Array(count).fill(1)
        const one = new Float32Array(count)
        others[index] = 0
        one[index] = value
        const parameters = add(mul(state.parameters, tensor1d(others)), tensor1d(one)) as Tensor1D
        return { parameters, slots: shared(state.slots) }
      }),
    pack: ({ parameters, slots }) =>
      concat([parameters, ...rule.state.map(({ name }) => slots[name] as Tensor1D)]),
    share: ({ parameters, slots }) => ({ parameters: parameters.clone(), slots: shared(slots) }),
    dispose: () => {
      applied.dispose()
      penalty.dispose()
      share.dispose()
    },
  }
}

const shared = (slots: OptimizerState['slots']): Record<string, Tensor1D> =>
  Object.fromEntries(Object.entries(slots).map(([name, tensor]) => [name, tensor.clone()]))
