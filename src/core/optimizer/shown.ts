import { type Expr, expr } from '../formula/expr.ts'
import { substitution } from '../formula/precision.ts'
import type { Notations } from '../formula/quantity.ts'
import { tex, texWithNumbers } from '../formula/tex.ts'
import { type Assignment, notationsOf, type Rule } from './rule.ts'

/** A formula with its numbers in, and what they give. */
export interface Filled {
  readonly numbers: string
  readonly result: string
  /** The result as it is said. */
  readonly text: string
}

/** The formula with numbers in as TeX, its digits chosen so that the shown numbers give the shown result. */
export function filled(
  e: Expr,
  values: Readonly<Record<string, number>>,
  notations: Notations,
  digits: number,
): Filled {
  const { shown, result } = substitution(e, values, digits)
  const numbers = texWithNumbers(e, {
    notations,
    values: Object.fromEntries(Object.entries(shown).map(([name, s]) => [name, s.value])),
    digits: Object.fromEntries(Object.entries(shown).map(([name, s]) => [name, s.digits])),
  })
  return { numbers, result: result.tex, text: result.text }
}

/** An assignment in three lines, aligned at the equals signs: symbols, numbers, result; one block of TeX. */
export function assignmentTex(
  rule: Rule,
  { target, value }: Assignment,
  values: Readonly<Record<string, number>>,
  digits: number,
): string {
  const notations = notationsOf(rule)
  const { numbers, result } = filled(value, values, notations, digits)
  const lines = [
    `${tex(expr(target), { notations })} &= ${tex(value, { notations })}`,
    `&= ${numbers}`,
    `&= \\htmlClass{result}{${result}}`,
  ]
  return `\\begin{aligned}${lines.join('\\\\[2pt]')}\\end{aligned}`
}
