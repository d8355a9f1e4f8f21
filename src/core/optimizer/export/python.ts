import { toPython } from '../../formula/code.ts'
import type { PythonDialect } from '../../formula/identifiers.ts'
import { pythonRate } from '../../schedule/export/python.ts'
import type { Constant, EditedPlace, Line, Plan } from './plan.ts'
import { comment, type Dialect, DIALECTS, listed, number } from './python-dialect.ts'
import { objectiveFunctions, samples } from './python-objective.ts'
import { isOneForAll, wrapped } from './sampled.ts'

/** The run as Python 3 with NumPy or PyTorch: every name of the rule is a vector with one number per parameter. */
export function pythonProgram(plan: Plan, dialect: PythonDialect): string {
  const d = DIALECTS[dialect]
  const head = [...[plan.words.title, ...plan.sources].map(comment), ...d.imports]
  const parts = [
    head.join('\n') + '\n',
    hyperparameters(plan, d).join('\n'),
    ...functionsOf(plan, d).map((lines) => `\n${lines.join('\n')}\n`),
    `\n${table(plan).join('\n')}\n\n`,
    loop(plan, d).join('\n'),
  ]
  return `${parts.filter((part) => part !== '').join('\n')}\n`
}

function functionsOf(plan: Plan, d: Dialect): string[][] {
  const { schedule, words } = plan
  return [
    ...(schedule ? [pythonRate(schedule.outline, words.rate, d.id)] : []),
    ...objectiveFunctions(plan, d),
    step(plan, d),
  ]
}

function hyperparameters({ hyperparameters, schedule, sampled, words }: Plan, d: Dialect): string[] {
  const declared = (h: Constant): string => `${h.id} = ${number(h.value, d)}  ${comment(h.comment)}`
  const groups = [
    hyperparameters.length > 0 ? [comment(words.hyperparameters), ...hyperparameters.map(declared)] : [],
    schedule ? schedule.constants.map(declared) : [],
    sampled ? samples(sampled, words, d) : [],
  ]
  return groups.flatMap((lines) => (lines.length > 0 ? [...lines, ''] : []))
}

/** What a step reads beside what is remembered, in the order in which it is given. */
const inputsOf = ({ ids, schedule, usesNorm }: Plan): string[] => [
  ids['t']!,
  ...(schedule ? [ids['alpha']!] : []),
  ids['g']!,
  ...(usesNorm ? [ids['norm']!] : []),
  ids['theta_prev']!,
]

function step(plan: Plan, d: Dialect): string[] {
  const { slots, lines, columns, words } = plan
  const inputs = [...inputsOf(plan), ...slots.map((slot) => slot.previous)]
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

const table = ({ columns, start, after, sampled, words }: Plan): string[] => {
  const others = after.length > 0 || sampled ? ['*others'] : []
  return [
    comment(words.table),
    `columns = [${columns.map((id) => `"${id}"`).join(', ')}]`,
    '',
    '',
    `def show(${['t', 'now', ...others].join(', ')}):`,
    `    row = [float(loss(now["${columns[0]!}"]))]`,
    '    for name in columns:',
    `        row += now[name].tolist() if name in now else [""] * ${start.length}`,
    `    print(${['t', '*row', ...others].join(', ')}, sep=",")`,
    '    return row',
  ]
}

function batches({ sampled, steps, words }: Plan, d: Dialect): string[] {
  if (!sampled) return []
  const list = isOneForAll(sampled.batches)
    ? [`batches = [${listed(sampled.batches, d)}] * ${steps}`]
    : [
        'batches = [',
        ...wrapped(sampled.batches.map((batch) => listed(batch, d))).map((line) => `    ${line}`),
        ']',
      ]
  const picked = sampled.picks.map(
    (pick) => `batches[${pick.t - 1}] = ${listed(pick.samples, d)}  ${comment(words.byHand)}`,
  )
  return [comment(words.batches), ...list, ...picked]
}

const placeOf = ({ id, coordinate }: EditedPlace): string => `now["${id}"][${coordinate}]`

function start({ ids, slots, start, after, sampled, edits, words }: Plan, d: Dialect): string[] {
  const vectors = [
    `"${ids['theta']!}": ${d.vector(start.map((x) => number(x, d)))}`,
    ...slots.map((slot) => `"${slot.id}": ${d.vector(start.map(() => number(slot.initial, d)))}`),
  ]
  const others = [...after, ...(sampled ? [''] : [])].map(() => ', ""').join('')
  return [
    comment(words.start),
    'now = {',
    ...vectors.map((vector) => `    ${vector},`),
    '}',
    ...edits
      .filter(({ t }) => t === 0)
      .map((edit) => `${placeOf(edit)} = ${number(edit.value, d)}  ${comment(words.byHand)}`),
    `show(0, now${others})`,
  ]
}

function loop(plan: Plan, d: Dialect): string[] {
  const { ids, slots, steps, changes, schedule, sampled, usesNorm, edits, gradientEdits, words } = plan
  const theta = ids['theta']!
  const inputs = inputsOf(plan).map((id) =>
    id === ids['g']
      ? 'slopes'
      : id === ids['theta_prev']
        ? `now["${theta}"]`
        : id === ids['t']
          ? 'float(t)'
          : id,
  )
  const memory = slots.map((slot) => `, now["${slot.id}"]`).join('')
  const others = plan.after.map((id) => `, ${id === ids['norm'] ? `float(${id})` : id}`).join('')
  const shown = `show(t, now${others}${sampled ? ', " ".join(map(str, batch))' : ''})`
  const set = (t: number, place: string, value: number, why: string): string[] => [
    `    if t == ${t}:`,
    `        ${place} = ${number(value, d)}  ${comment(why)}`,
  ]
  return [
    `print("${plan.header}")`,
    ...batches(plan, d),
    ...start(plan, d),
    `for t in range(1, ${steps + 1}):`,
    ...changes.flatMap(({ t, id, value }) => set(t, id, value, words.change)),
    ...(schedule ? [`    ${ids['alpha']!} = rate_at(t - 1)`] : []),
    ...(sampled ? ['    batch = batches[t - 1]'] : []),
    `    slopes = gradient(now["${theta}"]${sampled ? ', batch' : ''})`,
    ...gradientEdits.flatMap((edit) => set(edit.t, `slopes[${edit.coordinate}]`, edit.value, words.byHand)),
    ...(usesNorm ? [`    ${ids['norm']!} = ${d.module}.sqrt(${d.module}.sum(slopes ** 2))`] : []),
    `    now = step(${inputs.join(', ')}${memory})`,
    ...edits.filter(({ t }) => t > 0).flatMap((edit) => set(edit.t, placeOf(edit), edit.value, words.byHand)),
    `    if not all(math.isfinite(x) for x in ${usesNorm ? `[*${shown}, ${ids['norm']!}]` : shown}):`,
    `        break  ${comment(words.notFinite)}`,
  ]
}
