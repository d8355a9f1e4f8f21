/**
 * The share of rows whose largest logit is that of the right class; the first of several equal ones counts. `logits`
 * holds `classes` numbers a row. A row with a NaN is never right.
 */
export function classAccuracy(logits: ArrayLike<number>, classes: number, y: ArrayLike<number>): number {
  let right = 0
  for (let i = 0; i < y.length; i++) if (largest(logits, i * classes, classes) === y[i]) right++
  return right / y.length
}

/** The place of the first largest of `count` numbers; NaN when one of them is NaN. */
function largest(values: ArrayLike<number>, from: number, count: number): number {
  let best = 0
  for (let k = 0; k < count; k++) {
    const value = values[from + k] ?? NaN
    if (Number.isNaN(value)) return NaN
    if (value > (values[from + best] ?? NaN)) best = k
  }
  return best
}
