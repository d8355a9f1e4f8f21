import { toJavaScript } from '../../formula/code.ts'
import type { Expr } from '../../formula/expr.ts'
import { oneLine, type Plan } from './plan.ts'

const comment = (text: string): string => `// ${oneLine(text)}`
const number = (x: number): string => toJavaScript({ kind: 'number', value: x }, {})
const indented = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`)

/** The run as JavaScript that Node and every browser's console understand. */
export function javaScriptProgram(plan: Plan): string {
  const parts = [
    [plan.words.title, ...plan.sources].map(comment),
    hyperparameters(plan),
    loss(plan),
    gradient(plan),
    step(plan),
    table(plan),
    loop(plan),
  ]
  return parts
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n')
}

function hyperparameters({ hyperparameters, words }: Plan): string[] {
  if (hyperparameters.length === 0) return []
  const lines = hyperparameters.map(
    (h) => `${h.changes ? 'let' : 'const'} ${h.id} = ${number(h.value)}; ${comment(h.comment)}`,
  )
  return [comment(words.hyperparameters), ...lines]
}

const code = ({ objective }: Plan, e: Expr): string => toJavaScript(e, objective.ids)
const pattern = ({ objective }: Plan): string =>
  `[${objective.parameters.map((name) => objective.ids[name]!).join(', ')}]`

const loss = (plan: Plan): string[] => [
  comment(`${plan.words.loss}: ${plan.objective.text}`),
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

function step({ ids, slots, lines, columns, words }: Plan): string[] {
  const inputs = [ids['t']!, ids['g']!, ids['theta_prev']!, ...slots.map((slot) => slot.previous)]
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

const table = ({ columns, header, words }: Plan): string[] => [
  comment(words.table),
  `const columns = [${columns.map((id) => `'${id}'`).join(', ')}];`,
  'function show(t, now) {',
  `  const row = columns.flatMap((name) => now.map((part) => part[name] ?? ''));`,
  `  row.unshift(loss(now.map((part) => part.${columns[0]!})));`,
  "  console.log([t, ...row].join(','));",
  '  return row.every(Number.isFinite);',
  '}',
  `console.log('${header}');`,
]

function loop({ ids, slots, start, steps, changes, words }: Plan): string[] {
  const theta = ids['theta']!
  const initial = slots.map((slot) => `, ${slot.id}: ${number(slot.initial)}`).join('')
  const memory = slots.map((slot) => `, part.${slot.id}`).join('')
  return [
    comment(words.start),
    'let now = [',
    ...start.map((x) => `  { ${theta}: ${number(x)}${initial} },`),
    '];',
    'show(0, now);',
    `for (let t = 1; t <= ${steps}; t++) {`,
    ...changes.map(
      ({ t, id, value }) => `  if (t === ${t}) ${id} = ${number(value)}; ${comment(words.change)}`,
    ),
    `  const slopes = gradient(now.map((part) => part.${theta}));`,
    `  now = now.map((part, i) => step(t, slopes[i], part.${theta}${memory}));`,
    `  if (!show(t, now)) break; ${comment(words.notFinite)}`,
    '}',
  ]
}
