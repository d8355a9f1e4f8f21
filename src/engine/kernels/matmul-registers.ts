import type { MatmulProgram } from './matmul.ts'

/** The most rows and columns of the result that a thread computes: 4 × 4 took three times as long, 16 × 8 as long as this. */
const TILE = 8
/** Few threads a workgroup: it is the workgroups that are shared out among the processor's cores. */
const THREADS = 4

const upTo = (count: number): number[] => Array.from({ length: count }, (_, n) => n)

/** The name of row or column n of a tile, brought back inside: past the edge the last one is computed again, and not stored. */
const clamped = (name: string, n: number, tile: number, limit: number): string =>
  limit % tile === 0 || n === 0 ? `${name} + ${n}u` : `min(${name} + ${n}u, ${limit - 1}u)`

/**
 * Each thread computes up to 8 × 8 numbers of the result from registers alone. Threads of a software adapter run one after
 * another, so nothing is gained by sharing loads, and a barrier makes all of them wait.
 */
export const matmulInRegisters: MatmulProgram = ({ rows, inner, columns, transposed }, sumsColumns) => {
  const a = transposed === 'a' ? { row: 1, inner: rows } : { row: inner, inner: 1 }
  const b = transposed === 'b' ? { inner: 1, column: inner } : { inner: columns, column: 1 }
  const down = upTo(Math.min(TILE, rows))
  // Columns come in vectors of four.
  const fours = upTo(columns > 4 ? TILE / 4 : 1)
  const [height, width] = [down.length, 4 * fours.length]
  const ofFour = (four: number): string =>
    upTo(4)
      .map((n) => `b[b${4 * four + n} + across]`)
      .join(', ')
  const code = `
@compute @workgroup_size(${THREADS}, ${THREADS}) fn main(@builtin(global_invocation_id) id: vec3u) {
  let row = id.y * ${height}u;
  let column = id.x * ${width}u;
  if (row >= ${rows}u || column >= ${columns}u) { return; }
  ${down.map((m) => `let a${m} = (${clamped('row', m, height, rows)}) * ${a.row}u;`).join('\n  ')}
  ${upTo(width)
    .map((n) => `let b${n} = (${clamped('column', n, width, columns)}) * ${b.column}u;`)
    .join('\n  ')}
  ${down.map((m) => fours.map((four) => `var sum${m}_${four} = vec4f();`).join(' ')).join('\n  ')}
  ${sumsColumns ? fours.map((four) => `var columnSum${four} = vec4f();`).join(' ') : ''}
  for (var k = 0u; k < ${inner}u; k++) {
    let across = k * ${b.inner}u;
    let along = k * ${a.inner}u;
    ${fours.map((four) => `let four${four} = vec4f(${ofFour(four)});`).join('\n    ')}
    ${sumsColumns ? fours.map((four) => `columnSum${four} += four${four};`).join(' ') : ''}
    ${down
      .map(
        (m) =>
          `let x${m} = a[a${m} + along]; ${fours.map((four) => `sum${m}_${four} += x${m} * four${four};`).join(' ')}`,
      )
      .join('\n    ')}
  }
  let width = min(${width}u, ${columns}u - column);
  var sums = array(${down.map((m) => fours.map((four) => `sum${m}_${four}`).join(', ')).join(', ')});
  for (var m = 0u; m < min(${height}u, ${rows}u - row); m++) {
    for (var n = 0u; n < width; n++) { finish(row + m, column + n, sums[m * ${fours.length}u + n / 4u][n % 4u]); }
  }
  ${sumsColumns ? storeSums(fours) : ''}
}`
  const groups = (count: number, tile: number): number => Math.ceil(count / (tile * THREADS))
  return { workgroups: [groups(columns, width), groups(rows, height), 1], code }
}

/** The sums of columns are the same for all rows of tiles; the first keeps them. */
const storeSums = (fours: readonly number[]): string => `
  var all = array(${fours.map((four) => `columnSum${four}`).join(', ')});
  if (row == 0u) {
    for (var n = 0u; n < width; n++) { columnSums[column + n] = all[n / 4u][n % 4u]; }
  }`
