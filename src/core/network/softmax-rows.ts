/** softmax of each row of logits, `width` of them a row: e^(z−m) / Σ e^(z−m) with m the row's largest. */
export function softmaxRows(logits: ArrayLike<number>, width: number): Float64Array<ArrayBuffer> {
  const probabilities = new Float64Array(logits.length)
  for (let from = 0; from < logits.length; from += width) {
    let largest = -Infinity
    for (let k = 0; k < width; k++) largest = Math.max(largest, logits[from + k] ?? NaN)
    let sum = 0
    for (let k = 0; k < width; k++) {
      const e = Math.exp((logits[from + k] ?? NaN) - largest)
      probabilities[from + k] = e
      sum += e
    }
    for (let k = 0; k < width; k++) probabilities[from + k] = (probabilities[from + k] ?? NaN) / sum
  }
  return probabilities
}
