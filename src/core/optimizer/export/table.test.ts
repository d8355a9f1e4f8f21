import { describe, expect, test } from 'vitest'
import { expr, mul, tagged } from '../../formula/expr.ts'
import { formatNumber } from '../../formula/precision.ts'
import { preset } from '../../objective/presets.ts'
import { adam } from '../adam.ts'
import { gradientDescent } from '../gradient-descent.ts'
import { ALL_RULES } from '../conventions.ts'
import { notationsOf, type Rule } from '../rule.ts'
import { defaultHyperparameters } from '../step.ts'
import { type Trajectory, trajectory } from '../trajectory.ts'
import { csv } from './csv.ts'
import { assignmentLatex, assignmentLatexWithNumbers, formulaLatex, ruleLatex, tabular } from './latex.ts'
import { runTable } from './table.ts'

function runOf(rule: Rule, id: 'square' | 'rosenbrock', alpha = 0.001, start = preset(id).start): Trajectory {
  const hyperparameters = { ...defaultHyperparameters(rule), alpha }
  return trajectory({ rule, objective: preset(id), start, hyperparameters, changes: [] })
}

test('a row says what its step gave', () => {
  // θ ← θ − 0.25·2(θ − 3) from 0 goes 0, 1.5, 2.25.
  const { columns, rows } = runTable(runOf(gradientDescent, 'square', 0.25), 0, 2)
  expect(columns.map((c) => c.name)).toEqual(['t', 'loss', 'theta', 'g', 'delta'])
  expect(rows).toEqual([
    [0, 9, 0, null, null],
    [1, 2.25, 1.5, -6, -1.5],
    [2, 0.5625, 2.25, -3, -0.75],
  ])
})

test('a table begins where one wants and ends with the run', () => {
  expect(runTable(runOf(adam, 'square'), 5, 7).rows.map((row) => row[0])).toEqual([5, 6, 7])
  const diverges = runOf(gradientDescent, 'rosenbrock', 1)
  const end = diverges.firstNonFinite(100)!.step
  const { rows } = runTable(diverges, 0, 100)
  expect(rows).toHaveLength(end + 1)
  expect(rows.at(-1)!.every(Number.isFinite)).toBe(false)
})

/** A reader of RFC 4180, one character after the other. */
function readCsv(text: string): string[][] {
  const records: string[][] = []
  let [record, value, quoted]: [string[], string, boolean] = [[], '', false]
  for (let i = 0; i < text.length; i++) {
    const [c, next] = [text[i]!, text[i + 1]]
    if (quoted && c === '"' && next === '"') value += text[++i]!
    else if (c === '"') quoted = !quoted
    else if (quoted) value += c
    else if (c === ',') [record, value] = [[...record, value], '']
    else if (c === '\r' && next === '\n') {
      records.push([...record, value])
      ;[record, value] = [[], '']
      i++
    } else value += c
  }
  if (record.length > 0 || value !== '' || quoted) throw new Error('The last record has no end.')
  return records
}

const bitsOf = (x: number): string => [...new Uint8Array(new Float64Array([x]).buffer)].join()

describe('CSV', () => {
  test.each(ALL_RULES.map((rule) => [rule.id, rule] as const))(
    'read back, it is the run of %s',
    (_, rule) => {
      // From −0 on, so that a zero's sign has to be kept; and over the end of a run.
      for (const run of [runOf(rule, 'rosenbrock', 0.001, [-0, 1]), runOf(rule, 'rosenbrock', 1e6)]) {
        const table = runTable(run, 0, 60)
        const [head, ...records] = readCsv(csv(table, (c) => c.name))
        expect(head).toEqual(table.columns.map((c) => c.name))
        const read = records.map((record) => record.map((x) => (x === '' ? null : bitsOf(Number(x)))))
        expect(read).toEqual(table.rows.map((row) => row.map((x) => (x === null ? null : bitsOf(x)))))
      }
    },
  )

  test('the header stands in the given words, whatever is in them', () => {
    const titles = ['步, "t"', 'loss\r\nL', '"', 'plain', ' spaced ']
    const table = runTable(runOf(gradientDescent, 'square'), 0, 0)
    const text = csv(table, (column) => titles[table.columns.indexOf(column)]!)
    expect(text).toBe('"步, ""t""","loss\r\nL","""",plain, spaced \r\n0,9,0,,\r\n')
    expect(readCsv(text)[0]).toEqual(titles)
  })
})

