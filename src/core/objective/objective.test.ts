import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { print } from '../formula/print.ts'
import { gradientDescent } from '../optimizer/gradient-descent.ts'
import { trajectory } from '../optimizer/trajectory.ts'
import { hessianEigenvalues, objectiveFrom } from './objective.ts'
import { bowl, preset, PRESET_IDS } from './presets.ts'

/** Written a second time, by hand, to check the parsed texts. */
const BY_HAND = {
  square: (x: number) => (x - 3) * (x - 3),
  'double-well': (x: number) => x ** 4 - 2 * x * x + 1 + 0.3 * x,
  bowl: (x: number, y = 0) => (x * x + 10 * y * y) / 2,
  'narrow-valley': (x: number, y = 0) => (x * x + 100 * y * y) / 2,
  rosenbrock: (x: number, y = 0) => (1 - x) ** 2 + 100 * (y - x * x) ** 2,
  beale: (x: number, y = 0) =>
    (1.5 - x * (1 - y)) ** 2 + (2.25 - x * (1 - y * y)) ** 2 + (2.625 - x * (1 - y ** 3)) ** 2,
  himmelblau: (x: number, y = 0) => (x * x + y - 11) ** 2 + (x + y * y - 7) ** 2,
  saddle: (x: number, y = 0) => (x - y) * (x + y),
}

const near = (a: number, b: number, scale = 1) =>
  expect(Math.abs(a - b), `${a} and ${b}`).toBeLessThanOrEqual(scale * Math.max(1, Math.abs(b)))

describe.each(PRESET_IDS)('%s', (id) => {
  const objective = preset(id)

  test('is the function it is called after, and its gradient is its slope', () => {
    const coordinate = fc.double({ min: -3, max: 3, noNaN: true })
    fc.assert(
      fc.property(fc.tuple(coordinate, coordinate), (xy) => {
        const point = xy.slice(0, objective.names.length) as [number, number?]
        near(objective.valueAt(point as number[]), BY_HAND[id](...point), 1e-12)
        objective.gradientAt(point as number[]).forEach((slope, i) => {
          const along = (h: number) =>
            BY_HAND[id](...(point.map((p, j) => p! + (i === j ? h : 0)) as [number]))
          const difference = (h: number) => (along(h) - along(-h)) / (2 * h)
          near(slope, (4 * difference(5e-4) - difference(1e-3)) / 3, 1e-6)
        })
      }),
      { numRuns: 200 },
    )
  })

  test('is flat and curved upwards at its minima, which lie inside the window', () => {
    for (const minimum of objective.minima) {
      for (const slope of objective.gradientAt(minimum)) near(slope, 0, 1e-9)
      expect(Math.min(...hessianEigenvalues(objective, minimum))).toBeGreaterThan(0)
      minimum.forEach((x, i) => {
        const [from, to] = objective.window[i]!
        expect(x > from && x < to).toBe(true)
      })
    }
  })

  test('goes down from its start with its learning rate', () => {
    const hyperparameters = { alpha: objective.learningRate }
    const { start } = objective
    const run = trajectory({ rule: gradientDescent, objective, start, hyperparameters, changes: [] })
    const losses = run.path(0, 60, 61).map((point) => point.loss)
    losses.slice(1).forEach((loss, k) => expect(loss, `step ${k + 1}`).toBeLessThanOrEqual(losses[k]!))
    expect(losses.at(-1)).toBeLessThan(losses[0]!)
  })
})

test('curvature is known where it is the same everywhere', () => {
  const lambda = (id: (typeof PRESET_IDS)[number]) => preset(id).lambdaMax
  expect(PRESET_IDS.map(lambda)).toEqual([2, null, 10, 100, null, null, null, 2])
  expect(hessianEigenvalues(preset('bowl'), [3, 4])).toEqual([1, 10])
  expect(hessianEigenvalues(preset('saddle'), [0, 0])).toEqual([-2, 2])
  // Rosenbrock at (1, 1): the matrix is [[802, −400], [−400, 200]], with the determinant 400 and the trace 1002.
  const [low, high] = hessianEigenvalues(preset('rosenbrock'), [1, 1]) as [number, number]
  near(low + high, 1002, 1e-12)
  near(low * high, 400, 1e-9)
})

describe('a typed objective', () => {
  const typed = (text: string) => {
    const result = objectiveFrom(text)
    return result.ok ? result.objective : result.error
  }

  test.each([
    ['(x-2)^4', ['x']],
    ['(θ-3)²', ['theta']],
    ['theta^2', ['theta']],
    ['y^2', ['x', 'y']],
    ['x^2 + x*y', ['x', 'y']],
  ])('%s has the parameters %j', (text, names) => {
    expect(typed(text)).toMatchObject({ text, names })
  })

  test('has its exact gradient', () => {
    const objective = typed('(x-1)^2 + 10*y^2')
    expect('gradient' in objective && objective.gradient.map(print)).toEqual(['2*(x - 1)', '20*y'])
    expect(objective).toMatchObject({ lambdaMax: 20 })
  })

  test.each([
    ['3', { code: 'constant', at: 0, length: 1 }],
    ['theta*x', { code: 'mixed-names', at: 0, length: 7 }],
    ['x^2 + z', { code: 'unknown-name', at: 6, length: 1, found: 'z' }],
    ['x^2 +', { code: 'missing-operand', at: 4, length: 1, found: '+' }],
  ])('%s is refused', (text, error) => {
    expect(typed(text)).toEqual(error)
  })

  test.each(['ln(x)', 'sqrt(x-2)', 'ln(x)+ln(y)', '1/(x+1.5)', 'x^2'])(
    '%s begins where it is defined',
    (text) => {
      const objective = typed(text)
      if (!('start' in objective)) throw new Error(objective.code)
      const { start } = objective
      expect([objective.valueAt(start), ...objective.gradientAt(start)].every(Number.isFinite)).toBe(true)
    },
  )

  test.each([
    'xy'.repeat(250),
    '(x+1)(y-2)(x+3)(y+4)(x+5)(x+6)'.repeat(16),
    'x^y^'.repeat(30) + 'x',
    'x/y/'.repeat(120) + 'x',
    'sin('.repeat(60) + 'x' + ')'.repeat(60),
    '1/(x+'.repeat(60) + 'y' + ')'.repeat(60),
  ])('%s, made to grow when differentiated twice, stays small enough to be computed', (text) => {
    const objective = typed(text)
    if (!('hessian' in objective)) throw new Error(objective.code)
    const parts = new Set<unknown>()
    const visit = (part: unknown): void => {
      if (typeof part !== 'object' || part === null || parts.has(part)) return
      parts.add(part)
      Object.values(part).forEach(visit)
    }
    visit(objective.hessian)
    expect(parts.size).toBeLessThan(200_000)
  })
})

test('a bowl has the condition number it is asked for, and ten is the preset', () => {
  expect(bowl(10)).toBe(preset('bowl'))
  for (const condition of [1, 2.5, 100, 1000]) {
    const objective = bowl(condition)
    const [low = 0, high = 0] = hessianEigenvalues(objective, [1, 1])
    expect(high / low).toBe(condition)
    expect(objective.lambdaMax).toBe(condition)
    expect(objective.learningRate).toBeLessThan(2 / condition)
    expect(bowl(condition)).toBe(objective)
  }
})
