import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import { leastSquares } from '../../objective/least-squares.ts'
import { preset } from '../../objective/presets.ts'
import { exponential } from '../../schedule/exponential.ts'
import { withClipping } from '../clipping.ts'
import { gradientDescent } from '../gradient-descent.ts'
import { momentum } from '../momentum.ts'
import { type Setup, trajectory } from '../trajectory.ts'
import { aroundRuns } from './around-runs.ts'
import { objectives, odd, rules, setupOf, typed, words } from './example-runs.ts'
import { program } from './program.ts'
import { runTable } from './table.ts'

/** What a program prints, run where there is nothing but the language and a console. */
function printed(source: string): string[] {
  const lines: string[] = []
  runInNewContext(source, { console: { log: (line: string) => lines.push(line) } })
  return lines
}

/** The numbers of a printed line, null for an empty cell. */
const cells = (line: string): (number | null)[] => line.split(',').map((c) => (c === '' ? null : Number(c)))

function expectTable(given: Setup, steps: number): (readonly (number | null)[])[] {
  const [header, ...lines] = printed(program({ setup: given, steps, words }, 'javascript'))
  const table = runTable(trajectory(given), 0, steps)
  const width = table.columns.length
  expect(header!.split(',')).toHaveLength(width + (table.samples ? 1 : 0))
  expect(lines.map((line) => line.split(',')[width])).toEqual(
    lines.map((_, t) => (table.samples ? (table.samples[t]?.join(' ') ?? '') : undefined)),
  )
  const rows = lines.map((line) => line.split(',').slice(0, width).join(','))
  expect(rows).toHaveLength(table.rows.length)
  const different = rows.map(cells).flatMap((row, t) =>
    row.flatMap((x, i) => {
      const y = table.rows[t]![i]!
      const isNear = Object.is(x, y) || Math.abs(x! - y) <= 1e-12 * Math.max(1, Math.abs(y))
      const isSame = x === null || y === null ? x === y : isNear
      return isSame ? [] : [`step ${t}, ${header!.split(',')[i]}: ${x} and ${y}`]
    }),
  )
  expect(different).toEqual([])
  return rows.map(cells)
}

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s in JavaScript', (_, rule) => {
  test.each(objectives.map((o) => [o.text, o] as const))('gives the run’s table on %s', (_, objective) => {
    expect(expectTable(setupOf(rule, objective), 40)).toHaveLength(41)
  })
})

describe('whatever is changed on the way or put around a rule', () => {
  test.each(aroundRuns)('%s', (_, given) => {
    expectTable(given, 14)
  })

  test('is in the program: without any of it, another table', () => {
    for (const [name, given] of aroundRuns) {
      // It has no learning rate that a schedule could set.
      if (name === 'odd, scheduled') continue
      const { sampling: _, picks: __, schedule: ___, ...rest } = given
      const plain = { ...rest, changes: [], hyperparameters: { ...given.hyperparameters, clip: Infinity } }
      const width = runTable(trajectory(plain), 0, 0).columns.length
      const rowsOf = (setup: Setup) =>
        printed(program({ setup, steps: 14, words }, 'javascript'))
          .slice(1)
          .map((row) => row.split(',').slice(0, width).join())
      expect(rowsOf(given), name).not.toEqual(rowsOf(plain))
    }
  })
})

test('clipping, schedule, samples and edits are those of a calculator', () => {
  // (w·x + b − y)² of (1, 2) and (2, 0), from w = b = 0.
  const line = leastSquares([
    [1, 2],
    [2, 0],
  ])
  const given: Setup = {
    rule: withClipping(gradientDescent),
    objective: line,
    start: [0, 0],
    hyperparameters: { alpha: 0.4, clip: 0.5 },
    schedule: { schedule: exponential, settings: { gamma: 0.5 } },
    sampling: { samplesOf: () => [0], over: line.over, term: line.term },
    picks: [{ step: 1, samples: [1] }],
    changes: [
      { step: 0, name: 'g', coordinate: 1, value: -3 },
      { step: 1, name: 'theta', coordinate: 0, value: 1 },
      { step: 1, name: 'clip', value: Infinity },
    ],
  }
  const source = program({ setup: given, steps: 2, words }, 'javascript')
  const [header, ...rows] = printed(source)
  expect(header).toBe('t,loss,w,b,g_w,g_b,g_clipped_w,g_clipped_b,delta_w,delta_b,norm,rate,clip,samples')
  expect(rows[0]).toBe('0,2,0,0,,,,,,,,,,')
  // Of sample 1: slope −4, intercept −4 put to −3, length 5, shortened to a tenth; α = 0.4.
  const first = rows[1]!.split(',')
  ;[, , 1, 0.12, -4, -3, -0.4, -0.3, -0.16, -0.12, 5, 0.4, 0.5].forEach((x, i) => {
    if (x !== undefined) expect(Number(first[i]), `${i}`).toBeCloseTo(x, 12)
  })
  expect(first.at(-1)).toBe('1')
  // Of sample 2 at (1, 0.12): residual 2.12, slope 4 · 2.12, intercept 2 · 2.12; α = 0.2, nothing clipped.
  const second = rows[2]!.split(',')
  expect(Number(second[2])).toBeCloseTo(1 - 0.2 * 8.48, 12)
  expect(Number(second[3])).toBeCloseTo(0.12 - 0.2 * 4.24, 12)
  expect(second.slice(-3)).toEqual(['0.2', 'Infinity', '2'])
  expectTable(given, 2)
})

