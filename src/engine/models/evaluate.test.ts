import { expect, it } from 'vitest'
import { makeDataset } from '../../core/dataset/index.ts'
import { fields, forward, gridPoints } from '../../core/network/index.ts'
import { initialParameters } from '../../core/network/initial.ts'
import { networkLoss, networkScore } from '../../core/network/score.ts'
import { runSpec } from '../worker/session-harness.ts'
import { createEvaluator } from './evaluate.ts'

const specs = [
  runSpec({ model: { kind: 'dense', hidden: [4, 3], activation: 'tanh' } }),
  runSpec({
    model: {
      kind: 'dense',
      hidden: [5],
      activation: 'relu',
      outputs: 3,
      loss: { kind: 'categorical', smoothing: 0 },
    },
    data: { kind: 'arms', noise: 0.1, seed: 1, trainShare: 0.5, count: 90, classes: 3 },
  }),
]

it.each(specs)('an evaluation says of a state what core says, $data.kind', (spec) => {
  const data = makeDataset(spec.data)
  const grid = 6
  const evaluate = createEvaluator(spec, data, gridPoints(grid, 1.2))
  // The second state must not show anything of the first.
  for (const seed of [1, 2]) {
    const parameters = initialParameters(spec.model, seed)
    const e = evaluate({ parameters, slots: {} })
    expect(e.parameters).toEqual(parameters)
    expect(e.parameters).not.toBe(parameters)
    for (const [part, loss, score] of [
      ['train', e.trainLoss, e.trainScore],
      ['validation', e.validationLoss, e.validationScore],
    ] as const) {
      const { x, y } = data[part]
      const { logits: outputs } = forward(spec.model, parameters, x)
      expect(loss).toBeCloseTo(networkLoss(spec.model, outputs, y), 6)
      expect(score).toBe(networkScore(spec.model, outputs, y))
    }
    const expected = fields(spec.model, parameters, grid, 1.2).flatMap((field) => [...field])
    expect(e.fields.length).toBe(expected.length)
    e.fields.forEach((v, i) => expect(v).toBeCloseTo(expected[i]!, 5))
  }
})
