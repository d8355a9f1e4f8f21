import fc from 'fast-check'
import katex from 'katex'
import { describe, expect, test } from 'vitest'
import { leastSquares, type Point } from '../../../../core/objective/least-squares.ts'
import { preset } from '../../../../core/objective/presets.ts'
import { miniBatches } from '../../../../core/objective/sampling.ts'
import { adagradDecaying } from '../../../../core/optimizer/adagrad.ts'
import { adam } from '../../../../core/optimizer/adam.ts'
import { adamw } from '../../../../core/optimizer/adamw.ts'
import { withClipping } from '../../../../core/optimizer/clipping.ts'
import { aroundRuns } from '../../../../core/optimizer/export/around-runs.ts'
import { gradientDescent } from '../../../../core/optimizer/gradient-descent.ts'
import { momentum } from '../../../../core/optimizer/momentum.ts'
import type { Rule } from '../../../../core/optimizer/rule.ts'
import { defaultHyperparameters } from '../../../../core/optimizer/step.ts'
import { type Change, type Setup, trajectory } from '../../../../core/optimizer/trajectory.ts'
import { withWeightDecay } from '../../../../core/optimizer/weight-decay.ts'
import { cosine } from '../../../../core/schedule/cosine.ts'
import { stepDecay } from '../../../../core/schedule/step-decay.ts'
import { withWarmUp } from '../../../../core/schedule/warm-up.ts'
import { KATEX_OPTIONS } from '../../../../ui/katex-options.ts'
import { type GivenTable, MOST_ROWS, type Sheet, worksheet } from './worksheet.ts'

const setupOf = (rule: Rule, id: 'square' | 'bowl', alpha = 0.1): Setup => ({
  rule,
  objective: preset(id),
  start: preset(id).start,
  hyperparameters: { ...defaultHyperparameters(rule), alpha },
  changes: [],
})
const sheetOf = (setup: Setup, steps: number, digits = 4): Sheet =>
  worksheet(trajectory(setup), steps, digits)
const none = { byHand: null }

test('a worksheet has the start given and every step to fill in, with the answers', () => {
  // θ ← θ − 0.25·2(θ − 3) from 0 goes 0, 1.5, 2.25.
  const sheet = sheetOf(setupOf(gradientDescent, 'square', 0.25), 2)
  const [table, ...others] = sheet.tables
  expect(others).toEqual([])
  expect(table!.columns.map((c) => c.name)).toEqual(['g', 'delta', 'theta', 'loss'])
  const cells = (texts: (string | null)[]) => texts.map((text) => ({ text, ...none }))
  expect(table!.rows).toEqual([
    { t: 0, given: true, cells: cells([null, null, '0', '9']) },
    { t: 1, given: false, cells: cells(['−6', '−1.5', '1.5', '2.25']) },
    { t: 2, given: false, cells: cells(['−3', '−0.75', '2.25', '0.5625']) },
  ])
  expect([sheet.samples, sheet.steps]).toEqual([null, null])
  expect(sheet.values).toEqual(['\\alpha = 0.25', '\\theta_0 = x_0 = 0'])
})

test('each parameter has a table; what all share stands in the first', () => {
  const { tables } = sheetOf(setupOf(withClipping(adam), 'bowl'), 3)
  expect(tables.map((t) => t.columns.at(-1)!.name)).toEqual(['loss', 'theta'])
  expect(tables.map((t) => t.columns.some((c) => c.name === 'norm'))).toEqual([true, false])
  expect(tables[1]!.rows[0]!.cells.slice(0, 4).map((c) => c.text)).toEqual([null, null, '0', '0'])
})

test('a worksheet is no longer than a page, and ends where the run ends', () => {
  expect(sheetOf(setupOf(adam, 'square'), 100).tables[0]!.rows).toHaveLength(MOST_ROWS + 1)
  expect(sheetOf(setupOf(gradientDescent, 'square', 1e200), 8).tables[0]!.rows.length).toBeLessThan(5)
})

test.each(aroundRuns)('KaTeX sets everything on the sheet of %s', (_, setup) => {
  const { rule, loss, values, samples, steps, tables } = sheetOf(setup, 8)
  const heads = [samples, steps].flatMap((table) => table?.heads ?? [])
  const columns = tables.flatMap((table) => table.columns.map((column) => column.tex))
  for (const tex of [...rule, ...loss, ...values, ...heads, ...columns]) {
    expect(tex).not.toMatch(/undefined|NaN|mathrm/)
    expect(katex.renderToString(tex, { ...KATEX_OPTIONS, throwOnError: true })).toContain('katex')
  }
})

/* A reader with pencil and calculator: has the sheet's texts, what the optimizers are, and nothing else. */

