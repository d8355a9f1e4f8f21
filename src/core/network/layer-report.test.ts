import { expect, test } from 'vitest'
import { fiveNumbers, layerReports } from './layer-report.ts'

test('five numbers by hand', () => {
  expect(fiveNumbers([5, 1, 3])).toEqual([1, 2, 3, 4, 5])
  expect(fiveNumbers([0, 10])).toEqual([0, 2.5, 5, 7.5, 10])
  expect(fiveNumbers([7])).toEqual([7, 7, 7, 7, 7])
})

test('a small network by hand', () => {
  // h = x₁ (w = 1, 0; b = 0), prediction 2 h, squared error (2 x₁ − y)² over (1, 0) → 1 and (3, 0) → 6.
  const spec = { hidden: [1], activation: 'linear', loss: { kind: 'squared' } } as const
  const sample = { x: Float32Array.of(1, 0, 3, 0), y: Float32Array.of(1, 6) }
  const [hidden, output] = layerReports(spec, [1, 0, 0, 2, 0], sample, 0)
  expect(hidden?.values).toEqual([1, 1.5, 2, 2.5, 3])
  expect(output?.values).toBeNull()
  // Residuals 1 and 0: dL/dv = mean(2 · r · h) = 1; dL/dw₁ = mean(2 · r · 2 · x₁) = 2, dL/dw₂ = 0.
  expect(output?.gradients).toEqual([1, 1, 1, 1, 1])
  expect(output?.rms).toBe(1)
  expect(hidden?.gradients).toEqual([0, 0.5, 1, 1.5, 2])
  expect(hidden?.rms).toBeCloseTo(Math.sqrt(2), 14)
})

test('with small sigmoid weights the gradient shrinks from layer to layer', () => {
  const spec = { hidden: [2, 2, 2], activation: 'sigmoid' } as const
  const parameters = Float64Array.from({ length: 6 + 6 + 6 + 3 }, (_, k) => 0.3 * Math.sin(k + 1))
  const sample = { x: Float32Array.of(0.5, -1, 1, 0.2), y: Float32Array.of(0, 1) }
  const rms = layerReports(spec, parameters, sample, 0).map((layer) => layer.rms)
  for (let l = 1; l < rms.length; l++) expect(rms[l]).toBeGreaterThan(rms[l - 1] ?? NaN)
})
