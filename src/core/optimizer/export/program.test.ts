import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import { preset } from '../../objective/presets.ts'
import { cosine } from '../../schedule/cosine.ts'
import { withClipping } from '../clipping.ts'
import { gradientDescent } from '../gradient-descent.ts'
import { momentum } from '../momentum.ts'
import { type Setup, trajectory } from '../trajectory.ts'
import { objectives, odd, rules, setupOf, typed, words } from './example-runs.ts'
import { isProgrammable, program } from './program.ts'
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
  const [header, ...rows] = printed(program({ setup: given, steps, words }, 'javascript'))
  const table = runTable(trajectory(given), 0, steps)
  expect(header!.split(',')).toHaveLength(table.columns.length)
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

test('what programs do not say is told beforehand, and refused', () => {
  const given = setupOf(gradientDescent, preset('bowl'))
  const byHand = [{ step: 1, name: 'theta', coordinate: 0, value: 1 }]
  const hyperparameters = { ...given.hyperparameters, clip: 1 }
  expect(isProgrammable({ ...given, changes: [{ step: 1, name: 'alpha', value: 1 }] })).toBe(true)
  const unsaid: Setup[] = [
    { ...given, changes: byHand },
    { ...given, rule: withClipping(gradientDescent), hyperparameters },
    { ...given, schedule: { schedule: cosine, settings: {} } },
    { ...given, sampling: { samplesOf: () => [0], over: () => given.objective } },
  ]
  for (const setup of unsaid) {
    expect(isProgrammable(setup)).toBe(false)
    expect(() => program({ setup, steps: 1, words }, 'javascript')).toThrow('programs do not say')
  }
})
