import { expect, test } from 'vitest'
import { categoricalCrossEntropyFromLogits } from './categorical-cross-entropy-from-logits.ts'
import { type PointwiseLossId, pointwiseLossOf } from './index.ts'
import { pointwiseLoss } from './pointwise.ts'
import reference from './reference/pytorch.json'

interface Case {
  loss: string
  inputs: {
    y?: number[]
    yhat?: number[]
    p?: number[]
    z?: number[] | number[][]
    classes?: number[]
    delta?: number
    labelSmoothing?: number
  }
  value: number
  gradient: number[] | number[][]
}

const POINTWISE: Readonly<Record<string, PointwiseLossId>> = {
  mse: 'mean-squared-error',
  mae: 'mean-absolute-error',
  huber: 'huber',
  'binary-cross-entropy': 'binary-cross-entropy',
  'binary-cross-entropy-from-logits': 'binary-cross-entropy-from-logits',
}

function ours({ loss, inputs }: Case): { value: number; gradient: readonly number[] } {
  const { y, yhat, p, z, classes, delta, labelSmoothing = 0 } = inputs
  if (classes) {
    const options = { reduction: 'mean', labelSmoothing } as const
    const result = categoricalCrossEntropyFromLogits(z as number[][], classes, options)
    return { value: result.value, gradient: result.gradient.flat() }
  }
  return pointwiseLoss(pointwiseLossOf(POINTWISE[loss]!), {
    predictions: yhat ?? p ?? (z as number[]),
    targets: y!,
    reduction: 'mean',
    parameters: delta === undefined ? {} : { delta },
  })
}

const close = (a: number, b: number) => Math.abs(a - b) <= 1e-12 * Math.max(1, Math.abs(b))

const cases = reference.cases as Case[]
test.each(cases.map((c, i) => [`${i}: ${c.loss}`, c] as const))('PyTorch case %s', (_, c) => {
  const { value, gradient } = ours(c)
  expect(close(value, c.value), `value ${value} and ${c.value}`).toBe(true)
  const expected = c.gradient.flat()
  expect(gradient.length).toBe(expected.length)
  expected.forEach((b, i) =>
    expect(close(gradient[i]!, b), `gradient ${i}: ${gradient[i]} and ${b}`).toBe(true),
  )
})

test('every case of the reference is there', () => {
  expect(cases.map((c) => c.loss).sort()).toEqual([
    'binary-cross-entropy',
    'binary-cross-entropy-from-logits',
    'binary-cross-entropy-from-logits',
    'cross-entropy-from-logits',
    'cross-entropy-from-logits',
    'cross-entropy-from-logits',
    'huber',
    'mae',
    'mse',
    'mse',
  ])
})
