import { compileFunction } from 'node:vm'
import { expect, test } from 'vitest'
import { toJavaScript, toPython } from '../../formula/code.ts'
import { add, mul, sub } from '../../formula/expr.ts'
import { identifiers } from '../../formula/identifiers.ts'
import { tex, texWithNumbers } from '../../formula/tex.ts'
import { adam } from '../adam.ts'
import { notationsOf, type Rule } from '../rule.ts'
import { applyRule } from '../step.ts'
import { assignmentLatex } from './latex.ts'

/** Adam, but for one coefficient: mₜ = β₁·mₜ₋₁ + (7 − β₁)·gₜ. */
const changed: Rule = {
  ...adam,
  assignments: adam.assignments.map((a) =>
    a.target === 'm' ? { ...a, value: add(mul('beta1', 'm_prev'), mul(sub(7, 'beta1'), 'g')) } : a,
  ),
}
const values = { beta1: 0.9, m_prev: 0.5, g: 2 }

/** Everything that one assignment of a rule becomes. */
function shapesOf(rule: Rule, target: string) {
  const assignment = rule.assignments.find((a) => a.target === target)!
  const e = assignment.value
  const notations = notationsOf(rule)
  const names = Object.keys(notations)
  return {
    symbols: tex(e, { notations }),
    numbers: texWithNumbers(e, { notations, values, digits: 4 }),
    javaScript: toJavaScript(e, identifiers(names, 'javascript')),
    numpy: toPython(e, identifiers(names, 'numpy'), 'numpy'),
    torch: toPython(e, identifiers(names, 'torch'), 'torch'),
    latex: assignmentLatex(rule, assignment),
  }
}

test('one coefficient changed in one assignment changes every shape of it, and no other assignment’s', () => {
  const [before, after] = [shapesOf(adam, 'm'), shapesOf(changed, 'm')]
  for (const shape of Object.keys(before) as (keyof typeof before)[]) {
    expect(after[shape], shape).toBe(before[shape].replace(/(?<=\()1(?= -)/, '7'))
    expect(after[shape], shape).not.toBe(before[shape])
  }
  for (const { target } of adam.assignments.filter((a) => a.target !== 'm')) {
    expect(shapesOf(changed, target)).toEqual(shapesOf(adam, target))
  }
})

test('… and the result, of the rule and of its code alike', () => {
  const input = { t: 1, theta: [0], gradient: [2], state: { m: [0.5], v: [0] } }
  const hyperparameters = { alpha: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 }
  const result = (rule: Rule) => applyRule(rule, { ...input, hyperparameters }).values['m']![0]!
  // 0.9 · 0.5 + 0.1 · 2 and 0.9 · 0.5 + 6.1 · 2
  expect(result(adam)).toBeCloseTo(0.65, 12)
  expect(result(changed)).toBeCloseTo(12.65, 12)
  const run = (code: string) =>
    (compileFunction(`return ${code}`, Object.keys(values)) as (...x: number[]) => number)(
      ...Object.values(values),
    )
  expect(run(shapesOf(changed, 'm').javaScript)).toBe(result(changed))
})
