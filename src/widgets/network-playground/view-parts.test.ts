import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parameterCount, unitCount } from '../../core/network/spec.ts'
import { fieldValue, formatsIn } from './format.ts'
import { fewer } from './pins.ts'
import { parametersOf, pictureIndex } from './parameters.ts'
import { scaleOf } from './picture.ts'

const hidden = fc.array(fc.integer({ min: 1, max: 8 }), { maxLength: 4 })

describe('parameters', () => {
  test('of a 2-2-1 network are where the layout puts them', () => {
    // W₁ row by row (inputs), b₁, W₂, b₂: 0 1 / 2 3, 4 5, 6 / 7, 8.
    const named = parametersOf({ hidden: [2] }).map((p) =>
      p.kind === 'weight'
        ? [p.index, `${p.from.layer}.${p.from.unit}→${p.to.layer}.${p.to.unit}`]
        : [p.index, `b ${p.to.layer}.${p.to.unit}`],
    )
    expect(named).toEqual([
      [0, '0.0→1.0'],
      [2, '0.1→1.0'],
      [4, 'b 1.0'],
      [1, '0.0→1.1'],
      [3, '0.1→1.1'],
      [5, 'b 1.1'],
      [6, '1.0→2.0'],
      [7, '1.1→2.0'],
      [8, 'b 2.0'],
    ])
  })

  test('name every number of the network once', () => {
    fc.assert(
      fc.property(hidden, (h) => {
        const indices = parametersOf({ hidden: h }).map((p) => p.index)
        expect(indices.sort((a, b) => a - b)).toEqual(
          Array.from({ length: parameterCount({ hidden: h }) }, (_, k) => k),
        )
      }),
    )
  })

  test('every unit has its own picture, the output the last', () => {
    fc.assert(
      fc.property(hidden, (h) => {
        const places = [...h, 1].flatMap((units, l) =>
          Array.from({ length: units }, (_, unit) => ({ layer: l + 1, unit })),
        )
        expect(places.map((p) => pictureIndex({ hidden: h }, p))).toEqual(
          Array.from({ length: unitCount({ hidden: h }) }, (_, k) => k),
        )
      }),
    )
  })
})

test('a table has at most so many rows, the first and the last among them', () => {
  const points = Array.from({ length: 399 }, (_, step) => ({ step, train: 1, validation: 1 }))
  const rows = fewer(points, 40)
  expect(rows.length).toBe(40)
  expect([rows[0]?.step, rows[39]?.step]).toEqual([0, 398])
  expect(fewer(points.slice(0, 7), 40)).toHaveLength(7)
})

test('scales: bounded activations have theirs, others reach as far as they must', () => {
  const field = Float32Array.of(-3, 2)
  expect(scaleOf('tanh', field)).toEqual([-1, 1])
  expect(scaleOf('sigmoid', field)).toEqual([0, 1])
  expect(scaleOf('relu', field)).toEqual([-3, 3])
  expect(scaleOf('linear', Float32Array.of(0.2, 0))).toEqual([-1, 1])
  expect(scaleOf({ value: 2 }, field)).toEqual([-2, 2])
})

test('numbers are written in the way of the language', () => {
  const [en, zh] = [formatsIn('en'), formatsIn('zh')]
  expect(en.whole(1240)).toBe('1,240')
  expect(en.percent(0.974)).toBe('97%')
  expect(zh.percent(0.974)).toBe('97%')
  expect([en.loss(0.0834), en.loss(0.5), en.loss(0.00098), en.loss(0)]).toEqual([
    '0.083',
    '0.500',
    '0.00098',
    '0.000',
  ])
  expect(en.weight(-0.62191)).toBe('−0.622')
  expect(fieldValue(Math.fround(0.35))).toBe(0.35)
})
