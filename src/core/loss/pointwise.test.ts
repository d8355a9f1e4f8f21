import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { evaluate } from '../formula/evaluate.ts'
import { print } from '../formula/print.ts'
import { NEGATIVE_PART, POSITIVE_PART } from './binary-cross-entropy-from-probability.ts'
import { POINTWISE_LOSS_IDS, POINTWISE_LOSSES, pointwiseLossOf } from './index.ts'
import { pieceFor, pointwiseLoss, type PointwiseLoss, sampleValues } from './pointwise.ts'
import { LossError } from './refusal.ts'

const [mse, mae, huber, bce, bceLogits] = POINTWISE_LOSS_IDS.map(pointwiseLossOf) as [
  PointwiseLoss,
  PointwiseLoss,
  PointwiseLoss,
  PointwiseLoss,
  PointwiseLoss,
]
const within = (min: number, max: number) => fc.double({ min, max, noNaN: true })
const real = within(-4, 4)
/** Not so near 0 and 1 that the third derivative drowns the central difference. */
const chance = within(0.02, 0.98)
const label = fc.oneof(fc.constantFrom(0, 1), within(0, 1))

const [Y, P] = [
  [0, 1, 0, 1],
  [0.3, 0.7, 0.1, 0.9],
]

/** Each loss as a second hand would write it, without the trees. */
const BY_HAND: Readonly<Record<string, (p: number, y: number, delta: number) => number>> = {
  'mean-squared-error': (p, y) => (p - y) ** 2,
  'mean-absolute-error': (p, y) => Math.max(p - y, y - p),
  huber: (p, y, d) => (Math.abs(p - y) <= d ? 0.5 * (p - y) ** 2 : d * Math.abs(p - y) - 0.5 * d * d),
  'binary-cross-entropy': (p, y) => -y * Math.log(p) - (1 - y) * Math.log(1 - p),
  'binary-cross-entropy-from-logits': (z, y) =>
    y * Math.log1p(Math.exp(-z)) + (1 - y) * Math.log1p(Math.exp(z)),
}
/** Predictions and targets that each loss takes. */
const DOMAIN = {
  number: [real, real],
  probability: [chance, label],
  logit: [within(-20, 20), label],
} as const

describe.each(POINTWISE_LOSSES.map((loss) => [loss.id, loss as PointwiseLoss] as const))('%s', (id, loss) => {
  const samples = fc.array(fc.tuple(...DOMAIN[loss.domain]), { minLength: 1, maxLength: 8 })
  const input = fc.tuple(samples, fc.constantFrom('sum', 'mean'), within(0.1, 5))

  it('shows the formula it computes: tree, terms and a second hand agree', () => {
    fc.assert(
      fc.property(input, ([pairs, reduction, delta]) => {
        const predictions = pairs.map(([p]) => p)
        const targets = pairs.map(([, y]) => y)
        const parameters = loss.parameters.length > 0 ? { delta } : {}
        const { value, terms, gradient } = pointwiseLoss(loss, {
          predictions,
          targets,
          reduction,
          parameters,
        })
        let sum = 0
        pairs.forEach(([p, y], i) => {
          const env = sampleValues(loss, p, y, parameters)
          const { term, slope } = pieceFor(loss, env)
          const n = reduction === 'mean' ? pairs.length : 1
          const unit = 2 ** -51 * Math.max(1, Math.abs(terms[i]!))
          expect(Math.abs(evaluate(term, env) - terms[i]!)).toBeLessThanOrEqual(loss.computed ? unit : 0)
          expect(Math.abs(evaluate(slope, env) / n - gradient[i]!)).toBeLessThanOrEqual(
            loss.computed ? unit : 0,
          )
          const second = BY_HAND[id]!(p, y, delta)
          expect(Math.abs(terms[i]! - second)).toBeLessThanOrEqual(1e-13 * Math.max(1, second))
          sum += second
        })
        const expected = reduction === 'mean' ? sum / pairs.length : sum
        expect(Math.abs(value - expected)).toBeLessThanOrEqual(1e-12 * Math.max(1, expected))
      }),
    )
  })

  it('has the gradient of its central difference', () => {
    const h = loss.domain === 'probability' ? 1e-5 : 1e-4
    fc.assert(
      fc.property(input, ([pairs, reduction, delta]) => {
        const targets = pairs.map(([, y]) => y)
        const parameters = loss.parameters.length > 0 ? { delta } : {}
        const at = (predictions: number[]) =>
          pointwiseLoss(loss, { predictions, targets, reduction, parameters })
        const predictions = pairs.map(([p]) => p)
        const { gradient } = at(predictions)
        predictions.forEach((p, i) => {
          // At a kink there is no derivative to compare with; it has a test of its own.
          if (id === 'mean-absolute-error' && Math.abs(p - targets[i]!) <= h) return
          const moved = (by: number) => at(predictions.map((x, j) => (j === i ? p + by : x))).value
          const difference = (moved(h) - moved(-h)) / (2 * h)
          // (ŷ − y)/(ŷ(1 − ŷ)) changes fast near 0 and 1: h²/6 times a third derivative of up to 2/0.02³.
          const error = id === 'binary-cross-entropy' ? 1e-5 : id === 'huber' ? h : 1e-7
          expect(Math.abs(gradient[i]! - difference)).toBeLessThanOrEqual(
            error * Math.max(1, Math.abs(difference)),
          )
        })
      }),
    )
  })
})

