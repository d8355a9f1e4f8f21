import {
  concat,
  dispose,
  fill,
  keep,
  reshape,
  slice,
  tensor,
  tensor1d,
  tidy,
  valueAndGrads,
  type Scalar,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
} from '@tensorflow/tfjs-core'
import { parametersOf, type Architecture } from '../../core/network/architecture.ts'
import { parameterTotal, weightMaskOf, type ParameterLayout } from '../../core/network/parameters.ts'
import { withClipping } from '../../core/optimizer/clipping.ts'
import { createAppliedRule, initialSlots, type OptimizerState } from '../models/apply-rule.ts'
import { ruleOf } from '../rule-program.ts'
import type { Batch, Held, HostState, HostTensor, StepSettings, Trainer, TrainingPlan } from '../trainer.ts'
import { convOutputs } from './conv.ts'
import { denseOutputs } from './dense.ts'
import { gptOutputs } from './gpt.ts'
import { meanLoss } from './losses.ts'
import { lstmOutputs } from './lstm.ts'
import { dropAt, keepAll, named, type Drop, type Weights } from './network.ts'
import { penalized } from './penalties.ts'
import { createRecentLosses } from './recent-losses.ts'

function outputsOf(net: Architecture, weights: Weights, x: Tensor, drop: Drop): Tensor2D {
  switch (net.kind) {
    case 'dense':
      return denseOutputs(net, weights, x, drop)
    case 'conv':
      return convOutputs(net, weights, x, drop)
    case 'lstm':
      return lstmOutputs(net, weights, x, drop)
    case 'gpt':
      return gptOutputs(net, weights, x, drop)
  }
}

const tensorOf = ({ values, shape }: HostTensor): Tensor =>
  tensor(values, [...shape], values instanceof Int32Array ? 'int32' : 'float32')

/** The flat parameters, taken apart. */
const unpacked = (layout: ParameterLayout, parameters: Tensor1D): Tensor[] =>
  layout.map(({ offset, size, shape }) => reshape(slice(parameters, [offset], [size]), [...shape]))

const flat = (of: Tensor): Tensor1D => reshape(of, [of.size])

const shared = ({ parameters, slots }: OptimizerState): OptimizerState => ({
  parameters: parameters.clone(),
  slots: Object.fromEntries(Object.entries(slots).map(([name, slot]) => [name, slot.clone()])),
})

const release = ({ parameters, slots }: OptimizerState): void =>
  dispose([parameters, ...Object.values(slots)])

/** The mean loss of a batch in step t, and its gradient by the flat parameters. */
export function lossAndGradient(
  { net, loss, seed }: TrainingPlan,
  parameters: Tensor1D,
  t: number,
  batch: Batch,
): { readonly loss: Scalar; readonly gradient: Tensor1D } {
  return tidy(() => {
    const layout = parametersOf(net)
    const x = tensorOf(batch.x)
    const y = tensorOf(batch.y)
    const drop = dropAt(net, seed, t, batch.x.shape[0] ?? 0)
    const lossOf = (...tensors: Tensor[]): Scalar =>
      meanLoss(loss, outputsOf(net, named(layout, tensors), x, drop), y)
    const { value, grads } = valueAndGrads(lossOf)(unpacked(layout, parameters))
    return { loss: value as Scalar, gradient: concat(grads.map(flat)) }
  })
}

/**
 * The readable trainer: tfjs's operations and tfjs's own gradients, on whatever backend is active. It is what all other
 * trainers are held to. The gradient of a step gets the penalties' and then goes through the optimizer's rule, which
 * clips it first where the plan says so.
 */
export function createReadableTrainer(plan: TrainingPlan): Trainer {
  const layout = parametersOf(plan.net)
  const count = parameterTotal(layout)
  const rule = plan.clips ? withClipping(ruleOf(plan.optimizer)) : ruleOf(plan.optimizer)
  const applied = createAppliedRule(rule, keep)
  const mask = tensor1d(weightMaskOf(layout))
  const losses = createRecentLosses()
  let state: OptimizerState = { parameters: fill([count], 0), slots: initialSlots(rule, count) }

  const replace = (next: OptimizerState): void => {
    release(state)
    state = next
  }

  /** The state after step t, and the loss before it. */
  const stepped = (t: number, batch: Batch, { hyperparameters, l1, l2, clipNorm }: StepSettings) =>
    tidy(() => {
      const { loss, gradient } = lossAndGradient(plan, state.parameters, t, batch)
      const g = penalized(gradient, state.parameters, mask, { l1, l2 })
      const { parameters, slots } = applied.apply(state, g, t, { ...hyperparameters, clip: clipNorm })
      return { loss, next: { parameters, slots: { ...slots } } }
    })

  return {
    write({ parameters, slots }) {
      // tfjs keeps the arrays that it is given; these are copies.
      const given = rule.state.map(({ name }) => [name, tensor1d((slots[name] as Float32Array).slice())])
      replace({ parameters: tensor1d(parameters.slice()), slots: Object.fromEntries(given) })
    },
    async read(): Promise<HostState> {
      const packed = concat([
        state.parameters,
        ...rule.state.map(({ name }) => state.slots[name] as Tensor1D),
      ])
      const numbers = (await packed.data()) as Float32Array
      packed.dispose()
      const part = (k: number): Float32Array => numbers.slice(k * count, (k + 1) * count)
      return {
        parameters: part(0),
        slots: Object.fromEntries(rule.state.map(({ name }, k) => [name, part(k + 1)])),
      }
    },
    step(t, batch, settings) {
      const { loss, next } = stepped(t, batch, settings)
      losses.add(loss)
      loss.dispose()
      replace(next)
    },
    losses: losses.read,
    async outputs(x) {
      const outputs = tidy(() =>
        outputsOf(plan.net, named(layout, unpacked(layout, state.parameters)), tensorOf(x), keepAll),
      )
      const numbers = (await outputs.data()) as Float32Array
      outputs.dispose()
      return numbers
    },
    hold(): Held {
      const held = shared(state)
      return { restore: () => replace(shared(held)), release: () => release(held) }
    },
    dispose() {
      release(state)
      applied.dispose()
      losses.dispose()
      mask.dispose()
    },
  }
}
