import { add, call, div, type Expr, expr, neg, sub } from '../formula/expr.ts'
import type { SoftmaxStages } from './softmax-stages.ts'

/** Where one can stop on the way from a class's logit to its slope, in order. */
export const SOFTMAX_STAGES = [
  'scaled',
  'shifted',
  'exponential',
  'sum',
  'probability',
  'log-sum-exp',
  'loss',
  'gradient',
] as const
export type SoftmaxStage = (typeof SOFTMAX_STAGES)[number]

/** The stages that there are: nothing is taken off the naive way, and without a target there is no loss. */
export const stagesOf = ({ stable, target }: Pick<SoftmaxStages, 'stable' | 'target'>): SoftmaxStage[] =>
  SOFTMAX_STAGES.filter(
    (stage) =>
      (stable || stage !== 'shifted') && (target !== null || (stage !== 'loss' && stage !== 'gradient')),
  )

/** What a stage gives, by the name that its formula and later ones have for it. */
export const STAGE_RESULT = {
  scaled: 's',
  shifted: 'd',
  exponential: 'E',
  sum: 'S',
  probability: 'p',
  'log-sum-exp': 'L',
  loss: 'loss',
  gradient: 'g',
} as const satisfies Record<SoftmaxStage, string>

/** The name of class k's exponential inside the sum. */
export const exponentialName = (k: number): string => `E${k}`

/**
 * The formula of a stage, over the names z, T, s, m, d, E, S, p, y of one class (of the target, for the loss) and
 * E0, E1, … of all classes in the sum.
 */
export function softmaxFormula(stage: SoftmaxStage, stable: boolean, classes: number): Expr {
  switch (stage) {
    case 'scaled':
      return div('z', 'T')
    case 'shifted':
      return sub('s', 'm')
    case 'exponential':
      return call('exp', stable ? 'd' : 's')
    case 'sum':
      return Array.from({ length: classes }, (_, k) => expr(exponentialName(k))).reduce((a, b) => add(a, b))
    case 'probability':
      return div('E', 'S')
    case 'log-sum-exp':
      return stable ? add('m', call('ln', 'S')) : call('ln', 'S')
    case 'loss':
      return stable ? sub(call('ln', 'S'), 'd') : neg(call('ln', 'p'))
    case 'gradient':
      return div(sub('p', 'y'), 'T')
  }
}

/** The class that a stage is about when the reader looks at class k: the loss is always the target's. */
export const classOf = (stage: SoftmaxStage, { target }: SoftmaxStages, k: number): number =>
  stage === 'loss' ? (target ?? k) : k

/** What a stage gives for class k; NaN where there is no such stage. */
export function stageResult(stage: SoftmaxStage, stages: SoftmaxStages, k: number): number {
  switch (stage) {
    case 'scaled':
      return stages.scaled[k] ?? NaN
    case 'shifted':
      return stages.shifted[k] ?? NaN
    case 'exponential':
      return stages.exponentials[k] ?? NaN
    case 'sum':
      return stages.sum
    case 'probability':
      return stages.probabilities[k] ?? NaN
    case 'log-sum-exp':
      return stages.logSumExp
    case 'loss':
      return stages.loss ?? NaN
    case 'gradient':
      return stages.gradient?.[k] ?? NaN
  }
}

/** The numbers that the formula of a stage reads for class k. */
export function stageValues(
  stage: SoftmaxStage,
  stages: SoftmaxStages,
  k: number,
): Readonly<Record<string, number>> {
  if (stage === 'sum') return Object.fromEntries(stages.exponentials.map((e, j) => [exponentialName(j), e]))
  const c = classOf(stage, stages, k)
  const { logits, temperature, scaled, maximum, shifted, exponentials, sum, probabilities, target } = stages
  return {
    z: logits[c] ?? NaN,
    T: temperature,
    s: scaled[c] ?? NaN,
    m: maximum,
    d: shifted[c] ?? NaN,
    E: exponentials[c] ?? NaN,
    S: sum,
    p: probabilities[c] ?? NaN,
    y: c === target ? 1 : 0,
  }
}
