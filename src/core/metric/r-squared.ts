/**
 * The coefficient of determination, R² = 1 − Σ(y − ŷ)² / Σ(y − ȳ)²: 1 where every prediction ŷ is exact, 0 where they
 * are no better than the mean ȳ of the targets, below 0 where they are worse. Where all targets are the same number
 * the fraction has no meaning; then it is 1 if every prediction is exact and else 0, as in scikit-learn.
 */
export function rSquared(predictions: ArrayLike<number>, y: ArrayLike<number>): number {
  let total = 0
  for (let i = 0; i < y.length; i++) total += y[i] ?? NaN
  const mean = total / y.length
  let error = 0
  let spread = 0
  for (let i = 0; i < y.length; i++) {
    error += ((y[i] ?? NaN) - (predictions[i] ?? NaN)) ** 2
    spread += ((y[i] ?? NaN) - mean) ** 2
  }
  if (spread === 0) return error === 0 ? 1 : 0
  return 1 - error / spread
}
