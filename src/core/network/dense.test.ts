import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { trainingOptimizer } from '../optimizer/index.ts'
import { forward, lossAndGradient } from './dense.ts'
import { fields, fieldOf, gridPoints } from './fields.ts'
import { initialBound, initialParameters } from './initial.ts'
import reference from './reference/dense-2-8-8-1.json' with { type: 'json' }
import type { LossSpec } from '../loss/loss-spec.ts'
import { GOLDEN_CASES } from './reference/golden.ts'
import golden from './reference/pytorch-networks.json' with { type: 'json' }
import { ACTIVATIONS, layout, parameterCount, weightMask, type DenseSpec } from './spec.ts'
import { startState, trainStep } from './train.ts'

const DEEP: DenseSpec = { hidden: [8, 8], activation: 'tanh' }

const anySpec = fc.record({
  hidden: fc.array(fc.integer({ min: 1, max: 8 }), { maxLength: 4 }),
  activation: fc.constantFrom(...ACTIVATIONS),
})

describe('layout', () => {
  it('is weights, then biases, layer after layer', () => {
    expect(layout({ hidden: [3] })).toEqual([
      { weights: { offset: 0, rows: 2, columns: 3 }, biases: { offset: 6, count: 3 } },
      { weights: { offset: 9, rows: 3, columns: 1 }, biases: { offset: 12, count: 1 } },
    ])
    expect(parameterCount({ hidden: [3] })).toBe(13)
    expect(weightMask({ hidden: [1] })).toEqual(Float32Array.of(1, 1, 0, 1, 0))
    // 2·3 + 3 and 3·4 + 4.
    expect(parameterCount({ hidden: [3], outputs: 4 })).toBe(25)
  })
})

describe('initialParameters', () => {
  it('stay within their bound, fill it, and leave biases at 0', () => {
    fc.assert(
      fc.property(anySpec, fc.nat(), (spec, seed) => {
        const parameters = initialParameters(spec, seed)
        for (const { weights, biases } of layout(spec)) {
          const bound = initialBound(spec.activation, weights.rows, weights.columns)
          const own = parameters.subarray(weights.offset, biases.offset)
          expect(own.every((w) => Math.abs(w) <= bound)).toBe(true)
          expect(parameters.subarray(biases.offset, biases.offset + biases.count).every((b) => b === 0)).toBe(
            true,
          )
        }
      }),
    )
    const many = Array.from({ length: 200 }, (_, seed) => Math.abs(initialParameters(DEEP, seed)[0]!))
    expect(Math.max(...many)).toBeGreaterThan(0.95 * Math.sqrt(6 / 10))
    expect(initialBound('relu', 2, 4)).toBeCloseTo(Math.sqrt(3), 15)
  })
})

describe('forward', () => {
  it('is what a hand computes', () => {
    // 2-1-1: h = tanh(0.5·1 + 2·(−1) + 0.25), z = 3h − 0.5
    const h = Math.tanh(0.5 - 2 + 0.25)
    const { logits } = forward({ hidden: [1], activation: 'tanh' }, [0.5, 2, 0.25, 3, -0.5], [1, -1])
    expect(logits[0]).toBeCloseTo(3 * h - 0.5, 14)
  })

  it('refuses parameters of another network, and says so', () => {
    expect(() => forward(DEEP, [1, 2, 3], [0, 0])).toThrow(
      'The network has 105 parameters, but 3 were given.',
    )
  })
})

describe('the gradient', () => {
  const LOSSES: [LossSpec, number][] = [
    [{ kind: 'binary', smoothing: 0 }, 1],
    [{ kind: 'binary', smoothing: 0.2 }, 1],
    [{ kind: 'categorical', smoothing: 0 }, 3],
    [{ kind: 'categorical', smoothing: 0.1 }, 5],
    [{ kind: 'squared' }, 1],
    [{ kind: 'squared' }, 2],
    [{ kind: 'huber', delta: 0.3 }, 1],
  ]

  it.each(LOSSES)('agrees with central differences for every activation and penalty: %j', (loss, outputs) => {
    const input = fc.double({ min: -1, max: 1, noNaN: true })
    fc.assert(
      fc.property(
        anySpec,
        fc.nat(),
        fc.array(input, { minLength: 8, maxLength: 8 }),
        fc.array(input, { minLength: 8, maxLength: 8 }),
        fc.constantFrom(0, 0.1),
        (shape, seed, x, targets, l2) => {
          const spec = { ...shape, outputs, loss }
          const isValue = loss.kind === 'squared' || loss.kind === 'huber'
          const y = isValue ? targets.slice(0, 4 * outputs) : outputs === 1 ? [0, 1, 1, 0] : [0, 2, 1, 2]
          const parameters = Float64Array.from(
            initialParameters(spec, seed),
            (w, k) => w + 0.01 * Math.sin(k + 1),
          )
          const lossAt = (k: number, shift: number) => {
            const moved = Float64Array.from(parameters)
            moved[k]! += shift
            return lossAndGradient(spec, moved, x, y, l2).loss
          }
          const { gradient } = lossAndGradient(spec, parameters, x, y, l2)
          const h = 1e-6
          gradient.forEach((g, k) => {
            const [above, at, below] = [lossAt(k, h), lossAt(k, 0), lossAt(k, -h)]
            // Where relu has its kink between the two points, left and right slopes differ and there is nothing to compare.
            if (Math.abs(above - 2 * at + below) / h > 1e-4) return
            expect(Math.abs(g - (above - below) / (2 * h))).toBeLessThan(1e-7)
          })
        },
      ),
      { numRuns: 20 },
    )
  })
})

