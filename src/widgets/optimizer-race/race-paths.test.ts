import { expect, test } from 'vitest'
import { preset } from '../../core/objective/presets.ts'
import { placeIn, viewOf } from '../../ui/plot/surface.ts'
import { heightsOf } from './LossChart.tsx'
import { raceOf, init } from './model.ts'
import { groupsOf, pathTo, placesOf } from './race-paths.ts'
import { params } from './params.ts'
import { readProps } from '../../widget-kit/read-params.ts'

const view = viewOf(preset('bowl'))

test('a path keeps every swing and leaves out what cannot be seen', () => {
  const swings = Array.from({ length: 50 }, (_, t) => [t % 2 === 0 ? -1 : 1, 0])
  expect(placesOf(swings, view)).toHaveLength(50)
  const still = Array.from({ length: 50 }, (_, t) => [1 + t * 1e-6, 0])
  expect(placesOf(still, view)).toHaveLength(1)
})

test('a path ends where the runner stands, and what is far away stays a number', () => {
  const theta = [
    [-4, 2],
    [0, 0],
    [1e30, -1e300],
  ]
  const places = placesOf(theta, view)
  expect(pathTo(places, 1, placeIn(view, 0, 0))).toBe('M10.00 23.33L50.00 50.00')
  expect(pathTo(places, 2, placeIn(view, 1e30, -1e300))).toBe('M10.00 23.33L50.00 50.00L10000.00 10000.00')
})

test('markers close together share a label', () => {
  expect(
    groupsOf(
      [
        [10, 10],
        [50, 50],
        [11, 12],
        [52, 50],
      ],
      5,
    ),
  ).toEqual([
    [0, 2],
    [1, 3],
  ])
})

test('the loss axis is logarithmic over decades, keeps the tolerance inside, and does not follow a runner that leaves', () => {
  const race = (given: Record<string, unknown>) => raceOf(init(readProps(params, given).values))
  // From 58 (½·16 + 50) to below 10⁻⁵; one runner grows beyond 10¹⁰⁰.
  const axis = heightsOf(race({ runners: 'momentum,gradient-descent@0.1' }), 0, 1e-3)
  expect(axis).toMatchObject({ scale: 'log', from: 1e-5, to: 1e4 })
  expect(heightsOf(race({ objective: 'saddle', limit: 100 }), 0, 1e-3).scale).toBe('linear')
})
