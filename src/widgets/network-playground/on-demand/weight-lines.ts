import { expr } from '../../../core/formula/expr.ts'
import { formatNumber } from '../../../core/formula/precision.ts'
import { tex } from '../../../core/formula/tex.ts'
import { notationsOf, type Rule } from '../../../core/optimizer/rule.ts'
import { coordinateValues, type StepInput, type StepResult } from '../../../core/optimizer/step.ts'
import type { Hidden } from '../../../widget-kit/by-hand/hiding.ts'
import { type Lines, rowOf, veilOf } from '../../../widget-kit/by-hand/lines.ts'

const valueOf = (rule: Rule, stop: string) => rule.assignments.find((a) => a.target === stop)?.value

/** A line of the rule in symbols, or what the gradient of a weight is. Where the value of `followed` stands, it is marked. */
export function weightHead(rule: Rule, stop: string, followed?: string): string {
  const options = { notations: notationsOf(rule), ...(followed ? { highlight: followed } : {}) }
  const value = valueOf(rule, stop)
  const slope = `\\frac{\\partial L}{\\partial\\theta}\\left(${tex(expr('theta_prev'), options)}\\right)`
  return `${tex(expr(stop), options)} = ${value ? tex(value, options) : slope}`
}

/** A line of the step of one weight: in symbols, with its numbers, and the result; the gradient is given as it is. */
export function weightLines(
  rule: Rule,
  trace: StepInput & StepResult,
  stop: string,
  digits: number,
  hidden: Hidden,
): Lines {
  const notations = notationsOf(rule)
  const whole = { coordinate: null, symbols: null, byHand: null }
  const value = valueOf(rule, stop)
  const head = weightHead(rule, stop)
  if (value) {
    const values = coordinateValues(rule, trace, trace, 0)
    const row = rowOf({ e: value, values }, notations, digits, 0, veilOf(stop, 0, hidden))
    return { head, notations, rows: [{ ...whole, ...row }] }
  }
  const gradient = trace.gradient[0] ?? NaN
  const { tex: result, text } = formatNumber(gradient, digits)
  const row = { ...whole, numbers: '', result, text, value: gradient, operands: {}, isHidden: false }
  return { head, notations, rows: [row] }
}