describe('worked by hand', () => {
  test('MSE of the four predictions is 0.05, not 0.1', () => {
    // Errors 0.3, −0.3, 0.1, −0.1; squares 0.09, 0.09, 0.01, 0.01; sum 0.2; a quarter of it 0.05.
    const mean = pointwiseLoss(mse, { predictions: P, targets: Y, reduction: 'mean' })
    expect(mean.value).toBeCloseTo(0.05, 15)
    mean.terms.forEach((term, i) => expect(term).toBeCloseTo([0.09, 0.09, 0.01, 0.01][i]!, 15))
    // 2·(ŷ − y)/4
    mean.gradient.forEach((g, i) => expect(g).toBeCloseTo([0.15, -0.15, 0.05, -0.05][i]!, 15))
    expect(pointwiseLoss(mse, { predictions: P, targets: Y, reduction: 'sum' }).value).toBeCloseTo(0.2, 15)
  })

  test('−Σ y·ln ŷ is 0.4620, and binary cross-entropy is 0.9241 as sum, 0.2310 as mean', () => {
    // ln 0.7 = −0.35667, ln 0.9 = −0.10536. Class 1 adds 0.35667 (0.7) and 0.10536 (0.9): 0.46203.
    const positive = Y.reduce((sum, y, i) => sum + evaluate(POSITIVE_PART, { y, p: P[i]! }), 0)
    expect(positive).toBeCloseTo(0.462, 4)
    expect(positive).toBeCloseTo(-Math.log(0.63), 14)
    // Class 0 adds −ln(1 − 0.3) and −ln(1 − 0.1), the same two numbers again.
    const negative = Y.reduce((sum, y, i) => sum + evaluate(NEGATIVE_PART, { y, p: P[i]! }), 0)
    expect(negative).toBeCloseTo(-Math.log(0.63), 14)
    const sum = pointwiseLoss(bce, { predictions: P, targets: Y, reduction: 'sum' })
    expect(sum.value).toBeCloseTo(0.9241, 4)
    expect(sum.value).toBeCloseTo(positive + negative, 15)
    const mean = pointwiseLoss(bce, { predictions: P, targets: Y, reduction: 'mean' })
    expect(mean.value).toBeCloseTo(0.231, 4)
    // 1/(1 − 0.3)/4, −1/0.7/4, 1/(1 − 0.1)/4, −1/0.9/4
    mean.gradient.forEach((g, i) => expect(g).toBeCloseTo([1 / 2.8, -1 / 2.8, 1 / 3.6, -1 / 3.6][i]!, 15))
  })

  test('Huber’s pieces meet at δ in value and slope, and no error pulls harder than δ', () => {
    for (const delta of [0.25, 1, 4]) {
      const [inside, beyond] = huber.pieces
      const env = { p: delta, y: 0, delta }
      expect(pieceFor(huber, env)).toBe(inside)
      expect(evaluate(inside!.term, env)).toBe(evaluate(beyond!.term, env))
      expect(evaluate(inside!.slope, env)).toBe(delta)
      expect(evaluate(beyond!.slope, env)).toBe(delta)
      expect(pieceFor(huber, { ...env, p: delta + 1e-9 })).toBe(beyond)
      const far = {
        predictions: [1e6, -1e6],
        targets: [0, 0],
        reduction: 'sum',
        parameters: { delta },
      } as const
      expect(pointwiseLoss(huber, far).gradient).toEqual([delta, -delta])
    }
    // δ = 1, error 3: 1·(3 − ½) = 2.5, where the square is 4.5.
    expect(pointwiseLoss(huber, { predictions: [3], targets: [0], reduction: 'mean' }).value).toBe(2.5)
  })

  test('the absolute error has slope 0 where it is 0', () => {
    const at = pointwiseLoss(mae, { predictions: [2, 3, 1], targets: [2, 2, 2], reduction: 'sum' })
    expect(at.gradient).toEqual([0, 1, -1])
  })

  test('certain and right costs nothing, certain and wrong costs ∞', () => {
    const at = pointwiseLoss(bce, { predictions: [1, 0, 0, 1], targets: [1, 0, 1, 0], reduction: 'sum' })
    expect(at.terms).toEqual([0, 0, Infinity, Infinity])
    expect(at.gradient).toEqual([-1, 1, -Infinity, Infinity])
  })

  test('logits far out stay finite where the probability would already be 1', () => {
    const at = { predictions: [800, -800, 800, 40], targets: [1, 0, 0, 1], reduction: 'sum' } as const
    const { terms, gradient } = pointwiseLoss(bceLogits, at)
    expect(terms.slice(0, 3)).toEqual([0, 0, 800])
    // ln(1 + e⁻⁴⁰) is e⁻⁴⁰ but for its square.
    expect(terms[3]! / Math.exp(-40)).toBeCloseTo(1, 12)
    expect(gradient.slice(0, 3)).toEqual([0, 0, 1])
  })

  test('the formulas read as they are written in books', () => {
    const written = POINTWISE_LOSSES.map((loss) => loss.pieces.map((p) => [print(p.term), print(p.slope)]))
    expect(written).toEqual([
      [['(p - y)^2', '2*(p - y)']],
      [['abs(p - y)', 'sign(p - y)']],
      [
        ['(p - y)^2/2', 'p - y'],
        ['delta*(abs(p - y) - delta/2)', 'delta*sign(p - y)'],
      ],
      [
        ['0', '1 - 2*y'],
        ['-(y*ln(p)) - (1 - y)*ln(1 - p)', '(1 - y)/(1 - p) - y/p'],
      ],
      [['(z + abs(z))/2 - y*z + ln(1 + exp(-abs(z)))', '1/(1 + exp(-z)) - y']],
    ])
  })
})

