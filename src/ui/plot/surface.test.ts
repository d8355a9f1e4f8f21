import { expect, test } from 'vitest'
import { objectiveFrom } from '../../core/objective/objective.ts'
import { preset } from '../../core/objective/presets.ts'
import { contourPaths, curveOf, LEVEL_TRANSFORM, placeIn, pointAt, viewOf } from './surface.ts'

/** The points of a path, on the square of 100 × 100. */
function pointsOf(path: string): [number, number][] {
  const [scale = 1, shift = 0] = (LEVEL_TRANSFORM.match(/-?[\d.]+/g) ?? []).map(Number)
  return [...path.matchAll(/[ML](-?[\d.]+) (-?[\d.]+)/g)].map((m) => [
    (Number(m[1]) + shift) * scale,
    (Number(m[2]) + shift) * scale,
  ])
}

test('along a level line the loss is the same', () => {
  const bowl = preset('bowl')
  const view = viewOf(bowl)
  for (const path of contourPaths(bowl, view)) {
    const losses = pointsOf(path)
      .filter(([left, top]) => left > 1 && left < 99 && top > 1 && top < 99)
      .map(([left, top]) => {
        const x = view.x[0] + (left / 100) * (view.x[1] - view.x[0])
        const y = view.y[1] - (top / 100) * (view.y[1] - view.y[0])
        return 0.5 * x ** 2 + 5 * y ** 2
      })
    if (losses.length === 0) continue
    const mean = losses.reduce((a, b) => a + b) / losses.length
    for (const loss of losses) expect(Math.abs(loss - mean)).toBeLessThan(0.06 * mean + 0.05)
  }
})

test('both axes have one scale, and the window lies inside the picture', () => {
  for (const id of ['bowl', 'narrow-valley', 'rosenbrock', 'himmelblau'] as const) {
    const { window } = preset(id)
    const { x, y } = viewOf(preset(id))
    expect((x[1] - x[0]) / (y[1] - y[0])).toBeCloseTo(4 / 3, 12)
    for (const [inner, outer] of [
      [window[0]!, x],
      [window[1]!, y],
    ] as const) {
      expect(outer[0]).toBeLessThanOrEqual(inner[0])
      expect(outer[1]).toBeGreaterThanOrEqual(inner[1])
    }
  }
})

test('a click means the point that is drawn there', () => {
  const view = viewOf(preset('bowl'))
  const [left, top] = placeIn(view, -4, 2)
  expect(pointAt(view, left, top)).toEqual([-4, 2])
  expect(placeIn(view, view.x[0], view.y[1])).toEqual([0, 0])
})

test.each(['exp(exp(exp(x^2)))', 'x^1000', '1/x^1000', 'ln(x)', 'sqrt(x) - 1e308*x'])(
  'the graph of %s has numbers in it, and no heights that are none',
  (formula) => {
    const typed = objectiveFrom(formula)
    if (!typed.ok) throw new Error(typed.error.code)
    const { view, path } = curveOf(typed.objective, [-5, 5])
    const [low, high] = view.y
    expect(Number.isFinite(high - low) && high > low).toBe(true)
    expect(path).toMatch(/^M(-?[\d.]+ -?[\d.]+L?)+$/)
    // Where any point of the run may stand.
    for (const loss of [0, 1e308, -1e308])
      expect(placeIn(view, 1, loss).every((c) => !Number.isNaN(c))).toBe(true)
  },
)
