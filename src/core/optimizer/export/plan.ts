import { type Expr, symbolsIn } from '../../formula/expr.ts'
import { type CodeLanguage, type Identifiers, identifiers } from '../../formula/identifiers.ts'
import { readsNorm } from '../clipping.ts'
import type { Setup } from '../frame.ts'
import { notationsOf, type Rule } from '../rule.ts'
import { sourcesOf } from '../sources.ts'
import { namesInTable } from './table.ts'
import { type Outline, outlined } from './outline.ts'

/** The comments of a program. Line breaks in them become spaces. */
export interface ProgramWords {
  /** The first line: which optimizer, how many steps, from where. */
  readonly title: string
  readonly hyperparameters: string
  readonly loss: string
  readonly gradient: string
  /** One step for one parameter. */
  readonly step: string
  readonly start: string
  readonly table: string
  /** Beside a hyperparameter that takes another value during the run. */
  readonly change: string
  /** Where the program stops at a value that is not finite. */
  readonly notFinite: string
  /** What a name stands for: `m_hat` → “bias-corrected first moment”. A name without an entry has its symbol only. */
  readonly names: Readonly<Record<string, string>>
}

/** Something with a name in the formulas, an identifier in the code and a comment. */
export interface Named {
  readonly id: string
  readonly comment: string
}
export interface Constant extends Named {
  readonly value: number
  readonly changes: boolean
}
export interface Line extends Named {
  readonly value: Expr
  /** Whether it has a value for each parameter by itself; otherwise it is the same for all of them. */
  readonly perParameter: boolean
}
export interface Slot {
  readonly id: string
  /** What it held before the step. */
  readonly previous: string
  readonly initial: number
}

/** A program as both languages need it. */
export interface Plan {
  readonly words: ProgramWords
  readonly sources: readonly string[]
  /** The identifiers of the rule's names. */
  readonly ids: Identifiers
  /** Names of the rule that stand for one number, the same for every parameter. */
  readonly scalars: ReadonlySet<string>
  readonly hyperparameters: readonly Constant[]
  /** New values of hyperparameters, to be set before step `t` is made. */
  readonly changes: readonly { readonly t: number; readonly id: string; readonly value: number }[]
  readonly objective: {
    readonly text: string
    /** The parameters' identifiers, and those of the parts of the gradient. */
    readonly ids: Identifiers
    readonly parameters: readonly string[]
    readonly loss: Expr
    readonly gradient: Outline
  }
  readonly lines: readonly Line[]
  readonly slots: readonly Slot[]
  readonly start: readonly number[]
  readonly steps: number
  /** What the table has a column of for each parameter. */
  readonly columns: readonly string[]
  readonly header: string
}

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
]

/**
 * Whether a run can be written down as a program: whatever was changed on the way are hyperparameters, every step sees
 * the whole objective, α keeps to what was chosen, and no line reads the whole gradient's norm.
 */
export const isProgrammable = ({ rule, changes, schedule, sampling }: Setup): boolean =>
  !schedule && !sampling && !readsNorm(rule) && changes.every((change) => change.coordinate === undefined)

export function planned(setup: Setup, steps: number, words: ProgramWords, language: CodeLanguage): Plan {
  if (!Number.isInteger(steps) || steps < 0)
    throw new Error(`A program makes 0, 1, 2, … steps, not ${steps}.`)
  if (!isProgrammable(setup)) throw new Error('This run has something in it that programs do not say yet.')
  const { rule, objective, start } = setup
  const ids = identifiers(namesOf(rule), language, TAKEN)
  const id = (name: string): string => ids[name]!
  const comment = commentsOf(rule, words)
  const { initial, later } = inForce(setup, steps)
  const gradient = outlined(objective.gradient, 'part')
  const parts = gradient.parts.map((part) => part.name)
  const columns = namesInTable(rule)
  return {
    words,
    sources: sourcesOf(rule),
    ids,
    scalars: new Set(['t', ...rule.hyperparameters.map((h) => h.name)]),
    hyperparameters: rule.hyperparameters.map(({ name }) => ({
      id: id(name),
      comment: comment(name),
      value: initial[name]!,
      changes: later.some((change) => change.name === name),
    })),
    changes: later.map(({ t, name, value }) => ({ t, id: id(name), value })),
    objective: {
      text: objective.text,
      ids: identifiers([...objective.names, ...parts], language, ['point']),
      parameters: objective.names,
      loss: objective.expr,
      gradient,
    },
    lines: linesOf(rule, id, comment),
    slots: rule.state.map(({ name, initial: value }) => ({
      id: id(name),
      previous: id(`${name}_prev`),
      initial: value,
    })),
    start,
    steps,
    columns: columns.map(id),
    header: ['t', 'loss', ...columns.flatMap((name) => objective.names.map((p) => headOf(name, id, p)))].join(
      ',',
    ),
  }
}

const headOf = (name: string, id: (name: string) => string, parameter: string): string =>
  name === 'theta' ? parameter : `${id(name)}_${parameter}`

/** Everything a rule's formulas may be made of. */
const namesOf = (rule: Rule): string[] => [
  't',
  'g',
  'theta',
  'theta_prev',
  ...rule.assignments.map((a) => a.target),
  ...rule.state.map((slot) => `${slot.name}_prev`),
  ...rule.hyperparameters.map((h) => h.name),
]

/** The symbol of a name in the formulas, and in words what it stands for. */
function commentsOf(rule: Rule, words: ProgramWords): (name: string) => string {
  const notations = notationsOf(rule)
  return (name) => {
    const meaning = Object.hasOwn(words.names, name) ? `: ${words.names[name]}` : ''
    return `${notations[name]?.tex ?? name}${meaning}`
  }
}

function linesOf(rule: Rule, id: (name: string) => string, comment: (name: string) => string): Line[] {
  const same = new Set(['t', ...rule.hyperparameters.map((h) => h.name)])
  return rule.assignments.map(({ target, value }) => ({
    id: id(target),
    comment: comment(target),
    value,
    perParameter: symbolsIn(value).some((name) => !same.has(name)),
  }))
}

interface LaterValue {
  readonly t: number
  readonly name: string
  readonly value: number
}

/** The hyperparameters of the first step, and the values that later steps begin with, as `Change` has it. */
function inForce({ hyperparameters, changes }: Setup, steps: number) {
  const initial: Record<string, number> = { ...hyperparameters }
  const later = new Map<string, LaterValue>()
  for (const { step, name, value } of [...changes].sort((a, b) => a.step - b.step)) {
    const t = Math.ceil(step) + 1
    if (t <= 1) initial[name] = value
    else if (t <= steps) later.set(`${t} ${name}`, { t, name, value })
  }
  return { initial, later: [...later.values()] }
}

/** Text that stays on one line of code, whatever a reader typed or a language calls a line. */
export const oneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()
