import { dropping, type Dropped } from './dropout.ts'
import { dispatch, forEach, type Dispatch, type Place } from './kernel.ts'

interface Operands {
  /** Whole numbers [rows]. */
  readonly tokens: Place
  /** [vocabulary, width] */
  readonly table: Place
  /** [length, width]; left out, nothing is added. */
  readonly positions?: Place
  /** [rows, width] */
  readonly out: Place
}

interface Shape {
  readonly rows: number
  readonly width: number
  /** Tokens of a text. */
  readonly length: number
}

/** Looks tokens up: out[r] = (table[tokenᵣ] + positions[r mod length]) ⊙ dropout. */
export function embedding(operands: Operands, { rows, width, length }: Shape, dropped?: Dropped): Dispatch {
  const { functions, times, factor, numbers } = dropping(dropped)
  const hasPositions = operands.positions !== undefined
  const program = forEach(
    rows * width,
    `let row = i / ${width}u;
  let column = i % ${width}u;
  let value = table[u32(tokens[row]) * ${width}u + column]
    ${hasPositions ? `+ positions[row % ${length}u * ${width}u + column]` : ''};
  out[i] = value${times('i')};`,
    functions,
  )
  return dispatch(
    'embedding',
    operands,
    program,
    ({ tokens, table, positions, out }, now) => {
      for (let i = 0; i < rows * width; i++) {
        const row = Math.floor(i / width)
        const value = table[tokens[row]! * width + (i % width)]!
        out[i] = (value + (positions?.[(row % length) * width + (i % width)] ?? 0)) * factor(now, i)
      }
    },
    numbers,
  )
}
