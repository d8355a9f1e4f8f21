import type { MatmulProgram } from './matmul.ts'

/** A workgroup of 8 × 8 threads computes 32 × 32 numbers, each thread 4 × 4, from slices of 16 terms. */
const THREADS = 8
const TILE = 4
const BLOCK = THREADS * TILE
const SLICE = 16
const EACH = [0, 1, 2, 3]

/**
 * The workgroup brings a slice of A and of B into its own memory, four rows or columns to a vector, and every thread uses
 * each number 32 / 4 = 8 times less often from the arena than alone. What lies past an edge is 0 there.
 */
export const matmulInTiles: MatmulProgram = ({ rows, inner, columns, transposed }, sumsColumns) => {
  const a = transposed === 'a' ? { row: 1, inner: rows } : { row: inner, inner: 1 }
  const b = transposed === 'b' ? { inner: 1, column: inner } : { inner: columns, column: 1 }
  const perSlice = (SLICE * BLOCK) / TILE
  const threads = THREADS * THREADS
  const code = `
var<workgroup> ofA: array<vec4f, ${perSlice}>;
var<workgroup> ofB: array<vec4f, ${perSlice}>;
fn aAt(row: u32, k: u32) -> f32 {
  if (row >= ${rows}u || k >= ${inner}u) { return 0.0; }
  return a[row * ${a.row}u + k * ${a.inner}u];
}
fn bAt(k: u32, column: u32) -> f32 {
  if (column >= ${columns}u || k >= ${inner}u) { return 0.0; }
  return b[k * ${b.inner}u + column * ${b.column}u];
}
fn finishRow(row: u32, column: u32, sums: vec4f) {
  if (row >= ${rows}u) { return; }
  for (var n = 0u; n < min(4u, ${columns}u - column); n++) { finish(row, column + n, sums[n]); }
}
@compute @workgroup_size(${THREADS}, ${THREADS}) fn main(
  @builtin(workgroup_id) block: vec3u,
  @builtin(local_invocation_id) own: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  let top = block.y * ${BLOCK}u;
  let left = block.x * ${BLOCK}u;
  ${EACH.map((n) => `var sum${n} = vec4f();`).join(' ')}
  ${sumsColumns ? 'var columnSum = vec4f();' : ''}
  for (var start = 0u; start < ${inner}u; start += ${SLICE}u) {
    for (var slot = thread; slot < ${perSlice}u; slot += ${threads}u) {
      ${slotsOf('a', transposed === 'a')}
      ofA[kOfA * ${THREADS}u + fourOfA] = vec4f(${EACH.map((n) => `aAt(top + fourOfA * 4u + ${n}u, start + kOfA)`).join(', ')});
      ${slotsOf('b', transposed !== 'b')}
      ofB[kOfB * ${THREADS}u + fourOfB] = vec4f(${EACH.map((n) => `bAt(start + kOfB, left + fourOfB * 4u + ${n}u)`).join(', ')});
    }
    workgroupBarrier();
    for (var k = 0u; k < ${SLICE}u; k++) {
      let down = ofA[k * ${THREADS}u + own.y];
      let across = ofB[k * ${THREADS}u + own.x];
      ${EACH.map((n) => `sum${n} += down[${n}] * across;`).join('\n      ')}
      ${sumsColumns ? 'columnSum += across;' : ''}
    }
    workgroupBarrier();
  }
  let row = top + own.y * ${TILE}u;
  let column = left + own.x * ${TILE}u;
  if (column >= ${columns}u) { return; }
  ${EACH.map((n) => `finishRow(row + ${n}u, column, sum${n});`).join('\n  ')}
  ${sumsColumns ? storeSums(columns) : ''}
}`
  return { workgroups: [Math.ceil(columns / BLOCK), Math.ceil(rows / BLOCK), 1], code }
}

/** Which term and which four rows or columns a slot holds: neighbouring threads read neighbouring numbers. */
function slotsOf(name: 'a' | 'b', isAlongRow: boolean): string {
  const N = name.toUpperCase()
  return isAlongRow
    ? `let kOf${N} = slot / ${THREADS}u; let fourOf${N} = slot % ${THREADS}u;`
    : `let kOf${N} = slot % ${SLICE}u; let fourOf${N} = slot / ${SLICE}u;`
}

const storeSums = (columns: number): string => `
  if (row == 0u) {
    for (var n = 0u; n < min(4u, ${columns}u - column); n++) { columnSums[column + n] = columnSum[n]; }
  }`
