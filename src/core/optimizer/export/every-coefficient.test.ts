import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import { tex, texWithNumbers } from '../../formula/tex.ts'
import { notationsOf, type Rule } from '../rule.ts'
import { applyRule, coordinateValues, defaultHyperparameters, type StepInput } from '../step.ts'
import { trajectory } from '../trajectory.ts'
import { changedRules, setupOf } from './changed-rules.ts'
import { words } from './example-runs.ts'
import { assignmentLatex, ruleLatex, tabular } from './latex.ts'
import { program } from './program.ts'
import { runTable } from './table.ts'

const inputOf = (rule: Rule): StepInput => ({
  t: 3,
  theta: [1.5],
  gradient: [0.75],
  state: Object.fromEntries(rule.state.map((slot, i) => [slot.name, [0.9 / (1 + i)]])),
  hyperparameters: { ...defaultHyperparameters(rule), lambda: 0.2, l2: 0.2 },
})

/** A line of a rule in every shape in which a reader meets it. */
function shapesOf(rule: Rule, target: string) {
  const assignment = rule.assignments.find((a) => a.target === target)!
  const input = inputOf(rule)
  const result = applyRule(rule, input)
  const values = coordinateValues(rule, input, result, 0)
  const notations = notationsOf(rule)
  return {
    symbols: tex(assignment.value, { notations }),
    numbers: texWithNumbers(assignment.value, { notations, values, digits: 8 }),
    result: result.values[target]![0],
    latex: assignmentLatex(rule, assignment),
    wholeLatex: ruleLatex(rule),
    latexTable: tabular(runTable(trajectory(setupOf(rule)), 0, 4), 8),
    ...Object.fromEntries(
      (['numpy', 'torch', 'javascript'] as const).map((language) => [
        language,
        program({ setup: setupOf(rule), steps: 4, words }, language),
      ]),
    ),
  } as Record<string, string | number>
}

/** The numbers that a JavaScript program prints. */
function printed(source: string): number[][] {
  const lines: string[] = []
  runInNewContext(source, { console: { log: (line: string) => lines.push(line) } })
  return lines.slice(1).map((line) => line.split(',').map((x) => (x === '' ? NaN : Number(x))))
}

describe.each(changedRules)('%s', (_, rule, other, target) => {
  test('one coefficient changes symbols, numbers, result, LaTeX, table and every program', () => {
    const [before, after] = [shapesOf(rule, target), shapesOf(other, target)]
    const unchanged = Object.keys(before).filter((shape) => Object.is(before[shape], after[shape]))
    expect(unchanged).toEqual([])
    for (const shape of ['symbols', 'numbers', 'latex', 'numpy', 'torch', 'javascript']) {
      expect(after[shape], shape).toContain('7')
    }
  })

  test('… to what the program then gives, and leaves every other line as it was', () => {
    const run = trajectory(setupOf(other))
    const table = runTable(run, 0, 4).rows
    const rows = printed(program({ setup: setupOf(other), steps: 4, words }, 'javascript'))
    expect(rows).toHaveLength(table.length)
    rows.forEach((row, t) =>
      row.forEach((x, i) => {
        const y = table[t]![i] ?? NaN
        const isNear = Object.is(x, y) || Math.abs(x - y) <= 1e-12 * Math.max(1, Math.abs(y))
        expect(isNear, `step ${t}, column ${i}: ${x} and ${y}`).toBe(true)
      }),
    )
    for (const assignment of rule.assignments) {
      if (assignment.target === target) continue
      expect(assignmentLatex(other, assignment)).toBe(assignmentLatex(rule, assignment))
    }
  })
})
