import { symbolsIn } from '../../formula/expr.ts'
import { type CodeLanguage, type Identifiers, identifiers } from '../../formula/identifiers.ts'
import { outlined as outlinedSchedule } from '../../schedule/export/outline.ts'
import type { Setup } from '../frame.ts'
import { notationsOf, type Rule } from '../rule.ts'
import { sourcesOf } from '../sources.ts'
import { edits, inForce, schedulingIn, usesNorm } from './around.ts'
import { outlined } from './outline.ts'
import type { Line, Plan, ProgramWords } from './plan.ts'
import { plannedSamples } from './sampled.ts'
import { namesAfter, namesInTable, SAMPLES } from './table.ts'

/** Names that the programs themselves use where the rule's names are in reach. */
const TAKEN = [
  'loss',
  'gradient',
  'step',
  'show',
  'slopes',
  'columns',
  'point',
  'now',
  'row',
  'part',
  'name',
  'i',
  'x',
  'others',
  'rate',
  'rateAt',
  'rate_at',
  'samples',
  'batch',
  'batches',
  'mean',
  'sum',
]
const RATE = 'rate'

export function planned(setup: Setup, steps: number, words: ProgramWords, language: CodeLanguage): Plan {
  if (!Number.isInteger(steps) || steps < 0)
    throw new Error(`A program makes 0, 1, 2, … steps, not ${steps}.`)
  const { rule, objective, start } = setup
  const own = identifiers(namesOf(rule), language, TAKEN)
  const id = (name: string): string => own[name] ?? name
  const comment = commentsOf(rule, words)
  const { initial, later } = inForce(setup, steps)
  const schedule = scheduleOf(setup, steps, own, language)
  const byHand = edits(setup, steps).map((edit) => ({ ...edit, id: id(edit.name) }))
  const columns = namesInTable(rule)
  const after = namesAfter(setup, steps).map((name) => (name === RATE && schedule ? RATE : id(name)))
  const sampled = plannedSamples(setup, steps, language)
  return {
    words,
    sources: sourcesOf(rule),
    ids: schedule ? { ...own, alpha: RATE } : own,
    scalars: new Set(['t', ...rule.hyperparameters.map((h) => h.name)]),
    hyperparameters: rule.hyperparameters.map(({ name }) => ({
      id: id(name),
      comment: comment(name),
      value: initial[name]!,
      changes: later.some((change) => change.name === name),
    })),
    changes: later.map(({ t, name, value }) => ({ t, id: id(name), value })),
    schedule,
    usesNorm: usesNorm(rule),
    sampled,
    edits: byHand.filter(({ name }) => name !== 'g'),
    gradientEdits: byHand.filter(({ name }) => name === 'g'),
    objective: objectivePlan(setup, language),
    lines: linesOf(rule, id, comment),
    slots: rule.state.map(({ name, initial: value }) => ({
      id: id(name),
      previous: id(`${name}_prev`),
      initial: value,
    })),
    start,
    steps: isFiniteAtStart(setup) ? steps : 0,
    columns: columns.map(id),
    after,
    header: [
      't',
      'loss',
      ...columns.flatMap((name) => objective.names.map((p) => headOf(name, id, p))),
      ...after,
      ...(sampled ? [SAMPLES.name] : []),
    ].join(','),
  }
}

/** A run from where there is no finite loss has no steps. */
function isFiniteAtStart(setup: Setup): boolean {
  const start = [...setup.start]
  for (const { name, coordinate, value } of edits(setup, 0)) if (name === 'theta') start[coordinate] = value
  return Number.isFinite(setup.objective.valueAt(start))
}

function objectivePlan({ objective }: Setup, language: CodeLanguage): Plan['objective'] {
  const gradient = outlined(objective.gradient, 'part')
  const parts = gradient.parts.map((part) => part.name)
  return {
    text: objective.text,
    ids: identifiers([...objective.names, ...parts], language, ['point']),
    parameters: objective.names,
    loss: objective.expr,
    gradient,
  }
}

/** The schedule in names that the rule has not; α, the rate that it is about, is the rule's. */
function scheduleOf(
  setup: Setup,
  updates: number,
  own: Identifiers,
  language: CodeLanguage,
): Plan['schedule'] {
  const scheduling = schedulingIn(setup)
  if (!scheduling) return null
  const others = setup.rule.hyperparameters.filter(({ name }) => name !== 'alpha')
  const taken = [...TAKEN, ...others.map(({ name }) => own[name]!)]
  const outline = outlinedSchedule({ ...scheduling, updates }, language, taken)
  const constants = scheduling.schedule.parameters.flatMap(({ name, tex }) => {
    const found = outline.constants.find(({ id }) => id === outline.ids[name])
    return found && name !== 'alpha' ? [{ ...found, comment: tex, changes: false }] : []
  })
  return { outline, constants }
}

const headOf = (name: string, id: (name: string) => string, parameter: string): string =>
  name === 'theta' ? parameter : `${id(name)}_${parameter}`

/** Everything a rule's formulas may be made of. */
const namesOf = (rule: Rule): string[] => [
  't',
  'g',
  'theta',
  'theta_prev',
  ...(usesNorm(rule) ? ['norm'] : []),
  ...rule.assignments.map((a) => a.target),
  ...rule.state.map((slot) => `${slot.name}_prev`),
  ...rule.hyperparameters.map((h) => h.name),
]

/** The symbol of a name in the formulas, and in words what it stands for. */
function commentsOf(rule: Rule, words: ProgramWords): (name: string) => string {
  const notations = notationsOf(rule)
  return (name) => {
    const meaning = Object.hasOwn(words.names, name) ? `${words.colon}${words.names[name]}` : ''
    return `${notations[name]?.tex ?? name}${meaning}`
  }
}

function linesOf(rule: Rule, id: (name: string) => string, comment: (name: string) => string): Line[] {
  const same = new Set(['t', 'norm', ...rule.hyperparameters.map((h) => h.name)])
  return rule.assignments.map(({ target, value }) => ({
    id: id(target),
    comment: comment(target),
    value,
    perParameter: symbolsIn(value).some((name) => !same.has(name)),
  }))
}
