import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { batchLoss, batchLossSlopes } from './batch-loss.ts'
import { categoricalCrossEntropyFromLogits } from './categorical-cross-entropy-from-logits.ts'
import { pointwiseLossOf, type PointwiseLossId } from './index.ts'
import type { LossSpec } from './loss-spec.ts'
import { pointwiseLoss } from './pointwise.ts'

const number = fc.double({ min: -30, max: 30, noNaN: true })
const close = (a: number, b: number) => expect(Math.abs(a - b)).toBeLessThan(1e-12 * Math.max(1, Math.abs(b)))

describe('against the losses written as formulas', () => {
  const CASES: [LossSpec, PointwiseLossId, Record<string, number>][] = [
    [{ kind: 'squared' }, 'mean-squared-error', {}],
    [{ kind: 'huber', delta: 0.7 }, 'huber', { delta: 0.7 }],
    [{ kind: 'binary', smoothing: 0 }, 'binary-cross-entropy-from-logits', {}],
  ]
  it.each(CASES)('%j is %s', (loss, id, parameters) => {
    const isBinary = loss.kind === 'binary'
    const row = fc.tuple(number, isBinary ? fc.constantFrom(0, 1) : number)
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 6 }), (rows) => {
        const [outputs, y] = [rows.map(([a]) => a), rows.map(([, b]) => b)]
        const input = { predictions: outputs, targets: y, reduction: 'mean', parameters } as const
        const { value, gradient } = pointwiseLoss(pointwiseLossOf(id), input)
        close(batchLoss(loss, { outputs, width: 1, y }), value)
        batchLossSlopes(loss, { outputs, width: 1, y }).forEach((g, i) => close(g, gradient[i]!))
      }),
    )
  })

  it.each([0, 0.1])('categorical cross-entropy with label smoothing %d', (smoothing) => {
    const row = fc.tuple(number, number, number, fc.nat(2))
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 6 }), (rows) => {
        const logits = rows.map(([a, b, c]) => [a, b, c])
        const y = rows.map(([, , , k]) => k)
        const options = { reduction: 'mean', labelSmoothing: smoothing } as const
        const { value, gradient } = categoricalCrossEntropyFromLogits(logits, y, options)
        const loss: LossSpec = { kind: 'categorical', smoothing }
        const batch = { outputs: logits.flat(), width: 3, y }
        close(batchLoss(loss, batch), value)
        batchLossSlopes(loss, batch).forEach((g, i) => close(g, gradient.flat()[i]!))
      }),
    )
  })
})

it('smoothed binary targets are (1 − s)·y + s/2', () => {
  // z = 0: the loss is ln 2 whatever the target; the slope is ½ − 0.9.
  const batch = { outputs: [0], width: 1, y: [1] }
  const loss: LossSpec = { kind: 'binary', smoothing: 0.2 }
  close(batchLoss(loss, batch), Math.LN2)
  close(batchLossSlopes(loss, batch)[0]!, -0.4)
})

it('a NaN among the outputs makes the loss NaN, huge logits do not', () => {
  const of = (outputs: number[]) =>
    batchLoss({ kind: 'categorical', smoothing: 0 }, { outputs, width: 3, y: [0] })
  expect(of([0, NaN, 1])).toBeNaN()
  expect(of([1e6, -1e6, 0])).toBe(0)
  expect(of([-1e6, 1e6, 0])).toBe(2e6)
})
