import { ACTIVATIONS, type KernelActivation } from './activation.ts'
import { dropping, type Dropped } from './dropout.ts'
import { dispatch, type Dispatch, type Place, type Program } from './kernel.ts'

/*
 * Matrix products, with what comes right after them in the same pass. Two programs compute them: matmul-registers.ts
 * without barriers, for adapters in software, and matmul-tiles.ts through workgroup memory, for graphics hardware.
 */

export interface MatmulOperands {
  /** [rows, inner], or [inner, rows] where it is taken transposed. */
  readonly a: Place
  /** [inner, columns], or [columns, inner]. */
  readonly b: Place
  /** [rows, columns] */
  readonly out: Place
  /** [columns] */
  readonly bias?: Place
  /** Where A·B + bias is kept as it was before the activation [rows, columns]. */
  readonly before?: Place
  /** Where f(·) is kept as it was before dropout [rows, columns]. */
  readonly undropped?: Place
  /** What the activation's slope is computed from [rows, columns]. */
  readonly kept?: Place
  /** Added last [rows, columns]; it may be `out` itself. */
  readonly residual?: Place
  /** Σ of each column of b [columns]: with a = X taken transposed and b = dY, the gradient of the biases. */
  readonly columnSums?: Place
}

export interface MatmulShape {
  readonly rows: number
  readonly inner: number
  readonly columns: number
  /** Which of the two is taken transposed. */
  readonly transposed?: 'a' | 'b'
}

export interface MatmulEnding {
  /** f of the sum. */
  readonly activation?: KernelActivation
  /** Multiplied by f′ at `kept`. */
  readonly slope?: KernelActivation
  readonly dropped?: Dropped
}

/** The main loop of a product: calls `finish(row, column, sum)` in WGSL once for each number of the result. */
export type MatmulProgram = (shape: MatmulShape, sumsColumns: boolean) => Program

/**
 * out = ending(A·B), where the ending is, in this order and where asked for: + bias; f(·), keeping what was before and what comes out;
 * ⊙ f′(kept); ⊙ dropout; + residual.
 */
export function matmul(
  program: MatmulProgram,
  operands: MatmulOperands,
  shape: MatmulShape,
  ending: MatmulEnding = {},
): Dispatch {
  const { functions, times, factor, numbers } = dropping(ending.dropped)
  const { workgroups, code } = program(shape, operands.columnSums !== undefined)
  const f = ending.activation && ACTIVATIONS[ending.activation]
  const slope = ending.slope && ACTIVATIONS[ending.slope]
  const { rows, inner, columns, transposed } = shape
  const finish = `${functions}${f?.code ?? ''}${slope?.slopeCode ?? ''}
fn finish(row: u32, column: u32, sum: f32) {
  let at = row * ${columns}u + column;
  var value = sum${operands.bias ? ' + bias[column]' : ''};
  ${operands.before ? 'before[at] = value;' : ''}
  ${f ? 'value = activated(value);' : ''}
  ${operands.undropped ? 'undropped[at] = value;' : ''}
  ${slope ? 'value *= slopeOf(kept[at]);' : ''}
  out[at] = value${times('at')}${operands.residual ? ' + residual[at]' : ''};
}
`
  const [aRow, aInner] = transposed === 'a' ? [1, rows] : [inner, 1]
  const [bInner, bColumn] = transposed === 'b' ? [1, inner] : [columns, 1]
  return dispatch(
    'matmul',
    operands,
    { workgroups, code: finish + code },
    ({ a, b, out, bias, before, undropped, kept, residual, columnSums }, now) => {
      for (let at = 0; at < rows * columns; at++) {
        const [row, column] = [Math.floor(at / columns), at % columns]
        let value = bias?.[column] ?? 0
        for (let k = 0; k < inner; k++) {
          value += a[row * aRow + k * aInner]! * b[k * bInner + column * bColumn]!
        }
        if (before) before[at] = value
        if (f) value = f.value(value)
        if (undropped) undropped[at] = value
        if (slope && kept) value *= slope.slope(kept[at]!)
        out[at] = value * factor(now, at) + (residual?.[at] ?? 0)
      }
      for (let column = 0; columnSums && column < columns; column++) {
        columnSums[column] = 0
        for (let k = 0; k < inner; k++) columnSums[column]! += b[k * bInner + column * bColumn]!
      }
    },
    numbers,
  )
}
