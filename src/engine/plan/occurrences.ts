/** Which places have which token: those of token v are order[starts[v]] … order[starts[v + 1] − 1], in their order. */
export interface Occurrences {
  readonly order: Int32Array
  readonly starts: Int32Array
}

/** Counts the tokens 0 … vocabulary − 1 of a batch out. Errors: a RangeError for a token that is none of these. */
export function createOccurrences(
  size: number,
  vocabulary: number,
): (tokens: ArrayLike<number>) => Occurrences {
  const order = new Int32Array(size)
  const starts = new Int32Array(vocabulary + 1)
  const next = new Int32Array(vocabulary)
  return (tokens) => {
    starts.fill(0)
    for (let k = 0; k < size; k++) {
      const token = tokens[k]!
      if (!(token >= 0 && token < vocabulary)) {
        throw new RangeError(`Token ${k} is ${token}; there are only 0 … ${vocabulary - 1}.`)
      }
      starts[token + 1]!++
    }
    for (let v = 0; v < vocabulary; v++) {
      starts[v + 1]! += starts[v]!
      next[v] = starts[v]!
    }
    for (let k = 0; k < size; k++) order[next[tokens[k]!]!++] = k
    return { order, starts }
  }
}
