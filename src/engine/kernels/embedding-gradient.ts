import { dispatch, forEach, type Dispatch, type Place } from './kernel.ts'

interface Operands {
  /** dL/d(table[token] + position) [rows, width] */
  readonly dOut: Place
  /**
   * Which rows have which token: those of token v are order[starts[v]] … order[starts[v + 1] − 1]. The host counts them out
   * with each batch, so that no thread has to look for its rows.
   */
  readonly order: Place
  /** [vocabulary + 1] */
  readonly starts: Place
  /** [vocabulary, width] */
  readonly dTable: Place
  /** [length, width]; left out where positions are not learned. */
  readonly dPositions?: Place
}

interface Shape {
  readonly rows: number
  readonly width: number
  readonly vocabulary: number
  readonly length: number
}

/**
 * The gradient of a look-up: dTable[v] = Σ dOut[r] over the rows r with token v (0 where none has it), dPositions[t] =
 * Σ dOut[r] over the rows at place t. `adds`: to what is in dTable already, where the table is also the head's weights.
 */
export function embeddingGradient(operands: Operands, shape: Shape, { adds }: { adds: boolean }): Dispatch {
  const { rows, width, vocabulary, length } = shape
  const tableSize = vocabulary * width
  const positionsSize = operands.dPositions ? length * width : 0
  const ofPositions = `
  let place = i - ${tableSize}u;
  var sum = 0.0;
  for (var at = place; at < ${rows * width}u; at += ${length * width}u) { sum += dOut[at]; }
  dPositions[place] = sum;`
  const program = forEach(
    tableSize + positionsSize,
    `if (i < ${tableSize}u) {
    let token = i / ${width}u;
    var sum = ${adds ? 'dTable[i]' : '0.0'};
    for (var k = u32(starts[token]); k < u32(starts[token + 1u]); k++) {
      sum += dOut[u32(order[k]) * ${width}u + i % ${width}u];
    }
    dTable[i] = sum;
    return;
  }
  ${positionsSize ? ofPositions : ''}`,
  )
  return dispatch('embedding-gradient', operands, program, ({ dOut, order, starts, dTable, dPositions }) => {
    for (let i = 0; i < tableSize; i++) {
      const token = Math.floor(i / width)
      let sum = adds ? dTable[i]! : 0
      for (let k = starts[token]!; k < starts[token + 1]!; k++) sum += dOut[order[k]! * width + (i % width)]!
      dTable[i] = sum
    }
    for (let i = 0; dPositions && i < positionsSize; i++) {
      let sum = 0
      for (let at = i; at < rows * width; at += length * width) sum += dOut[at]!
      dPositions[i] = sum
    }
  })
}
