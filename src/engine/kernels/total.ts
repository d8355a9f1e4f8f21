import type { Program } from './kernel.ts'

const THREADS = 64

/** One workgroup adds up `term` over i = 0 … count − 1; then one thread does `finish` with the `total`. */
export const totalOf = (count: number, term: string, finish: string): Program => ({
  workgroups: [1, 1, 1],
  code: `
var<workgroup> parts: array<f32, ${THREADS}>;
@compute @workgroup_size(${THREADS}) fn main(@builtin(local_invocation_index) thread: u32) {
  var part = 0.0;
  for (var i = thread; i < ${count}u; i += ${THREADS}u) { part += ${term}; }
  parts[thread] = part;
  workgroupBarrier();
  if (thread != 0u) { return; }
  var total = 0.0;
  for (var i = 0u; i < ${THREADS}u; i++) { total += parts[i]; }
  ${finish}
}`,
})
