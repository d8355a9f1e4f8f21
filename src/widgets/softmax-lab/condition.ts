import type { SoftmaxStages } from '../../core/loss/softmax-stages.ts'

/** What became of the exponentials in the number format: the one thing worth saying about it. */
export type Condition =
  | { readonly kind: 'overflow'; readonly classes: readonly number[] }
  /** Each exponential is finite, their sum is not. */
  | { readonly kind: 'sum-overflow' }
  | { readonly kind: 'all-vanish' }
  | { readonly kind: 'some-vanish'; readonly classes: readonly number[] }
  | { readonly kind: 'fine' }

const places = (xs: readonly number[], holds: (x: number) => boolean): number[] =>
  xs.flatMap((x, k) => (holds(x) ? [k] : []))

export function conditionOf({ exponentials, sum }: SoftmaxStages): Condition {
  const over = places(exponentials, (e) => e === Infinity)
  if (over.length > 0) return { kind: 'overflow', classes: over }
  if (sum === Infinity) return { kind: 'sum-overflow' }
  if (sum === 0) return { kind: 'all-vanish' }
  const gone = places(exponentials, (e) => e === 0)
  return gone.length > 0 ? { kind: 'some-vanish', classes: gone } : { kind: 'fine' }
}

/** Whether something that should be a finite number is none. */
export function isBroken(stages: SoftmaxStages): boolean {
  const { kind } = conditionOf(stages)
  return kind === 'overflow' || kind === 'sum-overflow' || kind === 'all-vanish' || stages.loss === Infinity
}