/** −1.5×10⁻⁸, as text or as TeX. */
function number(text: string): number {
  const digits = '⁰¹²³⁴⁵⁶⁷⁸⁹'
  const plain = text
    .replaceAll('−', '-')
    .replace(/^(-?)10\^/, '$11×10^')
    .replace(/ ?\\times ?/, '×')
    .replace(/\^\{(.*)\}/, '$1')
    .replace(
      /×10(.*)/,
      (_, power: string) => `e${power.replace('⁻', '-').replace(/[⁰-⁹¹²³]/g, (c) => `${digits.indexOf(c)}`)}`,
    )
  const x = plain === '\\infty' || plain === '∞' ? Infinity : Number(plain)
  if (Number.isNaN(x)) throw new Error(`“${text}” is no number.`)
  return x
}

const column = (table: GivenTable | null, head: string, row: number): string | undefined =>
  table?.heads.includes(head) ? table.rows[row]!.cells[table.heads.indexOf(head) - 1]!.text : undefined

type Values = Record<string, number>
/** What one step gives for one parameter: from the papers, by name. */
type ByHand = (at: {
  readonly t: number
  readonly g: number
  readonly was: Values
  readonly h: (tex: string) => number
}) => Values

const adamLines: ByHand = ({ t, g, was, h }) => {
  const m = h('\\beta_1') * was['m']! + (1 - h('\\beta_1')) * g
  const v = h('\\beta_2') * was['v']! + (1 - h('\\beta_2')) * g * g
  const [m_hat, v_hat] = [m / (1 - h('\\beta_1') ** t), v / (1 - h('\\beta_2') ** t)]
  const d = Math.sqrt(v_hat) + h('\\varepsilon')
  const delta = (h('\\alpha') * m_hat) / d
  return { m, v, m_hat, v_hat, d, delta, theta: was['theta']! - delta }
}

const OPTIMIZERS: Readonly<Record<string, { readonly rule: Rule; readonly byHand: ByHand }>> = {
  'gradient descent': {
    rule: gradientDescent,
    byHand: ({ g, was, h }) => ({ delta: h('\\alpha') * g, theta: was['theta']! - h('\\alpha') * g }),
  },
  momentum: {
    rule: momentum,
    byHand: ({ g, was, h }) => {
      const u = h('\\beta') * was['u']! + g
      return { u, delta: h('\\alpha') * u, theta: was['theta']! - h('\\alpha') * u }
    },
  },
  AdaGrad: {
    rule: adagradDecaying,
    byHand: ({ t, g, was, h }) => {
      const s = was['s']! + g * g
      const alpha_t = h('\\alpha') / (1 + (t - 1) * h('\\eta'))
      const d = Math.sqrt(s) + h('\\varepsilon')
      return { s, alpha_t, d, delta: (alpha_t * g) / d, theta: was['theta']! - (alpha_t * g) / d }
    },
  },
  Adam: { rule: adam, byHand: adamLines },
  AdamW: {
    rule: adamw,
    byHand: (at) => {
      const values = adamLines(at)
      const decay = at.h('\\alpha') * at.h('\\lambda') * at.was['theta']!
      return { ...values, decay, theta: at.was['theta']! - values['delta']! - decay }
    },
  },
}

const POINTS: readonly Point[] = [
  [-2, 0.5],
  [-1, 0],
  [1, 2],
  [2.5, 1.5],
]
const line = leastSquares(POINTS)

/** Loss and slopes, worked out: the bowl ½x² + 5y², or the line through the samples that are printed on the sheet. */
function lossOf(sheet: Sheet, [x = 0, y = 0]: readonly number[]): number {
  if (!sheet.samples) return 0.5 * x * x + 5 * y * y
  const squares = sheet.samples.rows.map(
    ({ cells }) => (x * number(cells[0]!.text) + y - number(cells[1]!.text)) ** 2,
  )
  return squares.reduce((a, b) => a + b) / squares.length
}
function slopesOf(sheet: Sheet, [x = 0, y = 0]: readonly number[], t: number): number[] {
  const batch = column(sheet.steps, 'B_t', t - 1)
  if (!sheet.samples) return [x, 10 * y]
  const chosen = (batch?.split(', ').map(Number) ?? sheet.samples.rows.map(({ n }) => n)).map((i) =>
    sheet.samples!.rows[i - 1]!.cells.map((c) => number(c.text)),
  )
  const [w, b] = [0, 0].map((_, c) =>
    chosen.map(([px = 0, py = 0]) => 2 * (c === 0 ? px : 1) * (x * px + y - py)),
  )
  return [w!, b!].map((terms) => terms.reduce((p, q) => p + q) / terms.length)
}

