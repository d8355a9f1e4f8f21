import { expect, test } from 'vitest'
import type { Architecture } from './architecture.ts'
import { isKept } from './dropout.ts'
import { dropoutLayerOf, dropoutLayersOf, layerMask } from './dropout-layers.ts'

const CONV: Architecture = {
  kind: 'conv',
  side: 14,
  channels: 1,
  layers: [
    { filters: 3, kernel: 3 },
    { filters: 4, kernel: 3 },
  ],
  classes: 5,
  dropout: 0.25,
}
const LSTM: Architecture = {
  kind: 'lstm',
  vocabulary: 20,
  hasPadding: true,
  embedding: 6,
  units: 5,
  length: 7,
  outputs: 1,
  dropout: 0.2,
  recurrentDropout: 0.4,
}
const GPT: Architecture = {
  kind: 'gpt',
  layers: 2,
  width: 8,
  heads: 2,
  context: 16,
  vocabulary: 11,
  isTied: false,
  dropout: 0.1,
}

test.each<[Architecture, [string, number, number[]][]]>([
  [
    { kind: 'dense', inputs: 2, hidden: [8, 3], activation: 'tanh', outputs: 1, dropout: 0 },
    [
      ['layer0', 0, [8]],
      ['layer1', 0, [3]],
    ],
  ],
  // 14 → 12 → 6 → 4 → 2, so 2² · 4 values.
  [CONV, [['dense', 0.25, [16]]]],
  [
    LSTM,
    [
      ['embedding', 0.2, [7, 6]],
      ['recurrent', 0.4, [5]],
    ],
  ],
  [
    GPT,
    ['embedding', 'layer0.project', 'layer0.contract', 'layer1.project', 'layer1.contract'].map((name) => [
      name,
      0.1,
      [16, 8],
    ]),
  ],
])('the places where $kind drops values, in order', (net, expected) => {
  const places = dropoutLayersOf(net)
  expect(places.map(({ name, rate, shape }) => [name, rate, shape])).toEqual(expected)
  expect(places.map(({ layer }) => layer)).toEqual(expected.map((_, l) => l))
})

test('a mask numbers its elements row after row', () => {
  const place = dropoutLayerOf(LSTM, 'recurrent')
  const mask = layerMask(place, 3, 9, 4)
  expect(mask).toHaveLength(4 * 5)
  for (let row = 0; row < 4; row++) {
    for (let unit = 0; unit < 5; unit++) {
      const kept = isKept(3, 9, 1, row * 5 + unit, 0.4)
      expect(mask[row * 5 + unit]).toBe(kept ? Math.fround(1 / 0.6) : 0)
    }
  }
})

test('a name that is not there is refused', () => {
  expect(() => dropoutLayerOf(GPT, 'layer2.project')).toThrow('“layer2.project”')
})
