import { parametersOf, type DenseNet } from '../../core/network/architecture.ts'
import { ACTIVATION } from '../../core/network/activation.ts'
import { dropoutLayersOf, layerMask } from '../../core/network/dropout-layers.ts'
import { weightMaskOf } from '../../core/network/parameters.ts'
import { binaryCrossEntropyFromLogit } from '../../core/loss/binary-cross-entropy-from-logit.ts'
import { categoricalCrossEntropyFromLogits } from '../../core/loss/categorical-cross-entropy-from-logits.ts'
import { huber } from '../../core/loss/huber.ts'
import { meanSquaredError } from '../../core/loss/mean-squared-error.ts'
import { pointwiseLoss } from '../../core/loss/pointwise.ts'
import { applyRule, gradientNorm, initialState, type State } from '../../core/optimizer/step.ts'
import { ruleOf } from '../rule-program.ts'
import type { Batch, StepSettings, TrainingPlan } from '../trainer.ts'

/*
 * Training steps in float64 for tests, slow and of one idea: the loss is written down with core's losses, and its
 * gradient is had by central differences, so that nothing here is a backpropagation.
 */

/** The outputs of the network for x, row by row, each layer with the mask of step t (none for null). */
function outputsOf(
  net: DenseNet,
  parameters: readonly number[],
  x: ArrayLike<number>,
  draw: { seed: number; t: number } | null,
): number[][] {
  const rows = x.length / net.inputs
  const tensors = parametersOf(net)
  let values = Array.from({ length: rows }, (_, i) =>
    Array.from({ length: net.inputs }, (_, k) => x[i * net.inputs + k]!),
  )
  for (let l = 0; l < tensors.length / 2; l++) {
    const { offset, shape } = tensors[2 * l]!
    const biases = tensors[2 * l + 1]!.offset
    const units = shape[1]!
    const isLast = l === tensors.length / 2 - 1
    const mask = draw && !isLast && layerMask(dropoutLayersOf(net)[l]!, draw.seed, draw.t, rows)
    const { value } = ACTIVATION[isLast ? 'linear' : net.activation]
    values = values.map((row, i) =>
      Array.from({ length: units }, (_, j) => {
        const z = row.reduce(
          (sum, v, k) => sum + v * parameters[offset + k * units + j]!,
          parameters[biases + j]!,
        )
        return value(z) * (mask ? mask[i * units + j]! : 1)
      }),
    )
  }
  return values
}

/** The mean loss without penalties. */
export function exactLoss(
  plan: TrainingPlan & { readonly net: DenseNet },
  parameters: readonly number[],
  { x, y }: Batch,
  t: number,
): number {
  const outputs = outputsOf(plan.net, parameters, x.values, { seed: plan.seed, t })
  const { loss } = plan
  const predictions = outputs.flat()
  const targets = [...y.values]
  switch (loss.kind) {
    case 'squared':
      return pointwiseLoss(meanSquaredError, { predictions, targets, reduction: 'mean' }).value
    case 'huber': {
      const parameters = { delta: loss.delta }
      return pointwiseLoss(huber, { predictions, targets, reduction: 'mean', parameters }).value
    }
    case 'binary': {
      const smooth = targets.map((v) => v * (1 - loss.smoothing) + loss.smoothing / 2)
      return pointwiseLoss(binaryCrossEntropyFromLogit, { predictions, targets: smooth, reduction: 'mean' })
        .value
    }
    case 'categorical':
      return categoricalCrossEntropyFromLogits(outputs, targets, {
        reduction: 'mean',
        labelSmoothing: loss.smoothing,
      }).value
  }
}

const H = 1e-5

/** Loss and gradient before the step, and what parameters and slots are after it. */
export interface ExactStep {
  readonly loss: number
  readonly gradient: readonly number[]
  readonly theta: readonly number[]
  readonly state: State
}

/** Step t in float64, from these parameters and this state of the optimizer (the initial one for null). */
export function exactStep(
  plan: TrainingPlan & { readonly net: DenseNet },
  theta: readonly number[],
  state: State | null,
  t: number,
  batch: Batch,
  { hyperparameters, l1, l2, clipNorm }: StepSettings,
): ExactStep {
  const at = (k: number, h: number): number =>
    exactLoss(
      plan,
      theta.map((v, i) => (i === k ? v + h : v)),
      batch,
      t,
    )
  const isWeight = weightMaskOf(parametersOf(plan.net))
  let gradient = theta.map(
    (w, k) => (at(k, H) - at(k, -H)) / (2 * H) + (isWeight[k] ? l1 * Math.sign(w) + l2 * w : 0),
  )
  const norm = gradientNorm(gradient)
  if (plan.clips && norm > clipNorm) gradient = gradient.map((g) => (g * clipNorm) / norm)
  const rule = ruleOf(plan.optimizer)
  const input = { t, theta, gradient, state: state ?? initialState(rule, theta.length), hyperparameters }
  const result = applyRule(rule, input)
  return { loss: exactLoss(plan, theta, batch, t), gradient, theta: result.theta, state: result.state }
}