/** Every cell of the sheet in which a reader's result is not the printed one. */
function disagreements(sheet: Sheet, byHand: ByHand, digits: number): string[] {
  const wrong: string[] = []
  const { tables } = sheet
  const place = (c: number, name: string): number => tables[c]!.columns.findIndex((col) => col.name === name)
  const cell = (t: number, c: number, name: string) => tables[c]!.rows[t]!.cells[place(c, name)]
  /** Compares a result with the answer; goes on with what was put in by hand. */
  const settle = (t: number, c: number, name: string, x: number): number => {
    const answer = cell(t, c, name)
    if (!answer) return x
    const shown = number(answer.text!)
    const unit = 10 ** (Math.floor(Math.log10(Math.abs(x) || 1)) - digits + 1)
    const isNear = Math.abs(shown - x) <= 1.01 * Math.max(unit, 1e-13)
    if (!isNear) wrong.push(`step ${t}, ${name}, ${c}: ${x} is not ${answer.text}`)
    return answer.byHand === null ? x : number(answer.byHand)
  }
  const given = (c: number, name: string): number => {
    const start = cell(0, c, name)!
    return number(start.byHand ?? start.text!)
  }
  let now = tables.map((table, c): Values =>
    Object.fromEntries(
      table.columns
        .filter(({ name }) => name !== 'loss' && cell(0, c, name)!.text !== null)
        .map(({ name }) => [name, given(c, name)]),
    ),
  )
  const hyper =
    (t: number) =>
    (tex: string): number => {
      const rate = tex === '\\alpha' ? ['\\alpha_t', '\\tilde\\alpha_t'] : []
      for (const head of [...rate, tex]) {
        const text = column(sheet.steps, head, t - 1)
        if (text !== undefined) return number(text)
      }
      const value = sheet.values.find((v) => v.startsWith(`${tex} = `))
      if (value === undefined) throw new Error(`The sheet does not say ${tex}.`)
      return number(value.split(' = ').at(-1)!)
    }
  settle(
    0,
    0,
    'loss',
    lossOf(
      sheet,
      now.map((v) => v['theta']!),
    ),
  )
  for (let t = 1; t < tables[0]!.rows.length; t++) {
    const h = hyper(t)
    const slopes = slopesOf(
      sheet,
      now.map((v) => v['theta']!),
      t,
    ).map((g, c) => settle(t, c, 'g', g))
    const norm = settle(t, 0, 'norm', Math.hypot(...slopes))
    now = now.map((was, c) => {
      let g = slopes[c]!
      if (place(c, 'g_clipped') >= 0) g = settle(t, c, 'g_clipped', g * Math.min(1, h('C') / norm))
      if (place(c, 'g_decayed') >= 0) g = settle(t, c, 'g_decayed', g + h('\\lambda') * was['theta']!)
      return Object.fromEntries(
        Object.entries(byHand({ t, g, was, h })).map(([name, x]) => [name, settle(t, c, name, x)]),
      )
    })
    settle(
      t,
      0,
      'loss',
      lossOf(
        sheet,
        now.map((v) => v['theta']!),
      ),
    )
  }
  return wrong
}

/** How many cells a reader fills in. */
const toFillIn = (sheet: Sheet): number =>
  sheet.tables.flatMap((table) => table.rows.filter((row) => !row.given).flatMap((row) => row.cells)).length

const changesOf = (rule: Rule): Change[] => [
  { step: 0, name: 'theta', coordinate: 1, value: 1.75 },
  { step: 0, name: 'g', coordinate: 0, value: -2.5 },
  { step: 2, name: 'theta', coordinate: 0, value: 0.1 },
  { step: 3, name: 'g', coordinate: 1, value: 0.3 },
  { step: 4, name: 'g', coordinate: 1, value: 1e-7 },
  ...rule.state.map(({ name }, i) => ({ step: 3 - i, name, coordinate: i, value: 0.2 })),
  { step: 3, name: 'alpha', value: 0.03 },
  ...rule.hyperparameters.slice(1, 2).map(({ name }) => ({ step: 5, name, value: 0.5 })),
]

const bare = (rule: Rule): Setup => setupOf(rule, 'bowl', 0.06)
const SCHEDULES = [
  { schedule: stepDecay, settings: { every: 2, gamma: 0.7 } },
  { schedule: withWarmUp(cosine), settings: { warm_up: 3, warm_up_start: 0.1, total: 6, alpha_min: 0.001 } },
]
const SAMPLED = {
  objective: line,
  start: line.start,
  sampling: { samplesOf: miniBatches(7, POINTS.length, 2), over: line.over, term: line.term },
  picks: [
    { step: 1, samples: [3] },
    { step: 4, samples: [0, 2, 3] },
  ],
}
const clipped = (rule: Rule): Setup => {
  const setup = bare(withClipping(rule))
  const changes = [{ step: 4, name: 'clip', value: 0.4 }]
  return { ...setup, hyperparameters: { ...setup.hyperparameters, clip: 1.5 }, changes }
}

