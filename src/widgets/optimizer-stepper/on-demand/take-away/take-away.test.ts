import katex from 'katex'
import { describe, expect, test } from 'vitest'
import { preset } from '../../../../core/objective/presets.ts'
import { withClipping } from '../../../../core/optimizer/clipping.ts'
import { ALL_RULES } from '../../../../core/optimizer/conventions.ts'
import { aroundRuns } from '../../../../core/optimizer/export/around-runs.ts'
import { tabular } from '../../../../core/optimizer/export/latex.ts'
import { runTable } from '../../../../core/optimizer/export/table.ts'
import { gradientDescent } from '../../../../core/optimizer/gradient-descent.ts'
import { momentum } from '../../../../core/optimizer/momentum.ts'
import type { Rule } from '../../../../core/optimizer/rule.ts'
import { defaultHyperparameters } from '../../../../core/optimizer/step.ts'
import { trajectory } from '../../../../core/optimizer/trajectory.ts'
import { exponential } from '../../../../core/schedule/exponential.ts'
import { formulasOf, formulaText, WHOLE_RULE } from './formula-text.ts'

const runOf = (rule: Rule, id: 'square' | 'bowl', alpha = 0.1) =>
  trajectory({
    rule,
    objective: preset(id),
    start: preset(id).start,
    hyperparameters: { ...defaultHyperparameters(rule), alpha },
    changes: [],
  })

test.each(ALL_RULES.map((rule) => [rule.id, rule] as const))('KaTeX sets every formula of %s', (_, rule) => {
  for (const id of ['square', 'bowl'] as const) {
    const run = runOf(rule, id)
    for (const name of formulasOf(run)) {
      for (const k of [0, 2]) {
        const text = formulaText(run, name, k, 5)
        expect(text).not.toMatch(/htmlClass|mathrm/)
        expect(katex.renderToString(text, { throwOnError: true, displayMode: true })).toContain('katex')
      }
    }
  }
})

test('a formula with numbers is that of a calculator', () => {
  const run = runOf(gradientDescent, 'square', 0.25)
  expect(formulaText(run, 'g', 1, 4)).toBe(`\\begin{align*}
  \\frac{\\partial L}{\\partial x} &= 2 (x - 3) \\\\
  &= 2 \\cdot (0 - 3) = -6
\\end{align*}
`)
  expect(formulaText(run, 'theta', 0, 4)).toBe(`\\begin{align*}
  \\theta_t &= \\theta_{t-1} - \\Delta_t
\\end{align*}
`)
})

describe('what is put around a rule, and changed on the way', () => {
  // ĝ no longer than 1; αₜ = 0.25·0.5ᵏ; momentum on ½x² + 5y² from (−4, 2): slopes −4 and 20, the first put to 15.
  const run = trajectory({
    rule: withClipping(momentum),
    objective: preset('bowl'),
    start: [-4, 2],
    hyperparameters: { alpha: 0.25, beta: 0.5, clip: 5 },
    schedule: { schedule: exponential, settings: { gamma: 0.5 } },
    changes: [
      { step: 0, name: 'g', coordinate: 0, value: 15 },
      { step: 1, name: 'u', coordinate: 1, value: 1.5 },
    ],
  })
  const inner = (text: string): string[] =>
    text
      .split('\n')
      .slice(1, -2)
      .map((line) => line.trim().replace(/ \\\\$/, ''))

  test('are among the formulas', () => {
    expect(formulasOf(run)).toEqual(['rule', 'g', 'norm', 'rate', 'g_clipped', 'u', 'delta', 'theta', 'loss'])
    expect(formulasOf(runOf(momentum, 'bowl'))).toEqual(['rule', 'g', 'u', 'delta', 'theta', 'loss'])
  })

  test('the rule has ‖g‖, and αₜ as the screen has it', () => {
    expect(inner(formulaText(run, WHOLE_RULE, 1, 4))).toEqual([
      '\\lVert g_t\\rVert &= \\sqrt{g_{x}^{2} + g_{y}^{2}}',
      '\\hat g_t &= \\frac{g_t}{\\max\\left(1, \\frac{\\lVert g_t\\rVert}{C}\\right)}',
      'u_t &= \\beta\\,u_{t-1} + \\hat g_t',
      '\\Delta_t &= \\alpha_t\\,u_t',
      '\\theta_t &= \\theta_{t-1} - \\Delta_t',
    ])
  })

  test('the length, the rate and the edits have their numbers', () => {
    expect(inner(formulaText(run, 'norm', 1, 4))).toEqual([
      '\\lVert g_t\\rVert &= \\sqrt{g_{x}^{2} + g_{y}^{2}}',
      '&= \\sqrt{15^{2} + 20^{2}} = 25',
    ])
    expect(inner(formulaText(run, 'rate', 3, 4))).toEqual([
      '\\alpha_t &= \\alpha\\,\\gamma^{k},\\quad k = t - 1',
      '&= 0.25 \\cdot 0.5^{2} = 0.0625',
    ])
    expect(inner(formulaText(run, 'rate', 0, 4))).toEqual([
      '\\alpha_t &= \\alpha\\,\\gamma^{k},\\quad k = t - 1',
    ])
    expect(inner(formulaText(run, 'delta', 1, 4))).toEqual([
      '\\Delta_t &= \\alpha_t\\,u_t',
      'x\\colon\\quad &= 0.25 \\cdot 3 = 0.75',
      'y\\colon\\quad &= 0.25 \\cdot 4 = 1',
    ])
    expect(inner(formulaText(run, 'u', 1, 4)).at(-1)).toBe(
      'y\\colon\\quad &= 0.5 \\cdot 0 + 4 = 4 \\rightarrow 1.5',
    )
    expect(inner(formulaText(run, 'g', 1, 4))[1]).toMatch(/ = -4 \\rightarrow 15$/)
  })

  test.each(aroundRuns)('KaTeX sets every formula of %s', (_, setup) => {
    const made = trajectory(setup)
    for (const name of formulasOf(made)) {
      for (const k of [0, 1, 6]) {
        const text = formulaText(made, name, k, 5)
        expect(text).not.toMatch(/htmlClass|undefined|NaN/)
        expect(katex.renderToString(text, { throwOnError: true, displayMode: true })).toContain('katex')
      }
    }
  })

  test.each(aroundRuns)('and every cell of the table of %s', (_, setup) => {
    const text = tabular(runTable(trajectory(setup), 0, 3), 2)
    const formulas = [...text.matchAll(/\$([^$]+)\$/g)].map(([, formula]) => formula!)
    expect(formulas.length).toBeGreaterThan(15)
    for (const formula of new Set(formulas))
      expect(katex.renderToString(formula, { throwOnError: true })).toContain('katex')
  })
})
