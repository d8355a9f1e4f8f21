import { forEach, type Program } from './kernel.ts'

/*
 * Many sums, each of the same number of terms. `terms` are functions in WGSL: `term(sum, at)`, term `at` of sum `sum`, and
 * `store(sum, total)`. As for matrix products there are two programs: one for adapters in software, one for hardware.
 */

export interface SumsShape {
  readonly sums: number
  readonly terms: number
  /** What is added up: numbers, or pairs. */
  readonly type?: 'f32' | 'vec2f'
}

export type SumsProgram = (shape: SumsShape, terms: string) => Program

/** One thread a sum: threads of a software adapter run one after another, and none has to wait for others. */
export const sumsAlone: SumsProgram = ({ sums, terms, type = 'f32' }, functions) =>
  forEach(
    sums,
    `var total = ${type}();
  for (var at = 0u; at < ${terms}u; at++) { total += term(i, at); }
  store(i, total);`,
    functions,
  )

const THREADS = 64
/** Every device takes 65,535. */
const MOST_COLUMNS = 32_768

/** One workgroup a sum: its threads share the terms, and the first adds up what they have. */
export const sumsTogether: SumsProgram = ({ sums, terms, type = 'f32' }, functions) => ({
  workgroups: [Math.min(sums, MOST_COLUMNS), Math.ceil(sums / MOST_COLUMNS), 1],
  code: `${functions}
var<workgroup> parts: array<${type}, ${THREADS}>;
@compute @workgroup_size(${THREADS}) fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  let sum = group.y * ${MOST_COLUMNS}u + group.x;
  var part = ${type}();
  if (sum < ${sums}u) {
    for (var at = thread; at < ${terms}u; at += ${THREADS}u) { part += term(sum, at); }
  }
  parts[thread] = part;
  workgroupBarrier();
  if (thread != 0u || sum >= ${sums}u) { return; }
  var total = ${type}();
  for (var k = 0u; k < ${THREADS}u; k++) { total += parts[k]; }
  store(sum, total);
}`,
})
