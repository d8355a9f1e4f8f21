import {
  memory,
  tensor,
  tensor1d,
  tensor2d,
  tidy,
  valueAndGrad,
  type Tensor,
  type Tensor2D,
} from '@tensorflow/tfjs-core'
import { expect, test } from 'vitest'
import { crossEntropyFromLogit, crossEntropySlope } from '../../core/loss/binary-cross-entropy.ts'
import reference from '../../core/loss/reference/pytorch.json' with { type: 'json' }
import type { LossSpec } from '../models/loss-spec.ts'
import { openTestDevice } from '../worker/session-harness.ts'
import './gradients.ts'
import './kernels-cpu.ts'
import { meanLoss } from './losses.ts'

const device = await openTestDevice()
device.activate()

/** The loss of outputs [rows, width], and its slopes. */
function lossOf(spec: LossSpec, outputs: number[][], y: number[]): { loss: number; slopes: number[] } {
  const before = memory().numTensors
  const result = tidy(() => {
    const target = spec.kind === 'categorical' ? tensor1d(y, 'int32') : tensor(y)
    const f = (z: Tensor): Tensor => meanLoss(spec, z as Tensor2D, target)
    const { value, grad } = valueAndGrad(f)(tensor2d(outputs))
    return { loss: value.dataSync()[0]!, slopes: [...grad.dataSync()] }
  })
  expect(memory().numTensors).toBe(before)
  return result
}

interface Case {
  loss: string
  inputs: { y?: number[]; yhat?: number[]; z?: number[] | number[][]; classes?: number[] } & {
    delta?: number
    labelSmoothing?: number
  }
  value: number
  gradient: number[] | number[][]
}

const SPECS: Record<string, (inputs: Case['inputs']) => LossSpec> = {
  mse: () => ({ kind: 'squared' }),
  huber: ({ delta = NaN }) => ({ kind: 'huber', delta }),
  'binary-cross-entropy-from-logits': () => ({ kind: 'binary', smoothing: 0 }),
  'cross-entropy-from-logits': ({ labelSmoothing = 0 }) => ({
    kind: 'categorical',
    smoothing: labelSmoothing,
  }),
}
const cases = (reference.cases as Case[]).filter((c) => c.loss in SPECS)

test('PyTorch’s figures are all there', () => expect(cases).toHaveLength(8))

test.each(cases.map((c, i) => [`${i}: ${c.loss}`, c] as const))(
  'PyTorch’s %s',
  (_, { loss, inputs, ...c }) => {
    const { y, yhat, z, classes } = inputs
    const rows: number[][] = (yhat ?? z ?? []).map((row) => (typeof row === 'number' ? [row] : row))
    const ours = lossOf(SPECS[loss]!(inputs), rows, classes ?? y ?? [])
    expect(Math.abs(ours.loss - c.value)).toBeLessThanOrEqual(3e-7 * c.value)
    c.gradient.flat().forEach((g, k) => expect(Math.abs(ours.slopes[k]! - g)).toBeLessThanOrEqual(6e-8))
  },
)

test('smoothing of two classes moves half of its share to either', () => {
  const z = [-3, 0.5, 40, -90]
  const y = [0, 1, 1, 1]
  const { loss, slopes } = lossOf(
    { kind: 'binary', smoothing: 0.2 },
    z.map((v) => [v]),
    y,
  )
  const q = y.map((v) => 0.8 * v + 0.1)
  const expected = z.reduce((sum, v, i) => sum + crossEntropyFromLogit(v, q[i]!), 0) / 4
  expect(loss / expected).toBeCloseTo(1, 6)
  z.forEach((v, i) => expect(slopes[i]).toBeCloseTo(crossEntropySlope(v, q[i]!) / 4, 7))
})

test('what is nearly certain keeps its digits: ln(1 + e⁻²⁰) = 2.06e-9', () => {
  expect(lossOf({ kind: 'binary', smoothing: 0 }, [[20]], [1]).loss / Math.log1p(Math.exp(-20))).toBeCloseTo(
    1,
    5,
  )
})

test('several outputs a row count alike', () => {
  const { loss, slopes } = lossOf(
    { kind: 'squared' },
    [
      [1, 2],
      [3, 5],
    ],
    [1, 0, 0, 4],
  )
  expect(loss).toBe((4 + 9 + 1) / 4)
  expect(slopes).toEqual([0, 1, 1.5, 0.5])
})
