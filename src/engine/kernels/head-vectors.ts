/*
 * The numbers of a token in one head, in WGSL, as vectors of four with names of their own: `q0`, `q1`, … An array that a loop
 * indexes would lie in memory, and make attention three times as slow on a software adapter.
 */

/** Such vectors for `size` numbers; the last one is filled up with zeros, which are not stored. */
export function headVectors(size: number) {
  const vectors = Array.from({ length: Math.ceil(size / 4) }, (_, v) => v)
  const partsOf = (v: number): number[] => [0, 1, 2, 3].filter((n) => 4 * v + n < size)
  return {
    /** `var q0 = …; var q1 = …;` */
    declare: (name: string, value: (v: number) => string): string =>
      vectors.map((v) => `var ${name}${v} = ${value(v)};`).join(' '),
    /** Vector v of what begins at `from` of an operand. */
    load: (operand: string, from: string, v: number): string =>
      `vec4f(${[0, 1, 2, 3].map((n) => (4 * v + n < size ? `${operand}[${from} + ${4 * v + n}u]` : '0.0')).join(', ')})`,
    store: (operand: string, from: string, v: number, value: string): string =>
      `{ let four = ${value}; ${partsOf(v)
        .map((n) => `${operand}[${from} + ${4 * v + n}u] = four[${n}];`)
        .join(' ')} }`,
    /** a · b. */
    dot: (a: string, b: (v: number) => string): string =>
      vectors.map((v) => `dot(${a}${v}, ${b(v)})`).join(' + '),
    /** The statements for all vectors. */
    each: (statement: (v: number) => string): string => vectors.map(statement).join('\n    '),
  }
}
