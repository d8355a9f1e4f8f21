import { toPython } from '../../formula/code.ts'
import { type Expr, symbolsIn } from '../../formula/expr.ts'
import type { PythonDialect } from '../../formula/identifiers.ts'
import { type Line, oneLine, type Plan } from './plan.ts'

const comment = (text: string): string => `# ${oneLine(text)}`

/** What NumPy and PyTorch call differently. */
interface Dialect {
  readonly id: PythonDialect
  readonly module: string
  readonly imports: readonly string[]
  vector(numbers: readonly string[]): string
  /** A vector of the formulas' values; a constant among them has to be told its type. */
  stacked(values: readonly { readonly code: string; readonly constant: boolean }[]): readonly string[]
}

const DIALECTS: Readonly<Record<PythonDialect, Dialect>> = {
  numpy: {
    id: 'numpy',
    module: 'np',
    imports: ['import math', '', 'import numpy as np'],
    vector: (numbers) => `np.array([${numbers.join(', ')}], dtype=np.float64)`,
    stacked: (values) => ['np.array([', ...values.map(({ code }) => code), '], dtype=np.float64)'],
  },
  torch: {
    id: 'torch',
    module: 'torch',
    imports: ['import math', '', 'import torch'],
    vector: (numbers) => `torch.tensor([${numbers.join(', ')}], dtype=torch.float64)`,
    stacked: (values) => [
      'torch.stack([',
      ...values.map(({ code, constant }) => (constant ? `point.new_tensor(${code})` : code)),
      '])',
    ],
  },
}

/** The run as Python 3 with NumPy or PyTorch: every name of the rule is a vector with one number per parameter. */
export function pythonProgram(plan: Plan, dialect: PythonDialect): string {
  const d = DIALECTS[dialect]
  const head = [...[plan.words.title, ...plan.sources].map(comment), ...d.imports]
  const parts = [
    head.join('\n') + '\n',
    hyperparameters(plan, d).join('\n'),
    `\n${loss(plan, d).join('\n')}\n`,
    `\n${gradient(plan, d).join('\n')}\n`,
    `\n${step(plan, d).join('\n')}\n`,
    `\n${table(plan).join('\n')}\n\n`,
    loop(plan, d).join('\n'),
  ]
  return `${parts.filter((part) => part !== '').join('\n')}\n`
}

const number = (x: number, d: Dialect): string => toPython({ kind: 'number', value: x }, {}, d.id)

function hyperparameters({ hyperparameters, words }: Plan, d: Dialect): string[] {
  if (hyperparameters.length === 0) return []
  const lines = hyperparameters.map((h) => `${h.id} = ${number(h.value, d)}  ${comment(h.comment)}`)
  return [comment(words.hyperparameters), ...lines, '']
}

const code = ({ objective }: Plan, e: Expr, d: Dialect): string => toPython(e, objective.ids, d.id)

function unpacked({ objective }: Plan): string {
  const ids = objective.parameters.map((name) => objective.ids[name]!)
  return `    ${ids.length === 1 ? `(${ids[0]!},)` : ids.join(', ')} = point`
}

const loss = (plan: Plan, d: Dialect): string[] => [
  comment(`${plan.words.loss}: ${plan.objective.text}`),
  'def loss(point):',
  unpacked(plan),
  `    return ${code(plan, plan.objective.loss, d)}`,
]

function gradient(plan: Plan, d: Dialect): string[] {
  const { parts, results } = plan.objective.gradient
  const values = results.map((e) => ({ code: code(plan, e, d), constant: symbolsIn(e).length === 0 }))
  const [open, ...rest] = d.stacked(values)
  const close = rest.pop()!
  return [
    comment(plan.words.gradient),
    'def gradient(point):',
    unpacked(plan),
    ...parts.map((part) => `    ${plan.objective.ids[part.name]!} = ${code(plan, part.value, d)}`),
    `    return ${open!}`,
    ...rest.map((value, i) => `        ${value},  # ∂/∂${plan.objective.parameters[i]!}`),
    `    ${close}`,
  ]
}

function step(plan: Plan, d: Dialect): string[] {
  const { ids, slots, lines, columns, words } = plan
  const inputs = [ids['t']!, ids['g']!, ids['theta_prev']!, ...slots.map((slot) => slot.previous)]
  return [
    comment(words.step),
    `def step(${inputs.join(', ')}):`,
    ...lines.map((line) => `    ${line.id} = ${lineCode(plan, line, d)}  ${comment(line.comment)}`),
    `    return dict(${columns.map((id) => `${id}=${id}`).join(', ')})`,
  ]
}

/** What is the same for all parameters is made a vector all the same. */
function lineCode({ ids, scalars }: Plan, { value, perParameter }: Line, d: Dialect): string {
  const written = toPython(value, ids, d.id, scalars)
  return perParameter ? written : `${d.module}.full_like(${ids['theta_prev']!}, ${written})`
}

const table = ({ columns, start, words }: Plan): string[] => [
  comment(words.table),
  `columns = [${columns.map((id) => `"${id}"`).join(', ')}]`,
  '',
  '',
  'def show(t, now):',
  `    row = [float(loss(now["${columns[0]!}"]))]`,
  '    for name in columns:',
  `        row += now[name].tolist() if name in now else [""] * ${start.length}`,
  '    print(t, *row, sep=",")',
  '    return row',
]

function loop(plan: Plan, d: Dialect): string[] {
  const { ids, slots, start, steps, changes, words, header } = plan
  const theta = ids['theta']!
  const vectors = [
    `"${theta}": ${d.vector(start.map((x) => number(x, d)))}`,
    ...slots.map((slot) => `"${slot.id}": ${d.vector(start.map(() => number(slot.initial, d)))}`),
  ]
  const memory = slots.map((slot) => `, now["${slot.id}"]`).join('')
  return [
    `print("${header}")`,
    comment(words.start),
    'now = {',
    ...vectors.map((vector) => `    ${vector},`),
    '}',
    'show(0, now)',
    `for t in range(1, ${steps + 1}):`,
    ...changes.flatMap(({ t, id, value }) => [
      `    if t == ${t}:`,
      `        ${id} = ${number(value, d)}  ${comment(words.change)}`,
    ]),
    `    slopes = gradient(now["${theta}"])`,
    `    now = step(float(t), slopes, now["${theta}"]${memory})`,
    '    if not all(math.isfinite(x) for x in show(t, now)):',
    `        break  ${comment(words.notFinite)}`,
  ]
}
