import type { MatmulProgram } from './matmul.ts'

/** Rows and columns of the result that a thread computes. */
const TILE = 4
const THREADS = 8

/** A number 0 … 3 for each of a tile's rows or columns. */
const EACH = [0, 1, 2, 3]

/**
 * Each thread computes 4 × 4 numbers of the result from registers alone. Threads of a software adapter run one after
 * another, so nothing is gained by sharing loads, and a barrier makes all of them wait.
 */
export const matmulInRegisters: MatmulProgram = ({ rows, inner, columns, transposed }, sumsColumns) => {
  const a = transposed === 'a' ? { row: 1, inner: rows } : { row: inner, inner: 1 }
  const b = transposed === 'b' ? { inner: 1, column: inner } : { inner: columns, column: 1 }
  // Past the edge the last row or column is computed again, and not stored.
  const clamped = (name: string, n: number, limit: number) =>
    limit % TILE === 0 || n === 0 ? `${name} + ${n}u` : `min(${name} + ${n}u, ${limit - 1}u)`
  const isInside = (name: string, n: number, limit: number) =>
    limit % TILE === 0 || n === 0 ? 'true' : `${name} + ${n}u < ${limit}u`
  const block = TILE * THREADS
  const code = `
fn finishRow(row: u32, column: u32, sums: vec4f) {
  ${EACH.map((n) => `if (${isInside('column', n, columns)}) { finish(row, column + ${n}u, sums[${n}]); }`).join('\n  ')}
}
@compute @workgroup_size(${THREADS}, ${THREADS}) fn main(@builtin(global_invocation_id) id: vec3u) {
  let row = id.y * ${TILE}u;
  let column = id.x * ${TILE}u;
  if (row >= ${rows}u || column >= ${columns}u) { return; }
  ${EACH.map((n) => `let a${n} = (${clamped('row', n, rows)}) * ${a.row}u;`).join('\n  ')}
  ${EACH.map((n) => `let b${n} = (${clamped('column', n, columns)}) * ${b.column}u;`).join('\n  ')}
  ${EACH.map((n) => `var sum${n} = vec4f();`).join(' ')}
  ${sumsColumns ? 'var columnSum = vec4f();' : ''}
  for (var k = 0u; k < ${inner}u; k++) {
    let across = k * ${b.inner}u;
    let four = vec4f(${EACH.map((n) => `b[b${n} + across]`).join(', ')});
    let down = k * ${a.inner}u;
    ${EACH.map((n) => `sum${n} += a[a${n} + down] * four;`).join('\n    ')}
    ${sumsColumns ? 'columnSum += four;' : ''}
  }
  ${EACH.map((n) => `if (${isInside('row', n, rows)}) { finishRow(row + ${n}u, column, sum${n}); }`).join('\n  ')}
  ${sumsColumns ? storeSums(isInside, columns) : ''}
}`
  return { workgroups: [Math.ceil(columns / block), Math.ceil(rows / block), 1], code }
}

/** The sums of columns are the same for all rows of tiles; the first keeps them. */
const storeSums = (isInside: (name: string, n: number, limit: number) => string, columns: number): string => `
  if (row == 0u) {
    ${EACH.map((n) => `if (${isInside('column', n, columns)}) { columnSums[column + ${n}u] = columnSum[${n}]; }`).join('\n    ')}
  }`
