import { parametersOf, type DenseNet } from '../../core/network/architecture.ts'
import { dropoutThreshold } from '../../core/network/dropout.ts'
import { parameterTotal } from '../../core/network/parameters.ts'
import { layerPlaces } from '../arrays/dense-pass.ts'
import { WGSL_FUNCTIONS, wgslLines, wgslNumber } from '../kernels/wgsl-expr.ts'
import type { RuleProgram } from '../rule-program.ts'
import { MOST_LOSSES, type TrainingPlan } from '../trainer.ts'
import type { WorkgroupMemory } from './memory.ts'
import { backwardCode, forwardCode, type ShaderNet } from './shader-layers.ts'
import { lossCode } from './shader-loss.ts'

/*
 * A whole training run of a small dense network as one WGSL program for one workgroup. In every step each thread takes
 * its rows of the batch through the network and back, on its own; then, behind a barrier, each thread sums the gradient
 * of its parameters over the rows and updates them. Parameters and slots stay in workgroup memory between the steps.
 */

/** What the program is made from; the data set's size is in it because its targets lie behind its inputs. */
export interface ShaderPlan {
  readonly plan: TrainingPlan & { readonly net: DenseNet }
  readonly program: RuleProgram
  readonly memory: WorkgroupMemory
  readonly threads: number
  /** Rows of the data set. */
  readonly dataRows: number
}

/** Numbers a step that are the same for all threads: the rule's constants, then λ₁, λ₂ and the longest gradient. */
export const settingsPerStep = (program: RuleProgram): number => program.constantCount + 3

const bindings = `
struct Run { first: u32, count: u32, loss_at: u32, seed: u32 }
@group(0) @binding(0) var<storage, read_write> state: array<f32>;
@group(0) @binding(1) var<storage, read> data: array<f32>;
@group(0) @binding(2) var<storage, read> order: array<u32>;
@group(0) @binding(3) var<storage, read> settings: array<f32>;
@group(0) @binding(4) var<storage, read_write> losses: array<f32>;
@group(0) @binding(5) var<uniform> run: Run;`

function variables({ plan, program, memory, threads }: ShaderPlan): string {
  const { inputs, hidden, outputs } = plan.net
  const count = parameterTotal(parametersOf(plan.net))
  const array = (name: string, size: number): string => `var<workgroup> ${name}: array<f32, ${size}>;`
  return [
    array('P', count),
    ...program.slots.map((_, k) => array(`S${k}`, count)),
    ...(memory.keepsGradient ? [array('G', count)] : []),
    ...(plan.clips ? [array('partial', threads)] : []),
    array('v0', inputs * memory.stride),
    ...[...hidden, outputs].flatMap((units, l) => [
      array(`v${l + 1}`, units * memory.stride),
      array(`d${l + 1}`, units * memory.stride),
    ]),
    array('row_loss', memory.stride),
  ].join('\n')
}

/** pcg3d of core/rng.ts, and dropout's masks as in core/network/dropout.ts. */
const dropoutCode = (rate: number): string => `
fn pcg3d(given: vec3<u32>) -> u32 {
  var v = given * 1664525u + 1013904223u;
  v.x += v.y * v.z; v.y += v.z * v.x; v.z += v.x * v.y;
  v = v ^ (v >> vec3<u32>(16u));
  return v.x + v.y * v.z;
}
fn mask(layer: u32, step: u32, element: u32) -> f32 {
  let bits = pcg3d(vec3<u32>(run.seed + layer * ${0x9e3779b9}u, step, element));
  return select(0.0, ${wgslNumber(1 / (1 - rate))}, bits >= ${dropoutThreshold(rate)}u);
}`

/** The thread sums the gradient of parameter q over the rows, into \`sum\`. */
function gradientCode(net: ShaderNet): string {
  return net.places
    .map(({ inputs, units, weights, biases }, l) => {
      const end = biases + units
      return `
  for (var q = thread; q < ${end - weights}u; q += THREADS) {
    let k = q / ${units}u;
    let j = q % ${units}u;
    var sum = 0.0;
    if (k < ${inputs}u) {
      for (var i = 0u; i < rows; i++) { sum += v${l}[k * STRIDE + i] * d${l + 1}[j * STRIDE + i]; }
    } else {
      for (var i = 0u; i < rows; i++) { sum += d${l + 1}[j * STRIDE + i]; }
    }
    finish(${weights}u + q, k < ${inputs}u, sum, s, isFirst);
  }`
    })
    .join('')
}

/**
 * The update of one parameter from its gradient g. The rule's names are all declared in here; names of two words that
 * no rule uses keep out of their way.
 */
