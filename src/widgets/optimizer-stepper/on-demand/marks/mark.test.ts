import { describe, expect, test } from 'vitest'
import { leastSquares } from '../../../../core/objective/least-squares.ts'
import { preset } from '../../../../core/objective/presets.ts'
import { adam } from '../../../../core/optimizer/adam.ts'
import { withClipping } from '../../../../core/optimizer/clipping.ts'
import { ALL_RULES } from '../../../../core/optimizer/conventions.ts'
import { gradientDescent } from '../../../../core/optimizer/gradient-descent.ts'
import { momentum } from '../../../../core/optimizer/momentum.ts'
import { momentumRateInside } from '../../../../core/optimizer/momentum-variants.ts'
import type { Rule } from '../../../../core/optimizer/rule.ts'
import { defaultHyperparameters } from '../../../../core/optimizer/step.ts'
import { type Setup, trajectory } from '../../../../core/optimizer/trajectory.ts'
import type { SurfaceView } from '../../../../ui/plot/surface.ts'
import { isVisible, markOf } from './mark.ts'

/** A window that is as wide as high in the picture's own proportions: 40 by 30. */
const VIEW: SurfaceView = { x: [-20, 20], y: [-15, 15] }

/** The vector of the arrow that a path begins with, in the function's own coordinates. */
function vectorOf(path: string): [number, number] {
  const [x0 = NaN, y0 = NaN, x1 = NaN, y1 = NaN] = (path.match(/-?[\d.]+/g) ?? []).map(Number)
  return [((x1 - x0) * 40) / 100, ((y0 - y1) * 30) / 100]
}
const length = ([x, y]: readonly number[]): number => Math.hypot(x!, y!)

const setup = (rule: Rule, more: Partial<Setup> = {}): Setup => ({
  rule,
  objective: preset('bowl'),
  start: [-4, 2],
  hyperparameters: { ...defaultHyperparameters(rule), alpha: 0.1 },
  changes: [],
  ...more,
})
const markIn = (s: Setup, k: number, stop: string) => markOf(stop, s, trajectory(s).frame(k).trace!, VIEW)!

/** On 0.5·x² + 5·y² from (−4, 2) the gradient is (−4, 20); the arrows are drawn to a hundredth of a percent. */
describe('Adam on the bowl, by hand', () => {
  const s = setup(adam)
  const along = (v: readonly number[], w: readonly number[]) => {
    expect(v[0]! / length(v)).toBeCloseTo(w[0]! / length(w), 2)
    expect(v[1]! / length(v)).toBeCloseTo(w[1]! / length(w), 2)
  }

  test('the gradient points uphill, and m₁ is a tenth of it on the same scale', () => {
    along(vectorOf(markIn(s, 1, 'g').main), [-4, 20])
    const m = markIn(s, 1, 'm')
    along(vectorOf(m.main), [-4, 20])
    along(vectorOf(m.thin), [-4, 20])
    expect(length(vectorOf(m.main)) / length(vectorOf(m.thin))).toBeCloseTo(0.1, 2)
    expect(m.quantity).toBe('first-moment')
    expect(m.label.tex).toBe('m_t')
  })

  test('v is a box whose sides are roots: √0.001 of the gradient at the first step', () => {
    const { main, thin, label } = markIn(s, 1, 'v')
    const [left = NaN, , right = NaN, top = NaN, , bottom = NaN] = (main.match(/-?[\d.]+/g) ?? []).map(Number)
    const g = vectorOf(thin)
    expect(((right - left) * 40) / 200 / Math.abs(g[0])).toBeCloseTo(Math.sqrt(0.001), 2)
    expect(((bottom - top) * 30) / 200 / Math.abs(g[1])).toBeCloseTo(Math.sqrt(0.001), 2)
    expect(label.tex).toBe('\\sqrt{v_t}')
  })

  test('the update leads against Δ, drawn longer where it is short, and says how much', () => {
    // Δ₁ = (−0.1, 0.1), so the point moves by (0.1, −0.1): 0.14 of 40 wide, shown ten times as long … and ten times more.
    const { main, label } = markIn(s, 1, 'delta')
    expect(label.tex).toBe('-\\Delta_t\\,(\\times 10^{2})')
    const [x, y] = vectorOf(main)
    expect(x).toBeCloseTo(10, 1)
    expect(y).toBeCloseTo(-10, 1)
  })

  test('θ and the loss have a ring at the new point', () => {
    const { ring, main } = markIn(s, 1, 'theta')
    expect(vectorOf(main)[0]).toBeCloseTo(0.1, 1)
    expect(ring![0]).toBeCloseTo(((-3.9 + 20) / 40) * 100, 6)
    expect(ring![1]).toBeCloseTo(((15 - 1.9) / 30) * 100, 6)
    expect(markIn(s, 1, 'loss').ring).toEqual(ring)
    expect(markIn(s, 1, 'loss').main).toBe('')
  })
})