function refusal(run: () => unknown): LossError {
  try {
    run()
  } catch (error) {
    if (error instanceof LossError) return error
    throw error
  }
  throw new Error('It was not refused.')
}

test('what cannot be a sample is refused with a sentence', () => {
  const refused = (loss: PointwiseLoss, predictions: number[], targets: number[], parameters = {}) => {
    const { code, sample, message } = refusal(() =>
      pointwiseLoss(loss, { predictions, targets, reduction: 'mean', parameters }),
    )
    return [code, sample, message]
  }
  expect(refused(mse, [], [])).toEqual([
    'empty',
    undefined,
    'There are no samples; a loss needs at least one.',
  ])
  expect(refused(mse, [1, 2], [1])).toEqual([
    'different-lengths',
    undefined,
    'There are 2 predictions but 1 targets; give one target for each prediction.',
  ])
  expect(refused(mse, [1, NaN], [1, 1]).slice(0, 2)).toEqual(['not-a-number', 1])
  expect(refused(mae, [1], [Infinity]).slice(0, 2)).toEqual(['not-a-number', 0])
  expect(refused(bce, [0.5, 1.5], [1, 1])).toEqual([
    'not-a-probability',
    1,
    'The prediction of sample 2 is 1.5; a probability lies between 0 and 1.',
  ])
  expect(refused(bce, [NaN], [1])[0]).toBe('not-a-probability')
  expect(refused(bceLogits, [3], [-1])[2]).toBe(
    'The target of sample 1 is -1; a probability lies between 0 and 1.',
  )
  expect(refused(huber, [1], [0], { delta: 0 })[0]).toBe('parameter-out-of-range')
  expect(refused(huber, [1], [0], { delta: NaN })[2]).toBe(
    'delta is NaN; it must lie between 0.001 and 1000.',
  )
})
