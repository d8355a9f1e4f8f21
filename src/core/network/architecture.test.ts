import fc from 'fast-check'
import { expect, test } from 'vitest'
import { convSides, parametersOf, type Architecture } from './architecture.ts'
import { parameterTotal, placeOf, weightMaskOf } from './parameters.ts'

const GPT: Architecture = {
  kind: 'gpt',
  layers: 4,
  width: 64,
  heads: 4,
  context: 64,
  vocabulary: 65,
  isTied: false,
  dropout: 0,
}

test.each<[string, number, Architecture]>([
  // (2 + 1)·8 + (8 + 1)·8 + (8 + 1)·1
  [
    'dense 2-8-8-1',
    105,
    { kind: 'dense', inputs: 2, hidden: [8, 8], activation: 'tanh', outputs: 1, dropout: 0 },
  ],
  // 5²·8 + 8, 3²·8·16 + 16, 28 → 24 → 12 → 10 → 5 and so 5²·16·10 + 10
  [
    'the course’s convolutional net',
    5386,
    {
      kind: 'conv',
      side: 28,
      channels: 1,
      layers: [
        { filters: 8, kernel: 5 },
        { filters: 16, kernel: 3 },
      ],
      classes: 10,
      dropout: 0,
    },
  ],
  // 10000·128 + 128·256 + 64·256 + 256 + 64 + 1
  [
    'the largest LSTM',
    1_329_473,
    {
      kind: 'lstm',
      vocabulary: 10_000,
      hasPadding: true,
      embedding: 128,
      units: 64,
      length: 100,
      outputs: 1,
      dropout: 0,
      recurrentDropout: 0,
    },
  ],
  // 65·64 + 64·64 + 4·(12·64² + 13·64) + 2·64 + 64·65
  ['a small GPT', 212_480, GPT],
  ['the same with tied weights', 212_480 - 64 * 65, { ...GPT, isTied: true }],
])('%s has %i parameters', (_, count, net) => {
  const layout = parametersOf(net)
  expect(parameterTotal(layout)).toBe(count)
  expect(new Set(layout.map((p) => p.name)).size).toBe(layout.length)
})

test('weights and nothing else are marked', () => {
  const layout = parametersOf(GPT)
  const mask = weightMaskOf(layout)
  for (const name of ['layer3.qkv.bias', 'norm.gain', 'layer0.norm2.bias']) {
    const { offset, size } = placeOf(layout, name)
    expect(mask.subarray(offset, offset + size).every((m) => m === 0)).toBe(true)
  }
  expect(mask.reduce((sum, m) => sum + m, 0)).toBe(65 * 64 + 64 * 64 + 4 * 12 * 64 ** 2 + 64 * 65)
  expect(() => placeOf(layout, 'layer4.qkv.bias')).toThrow('“layer4.qkv.bias”')
})

test('sides of pictures follow the convolutions', () =>
  fc.assert(
    fc.property(fc.integer({ min: 12, max: 40 }), fc.integer({ min: 1, max: 5 }), (side, kernel) => {
      const [convolved, pooled] = convSides({ side, layers: [{ filters: 1, kernel }] })
      // As many places as a window of that width has.
      let places = 0
      for (let at = 0; at + kernel <= side; at++) places++
      expect(convolved).toBe(places)
      expect(pooled).toBe((places - (places % 2)) / 2)
    }),
  ))
