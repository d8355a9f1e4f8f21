import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { leastSquares, type Point } from '../objective/least-squares.ts'
import { preset } from '../objective/presets.ts'
import { miniBatches } from '../objective/sampling.ts'
import { cosine } from '../schedule/cosine.ts'
import { learningRate } from '../schedule/schedule.ts'
import { adam } from './adam.ts'
import { withClipping } from './clipping.ts'
import { ALL_RULES } from './conventions.ts'
import { gradientDescent } from './gradient-descent.ts'
import { lion } from './lion.ts'
import { momentum } from './momentum.ts'
import type { Rule } from './rule.ts'
import { defaultHyperparameters } from './step.ts'
import { type Change, type Frame, type Setup, trajectory } from './trajectory.ts'
import { withWeightDecay } from './weight-decay.ts'

const AROUND = [gradientDescent, adam, lion]
const RULES = [
  ...ALL_RULES,
  ...AROUND.map(withClipping),
  ...AROUND.map((rule) => withClipping(withWeightDecay(rule))),
]

/** Every number of a frame as its 64 bits, so that nothing passes as equal but the same. */
const bits = (frame: Frame): string =>
  JSON.stringify(frame, (_, value: unknown) =>
    typeof value === 'number' ? [...new Uint8Array(new Float64Array([value]).buffer)].join() : value,
  )

const setup = (rule: Rule, more: Partial<Setup> = {}): Setup => {
  const objective = more.objective ?? preset('rosenbrock')
  const hyperparameters = { ...defaultHyperparameters(rule), alpha: 0.0004 }
  return { rule, objective, start: objective.start, hyperparameters, changes: [], ...more }
}

/** Any number of a run that a hand can reach, at any of the first fifty steps. */
const changeOf = (rule: Rule): fc.Arbitrary<Change> => {
  const step = fc.nat(50)
  const value = fc.double({ min: 0.05, max: 1.5, noNaN: true })
  const names = fc.constantFrom('theta', 'g', ...rule.state.map((slot) => slot.name))
  return fc.oneof(
    fc.record({ step, name: names, value, coordinate: fc.constantFrom(0, 1) }),
    fc.record({ step, name: fc.constant('alpha'), value: value.map((x) => x * 0.0004) }),
  )
}

describe.each(RULES.map((rule) => [rule.id, rule] as const))('%s', (_, rule) => {
  test('50 forward, changes by hand, undone, 50 back: the same frames, bit for bit', () => {
    const forward = trajectory(setup(rule))
    const frames = Array.from({ length: 51 }, (_, k) => bits(forward.frame(k)))
    fc.assert(
      fc.property(
        fc.array(changeOf(rule), { minLength: 1, maxLength: 4 }),
        fc.array(fc.nat(60), { minLength: 1, maxLength: 6 }),
        (changes, visits) => {
          const changed = trajectory(setup(rule, { changes }), forward)
          const alone = trajectory(setup(rule, { changes }))
          for (const k of visits) expect(bits(changed.frame(k))).toBe(bits(alone.frame(k)))
          const undone = trajectory(setup(rule), changed)
          const back = Array.from({ length: 51 }, (_, k) => bits(undone.frame(50 - k))).reverse()
          expect(back).toEqual(frames)
        },
      ),
      { numRuns: 5 },
    )
  })
})

test('a changed run shares the beginning of the old one, over checkpoints too', () => {
  const long = trajectory(setup(momentum))
  long.frame(3000)
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2500 }), fc.nat(2999), (step, k) => {
      const changes: Change[] = [{ step, name: 'theta', coordinate: 1, value: 0.5 }]
      const shared = trajectory(setup(momentum, { changes }), long)
      // Before anything is asked of it, it knows what came before the change and nothing after.
      expect(shared.explore(step - 1, 1)).toBe(step - 1)
      expect(bits(shared.frame(k))).toBe(bits(trajectory(setup(momentum, { changes })).frame(k)))
    }),
    { numRuns: 15 },
  )
})

