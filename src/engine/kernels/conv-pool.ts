import { dropping, type Dropped } from './dropout.ts'
import { dispatch, forEach, type Dispatch, type Place } from './kernel.ts'

/** A convolution layer: filters slide over the inside of square pictures, then the largest of each 2 × 2 places stays. */
export interface ConvShape {
  readonly pictures: number
  /** Rows and columns of a picture that comes in. */
  readonly side: number
  readonly channels: number
  /** Rows and columns of a filter. */
  readonly kernel: number
  readonly filters: number
}

interface Operands {
  /** [pictures, side, side, channels] */
  readonly x: Place
  /** [kernel, kernel, channels, filters] */
  readonly weight: Place
  /** [filters] */
  readonly bias: Place
  /** [pictures, pooled, pooled, filters] */
  readonly out: Place
  /** Which of the four places was the largest, 0 … 3 row by row, the first of equals; NONE where none is above 0 [as out]. */
  readonly choice: Place
}

/** No place was chosen. */
export const NONE = 4

/** Rows and columns of a picture that goes out. */
export const pooledSide = ({ side, kernel }: Pick<ConvShape, 'side' | 'kernel'>): number =>
  Math.floor((side - kernel + 1) / 2)

/** Filters that a thread computes. */
const BLOCK = 4
const EACH = [0, 1, 2, 3]

/**
 * out = max over 2 × 2 of max(0, Σ x ⊙ filter + bias), ⊙ dropout: convolution, relu and pooling in one. A thread has one place
 * of `out` for four filters; what would be computed past the last filter is not stored.
 */
export function convPool(operands: Operands, shape: ConvShape, dropped?: Dropped): Dispatch {
  const { pictures, side, channels, kernel, filters } = shape
  const pooled = pooledSide(shape)
  const blocks = Math.ceil(filters / BLOCK)
  const { functions, times, factor, numbers } = dropping(dropped)
  const program = forEach(
    pictures * pooled ** 2 * blocks,
    `let first = i % ${blocks}u * ${BLOCK}u;
  let cell = i / ${blocks}u;
  let corner = ((cell / ${pooled ** 2}u * ${side}u + 2u * (cell / ${pooled}u % ${pooled}u)) * ${side}u
    + 2u * (cell % ${pooled}u)) * ${channels}u;
  ${EACH.map((n) => `let k${n} = min(first + ${n}u, ${filters - 1}u);`).join(' ')}
  ${EACH.map((n) => `var sum${n} = vec4f();`).join(' ')}
  for (var down = 0u; down < ${kernel}u; down++) {
    for (var j = 0u; j < ${kernel * channels}u; j++) {
      let row = (down * ${kernel * channels}u + j) * ${filters}u;
      let four = vec4f(${EACH.map((n) => `weight[row + k${n}]`).join(', ')});
      let at = corner + down * ${side * channels}u + j;
      sum0 += x[at] * four;
      sum1 += x[at + ${channels}u] * four;
      sum2 += x[at + ${side * channels}u] * four;
      sum3 += x[at + ${(side + 1) * channels}u] * four;
    }
  }
  for (var n = 0u; n < min(${BLOCK}u, ${filters}u - first); n++) {
    let z = vec4f(sum0[n], sum1[n], sum2[n], sum3[n]) + bias[first + n];
    var largest = 0.0;
    var which = ${NONE}.0;
    ${EACH.map((n) => `if (z[${n}] > largest) { largest = z[${n}]; which = ${n}.0; }`).join('\n    ')}
    let at = cell * ${filters}u + first + n;
    out[at] = largest${times('at')};
    choice[at] = which;
  }`,
    functions,
  )
  return dispatch(
    'conv-pool',
    operands,
    program,
    ({ x, weight, bias, out, choice }, now) => {
      for (let at = 0; at < pictures * pooled ** 2 * filters; at++) {
        const [k, cell] = [at % filters, Math.floor(at / filters)]
        const [picture, row, column] = placeOf(cell, pooled)
        let [largest, which] = [0, NONE]
        for (const place of EACH) {
          const [top, left] = [2 * row + (place >> 1), 2 * column + (place & 1)]
          let z = bias[k]!
          for (let down = 0; down < kernel; down++)
            for (let j = 0; j < kernel * channels; j++) {
              const from = ((picture * side + top + down) * side + left) * channels + j
              z += x[from]! * weight[(down * kernel * channels + j) * filters + k]!
            }
          if (z > largest) [largest, which] = [z, place]
        }
        out[at] = largest * factor(now, at)
        choice[at] = which
      }
    },
    numbers,
  )
}

/** Picture, row and column of place `at` of pictures with so many rows and columns. */
export const placeOf = (at: number, side: number): readonly [number, number, number] => [
  Math.floor(at / side ** 2),
  Math.floor(at / side) % side,
  at % side,
]