test('a velocity that holds the learning rate is the step itself, any other only a direction', () => {
  const inside = markIn(setup(momentumRateInside), 1, 'u')
  expect([inside.kind, inside.label.tex]).toEqual(['step', 'u_t'])
  // −αg = (0.4, −2), as long as it is.
  expect(vectorOf(inside.main)[0]).toBeCloseTo(0.4, 1)
  expect(vectorOf(inside.main)[1]).toBeCloseTo(-2, 1)
  const outside = markIn(setup(momentum), 2, 'u')
  expect(outside.kind).toBe('direction')
  // θ₁ = (−3.6, 0), g₂ = (−3.6, 0), u₂ = 0.9·(−4, 20) + (−3.6, 0) = (−7.2, 18).
  const [u, g] = [vectorOf(outside.main), vectorOf(outside.thin)]
  expect(u[1] / u[0]).toBeCloseTo(18 / -7.2, 1)
  expect(length(g) / length(u)).toBeCloseTo(3.6 / Math.hypot(7.2, 18), 2)
})

test('the gradient of a mini-batch stands among those of its samples, and beside that of all', () => {
  const line = leastSquares([
    [1, 2],
    [3, 4],
    [0, 1],
  ])
  const sampling = { samplesOf: () => [0, 1], over: line.over, term: line.term }
  const s = setup(gradientDescent, { objective: line, start: [0, 0], sampling })
  const { kind, main, thin, dashed } = markIn(s, 1, 'g')
  expect(kind).toBe('samples')
  // Of (w·x + b − y)² at 0: (−4, −4) and (−24, −8), their mean (−14, −6); with (0, −2) the mean of all is (−28, −14)/3.
  const each = thin.split(/(?=M)/).filter((_, i) => i % 2 === 0)
  const scale = length(vectorOf(main)) / Math.hypot(14, 6)
  const expected: [string, readonly number[]][] = [
    [each[0]!, [-4, -4]],
    [each[1]!, [-24, -8]],
    [main, [-14, -6]],
    [dashed, [-28 / 3, -14 / 3]],
  ]
  for (const [path, g] of expected) {
    expect(vectorOf(path)[0]).toBeCloseTo(g[0]! * scale, 1)
    expect(vectorOf(path)[1]).toBeCloseTo(g[1]! * scale, 1)
  }
})

test('with one parameter arrows lie level, the slope is there, and θ leads along the curve', () => {
  const s = setup(adam, { objective: preset('square'), start: [0] })
  const g = markIn(s, 1, 'g')
  expect(vectorOf(g.main)[1]).toBe(0)
  expect(vectorOf(g.main)[0]).toBeLessThan(0)
  // The tangent at 0 falls by 6 a unit; the last stroke of the path.
  const [rise = NaN, run = NaN] = [...vectorOf(`M${g.main.split('M').at(-1)}`)].reverse()
  expect(rise / run).toBeCloseTo(-6, 1)
  expect(markIn(s, 1, 'theta').ring![0]).toBeCloseTo(((0.1 + 20) / 40) * 100, 6)
})

test('every stop of every rule has a mark but rates, and none makes a path that is no number', () => {
  const marked = new Set<string>()
  for (const rule of [...ALL_RULES, withClipping(adam)]) {
    const s = setup(rule)
    const { trace } = trajectory(s).frame(3)
    for (const stop of ['g', ...rule.assignments.map((a) => a.target), 'loss']) {
      const mark = markOf(stop, s, trace!, VIEW)
      if (mark === null) marked.add(stop)
      else {
        expect(`${mark.main} ${mark.thin} ${mark.label.at.join()}`, `${rule.id} ${stop}`).not.toMatch(
          /NaN|Inf/,
        )
        expect(isVisible(mark)).toBe(true)
      }
    }
  }
  expect([...marked].sort()).toEqual(['alpha_t', 'mu', 'mu_next', 'product'])
})