describe('by hand, on (x − 3)²', () => {
  const objective = preset('square')
  const plain = (rule: Rule, changes: Change[], hyperparameters: Record<string, number>) =>
    trajectory({ rule, objective, start: [0], hyperparameters, changes })

  test('θ changed at step 1: the frame shows it, its trace what the step gave', () => {
    const run = plain(gradientDescent, [{ step: 1, name: 'theta', coordinate: 0, value: 5 }], { alpha: 0.25 })
    expect(run.frame(1)).toMatchObject({ theta: [5], loss: 4, gradient: [4] })
    expect(run.frame(1).trace).toMatchObject({ values: { theta: [1.5] }, lossAfter: 2.25 })
    // 5 − 0.25·4
    expect(run.frame(2)).toMatchObject({ theta: [4], trace: { theta: [5], lossBefore: 4 } })
  })

  test('a gradient is changed for the one step that uses it', () => {
    const run = plain(gradientDescent, [{ step: 1, name: 'g', coordinate: 0, value: 2 }], { alpha: 0.25 })
    expect(run.frame(1)).toMatchObject({ theta: [1.5], gradient: [2] })
    // 1.5 − 0.25·2, then back to 2(θ − 3) = −4
    expect(run.frame(2)).toMatchObject({ theta: [1], gradient: [-4], trace: { gradient: [2] } })
  })

  test('a velocity is changed and carried on', () => {
    const hyper = { alpha: 0.25, beta: 0.5 }
    const run = plain(momentum, [{ step: 1, name: 'u', coordinate: 0, value: 8 }], hyper)
    expect(run.frame(1)).toMatchObject({ theta: [1.5], state: { u: [8] } })
    // u = 0.5·8 − 3 = 1, θ = 1.5 − 0.25·1
    expect(run.frame(2)).toMatchObject({ theta: [1.25], state: { u: [1] } })
  })

  test('the start is changed too; a point without a finite loss ends the run', () => {
    const run = plain(gradientDescent, [{ step: 0, name: 'theta', coordinate: 0, value: 4 }], { alpha: 0.25 })
    expect([run.frame(0).theta, run.frame(1).theta]).toEqual([[4], [3.5]])
    const away = plain(gradientDescent, [{ step: 2, name: 'theta', coordinate: 0, value: 1e200 }], {
      alpha: 0.25,
    })
    expect(away.firstNonFinite(9)).toEqual({ step: 2, name: 'loss', coordinate: 0, value: Infinity })
  })

  test('what a rule does not have cannot be changed', () => {
    const change = { step: 1, name: 'm', coordinate: 0, value: 1 }
    expect(() => plain(momentum, [change], { alpha: 1, beta: 1 })).toThrow(
      'no number “m”; it has: theta, g, u',
    )
    expect(() => plain(gradientDescent, [{ ...change, name: 'g', coordinate: 1 }], { alpha: 1 })).toThrow(
      '“g”',
    )
  })
})

describe('clipping by norm', () => {
  test('by hand: a gradient of length 5 is cut to length 2, and one of length 1 is left', () => {
    const objective = preset('bowl')
    const rule = withClipping(gradientDescent)
    const run = trajectory({
      rule,
      objective,
      start: [3, 0.4],
      hyperparameters: { alpha: 0.5, clip: 2 },
      changes: [],
    })
    // The gradient is (x, 10y) = (3, 4); clipped to (1.2, 1.6).
    const { values } = run.frame(1).trace!
    values['g_clipped']!.forEach((x, c) => expect(x).toBeCloseTo([1.2, 1.6][c]!, 15))
    expect(run.frame(1).theta[1]).toBeCloseTo(0.4 - 0.8, 15)
    const small = trajectory({
      rule,
      objective,
      start: [0.6, 0.08],
      hyperparameters: { alpha: 0.5, clip: 2 },
      changes: [],
    })
    expect(small.frame(1).trace!.values['g_clipped']).toEqual(small.frame(0).gradient)
  })

  test.each(ALL_RULES.map((rule) => [rule.id, rule] as const))(
    'at infinity it changes no bit of %s',
    (_, rule) => {
      const plain = trajectory(setup(rule))
      const clipping = withClipping(rule)
      const hyperparameters = { ...defaultHyperparameters(rule), alpha: 0.0004, clip: Infinity }
      const clipped = trajectory(setup(clipping, { hyperparameters }))
      for (const k of [1, 2, 30]) expect(clipped.frame(k).theta).toEqual(plain.frame(k).theta)
      expect(() => withClipping(clipping)).toThrow('already')
    },
  )
})

