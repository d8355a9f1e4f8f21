/**
 * The share of predictions on the right side: class 1 is predicted where the logit is above 0, that is where its
 * probability is above one half. A NaN is never right.
 */
export function accuracy(logits: ArrayLike<number>, y: ArrayLike<number>): number {
  let right = 0
  for (let i = 0; i < y.length; i++) {
    const z = logits[i] ?? NaN
    if (y[i] === 1 ? z > 0 : z <= 0) right++
  }
  return right / y.length
}