/** Whether every brace is closed by its own, and every \left by a \right. */
function isBalanced(text: string): boolean {
  let depth = 0
  for (const c of text.replace(/\\[{}\\]/g, '')) {
    if (c === '{') depth++
    if (c === '}' && --depth < 0) return false
  }
  return depth === 0 && text.split('\\left').length === text.split('\\right').length
}

describe('LaTeX', () => {
  test.each(ALL_RULES.map((rule) => [rule.id, rule] as const))('the table of %s has its cells', (_, rule) => {
    for (const run of [runOf(rule, 'square'), runOf(rule, 'rosenbrock'), runOf(rule, 'rosenbrock', 1e6)]) {
      const table = runTable(run, 0, 8)
      const text = tabular(table, 5)
      expect(isBalanced(text)).toBe(true)
      const lines = text.trim().split('\n')
      const rows = lines.filter((line) => line.endsWith('\\\\')).map((line) => line.slice(0, -2).split('&'))
      expect(rows).toHaveLength(table.rows.length + 1)
      for (const row of rows) expect(row).toHaveLength(table.columns.length)
      expect(lines[0]).toBe(`\\begin{tabular}{${'r'.repeat(table.columns.length)}}`)
      const shown = rows.slice(1).map((row) => row.slice(1).map((c) => c.trim()))
      expect(shown).toEqual(
        table.rows.map((row) => row.slice(1).map((x) => (x === null ? '' : `$${formatNumber(x, 5).tex}$`))),
      )
    }
  })

  test('the head of the table names symbols, and parameters where there are several', () => {
    const head = (id: 'square' | 'rosenbrock') =>
      tabular(runTable(runOf(gradientDescent, id), 0, 0), 3)
        .split('\n')[2]!
        .trim()
    expect(head('square')).toBe('$t$ & $L$ & $x$ & $g_t$ & $\\Delta_t$ \\\\')
    expect(head('rosenbrock')).toBe(
      '$t$ & $L$ & $x$ & $y$ & $g_t\\,(x)$ & $g_t\\,(y)$ & $\\Delta_t\\,(x)$ & $\\Delta_t\\,(y)$ \\\\',
    )
  })

  test('Adam’s assignments are those of its paper, without a class', () => {
    expect(ruleLatex(adam)).toBe(`\\begin{align*}
  m_t &= \\beta_1\\,m_{t-1} + (1 - \\beta_1)\\,g_t \\\\
  v_t &= \\beta_2\\,v_{t-1} + (1 - \\beta_2)\\,g_t^{2} \\\\
  \\hat m_t &= \\frac{m_t}{1 - \\beta_1^{t}} \\\\
  \\hat v_t &= \\frac{v_t}{1 - \\beta_2^{t}} \\\\
  d_t &= \\sqrt{\\hat v_t} + \\varepsilon \\\\
  \\Delta_t &= \\frac{\\alpha\\,\\hat m_t}{d_t} \\\\
  \\theta_t &= \\theta_{t-1} - \\Delta_t
\\end{align*}
`)
  })

  test('marks and colours leave nothing behind, with numbers as without', () => {
    const marked = tagged('whole', mul(tagged('front', expr('beta1')), tagged('m', expr('g'))))
    expect(formulaLatex(marked, notationsOf(adam))).toBe('\\beta_1\\,g_t')
    const assignment = { target: 'm', tex: 'm_t', value: marked }
    expect(assignmentLatex(adam, assignment)).toBe('m_t = \\beta_1\\,g_t')
    const values = { beta1: 0.9, g: -1.23456789 }
    expect(assignmentLatexWithNumbers(adam, assignment, values, 3)).toBe('m_t = 0.9 \\cdot (-1.23)')
  })
})
