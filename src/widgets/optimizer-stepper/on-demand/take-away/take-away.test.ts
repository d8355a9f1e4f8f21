import katex from 'katex'
import { expect, test } from 'vitest'
import { preset } from '../../../../core/objective/presets.ts'
import { adam } from '../../../../core/optimizer/adam.ts'
import { ALL_RULES } from '../../../../core/optimizer/conventions.ts'
import { gradientDescent } from '../../../../core/optimizer/gradient-descent.ts'
import type { Rule } from '../../../../core/optimizer/rule.ts'
import { defaultHyperparameters } from '../../../../core/optimizer/step.ts'
import { trajectory } from '../../../../core/optimizer/trajectory.ts'
import { formulasOf, formulaText } from './formula-text.ts'
import { MOST_ROWS, worksheet } from './worksheet.ts'

const runOf = (rule: Rule, id: 'square' | 'bowl', alpha = 0.1) =>
  trajectory({
    rule,
    objective: preset(id),
    start: preset(id).start,
    hyperparameters: { ...defaultHyperparameters(rule), alpha },
    changes: [],
  })

test('a worksheet has the start given and every step to fill in, with the answers', () => {
  // θ ← θ − 0.25·2(θ − 3) from 0 goes 0, 1.5, 2.25.
  const [table, ...others] = worksheet(runOf(gradientDescent, 'square', 0.25), 2, 4)
  expect(others).toEqual([])
  expect(table!.columns.map((c) => c.name)).toEqual(['g', 'delta', 'theta', 'loss'])
  expect(table!.rows).toEqual([
    { t: 0, given: true, cells: [null, null, '0', '9'] },
    { t: 1, given: false, cells: ['−6', '−1.5', '1.5', '2.25'] },
    { t: 2, given: false, cells: ['−3', '−0.75', '2.25', '0.5625'] },
  ])
})

test('each parameter has a table; the loss stands in the first', () => {
  const tables = worksheet(runOf(adam, 'bowl'), 3, 4)
  expect(tables.map((t) => t.columns.at(-1)!.name)).toEqual(['loss', 'theta'])
  expect(tables[1]!.rows[0]!.cells.slice(0, 3)).toEqual([null, '0', '0'])
})

test('a worksheet is no longer than a page, and ends where the run ends', () => {
  expect(worksheet(runOf(adam, 'square'), 100, 4)[0]!.rows).toHaveLength(MOST_ROWS + 1)
  const wild = trajectory({
    ...runOf(gradientDescent, 'square').setup,
    hyperparameters: { alpha: 1e200 },
  })
  expect(worksheet(wild, 8, 4)[0]!.rows.length).toBeLessThan(5)
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