describe('against PyTorch, 2-6-3 with relu and three classes', () => {
  it('gradient, 20 losses, final parameters', () => {
    const c = GOLDEN_CASES[2]!
    const batch = { x: golden.cases[2]!.x.flat() as number[], y: c.batch.y.values }
    const loss = { kind: 'categorical', smoothing: 0 } as const
    const spec: DenseSpec = { hidden: [6], activation: 'relu', outputs: 3, loss }
    expect(c.net).toMatchObject({ hidden: [6], activation: 'relu', outputs: 3 })
    const { gradient } = lossAndGradient(spec, c.initial, batch.x, batch.y, 0)
    gradient.forEach((g, k) => expect(g).toBeCloseTo(c.gradient[k]!, 14))
    let state = startState(trainingOptimizer('momentum'), c.initial)
    for (const value of c.losses) {
      expect(lossAndGradient(spec, state.parameters, batch.x, batch.y, 0).loss).toBeCloseTo(value, 12)
      state = trainStep(spec, state, batch, trainingOptimizer('momentum'), c.hyperparameters, 0)
    }
    state.parameters.forEach((p, k) => expect(p).toBeCloseTo(c.final[k]!, 11))
  })
})

describe('against PyTorch, 2-8-8-1', () => {
  it.each(reference.cases)('$optimizer.name: gradient, 20 losses, final parameters', (c) => {
    const rule = trainingOptimizer(c.optimizer.name === 'adam' ? 'adam' : 'gradient-descent')
    const hyperparameters = { alpha: c.optimizer.lr, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 }
    const { gradient } = lossAndGradient(DEEP, c.initial, c.x, c.y, 0)
    gradient.forEach((g, k) => expect(g).toBeCloseTo(c.gradient[k]!, 14))
    let state = startState(rule, c.initial)
    for (const loss of c.losses) {
      expect(lossAndGradient(DEEP, state.parameters, c.x, c.y, 0).loss).toBeCloseTo(loss, 12)
      state = trainStep(DEEP, state, c, rule, hyperparameters, 0)
    }
    state.parameters.forEach((p, k) => expect(p).toBeCloseTo(c.final[k]!, 11))
  })
})

describe('fields', () => {
  it('show the plane from the top left, by the middles of cells', () => {
    expect([...gridPoints(2, 1)]).toEqual([-0.5, 0.5, 0.5, 0.5, -0.5, -0.5, 0.5, -0.5])
    // One linear unit h = x₁ + 2 x₂, output logit h.
    const spec: DenseSpec = { hidden: [1], activation: 'linear' }
    const [unit, output] = fields(spec, [1, 2, 0, 1, 0], 2, 1)
    expect([...unit!]).toEqual([0.5, 1.5, -1.5, -0.5])
    expect(output![0]).toBeCloseTo(1 / (1 + Math.exp(-0.5)), 7)
  })

  it('of several classes are probabilities that add up to 1, of a value the value', () => {
    // No hidden layer; logits x₁, 2x₁, 0 at the left cell x₁ = −½: e^−½ : e^−1 : 1.
    const loss = { kind: 'categorical', smoothing: 0 } as const
    const spec: DenseSpec = { hidden: [], activation: 'tanh', outputs: 3, loss }
    const shown = fields(spec, [1, 2, 0, 0, 0, 0, 0, 0, 0], 2, 1)
    expect(shown).toHaveLength(3)
    const sum = Math.exp(-0.5) + Math.exp(-1) + 1
    expect(shown.map((f) => f[0])).toEqual(
      [Math.exp(-0.5) / sum, Math.exp(-1) / sum, 1 / sum].map(Math.fround),
    )
    const [value] = fields({ ...spec, outputs: 1, loss: { kind: 'squared' } }, [3, 0, 0.25], 2, 1)
    expect([...value!]).toEqual([-1.25, 1.75, -1.25, 1.75])
  })

  it('are found by unit', () => {
    const all = Float32Array.from({ length: 18 * 4 }, (_, i) => Math.floor(i / 4))
    expect([...fieldOf(all, { hidden: [8, 8], activation: 'tanh' }, 2, 16)]).toEqual([16, 16, 16, 16])
    expect(() => fieldOf(all, DEEP, 2, 17)).toThrow('There is no unit 17; the last is 16.')
  })
})