function updateCode({ program }: ShaderPlan): string {
  const before = program.slots.map((name, k) => `let ${name}_prev = S${k}[own_place];`).join(' ')
  const after = program.slots.map((name, k) => `S${k}[own_place] = ${name};`).join(' ')
  return `
fn update(own_place: u32, g: f32, own_step: u32) {
  let own_settings = own_step * ${settingsPerStep(program)}u;
  let theta_prev = P[own_place];
  ${before}
  ${wgslLines(program, (k) => `settings[own_settings + ${k}u]`)}
  P[own_place] = theta;
  ${after}
}`
}

const penaltyCode = ({ program }: ShaderPlan): string => `
fn penalized(q: u32, isWeight: bool, g: f32, s: u32) -> f32 {
  let at = s * ${settingsPerStep(program)}u + ${program.constantCount}u;
  return select(g, g + settings[at] * sign(P[q]) + settings[at + 1u] * P[q], isWeight);
}`

/** What becomes of a summed gradient: at once an update, or kept until all of it is there. */
const finishCode = ({ memory }: ShaderPlan): string =>
  memory.keepsGradient
    ? `
fn finish(q: u32, isWeight: bool, sum: f32, s: u32, isFirst: bool) {
  if (isFirst) { G[q] = penalized(q, isWeight, sum, s); } else { G[q] += sum; }
}`
    : `
fn finish(q: u32, isWeight: bool, sum: f32, s: u32, isFirst: bool) {
  update(q, penalized(q, isWeight, sum, s), s);
}`

/** The update of all parameters from the kept gradient, scaled down first where its norm is too long. */
function keptCode({ plan, program, memory }: ShaderPlan, count: number): string {
  if (!memory.keepsGradient) return ''
  const loop = (body: string): string => `for (var q = thread; q < ${count}u; q += THREADS) { ${body} }`
  if (!plan.clips) return loop('update(q, G[q], s);')
  const longest = `settings[s * ${settingsPerStep(program)}u + ${program.constantCount + 2}u]`
  return `
    var squares = 0.0;
    ${loop('squares += G[q] * G[q];')}
    partial[thread] = squares;
    workgroupBarrier();
    var total = 0.0;
    for (var i = 0u; i < THREADS; i++) { total += partial[i]; }
    let factor = max(1.0, sqrt(total) / ${longest});
    ${loop('update(q, G[q] / factor, s);')}`
}

/** The program. */
export function workgroupShader(shader: ShaderPlan): string {
  const { plan, program, memory, threads, dataRows } = shader
  const count = parameterTotal(parametersOf(plan.net))
  const net: ShaderNet = { net: plan.net, places: layerPlaces(plan.net) }
  const slots = (line: (k: number) => string): string => program.slots.map((_, k) => line(k)).join(' ')
  return `
const THREADS = ${threads}u;
const BATCH = ${plan.batchSize}u;
const ROWS = ${memory.rows}u;
const STRIDE = ${memory.stride}u;
const TARGETS = ${dataRows * plan.net.inputs}u;
${bindings}
${variables(shader)}
${WGSL_FUNCTIONS}
${plan.net.dropout > 0 ? dropoutCode(plan.net.dropout) : ''}
fn through(i: u32, s: u32, base: u32) {
  let point = order[s * BATCH + base + i];
  let step = run.first + s;
  ${forwardCode(net)}
  ${lossCode(plan.loss, plan.net)}
  ${backwardCode(net)}
}
${updateCode(shader)}
${penaltyCode(shader)}
${finishCode(shader)}
@compute @workgroup_size(${threads})
fn main(@builtin(local_invocation_index) thread: u32) {
  for (var q = thread; q < ${count}u; q += THREADS) {
    P[q] = state[q];
    ${slots((k) => `S${k}[q] = state[${(k + 1) * count}u + q];`)}
  }
  workgroupBarrier();
  for (var s = 0u; s < run.count; s++) {
    var loss = 0.0;
    for (var base = 0u; base < BATCH; base += ROWS) {
      let rows = min(ROWS, BATCH - base);
      let isFirst = base == 0u;
      for (var i = thread; i < rows; i += THREADS) { through(i, s, base); }
      workgroupBarrier();
      if (thread == 0u) { for (var i = 0u; i < rows; i++) { loss += row_loss[i]; } }
      ${gradientCode(net)}
      workgroupBarrier();
    }
    if (thread == 0u) { losses[(run.loss_at + s) % ${MOST_LOSSES}u] = loss / f32(BATCH); }
    ${keptCode(shader, count)}
    ${memory.keepsGradient ? 'workgroupBarrier();' : ''}
  }
  for (var q = thread; q < ${count}u; q += THREADS) {
    state[q] = P[q];
    ${slots((k) => `state[${(k + 1) * count}u + q] = S${k}[q];`)}
  }
}`
}
