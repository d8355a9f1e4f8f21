import { describe, expect, test } from 'vitest'
import { parametersOf, type Architecture } from './architecture.ts'
import { initialParameters } from './initial.ts'
import { initialValues } from './initial-values.ts'
import { placeOf } from './parameters.ts'

const values = (net: Architecture, name: string, seed = 5): Float32Array => {
  const { offset, size } = placeOf(parametersOf(net), name)
  return initialValues(net, seed).subarray(offset, offset + size)
}
const deviation = (of: Float32Array): number => Math.sqrt(of.reduce((sum, x) => sum + x * x, 0) / of.length)
const largest = (of: Float32Array): number => of.reduce((most, x) => Math.max(most, Math.abs(x)), 0)

/** Uniform within ±bound: the largest of n values lies within a few nth of it, and the deviation is bound/√3. */
function expectUniform(of: Float32Array, bound: number): void {
  expect(largest(of)).toBeLessThanOrEqual(bound)
  expect(largest(of)).toBeGreaterThan(bound * (1 - 20 / of.length))
  expect(Math.abs(deviation(of) / (bound / Math.sqrt(3)) - 1)).toBeLessThan(4 / Math.sqrt(of.length))
}

/** Normal: the standard error of a deviation is 1/√(2n) of it; a uniform one would end at √3 deviations. */
function expectNormal(of: Float32Array, sigma: number): void {
  expect(Math.abs(deviation(of) / sigma - 1)).toBeLessThan(5 / Math.sqrt(2 * of.length))
  expect(largest(of)).toBeGreaterThan(2 * sigma)
}

const GPT: Architecture = {
  kind: 'gpt',
  layers: 3,
  width: 32,
  heads: 2,
  context: 16,
  vocabulary: 60,
  isTied: false,
  dropout: 0,
}
const LSTM: Architecture = {
  kind: 'lstm',
  vocabulary: 100,
  hasPadding: true,
  embedding: 24,
  units: 16,
  length: 10,
  outputs: 3,
  dropout: 0,
  recurrentDropout: 0,
}
const CONV: Architecture = {
  kind: 'conv',
  side: 12,
  channels: 3,
  layers: [{ filters: 8, kernel: 5 }],
  classes: 10,
  dropout: 0,
}

test.each(['tanh', 'relu'] as const)('a dense net with %s starts as the playground’s does', (activation) => {
  const net = { kind: 'dense', inputs: 2, hidden: [8, 5], activation, outputs: 1, dropout: 0 } as const
  expect(initialValues(net, 7)).toEqual(initialParameters({ hidden: [8, 5], activation }, 7))
})

test('a convolution’s units read 5·5·3 values', () => {
  expectUniform(values(CONV, 'conv0.weight'), Math.sqrt(6 / 75))
  // 12 → 8 → 4: 4²·8 values.
  expectUniform(values(CONV, 'dense.weight'), Math.sqrt(6 / 128))
})

test('an LSTM', () => {
  expectUniform(values(LSTM, 'embedding'), 0.05)
  expectUniform(values(LSTM, 'input'), Math.sqrt(6 / (24 + 64)))
  expectUniform(values(LSTM, 'recurrent'), Math.sqrt(6 / (16 + 64)))
  expectUniform(values(LSTM, 'dense.weight'), Math.sqrt(6 / 19))
  const gates = [0, 1, 2, 3].map((gate) => [...values(LSTM, 'bias').subarray(16 * gate, 16 * (gate + 1))])
  expect(gates).toEqual([0, 1, 0, 0].map((bias) => Array<number>(16).fill(bias)))
})

describe('a GPT', () => {
  test.each(['tokens', 'positions', 'head', 'layer2.qkv.weight', 'layer0.expand.weight'])('%s', (name) =>
    expectNormal(values(GPT, name), 0.02),
  )

  test.each(['layer0.project.weight', 'layer2.contract.weight'])('%s adds to the stream', (name) =>
    expectNormal(values(GPT, name), 0.02 / Math.sqrt(6)),
  )
})

test.each<[string, Architecture]>([
  ['conv', CONV],
  ['lstm', LSTM],
  ['gpt', GPT],
])('%s: gains are 1, biases 0 (but forget gates’), and the seed decides', (_, net) => {
  for (const { name, isWeight } of parametersOf(net)) {
    if (isWeight) expect(values(net, name, 5)).not.toEqual(values(net, name, 6))
    else if (name !== 'bias')
      expect(new Set(values(net, name))).toEqual(new Set([name.endsWith('gain') ? 1 : 0]))
  }
  expect(initialValues(net, 5)).toEqual(initialValues(net, 5))
})