test('the table is that of a calculator', () => {
  // θ ← θ − 0.25·2(θ − 3) from 0 goes 0, 1.5, 2.25.
  const given = setupOf(gradientDescent, preset('square'), { hyperparameters: { alpha: 0.25 } })
  expect(printed(program({ setup: given, steps: 2, words }, 'javascript'))).toEqual([
    't,loss,x,g_x,delta_x',
    '0,9,0,,',
    '1,2.25,1.5,-6,-1.5',
    '2,0.5625,2.25,-3,-0.75',
  ])
})

test('a hyperparameter that changes during the run changes in the program', () => {
  const changes = [
    { step: 0, name: 'beta', value: 0.5 },
    { step: 3, name: 'alpha', value: 0.5 },
    { step: 3, name: 'alpha', value: 0.01 },
    { step: 7, name: 'beta', value: 0 },
  ]
  const given = setupOf(momentum, preset('bowl'), { changes })
  expectTable(given, 10)
  const without = printed(program({ setup: { ...given, changes: [] }, steps: 10, words }, 'javascript'))
  expect(printed(program({ setup: given, steps: 10, words }, 'javascript'))).not.toEqual(without)
})

test('a run that diverges ends in the program where it ends', () => {
  const given = setupOf(gradientDescent, preset('rosenbrock'), { hyperparameters: { alpha: 1 } })
  const rows = expectTable(given, 1000)
  expect(rows.length).toBeLessThan(20)
  expect(rows.at(-1)!.every(Number.isFinite)).toBe(false)
})

test('a run that begins where there is no loss has the start alone, until another start is put in by hand', () => {
  const given = setupOf(momentum, typed('1/x + x^2'), { start: [0] })
  expect(expectTable(given, 5)).toEqual([[0, Infinity, 0, null, 0, null]])
  const changes = [{ step: 0, name: 'theta', coordinate: 0, value: 2 }]
  expect(expectTable({ ...given, changes }, 5)).toHaveLength(6)
})

test.each(['1/(x+'.repeat(60) + 'y' + ')'.repeat(60), 'sin('.repeat(60) + 'x' + ')'.repeat(60)])(
  'a gradient that would be endless on one line is cut into lines: %s',
  (text) => {
    const given = setupOf(gradientDescent, typed(text))
    const source = program({ setup: given, steps: 3, words }, 'javascript')
    expect(source.length).toBeLessThan(100_000)
    expect(Math.max(...source.split('\n').map((line) => line.length))).toBeLessThan(1500)
    expectTable(given, 3)
  },
)

test('every line of the rule has its symbol, and its meaning where there is one', () => {
  const source = program({ setup: setupOf(momentum, preset('bowl')), steps: 1, words }, 'javascript')
  expect(source).toContain('const alpha = 0.025; // \\alpha: learning rate\n')
  expect(source).toContain('  const u = beta * u_prev + g; // u_t: velocity\n')
  expect(source).toContain('  const delta = alpha * u; // \\Delta_t\n')
})

test.each(['javascript', 'numpy', 'torch'] as const)('no comment gets out of its line in %s', (language) => {
  const title = 'one\ntwo\r\u2028three\u2029four\u0085five\u0000six'
  const source = program(
    { setup: setupOf(odd, preset('bowl')), steps: 1, words: { ...words, title } },
    language,
  )
  const [first, second] = source.split(/[\n\r\u2028\u2029\u0085\0]/)
  expect(first!.slice(2).trim()).toBe('one two three four five six')
  expect(second!.slice(2).trim()).toBe('Made up. alert(1) alert(2)')
})

test('a number of steps that is none is refused', () => {
  const given = setupOf(gradientDescent, preset('bowl'))
  expect(() => program({ setup: given, steps: 1.5, words }, 'numpy')).toThrow('1.5')
  expect(() => program({ setup: given, steps: -1, words }, 'javascript')).toThrow('-1')
})
