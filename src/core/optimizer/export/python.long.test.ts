import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toPython } from '../../formula/code.ts'
import { evaluate } from '../../formula/evaluate.ts'
import {
  BINARY_KINDS,
  call,
  children,
  type Expr,
  expr,
  FUNCTION_NAMES,
  neg,
  pow,
} from '../../formula/expr.ts'
import { identifiers, type PythonDialect } from '../../formula/identifiers.ts'
import { preset } from '../../objective/presets.ts'
import { momentum } from '../momentum.ts'
import { trajectory } from '../trajectory.ts'
import { aroundRuns } from './around-runs.ts'
import { changedRules, setupOf as setupOfChanged } from './changed-rules.ts'
import { objectives, rules, setupOf, typed, words } from './example-runs.ts'
import { program } from './program.ts'
import { runTable } from './table.ts'

/** The first Python here that has the module: one of the search path's, or the system's own packages. */
function pythonWith(module: string): string {
  const found = ['python3', '/usr/bin/python3'].find(
    (python) => spawnSync(python, ['-I', '-c', `import ${module}`]).status === 0,
  )
  if (!found)
    throw new Error(`No python3 here has ${module}: install it (apt-get install python3-${module}).`)
  return found
}

/** What Python prints when it runs the text. It reads no module of the folder it is in. */
function run(python: string, source: string): string {
  const { status, stdout, stderr } = spawnSync(python, ['-I', '-W', 'ignore', '-'], {
    input: source,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  })
  if (status !== 0) throw new Error(stderr.slice(-2000))
  return stdout
}

const NAMES = ['x', 'y', 'beta1', 't']
const SCALARS = new Set(['beta1', 't'])

const numbers = fc.constantFrom(2, 2, 0, 1, 3, -1.5, 0.5, -2, -0, 1e-8, 1e21, Math.PI)
const trees: fc.Arbitrary<Expr> = fc.letrec<{ tree: Expr }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', maxDepth: 6 },
    fc.oneof(fc.constantFrom(...NAMES).map(expr), numbers.map(expr)),
    fc.record({ kind: fc.constantFrom(...BINARY_KINDS), left: tie('tree'), right: tie('tree') }),
    tie('tree').map((base) => pow(base, 2)),
    tie('tree').map(neg),
    fc.tuple(fc.constantFrom(...FUNCTION_NAMES), tie('tree')).map(([fn, of]) => call(fn, of)),
  ),
})).tree
const at = { x: 1.7, y: -0.3, beta1: 0.9, t: 3 }

/**
 * How far rounding and the last places of another library's functions may move the value: each part is computed a few
 * units off, and with every name and number moved by such units. Infinity where that cannot be told.
 */
function margin(e: Expr): number {
  const unit = 2 ** -50
  const moved = (node: Expr, by: number): number => {
    if (node.kind === 'number') return node.value
    if (node.kind === 'symbol') return at[node.name as 'x']
    const parts = children(node).map((child) => expr(moved(child, by)))
    const value = evaluate(
      node.kind === 'negate' || node.kind === 'call'
        ? { ...node, of: parts[0]! }
        : { ...node, left: parts[0]!, right: parts[1]! },
      {},
    )
    return value * (1 + by * unit)
  }
  const spread = [1, -1, 3, -3].map((by) => Math.abs(moved(e, by) - evaluate(e, at)))
  return 8 * Math.max(...spread) + unit * Math.abs(evaluate(e, at))
}

/** Every part has a finite value: Python's plain numbers raise where float64 goes on. */
const isFinite = (e: Expr): boolean => Number.isFinite(evaluate(e, at)) && children(e).every(isFinite)

/** Every pair of parentheses of the text that belongs to no call and does not begin with a sign. */
function withoutPairs(text: string): string[] {
  const open: number[] = []
  const shorter: string[] = []
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '(') open.push(i)
    if (text[i] !== ')') continue
    const from = open.pop()!
    if (/[a-z0-9]/i.test(text[from - 1] ?? '') || text.slice(from - 1, from + 2) === '-(-') continue
    shorter.push(text.slice(0, from) + text.slice(from + 1, i) + text.slice(i + 1))
  }
  return shorter
}