test('a schedule gives α of every step, from the chosen α, also where that is changed on the way', () => {
  const settings = { alpha_min: 0.0001, total: 20 }
  const changes = [{ step: 8, name: 'alpha', value: 0.0002 }]
  const run = trajectory(setup(gradientDescent, { schedule: { schedule: cosine, settings }, changes }))
  const before = learningRate(cosine, { ...settings, alpha: 0.0004 })
  const after = learningRate(cosine, { ...settings, alpha: 0.0002 })
  for (let t = 1; t <= 25; t++) {
    const { schedule, hyperparameters } = run.frame(t).trace!
    const expected = t <= 8 ? before(t - 1) : after(t - 1)
    expect([schedule!.rate, hyperparameters['alpha']]).toEqual([expected, expected])
    expect(run.frame(t - 1).hyperparameters['alpha']).toBe(expected)
  }
})

describe('steps that see a part of the samples', () => {
  const points: Point[] = [
    [-1, 0],
    [1, 2],
    [2, 1],
  ]
  const objective = leastSquares(points)
  const sampling = { samplesOf: miniBatches(3, 3, 2), over: objective.over, term: objective.term }

  test('the gradient is the mean over the step’s samples; the loss is over all of them', () => {
    const run = trajectory(setup(gradientDescent, { objective, sampling }))
    for (const t of [1, 2, 3, 10]) {
      const { samples, gradient, theta, lossBefore } = run.frame(t).trace!
      expect(samples).toEqual(sampling.samplesOf(t))
      const [w = 0, b = 0] = theta
      const terms = samples!.map((i) => 2 * (w * points[i]![0] + b - points[i]![1]))
      expect(gradient[1]).toBeCloseTo(terms.reduce((a, x) => a + x, 0) / 2, 12)
      expect(lossBefore).toBe(objective.valueAt(theta))
    }
  })

  test('samples chosen by hand count for their one step', () => {
    const picks = [{ step: 2, samples: [1] }]
    const run = trajectory(setup(gradientDescent, { objective, sampling, picks }))
    expect([run.frame(2).samples, run.frame(3).trace!.samples]).toEqual([[1], [1]])
    expect(run.frame(3).samples).toEqual(sampling.samplesOf(4))
    const [w = 0, b = 0] = run.frame(2).theta
    expect(run.frame(3).trace!.gradient[0]).toBeCloseTo(2 * 1 * (w + b - 2), 12)
  })
})

test('100,000 steps are explored in parts, and what is remembered is bounded', () => {
  const run = trajectory(setup(gradientDescent))
  expect(run.explore(100_000, 1000)).toBe(1000)
  expect(run.explore(500, 1)).toBe(500)
  let known = 0
  for (let calls = 0; known < 100_000; calls++) {
    known = run.explore(100_000, 5000)
    expect(calls).toBeLessThan(21)
  }
  const one = trajectory(setup(gradientDescent))
  for (let k = 0; k <= 100_000; k += 991) {
    expect(run.frame(k).t).toBe(k)
    const path = run.path(0, k, 400)
    expect(path.length).toBeLessThanOrEqual(400)
    expect([path[0]?.t, path.at(-1)?.t]).toEqual([0, k])
  }
  expect(bits(one.frame(77_777))).toBe(bits(run.frame(77_777)))
  for (const point of run.path(0, 99_999, 400)) expect(point.theta).toEqual(run.frame(point.t).theta)
  expect(run.memory.checkpoints).toBeLessThanOrEqual(2049 + 128)
  expect(run.memory.points).toBeLessThanOrEqual(4096)
  expect(run.memory.frames).toBeLessThanOrEqual(64)
})
