import { derivative } from '../formula/derive.ts'
import { evaluate } from '../formula/evaluate.ts'
import type { Expr } from '../formula/expr.ts'
import type { Notations } from '../formula/quantity.ts'
import { checkFinite, checkLengths, checkParameter, checkProbability } from './refusal.ts'
import { divisor, reduced, type Reduction } from './reduction.ts'

/**
 * A loss whose samples have one prediction and one target each: a term ℓ(p, y) as an expression, and its slope
 * ∂ℓ/∂p. Names inside the expressions: `y` the target, `p` the prediction, or `z` where it is a logit, and the
 * parameters. The value is Σᵢ ℓ(pᵢ, yᵢ), or that divided by n; the gradient has the shape of the predictions.
 * Vectors are written one after the other, so that a mean is over all numbers, as in PyTorch.
 */
export interface PointwiseLoss {
  readonly id: string
  readonly prediction: 'p' | 'z'
  /** What a prediction may be; for probabilities and logits the target is a probability, mostly 0 or 1. */
  readonly domain: 'number' | 'probability' | 'logit'
  readonly parameters: readonly LossParameter[]
  /** The first piece whose condition holds is the one that counts; the last has no condition. */
  readonly pieces: readonly LossPiece[]
  /** Where float64 needs another road than the expressions to be exact far out; the tests hold both together. */
  readonly computed?: {
    readonly term: (prediction: number, y: number) => number
    readonly slope: (prediction: number, y: number) => number
  }
  readonly sources: readonly string[]
}

export interface LossPiece {
  /** left ≤ atMost; without it the piece is for all that is left. */
  readonly where?: { readonly left: Expr; readonly atMost: Expr }
  readonly term: Expr
  readonly slope: Expr
}

export interface LossParameter {
  readonly name: string
  readonly tex: string
  readonly default: number
  readonly min: number
  readonly max: number
}

export interface PointwiseInput {
  readonly predictions: readonly number[]
  readonly targets: readonly number[]
  readonly reduction: Reduction
  /** By name; what is missing has its default. */
  readonly parameters?: Readonly<Record<string, number>>
}

export interface PointwiseResult {
  readonly value: number
  /** ℓ of each sample, not divided by n. */
  readonly terms: readonly number[]
  /** ∂value/∂prediction of each sample: with a mean, already divided by n. */
  readonly gradient: readonly number[]
}

/** How the names of every pointwise loss are written. */
export const LOSS_NOTATIONS: Notations = {
  y: { tex: 'y' },
  p: { tex: '\\hat y' },
  z: { tex: 'z' },
  delta: { tex: '\\delta', quantity: 'hyperparameter' },
}

/** A piece whose slope is what differentiating its term gives. */
export function piece(term: Expr, prediction: 'p' | 'z', where?: LossPiece['where']): LossPiece {
  return { term, slope: derivative(term, prediction), ...(where ? { where } : {}) }
}

type Env = Readonly<Record<string, number>>

/** The piece that counts for these values of `y`, `p` or `z`, and the parameters. */
export function pieceFor(loss: PointwiseLoss, env: Env): LossPiece {
  const found = loss.pieces.find(
    ({ where }) => !where || evaluate(where.left, env) <= evaluate(where.atMost, env),
  )
  if (!found) throw new Error(`The loss “${loss.id}” has no piece for ${JSON.stringify(env)}.`)
  return found
}

/** One sample's names and values, parameters included, as its formulas read them. */
export function sampleValues(
  loss: PointwiseLoss,
  prediction: number,
  y: number,
  parameters: Env = {},
): Record<string, number> {
  const env: Record<string, number> = { [loss.prediction]: prediction, y }
  for (const { name, default: usual, min, max } of loss.parameters) {
    env[name] = checkParameter(Object.hasOwn(parameters, name) ? parameters[name] : usual, name, min, max)
  }
  return env
}

function checkSample({ domain }: PointwiseLoss, prediction: number, y: number, sample: number): void {
  const checkPrediction = domain === 'probability' ? checkProbability : checkFinite
  checkPrediction(prediction, 'The prediction', sample)
  const checkTarget = domain === 'number' ? checkFinite : checkProbability
  checkTarget(y, 'The target', sample)
}

/**
 * Value, each sample's term, and gradient.
 * @throws LossError when there are no samples, lengths differ, or a number is outside of what it may be
 */
export function pointwiseLoss(loss: PointwiseLoss, input: PointwiseInput): PointwiseResult {
  const { predictions, targets, reduction, parameters } = input
  checkLengths(predictions, targets)
  const n = divisor(targets.length, reduction)
  const terms: number[] = []
  const gradient: number[] = []
  targets.forEach((y, i) => {
    const prediction = predictions[i]!
    checkSample(loss, prediction, y, i)
    const env = sampleValues(loss, prediction, y, parameters)
    const { term, slope } = pieceFor(loss, env)
    terms.push(loss.computed ? loss.computed.term(prediction, y) : evaluate(term, env))
    gradient.push((loss.computed ? loss.computed.slope(prediction, y) : evaluate(slope, env)) / n)
  })
  return { value: reduced(terms, reduction), terms, gradient }
}
