/** How the samples' terms become one number. The gradient is reduced alike: a mean divides it by n too. */
export type Reduction = 'sum' | 'mean'

/** Σ terms, or Σ terms / n. The terms are added in their order. */
export function reduced(terms: readonly number[], reduction: Reduction): number {
  const sum = terms.reduce((total, term) => total + term, 0)
  return reduction === 'sum' ? sum : sum / terms.length
}

/** What one sample's slope is divided by. */
export const divisor = (samples: number, reduction: Reduction): number => (reduction === 'sum' ? 1 : samples)
