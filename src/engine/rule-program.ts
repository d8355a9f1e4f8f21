import { compile } from '../core/formula/evaluate.ts'
import { BINARY_KINDS, expr, symbolsIn, type BinaryKind, type Expr } from '../core/formula/expr.ts'
import { ALL_RULES } from '../core/optimizer/conventions.ts'
import type { Rule } from '../core/optimizer/rule.ts'

/**
 * An optimizer's rule, taken apart for machines: what is the same for all coordinates (1 − β₁, 1 − β₁ᵗ, …) is computed
 * once a step in float64, as the reference does, and goes in as constants; the rest are lines that every coordinate
 * computes on its own.
 */
export interface RuleProgram {
  readonly rule: Rule
  /** The rule's slots, in its order. */
  readonly slots: readonly string[]
  /** How many constants a step has. */
  readonly constantCount: number
  /** Puts the constants of step t (1, 2, …) into `out`, from `at` on. Errors: an Error when a hyperparameter is missing. */
  readonly writeConstants: (
    t: number,
    hyperparameters: Readonly<Record<string, number>>,
    out: Float32Array | Float64Array,
    at?: number,
  ) => void
  /**
   * In their order: what is computed, over the names `g`, `theta_prev`, `<slot>_prev`, targets of earlier lines,
   * `constantName(k)`, and numbers that stand in the rule. `theta` and every slot are the targets of some lines.
   */
  readonly lines: readonly RuleLine[]
}

export interface RuleLine {
  readonly target: string
  readonly value: Expr
}

/** How lines call constant k; no rule has a name with a dot. */
export const constantName = (k: number): string => `constant.${k}`

/** The number of the constant of that name; null for any other name. */
export function constantIndex(name: string): number | null {
  return name.startsWith('constant.') ? Number(name.slice('constant.'.length)) : null
}

/** The rule of that id, if there is one. */
export const findRule = (id: string): Rule | undefined => ALL_RULES.find((r) => r.id === id)

/** The rule of that id. Errors: an Error when there is none. */
export function ruleOf(id: string): Rule {
  const rule = findRule(id)
  if (!rule) throw new Error(`There is no optimizer called “${id}”.`)
  return rule
}

const isBinary = (kind: Expr['kind']): kind is BinaryKind =>
  (BINARY_KINDS as readonly string[]).includes(kind)

/** The same expression with each of its direct parts replaced. */
function withParts(e: Expr, part: (of: Expr) => Expr): Expr {
  if (e.kind === 'negate' || e.kind === 'call') return { ...e, of: part(e.of) }
  if (isBinary(e.kind) && 'left' in e) return { ...e, left: part(e.left), right: part(e.right) }
  return e
}

/** A name whose value is the same for all coordinates, as an expression over t and hyperparameters. */
type Shared = ReadonlyMap<string, Expr>

/** The expression with such names written out. */
function writtenOut(e: Expr, shared: Shared): Expr {
  if (e.kind === 'symbol') return shared.get(e.name) ?? e
  return withParts(e, (of) => writtenOut(of, shared))
}

/** Tags are for pictures; without them equal parts are equal text. */
const textOf = (e: Expr): string =>
  JSON.stringify(e, (key, value: unknown) => (key === 'tag' ? undefined : value))

interface Split {
  readonly constants: readonly Expr[]
  readonly lines: readonly RuleLine[]
}

function split(rule: Rule): Split {
  const hyperparameters = new Set(rule.hyperparameters.map(({ name }) => name))
  const kept = new Set(['theta', ...rule.state.map(({ name }) => name)])
  const shared = new Map<string, Expr>()
  const places = new Map<string, number>()
  const constants: Expr[] = []
  const lines: RuleLine[] = []
  const isShared = (e: Expr): boolean =>
    symbolsIn(e).every((name) => name === 't' || hyperparameters.has(name) || shared.has(name))
  const constant = (e: Expr): Expr => {
    const whole = writtenOut(e, shared)
    const text = textOf(whole)
    if (!places.has(text)) places.set(text, constants.push(whole) - 1)
    return expr(constantName(places.get(text) ?? 0))
  }
  const lowered = (e: Expr): Expr => {
    if (e.kind === 'number') return e
    return isShared(e) ? constant(e) : withParts(e, lowered)
  }
  for (const { target, value } of rule.assignments) {
    if (isShared(value) && !kept.has(target)) shared.set(target, writtenOut(value, shared))
    else lines.push({ target, value: lowered(value) })
  }
  return { constants, lines }
}

/** Takes the rule apart. Errors: an Error when a constant reads a name that is neither t nor a hyperparameter. */
export function createRuleProgram(rule: Rule): RuleProgram {
  const { constants, lines } = split(rule)
  const names = ['t', ...rule.hyperparameters.map(({ name }) => name)]
  const programs = constants.map((e) => compile(e, names))
  const values = new Float64Array(names.length)
  return {
    rule,
    slots: rule.state.map(({ name }) => name),
    constantCount: constants.length,
    writeConstants(t, hyperparameters, out, at = 0) {
      values[0] = t
      for (let i = 1; i < names.length; i++) {
        const value = hyperparameters[names[i] ?? '']
        if (value === undefined) throw new Error(`“${rule.id}” needs a value for “${names[i]}”.`)
        values[i] = value
      }
      for (let k = 0; k < programs.length; k++) out[at + k] = programs[k]?.(values) ?? NaN
    },
    lines,
  }
}
