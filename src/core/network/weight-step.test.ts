import fc from 'fast-check'
import { expect, test } from 'vitest'
import { makeDataset } from '../dataset/index.ts'
import { defaultHyperparameters } from '../optimizer/step.ts'
import { adam } from '../optimizer/adam.ts'
import { gradientDescent } from '../optimizer/gradient-descent.ts'
import { momentum } from '../optimizer/momentum.ts'
import { lossAndGradient } from './dense.ts'
import { initialParameters } from './initial.ts'
import { startState, trainStep } from './train.ts'
import { batchOf, weightStep } from './weight-step.ts'

const model = { hidden: [3, 2], activation: 'tanh' } as const
const data = makeDataset({ kind: 'circles', noise: 0.1, seed: 3, trainShare: 0.5, count: 40 })

test.each([gradientDescent, momentum, adam])(
  '$id: a weight alone goes where the whole network goes',
  (rule) => {
    const how = {
      model,
      rule,
      hyperparameters: defaultHyperparameters(rule),
      batchSize: 7,
      l2: 0.01,
      seed: 5,
    }
    let state = startState(rule, initialParameters(model, how.seed))
    for (let step = 0; step < 9; step++) {
      const next = trainStep(model, state, batchOf(data, how, step), rule, how.hyperparameters, how.l2)
      for (let index = 0; index < state.parameters.length; index++) {
        const one = weightStep(how, state, data, index)
        expect(one.t).toBe(step + 1)
        expect(one.values['theta']?.[0]).toBe(next.parameters[index])
        for (const { name } of rule.state) {
          expect(one.state[name]?.[0]).toBe(state.slots[name]?.[index])
          expect(one.values[name]?.[0]).toBe(next.slots[name]?.[index])
        }
      }
      state = next
    }
  },
)

test('the gradient is the slope of the loss of that very batch', () => {
  const how = {
    model,
    rule: adam,
    hyperparameters: defaultHyperparameters(adam),
    batchSize: 5,
    l2: 0.1,
    seed: 1,
  }
  const parameters = Float64Array.from(initialParameters(model, 2))
  fc.assert(
    fc.property(fc.nat({ max: parameters.length - 1 }), fc.nat({ max: 50 }), (index, step) => {
      const { x, y } = batchOf(data, how, step)
      const lossAt = (by: number) => {
        const moved = parameters.slice()
        moved[index] = (moved[index] ?? 0) + by
        return lossAndGradient(model, moved, x, y, how.l2).loss
      }
      const h = 1e-5
      const zeros = new Float64Array(parameters.length)
      const one = weightStep(how, { step, parameters, slots: { m: zeros, v: zeros } }, data, index)
      expect(one.gradient[0]).toBeCloseTo((lossAt(h) - lossAt(-h)) / (2 * h), 7)
    }),
  )
})

test('no such parameter', () => {
  const how = {
    model,
    rule: adam,
    hyperparameters: defaultHyperparameters(adam),
    batchSize: 5,
    l2: 0,
    seed: 1,
  }
  const at = { step: 0, parameters: [1], slots: {} }
  expect(() => weightStep(how, at, data, 1)).toThrow('There is no parameter 1')
})
