import { forEach, type Program } from './kernel.ts'

/*
 * Many sums, each of the same number of terms. The functions in WGSL are `add(sum, at)`, which adds term `at` of sum `sum` to
 * `total[0]`, `total[1]`, …, and `store(sum, v, value)`. As for matrix products there are two programs: one for adapters in
 * software, one for hardware.
 */

export interface SumsShape {
  readonly sums: number
  readonly terms: number
  /** How many values a sum has: what they need is then read once for all of them. 1 if left out. */
  readonly values?: number
}

export type SumsProgram = (shape: SumsShape, functions: string) => Program

const ofTotal = (values: number): string => `var<private> total: array<f32, ${values}>;`

/** The sums are few, and a workgroup is one core's work. */
const FEW = 8

/** One thread a sum: threads of a software adapter run one after another, and none has to wait for others. */
export const sumsAlone: SumsProgram = ({ sums, terms, values = 1 }, functions) =>
  forEach(
    sums,
    `for (var at = 0u; at < ${terms}u; at++) { add(i, at); }
  for (var v = 0u; v < ${values}u; v++) { store(i, v, total[v]); }`,
    `${ofTotal(values)}${functions}`,
    FEW,
  )

const THREADS = 64
/** Every device takes 65,535. */
const MOST_COLUMNS = 32_768

/** One workgroup a sum: its threads share the terms, and then each adds up a value of what they have. */
export const sumsTogether: SumsProgram = ({ sums, terms, values = 1 }, functions) => ({
  workgroups: [Math.min(sums, MOST_COLUMNS), Math.ceil(sums / MOST_COLUMNS), 1],
  code: `${ofTotal(values)}${functions}
var<workgroup> parts: array<f32, ${THREADS * values}>;
@compute @workgroup_size(${THREADS}) fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  let sum = group.y * ${MOST_COLUMNS}u + group.x;
  if (sum < ${sums}u) {
    for (var at = thread; at < ${terms}u; at += ${THREADS}u) { add(sum, at); }
  }
  for (var v = 0u; v < ${values}u; v++) { parts[v * ${THREADS}u + thread] = total[v]; }
  workgroupBarrier();
  if (sum >= ${sums}u) { return; }
  for (var v = thread; v < ${values}u; v += ${THREADS}u) {
    var whole = 0.0;
    for (var k = 0u; k < ${THREADS}u; k++) { whole += parts[v * ${THREADS}u + k]; }
    store(sum, v, whole);
  }
}`,
})
