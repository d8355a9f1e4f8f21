import { categoricalCrossEntropyFromLogits } from '../../core/loss/categorical-cross-entropy-from-logits.ts'
import { categoricalCrossEntropy, type CategoricalResult } from '../../core/loss/categorical-cross-entropy.ts'
import { pointwiseLoss } from '../../core/loss/pointwise.ts'
import { reduced } from '../../core/loss/reduction.ts'
import { sigmoid } from '../../core/network/activation.ts'
import { rowOf, widthOf } from './data.ts'
import { domainOf, pointwiseOf } from './losses.ts'
import type { State } from './model.ts'

/** One sample with everything that follows from it. */
export interface Row {
  readonly target: number
  /** As given: one number, or one for each class. */
  readonly predictions: readonly number[]
  /** The probabilities that they mean; empty where they mean none. */
  readonly probabilities: readonly number[]
  /** The target as probabilities, label smoothing included; empty for losses with one prediction. */
  readonly q: readonly number[]
  readonly term: number
  /** ∂L/∂prediction of the sum or mean. */
  readonly gradient: readonly number[]
}

export interface Bench {
  readonly rows: readonly Row[]
  readonly sum: number
  readonly mean: number
  /** The one that is asked for. */
  readonly value: number
}

function categoricalOf(s: State): CategoricalResult {
  const rows = s.targets.map((_, i) => rowOf(s, i, s.classes))
  const options = { reduction: s.reduction, labelSmoothing: s.smoothing }
  return s.loss === 'cce'
    ? categoricalCrossEntropy(rows, s.targets, options)
    : categoricalCrossEntropyFromLogits(rows, s.targets, options)
}

function pointwiseRows(s: State): readonly Row[] | null {
  const loss = pointwiseOf(s.loss)
  if (!loss) return null
  const { predictions, targets, reduction } = s
  const { terms, gradient } = pointwiseLoss(loss, {
    predictions,
    targets,
    reduction,
    parameters: s.loss === 'huber' ? { delta: s.delta } : {},
  })
  const meaning = (x: number): readonly number[] =>
    ({ number: [], probability: [x], logit: [sigmoid(x)] })[domainOf(s.loss)]
  return targets.map((target, i) => ({
    target,
    predictions: [predictions[i]!],
    probabilities: meaning(predictions[i]!),
    q: [],
    term: terms[i]!,
    gradient: [gradient[i]! + 0],
  }))
}

function categoricalRows(s: State): readonly Row[] {
  const { terms, gradient, targets, probabilities } = categoricalOf(s)
  return s.targets.map((target, i) => ({
    target,
    predictions: rowOf(s, i, widthOf(s.loss, s.classes)),
    probabilities: probabilities[i]!,
    q: targets[i]!,
    term: terms[i]! + 0,
    gradient: gradient[i]!.map((g) => g + 0),
  }))
}

/** Every term, sum, mean and gradient of the bench. A certain and wrong prediction has the term ∞; nothing is NaN. */
export function benchOf(s: State): Bench {
  const rows = pointwiseRows(s) ?? categoricalRows(s)
  const terms = rows.map((row) => row.term)
  const [sum, mean] = [reduced(terms, 'sum'), reduced(terms, 'mean')]
  return { rows, sum, mean, value: s.reduction === 'sum' ? sum : mean }
}