describe.each([
  ['numpy', 'import numpy as np', 'np.array([v])'],
  ['torch', 'import torch', 'torch.tensor([v], dtype=torch.float64)'],
] as const)('a formula as Python, with %s', (dialect: PythonDialect, imports, vector) => {
  test('has the value of evaluate, and no parentheses that could be left out', () => {
    const names = identifiers(NAMES, dialect)
    const sample = fc.sample(trees, 6000).filter(isFinite).slice(0, 1500)
    const cases = sample.map((e) => {
      const code = toPython(e, names, dialect, SCALARS)
      return { code, shorter: withoutPairs(code) }
    })
    const source = `
import ast, json, math
${imports}
vector = lambda v: ${vector}
x, y, beta1, t = vector(${at.x}), vector(${at.y}), ${at.beta1}, float(${at.t})
def same(a, b):
    try:
        return ast.dump(ast.parse(a)) == ast.dump(ast.parse(b))
    except SyntaxError:
        return False
for case in json.loads(${JSON.stringify(JSON.stringify(cases))}):
    value = eval(case["code"])
    value = float(value.item() if hasattr(value, "item") else value)
    print(repr(value), *[int(same(case["code"], shorter)) for shorter in case["shorter"]])
`
    const lines = run(pythonWith(dialect), source).trim().split('\n')
    expect(lines).toHaveLength(sample.length)
    expect(sample.length).toBeGreaterThan(500)
    let compared = 0
    lines.forEach((line, i) => {
      const [value, ...needless] = line.split(' ').map(Number)
      const { code, shorter } = cases[i]!
      expect(needless.indexOf(1), `${code} could be ${shorter[needless.indexOf(1)]}`).toBe(-1)
      const exact = evaluate(sample[i]!, at)
      const tolerance = margin(sample[i]!)
      if (!(tolerance <= 1e-9 * Math.max(1, Math.abs(exact)))) return
      compared++
      expect(Math.abs(value! - exact), `${code}: ${value} and ${exact}`).toBeLessThanOrEqual(tolerance)
    })
    expect(compared).toBeGreaterThan(500)
  })
})

const SEPARATOR = 'next program'

/** Runs many programs in one process, each in a scope of its own. */
function printed(python: string, sources: readonly string[]): string[][] {
  const literal = JSON.stringify(JSON.stringify(sources))
  const text = `import json\nfor source in json.loads(${literal}):\n    exec(source, {})\n    print("${SEPARATOR}")\n`
  return run(python, text)
    .split(`${SEPARATOR}\n`)
    .slice(0, -1)
    .map((output) => output.trim().split('\n'))
}

/** Runs the rules change, end and grow in: a changed hyperparameter, a run that diverges, one without a step, a gradient of many lines. */
const special = [
  setupOf(momentum, preset('bowl'), { changes: [{ step: 3, name: 'alpha', value: 0.001 }] }),
  setupOf(momentum, preset('rosenbrock'), { hyperparameters: { alpha: 0.4, beta: 0.9 } }),
  setupOf(momentum, typed('1/x + x^2'), { start: [0] }),
  setupOf(momentum, typed('1/(x+'.repeat(60) + 'y' + ')'.repeat(60))),
]

test.each(['numpy', 'torch'] as const)(
  'programs run with %s and give the tables of their runs',
  (dialect) => {
    const runs = [
      ...rules.flatMap((rule) => objectives.map((objective) => setupOf(rule, objective))),
      ...special,
      ...aroundRuns.map(([, setup]) => setup),
      ...changedRules.filter((_, i) => i % 9 === 0).map(([, , rule]) => setupOfChanged(rule)),
    ]
    const steps = 25
    const outputs = printed(
      pythonWith(dialect),
      runs.map((setup) => program({ setup, steps, words }, dialect)),
    )
    expect(outputs).toHaveLength(runs.length)
    outputs.forEach(([header, ...lines], index) => {
      const setup = runs[index]!
      const { columns, rows, samples } = runTable(trajectory(setup), 0, steps)
      const where = `${setup.rule.id} on ${setup.objective.text}`
      expect(header!.split(',').length, where).toBe(columns.length + (samples ? 1 : 0))
      expect(lines.length, where).toBe(rows.length)
      lines.forEach((line, t) => {
        const [numbers, others] = [
          line.split(',').slice(0, columns.length),
          line.split(',').slice(columns.length),
        ]
        expect(others, where).toEqual(samples ? [samples[t]?.join(' ') ?? ''] : [])
        numbers.forEach((text, i) => {
          const y = rows[t]![i]!
          const x = text === '' ? null : Number(text.replace('inf', 'Infinity'))
          const near =
            x === null || y === null
              ? x === y
              : Object.is(x, y) || Math.abs(x - y) <= 1e-12 * Math.max(1, Math.abs(y))
          expect(near, `${where}, step ${t}, ${header!.split(',')[i]}: ${x} and ${y}`).toBe(true)
        })
      })
    })
  },
)
