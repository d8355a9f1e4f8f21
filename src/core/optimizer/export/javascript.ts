import { toJavaScript } from '../../formula/code.ts'
import type { Expr } from '../../formula/expr.ts'
import { javaScriptRate } from '../../schedule/export/javascript.ts'
import { type Constant, type EditedPlace, oneLine, type Plan } from './plan.ts'
import { isOneForAll, type SampledPlan, wrapped } from './sampled.ts'

const comment = (text: string): string => `// ${oneLine(text)}`
const number = (x: number): string => toJavaScript({ kind: 'number', value: x }, {})
const indented = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`)

/** The run as JavaScript that Node and every browser's console understand. */
export function javaScriptProgram(plan: Plan): string {
  const parts = [
    [plan.words.title, ...plan.sources].map(comment),
    hyperparameters(plan),
    rate(plan),
    ...(plan.sampled
      ? [samples(plan, plan.sampled), meanLoss(plan, plan.sampled), meanGradient(plan, plan.sampled)]
      : [loss(plan), gradient(plan)]),
    step(plan),
    table(plan),
    loop(plan),
  ]
  return parts
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n')
}

const declared = (h: Constant): string =>
  `${h.changes ? 'let' : 'const'} ${h.id} = ${number(h.value)}; ${comment(h.comment)}`

const hyperparameters = ({ hyperparameters, words }: Plan): string[] =>
  hyperparameters.length === 0 ? [] : [comment(words.hyperparameters), ...hyperparameters.map(declared)]

const rate = ({ schedule, words }: Plan): string[] =>
  schedule ? [...schedule.constants.map(declared), ...javaScriptRate(schedule.outline, words.rate)] : []

const listed = (numbers: readonly number[]): string => `[${numbers.map(number).join(', ')}]`

const samples = ({ words }: Plan, sampled: SampledPlan): string[] => [
  comment(`${words.samples}${words.colon}${sampled.names.join(', ')}`),
  'const samples = [',
  ...indented(wrapped(sampled.samples.map(listed))),
  '];',
  'const mean = (numbers) => numbers.reduce((sum, x) => sum + x, 0) / numbers.length;',
]

/** (sample) => formula, for one sample. */
const ofSample = ({ ids, names }: SampledPlan, e: Expr): string =>
  `([${names.map((name) => ids[name]!).join(', ')}]) => ${toJavaScript(e, ids)}`

const meanLoss = (plan: Plan, sampled: SampledPlan): string[] => [
  comment(`${plan.words.meanLoss}${plan.words.colon}${sampled.text}`),
  `function loss(${pattern(plan)}) {`,
  `  return mean(samples.map(${ofSample(sampled, sampled.loss)}));`,
  '}',
]

const meanGradient = (plan: Plan, sampled: SampledPlan): string[] => [
  comment(plan.words.meanGradient),
  `function gradient(${pattern(plan)}, batch) {`,
  '  const chosen = batch.map((i) => samples[i - 1]);',
  '  return [',
  ...sampled.gradient.map(
    (e, i) => `    mean(chosen.map(${ofSample(sampled, e)})), // ∂/∂${plan.objective.parameters[i]!}`,
  ),
  '  ];',
  '}',
]

const code = ({ objective }: Plan, e: Expr): string => toJavaScript(e, objective.ids)
const pattern = ({ objective, sampled }: Plan): string =>
  `[${objective.parameters.map((name) => (sampled ?? objective).ids[name]!).join(', ')}]`

const loss = (plan: Plan): string[] => [
  comment(`${plan.words.loss}${plan.words.colon}${plan.objective.text}`),
  `function loss(${pattern(plan)}) {`,
  `  return ${code(plan, plan.objective.loss)};`,
  '}',
]

function gradient(plan: Plan): string[] {
  const { parts, results } = plan.objective.gradient
  return [
    comment(plan.words.gradient),
    `function gradient(${pattern(plan)}) {`,
    ...indented(parts.map((part) => `const ${plan.objective.ids[part.name]!} = ${code(plan, part.value)};`)),
    '  return [',
    ...results.map((e, i) => `    ${code(plan, e)}, // ∂/∂${plan.objective.parameters[i]!}`),
    '  ];',
    '}',
  ]
}

/** What a step reads beside what is remembered, in the order in which it is given. */
const inputsOf = ({ ids, schedule, usesNorm }: Plan): string[] => [
  ids['t']!,
  ...(schedule ? [ids['alpha']!] : []),
  ids['g']!,
  ...(usesNorm ? [ids['norm']!] : []),
  ids['theta_prev']!,
]

