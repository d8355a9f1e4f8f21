import { softmax } from '../../core/loss/softmax.ts'
import { sigmoid } from '../../core/network/activation.ts'
import { domainOf, isCategorical, type LossId } from './losses.ts'
import { FARTHEST } from './params.ts'

/** The samples: a target each, and a prediction each, or one for each class of each, row after row. */
export interface Data {
  readonly targets: readonly number[]
  readonly predictions: readonly number[]
}

/** How far probabilities may miss 1 when they are added up; the core's own tolerance. */
const SUM_TOLERANCE = 1e-6
/** A logit that stands for a probability of 0 or 1. */
const CERTAIN = 20
const PLACES = 1e4

const rounded = (x: number): number => Math.round(x * PLACES) / PLACES + 0
const isProbability = (x: number): boolean => x >= 0 && x <= 1
const isNear = (x: number): boolean => Math.abs(x) <= FARTHEST

/** How many predictions one sample has. */
export const widthOf = (loss: LossId, classes: number): number => (isCategorical(loss) ? classes : 1)

/** The predictions of sample i. */
export const rowOf = ({ predictions }: Data, i: number, width: number): readonly number[] =>
  predictions.slice(i * width, (i + 1) * width)

/** Whether these samples are ones that the loss takes. */
export function fits({ targets, predictions }: Data, loss: LossId, classes: number): boolean {
  const width = widthOf(loss, classes)
  if (targets.length === 0 || predictions.length !== targets.length * width) return false
  const domain = domainOf(loss)
  if (!predictions.every(domain === 'probability' ? isProbability : isNear)) return false
  if (!isCategorical(loss)) return targets.every(domain === 'number' ? isNear : isProbability)
  const inRange = (k: number) => Number.isInteger(k) && k >= 0 && k < classes
  if (!targets.every(inRange) || domain === 'logit') return targets.every(inRange)
  return targets.every((_, i) => {
    const sum = rowOf({ targets, predictions }, i, width).reduce((a, b) => a + b, 0)
    return Math.abs(sum - 1) <= SUM_TOLERANCE
  })
}

/** Logits whose softmax leans to the first class, then to others, without being sure of any. */
const LOGITS = [
  [2, 1, 0.1, -0.5, 0],
  [0.5, 1.5, 0, 0.3, -1],
  [0, 0.2, 0.4, 0.1, -0.2],
]

/** The samples with which a loss begins. */
export function exampleOf(loss: LossId, classes: number): Data {
  switch (loss) {
    case 'mse':
    case 'mae':
    case 'huber':
      return { targets: [2, 3, 1, 4], predictions: [2.5, 2, 1, 5.5] }
    case 'bce':
      return { targets: [0, 1, 0, 1], predictions: [0.3, 0.7, 0.1, 0.9] }
    case 'bce-logits':
      return { targets: [0, 1, 0, 1], predictions: [-1, 1, -2, 2] }
    case 'cce-logits':
      return { targets: [0, 1, 0], predictions: LOGITS.flatMap((row) => row.slice(0, classes)) }
    case 'cce':
      return {
        targets: [0, 1, 0],
        predictions: LOGITS.flatMap((row) => distribution(softmax(row.slice(0, classes)))),
      }
  }
}

/** Probabilities rounded so that they still add up to 1: what rounding left over goes to the largest. */
export function distribution(p: readonly number[]): readonly number[] {
  const counts = p.map((x) => Math.round(x * PLACES))
  const largest = counts.indexOf(Math.max(...counts))
  counts[largest]! += PLACES - counts.reduce((a, b) => a + b, 0)
  return counts.map((count) => count / PLACES)
}

/** Probability k set to p, the others sharing what is left in the proportions they had, or evenly. */
export function withProbability(row: readonly number[], k: number, p: number): readonly number[] {
  const others = row.reduce((sum, x, j) => (j === k ? sum : sum + x), 0)
  const left = 1 - p
  const next = row.map((x, j) => {
    if (j === k) return p
    const share = others > 0 ? (left * x) / others : left / (row.length - 1)
    return Math.floor(share * PLACES + 1e-6) / PLACES
  })
  const rest = next.reduce((sum, x, j) => (j === k ? sum : sum + x), 0)
  const largest = next.reduce((best, x, j) => (j !== k && (best < 0 || x > next[best]!) ? j : best), -1)
  return next.map((x, j) => (j === largest ? Math.max(0, Number((x + left - rest).toPrecision(12))) : x))
}

const logit = (p: number): number => {
  const z = Math.log(p) - Math.log1p(-p)
  return rounded(Math.min(Math.max(z, -CERTAIN), CERTAIN))
}

/** ln p with its mean taken off: logits that softmax turns into p again. */
function logitsOf(row: readonly number[]): readonly number[] {
  const logs = row.map((p) => Math.max(Math.log(p), -CERTAIN))
  const mean = logs.reduce((a, b) => a + b, 0) / logs.length
  return logs.map((x) => rounded(x - mean))
}

/** The same samples for another loss, their predictions translated where it takes others; null where it takes none. */
export function translated(data: Data, from: LossId, to: LossId, classes: number): Data | null {
  const [before, after] = [domainOf(from), domainOf(to)]
  const width = widthOf(to, classes)
  if (width !== widthOf(from, classes)) return null
  if (before === after || before === 'number' || after === 'number') {
    // A logit is no estimate of a 0 or 1; a probability is.
    if (before !== after && (before === 'logit' || after === 'logit')) return null
    return fits(data, to, classes) ? data : null
  }
  const rows = data.targets.map((_, i) => rowOf(data, i, width))
  const toLogits = after === 'logit'
  const predictions = rows.flatMap((row) => {
    if (isCategorical(to)) return toLogits ? logitsOf(row) : distribution(softmax(row))
    return row.map((x) => (toLogits ? logit(x) : rounded(sigmoid(x))))
  })
  return { targets: data.targets, predictions }
}

/** The predictions of a sample about which nothing is known yet. */
export function neutral(loss: LossId, classes: number): readonly number[] {
  if (domainOf(loss) !== 'probability') return Array.from({ length: widthOf(loss, classes) }, () => 0)
  return isCategorical(loss) ? distribution(Array.from({ length: classes }, () => 1 / classes)) : [0.5]
}

/** The samples and a further one, about which nothing is known yet. */
export const oneMore = (data: Data, loss: LossId, classes: number): Data => ({
  targets: [...data.targets, isCategorical(loss) ? 0 : 1],
  predictions: [...data.predictions, ...neutral(loss, classes)],
})