const RUNS: readonly (readonly [string, (rule: Rule) => Setup])[] = [
  ['alone', bare],
  ['with numbers changed by hand', (rule) => ({ ...bare(rule), changes: changesOf(rule) })],
  ['under a schedule', (rule) => ({ ...bare(rule), schedule: SCHEDULES[0]! })],
  [
    'under a schedule whose α is changed',
    (rule) => ({ ...bare(rule), schedule: SCHEDULES[1]!, changes: changesOf(rule) }),
  ],
  ['clipped, the threshold changed', clipped],
  ['on all samples', (rule) => ({ ...bare(rule), objective: line, start: line.start })],
  ['on samples', (rule) => ({ ...bare(rule), ...SAMPLED })],
  [
    'with everything at once',
    (rule) => {
      const decayed = rule === adamw ? rule : withWeightDecay(rule)
      const setup = clipped(decayed)
      return {
        ...setup,
        ...SAMPLED,
        schedule: SCHEDULES[0]!,
        changes: [...setup.changes, ...changesOf(rule)],
      }
    },
  ],
]

describe.each(Object.entries(OPTIMIZERS))(
  'what is printed is enough to work out %s',
  (_, { rule, byHand }) => {
    test.each(RUNS)('%s', (_, make) => {
      const sheet = sheetOf(make(rule), 8, 5)
      expect(toFillIn(sheet)).toBeGreaterThan(48)
      expect(disagreements(sheet, byHand, 5)).toEqual([])
    })
  },
)

test('… whatever the numbers are', () => {
  const finite = fc.double({ min: -3, max: 3, noNaN: true })
  const rate = fc.double({ min: 1e-3, max: 0.2, noNaN: true })
  const change = fc.record({
    step: fc.nat(7),
    name: fc.constantFrom('theta', 'g', 'm'),
    coordinate: fc.nat(1),
    value: finite,
  })
  fc.assert(
    fc.property(
      fc.array(change, { maxLength: 6 }),
      fc.array(rate, { minLength: 2, maxLength: 2 }),
      fc.nat(50),
      fc.integer({ min: 2, max: 8 }),
      (edited, [alpha, later], seed, digits) => {
        const setup = clipped(adam)
        const sheet = sheetOf(
          {
            ...setup,
            ...SAMPLED,
            sampling: { ...SAMPLED.sampling, samplesOf: miniBatches(seed, POINTS.length, 2) },
            hyperparameters: { ...setup.hyperparameters, alpha: alpha! },
            changes: [...edited, { step: 3, name: 'alpha', value: later! }],
          },
          8,
          digits,
        )
        expect(disagreements(sheet, adamLines, digits)).toEqual([])
      },
    ),
    { numRuns: 60 },
  )
})

test('what was put in by hand is marked where it stands', () => {
  const sheet = sheetOf({ ...bare(momentum), ...SAMPLED, changes: changesOf(momentum) }, 6)
  const marks = sheet.tables.flatMap(({ coordinate, columns, rows }) =>
    rows.flatMap(({ t, cells }) =>
      cells.flatMap(({ byHand }, i) =>
        byHand === null ? [] : [`${t} ${columns[i]!.name} ${coordinate} ${byHand}`],
      ),
    ),
  )
  expect(marks).toEqual([
    '1 g 0 −2.5',
    '2 theta 0 0.1',
    '3 u 0 0.2',
    '0 theta 1 1.75',
    '4 g 1 0.3',
    '5 g 1 1×10⁻⁷',
  ])
  expect(sheet.steps!.heads).toEqual(['t', 'B_t', '\\alpha', '\\beta'])
  const chosen = sheet.steps!.rows.map(({ cells }) => cells.map((cell) => cell.byHand))
  expect(chosen).toEqual([
    [false, false, false],
    [true, false, false],
    [false, false, false],
    [false, true, false],
    [true, false, false],
    [false, false, true],
  ])
  // What changes is not printed as if it held for good.
  expect(sheet.values).toEqual(['w_0 = -0.5', 'b_0 = 3'])
  expect(sheet.loss).toEqual([
    expect.stringMatching(/^L = \\frac\{1\}\{4\}\\sum_\{i=1\}\^\{4\} /),
    expect.stringMatching(/= \\frac\{1\}\{\|B_t\|\}\\sum_\{i\\in B_t\} 2 x_i\\,/),
    expect.stringMatching(/= \\frac\{1\}\{\|B_t\|\}\\sum_\{i\\in B_t\} 2 /),
  ])
})