function step(plan: Plan): string[] {
  const { ids, slots, lines, columns, words } = plan
  const inputs = [...inputsOf(plan), ...slots.map((slot) => slot.previous)]
  return [
    comment(words.step),
    `function step(${inputs.join(', ')}) {`,
    ...indented(
      lines.map((line) => `const ${line.id} = ${toJavaScript(line.value, ids)}; ${comment(line.comment)}`),
    ),
    `  return { ${columns.join(', ')} };`,
    '}',
  ]
}

const table = ({ columns, after, sampled, header, words }: Plan): string[] => {
  const others = after.length > 0 || sampled ? ['...others'] : []
  return [
    comment(words.table),
    `const columns = [${columns.map((id) => `'${id}'`).join(', ')}];`,
    `function show(${['t', 'now', ...others].join(', ')}) {`,
    `  const row = columns.flatMap((name) => now.map((part) => part[name] ?? ''));`,
    `  row.unshift(loss(now.map((part) => part.${columns[0]!})));`,
    `  console.log([${['t', '...row', ...others].join(', ')}].join(','));`,
    '  return row.every(Number.isFinite);',
    '}',
    `console.log('${header}');`,
  ]
}

function batches({ sampled, steps, words }: Plan): string[] {
  if (!sampled) return []
  const list = isOneForAll(sampled.batches)
    ? [`const batches = Array.from({ length: ${steps} }, () => ${listed(sampled.batches)});`]
    : ['const batches = [', ...indented(wrapped(sampled.batches.map(listed))), '];']
  return [
    comment(words.batches),
    ...list,
    ...sampled.picks.map((p) => `batches[${p.t - 1}] = ${listed(p.samples)}; ${comment(words.byHand)}`),
  ]
}

function start({ ids, slots, start, after, sampled, edits, words }: Plan): string[] {
  const initial = slots.map((slot) => `, ${slot.id}: ${number(slot.initial)}`).join('')
  const others = [...after, ...(sampled ? [''] : [])].map(() => ", ''").join('')
  return [
    comment(words.start),
    'let now = [',
    ...start.map((x) => `  { ${ids['theta']!}: ${number(x)}${initial} },`),
    '];',
    ...edits
      .filter(({ t }) => t === 0)
      .map((edit) => `now[${edit.coordinate}].${edit.id} = ${number(edit.value)}; ${comment(words.byHand)}`),
    `show(0, now${others});`,
  ]
}

function loop(plan: Plan): string[] {
  const { ids, slots, steps, changes, schedule, sampled, usesNorm, edits, gradientEdits, after, words } = plan
  const theta = ids['theta']!
  const memory = slots.map((slot) => `, part.${slot.id}`).join('')
  const inputs = inputsOf(plan).map((id) =>
    id === ids['g'] ? 'slopes[i]' : id === ids['theta_prev'] ? `part.${theta}` : id === ids['t'] ? 't' : id,
  )
  const others = [...after, ...(sampled ? ["batch.join(' ')"] : [])].map((code) => `, ${code}`).join('')
  const shown = `show(t, now${others})`
  const going = usesNorm ? `(${shown} && Number.isFinite(${ids['norm']!}))` : shown
  const edited = (place: string, { t, value }: EditedPlace): string =>
    `  if (t === ${t}) ${place} = ${number(value)}; ${comment(words.byHand)}`
  return [
    ...batches(plan),
    ...start(plan),
    `for (let t = 1; t <= ${steps}; t++) {`,
    ...changes.map(
      ({ t, id, value }) => `  if (t === ${t}) ${id} = ${number(value)}; ${comment(words.change)}`,
    ),
    ...(schedule ? [`  const ${ids['alpha']!} = rateAt(t - 1);`] : []),
    ...(sampled ? ['  const batch = batches[t - 1];'] : []),
    `  const slopes = gradient(now.map((part) => part.${theta})${sampled ? ', batch' : ''});`,
    ...gradientEdits.map((edit) => edited(`slopes[${edit.coordinate}]`, edit)),
    ...(usesNorm ? [`  const ${ids['norm']!} = Math.sqrt(slopes.reduce((sum, x) => sum + x * x, 0));`] : []),
    `  now = now.map((part, i) => step(${inputs.join(', ')}${memory}));`,
    ...edits.filter(({ t }) => t > 0).map((edit) => edited(`now[${edit.coordinate}].${edit.id}`, edit)),
    `  if (!${going}) break; ${comment(words.notFinite)}`,
    '}',
  ]
}
