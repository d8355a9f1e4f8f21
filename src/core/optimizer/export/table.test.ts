import { describe, expect, test } from 'vitest'
import { expr, mul, tagged } from '../../formula/expr.ts'
import { formatNumber } from '../../formula/precision.ts'
import { leastSquares } from '../../objective/least-squares.ts'
import { preset } from '../../objective/presets.ts'
import { exponential } from '../../schedule/exponential.ts'
import { adam } from '../adam.ts'
import { withClipping } from '../clipping.ts'
import { gradientDescent } from '../gradient-descent.ts'
import { ALL_RULES } from '../conventions.ts'
import { momentum } from '../momentum.ts'
import { notationsOf, type Rule } from '../rule.ts'
import { defaultHyperparameters } from '../step.ts'
import { type Trajectory, trajectory } from '../trajectory.ts'
import { csv } from './csv.ts'
import { aroundRuns } from './around-runs.ts'
import { assignmentLatex, filledLatex, formulaLatex, ruleLatex, tabular } from './latex.ts'
import { type Column, type RunTable, runTable } from './table.ts'

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

describe('what is changed on the way', () => {
  const line = leastSquares([
    [1, 2],
    [2, 0],
  ])
  // θ ← θ − 0.5ᵗ⁻¹·0.25·ĝ with ĝ no longer than 1, from w = b = 0; sample 1 alone, in step 2 sample 2.
  const table = runTable(
    trajectory({
      rule: withClipping(momentum),
      objective: line,
      start: [0, 0],
      hyperparameters: { alpha: 0.25, beta: 0.5, clip: 1 },
      schedule: { schedule: exponential, settings: { gamma: 0.5 } },
      sampling: { samplesOf: () => [0], over: line.over, term: line.term },
      picks: [{ step: 1, samples: [1] }],
      changes: [
        { step: 0, name: 'u', coordinate: 1, value: 2 },
        { step: 0, name: 'g', coordinate: 0, value: 3 },
        { step: 1, name: 'theta', coordinate: 1, value: -1 },
        { step: 1, name: 'alpha', value: 1 },
      ],
    }),
    0,
    2,
  )
  const of = (t: number): Record<string, number | null> =>
    Object.fromEntries(
      table.columns.map(({ name, coordinate }, i) => [`${name} ${coordinate}`, table.rows[t]![i]!]),
    )

  test('has a column for every number that a step read', () => {
    expect(table.columns.filter((c) => c.coordinate === null).map((c) => c.name)).toEqual([
      't',
      'loss',
      'norm',
      'rate',
      'alpha',
    ])
    expect(of(0)).toMatchObject({ 'theta 0': 0, 'u 1': 2, 'g 0': null, 'norm null': null, 'rate null': null })
    // Slope 3 by hand, −4 along b: length 5.
    expect(of(1)).toMatchObject({
      'g 0': 3,
      'g 1': -4,
      'norm null': 5,
      'rate null': 0.25,
      'alpha null': 0.25,
    })
    expect(of(1)['g_clipped 1']).toBeCloseTo(-0.8, 12)
    expect(of(1)['u 1']).toBeCloseTo(0.5 * 2 - 0.8, 12)
    // θ is what was put in, the loss is there; Δ stays what the step gave.
    expect(of(1)).toMatchObject({ 'theta 0': -0.25 * 0.6, 'theta 1': -1 })
    expect(of(1)['delta 1']).toBeCloseTo(0.25 * 0.2, 12)
    expect(of(1)['loss null']).toBeCloseTo(((-0.15 - 1 - 2) ** 2 + (-0.3 - 1) ** 2) / 2, 12)
    // 2·2·(−0.3 − 1) and 2·(−0.3 − 1), of sample 2; the rate falls from the new α.
    expect(of(2)['g 0']).toBeCloseTo(-5.2, 12)
    expect(of(2)).toMatchObject({ 'rate null': 0.5, 'alpha null': 1 })
  })

  test('names the samples from 1, and whatever was put in by hand in the row where it stands', () => {
    expect(table.samples).toEqual([null, [1], [2]])
    expect(table.byHand?.map((row) => row.map(({ name, coordinate }) => `${name} ${coordinate}`))).toEqual([
      ['u 1'],
      ['theta 1', 'g 0'],
      ['alpha null', 'samples null'],
    ])
    const head =
      't,loss,theta0,theta1,g0,g1,g_clipped0,g_clipped1,u0,u1,delta0,delta1,norm,rate,alpha,samples,by_hand'
    const text = csv(table, ({ name, coordinate }) => name + (coordinate ?? ''))
    expect(text.split('\r\n')[0]).toBe(head)
    expect(text.split('\r\n')[2]).toMatch(/,0\.25,0\.25,1,theta1 g0$/)
    expect(text.split('\r\n')[3]).toMatch(/,0\.5,1,2,alpha samples$/)
  })

  test('and so does the LaTeX', () => {
    const lines = tabular(table, 3, 'put in').split('\n')
    expect(lines[0]).toBe(`\\begin{tabular}{${'r'.repeat(15)}ll}`)
    expect(lines[2]).toMatch(/\$\\lVert g_t\\rVert\$ & \$\\alpha_t\$ & \$\\alpha\$ & \$B_t\$ & put in \\\\$/)
    expect(lines[5]).toMatch(/& \$5\$ & \$0\.25\$ & \$0\.25\$ & \$\\\{1\\\}\$ & \$b\$, \$g_t\\,\(w\)\$ \\\\$/)
  })

  test.each(aroundRuns)('θ and the state are those of the screen: %s', (_, setup) => {
    const run = trajectory(setup)
    const { columns, rows } = runTable(run, 0, 12)
    rows.forEach((row, t) => {
      const { theta, loss, state } = run.frame(t)
      const shown: Record<string, readonly number[]> = { theta, ...state }
      expect(row[1]).toBe(loss)
      columns.forEach(({ name, coordinate }, i) => {
        if (coordinate !== null && name in shown) expect(row[i]).toBe(shown[name]![coordinate])
      })
    })
  })
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

  test.each(aroundRuns)('read back, it is the run of %s', (_, setup) => {
    const table = runTable(trajectory(setup), 0, 12)
    const title = (column: Column): string => [column.name, column.coordinate ?? ''].join('')
    const [head, ...records] = readCsv(csv(table, title))
    expect(records).toHaveLength(table.rows.length)
    const field = (name: string, row: number): string | undefined => records[row]![head!.indexOf(name)]
    table.rows.forEach((row, t) => {
      table.columns.forEach((column, i) => {
        const text = field(title(column), t)!
        expect(text === '' ? null : bitsOf(Number(text))).toBe(row[i] === null ? null : bitsOf(row[i]!))
      })
      expect(field('samples', t)).toBe(table.samples ? (table.samples[t] ?? []).join(' ') : undefined)
      expect(field('by_hand', t)).toBe(table.byHand?.[t]!.map(title).join(' '))
    })
  })

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

function expectCells(table: RunTable): void {
  const text = tabular(table, 5)
  expect(isBalanced(text)).toBe(true)
  const lines = text.trim().split('\n')
  const rows = lines.filter((line) => line.endsWith('\\\\')).map((line) => line.slice(0, -2).split('&'))
  expect(rows).toHaveLength(table.rows.length + 1)
  const { length } = table.columns
  const more = (table.samples ? 1 : 0) + (table.byHand ? 1 : 0)
  for (const row of rows) expect(row).toHaveLength(length + more)
  expect(lines[0]).toBe(`\\begin{tabular}{${'r'.repeat(length)}${'l'.repeat(more)}}`)
  const shown = rows.slice(1).map((row) => row.slice(1, length).map((c) => c.trim()))
  expect(shown).toEqual(
    table.rows.map((row) => row.slice(1).map((x) => (x === null ? '' : `$${formatNumber(x, 5).tex}$`))),
  )
}

describe('LaTeX', () => {
  test.each(ALL_RULES.map((rule) => [rule.id, rule] as const))('the table of %s has its cells', (_, rule) => {
    for (const run of [runOf(rule, 'square'), runOf(rule, 'rosenbrock'), runOf(rule, 'rosenbrock', 1e6)])
      expectCells(runTable(run, 0, 8))
  })

  test.each(aroundRuns)('the table of %s has its cells', (_, setup) => {
    expectCells(runTable(trajectory(setup), 0, 12))
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
    expect(filledLatex(marked, values, notationsOf(adam), 3)).toBe('0.9 \\cdot (-1.23) = -1.11')
  })
})
