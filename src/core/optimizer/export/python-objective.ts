import { toPython } from '../../formula/code.ts'
import { type Expr, symbolsIn } from '../../formula/expr.ts'
import type { Plan } from './plan.ts'
import { comment, type Dialect, listed } from './python-dialect.ts'
import { type SampledPlan, wrapped } from './sampled.ts'

/** The loss and its gradient as functions; with samples the gradient is over a step's own. */
export const objectiveFunctions = (plan: Plan, d: Dialect): string[][] =>
  plan.sampled
    ? [meanLoss(plan, plan.sampled, d), meanGradient(plan, plan.sampled, d)]
    : [loss(plan, d), gradient(plan, d)]

export function samples({ names, samples }: SampledPlan, words: Plan['words'], d: Dialect): string[] {
  const [open, close] = d.matrix
  const rows = wrapped(samples.map((sample) => listed(sample, d)))
  return [
    comment(`${words.samples}${words.colon}${names.join(', ')}`),
    `samples = ${open}`,
    ...rows.map((row) => `    ${row}`),
    close,
  ]
}

/** Each of a sample's numbers as one vector of all of them: x, y = samples.T */
const columnsOf = ({ ids, names }: SampledPlan, which: string): string =>
  `    ${names.map((name) => `${ids[name]!}${names.length === 1 ? ',' : ''}`).join(', ')} = ${which}.T`

const meanOf = ({ ids }: SampledPlan, e: Expr, d: Dialect): string =>
  `${d.module}.mean(${toPython(e, ids, d.id)})`

const meanLoss = (plan: Plan, sampled: SampledPlan, d: Dialect): string[] => [
  comment(`${plan.words.meanLoss}${plan.words.colon}${sampled.text}`),
  'def loss(point):',
  unpacked(plan),
  columnsOf(sampled, 'samples'),
  `    return ${meanOf(sampled, sampled.loss, d)}`,
]

function meanGradient(plan: Plan, sampled: SampledPlan, d: Dialect): string[] {
  const values = sampled.gradient.map((e) => ({ code: meanOf(sampled, e, d), constant: false }))
  return [
    comment(plan.words.meanGradient),
    'def gradient(point, batch):',
    unpacked(plan),
    columnsOf(sampled, 'samples[[i - 1 for i in batch]]'),
    ...returned(plan, values, d),
  ]
}

const code = ({ objective }: Plan, e: Expr, d: Dialect): string => toPython(e, objective.ids, d.id)

function unpacked({ objective, sampled }: Plan): string {
  const ids = objective.parameters.map((name) => (sampled ?? objective).ids[name]!)
  return `    ${ids.length === 1 ? `(${ids[0]!},)` : ids.join(', ')} = point`
}

const loss = (plan: Plan, d: Dialect): string[] => [
  comment(`${plan.words.loss}${plan.words.colon}${plan.objective.text}`),
  'def loss(point):',
  unpacked(plan),
  `    return ${code(plan, plan.objective.loss, d)}`,
]

function gradient(plan: Plan, d: Dialect): string[] {
  const { parts, results } = plan.objective.gradient
  const values = results.map((e) => ({ code: code(plan, e, d), constant: symbolsIn(e).length === 0 }))
  return [
    comment(plan.words.gradient),
    'def gradient(point):',
    unpacked(plan),
    ...parts.map((part) => `    ${plan.objective.ids[part.name]!} = ${code(plan, part.value, d)}`),
    ...returned(plan, values, d),
  ]
}

/** The slopes as one vector, each on its line. */
function returned(plan: Plan, values: Parameters<Dialect['stacked']>[0], d: Dialect): string[] {
  const [open, ...rest] = d.stacked(values)
  const close = rest.pop()!
  return [
    `    return ${open!}`,
    ...rest.map((value, i) => `        ${value},  # ∂/∂${plan.objective.parameters[i]!}`),
    `    ${close}`,
  ]
}
