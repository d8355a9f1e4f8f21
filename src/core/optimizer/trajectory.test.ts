import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Objective, objectiveFrom } from '../objective/objective.ts'
import { preset } from '../objective/presets.ts'
import { Checkpoints } from './checkpoints.ts'
import { adam } from './adam.ts'
import { gradientDescent } from './gradient-descent.ts'
import { TRAINING_OPTIMIZERS } from './index.ts'
import { momentum } from './momentum.ts'
import type { Rule } from './rule.ts'
import { defaultHyperparameters } from './step.ts'
import { type Change, type Frame, MAX_STEPS, type Setup, trajectory } from './trajectory.ts'

function typed(text: string) {
  const result = objectiveFrom(text)
  if (!result.ok) throw new Error(result.error.code)
  return result.objective
}

function setup(rule: Rule, more: Partial<Setup> = {}): Setup {
  const objective = more.objective ?? preset('rosenbrock')
  const hyperparameters = { ...defaultHyperparameters(rule), alpha: rule === adam ? 0.1 : 0.0005 }
  return { rule, objective, start: objective.start, hyperparameters, changes: [], ...more }
}

/** Every number of a frame as its 64 bits, so that nothing passes as equal but the same. */
const bits = (frame: Frame): string =>
  JSON.stringify(frame, (_, value: unknown) =>
    typeof value === 'number' ? [...new Uint8Array(new Float64Array([value]).buffer)].join() : value,
  )

describe.each(TRAINING_OPTIMIZERS.map((rule) => [rule.id, rule] as const))('%s', (_, rule) => {
  test('50 steps forward and 50 back are the same frames, bit for bit', () => {
    const run = trajectory(setup(rule))
    const forward = Array.from({ length: 51 }, (_, k) => bits(run.frame(k)))
    // Far away, so that no frame and no state on the way back is one that was kept.
    for (let k = 100; k <= 230; k++) run.frame(k)
    const back = Array.from({ length: 51 }, (_, k) => bits(run.frame(50 - k))).reverse()
    expect(back).toEqual(forward)
    expect(new Set(forward).size).toBe(51)
  })

  test('a frame is the same whichever way one comes to it, over checkpoints too', () => {
    const changes: Change[] = [{ step: 300, name: 'alpha', value: 0.0002 }]
    const straight = trajectory(setup(rule, { changes }))
    const frames = Array.from({ length: 1200 }, (_, k) => bits(straight.frame(k)))
    fc.assert(
      fc.property(fc.array(fc.nat(1199), { minLength: 1, maxLength: 12 }), (visits) => {
        const run = trajectory(setup(rule, { changes }))
        for (const k of visits) expect(bits(run.frame(k))).toBe(frames[k])
      }),
      { numRuns: 25 },
    )
  })
})

test('a frame says where it is and how its step was made', () => {
  // θ ← θ − α·2(θ − 3) from 0 with α = 0.25 goes 0, 1.5, 2.25.
  const objective = preset('square')
  const run = trajectory(setup(gradientDescent, { objective, start: [0], hyperparameters: { alpha: 0.25 } }))
  expect(run.frame(0)).toEqual({
    t: 0,
    theta: [0],
    loss: 9,
    gradient: [-6],
    hyperparameters: { alpha: 0.25 },
    state: {},
  })
  const second = run.frame(2)
  expect(second).toMatchObject({ t: 2, theta: [2.25], loss: 0.5625, gradient: [-1.5] })
  expect(second.trace).toMatchObject({
    t: 2,
    theta: [1.5],
    gradient: [-3],
    values: { delta: [-0.75], theta: [2.25] },
    lossBefore: 2.25,
    lossAfter: 0.5625,
  })
})

test('a change at step k is in force from step k + 1 on', () => {
  const objective = preset('square')
  const plain = setup(gradientDescent, { objective, start: [0], hyperparameters: { alpha: 0.25 } })
  const changes = [
    { step: 2, name: 'alpha', value: 0.5 },
    { step: 1, name: 'alpha', value: 7 },
    { step: 1, name: 'alpha', value: 0.25 },
  ]
  const run = trajectory({ ...plain, changes })
  expect(run.frame(2).theta).toEqual([2.25])
  expect(run.frame(2).trace!.hyperparameters).toEqual({ alpha: 0.25 })
  expect(run.frame(2).hyperparameters).toEqual({ alpha: 0.5 })
  // 2.25 − 0.5·2·(2.25 − 3)
  expect(run.frame(3).theta).toEqual([3])
  const fromStart = trajectory({ ...plain, changes: [{ step: 0, name: 'alpha', value: 0.5 }] })
  expect(fromStart.frame(1).theta).toEqual([3])
})

describe('a run that leaves the numbers ends with the step in which it does', () => {
  test('gradient descent on Rosenbrock’s function, against a plain loop', () => {
    const start = [-0.5, 0.4] as const
    let [x, y] = start as unknown as [number, number]
    let steps = 0
    for (let loss = 0; Number.isFinite(loss) && Number.isFinite(x) && Number.isFinite(y); steps++) {
      const [gx, gy] = [-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)]
      ;[x, y] = [x - 0.1 * gx, y - 0.1 * gy]
      loss = (1 - x) ** 2 + 100 * (y - x * x) ** 2
    }
    const run = trajectory(setup(gradientDescent, { start, hyperparameters: { alpha: 0.1 } }))
    expect(run.firstNonFinite(steps - 1)).toBeNull()
    const end = run.firstNonFinite(10_000)!
    expect(end.step).toBe(steps)
    expect(Number.isFinite(end.value)).toBe(false)
    expect(run.frame(steps + 500).t).toBe(steps)
    expect(bits(run.frame(9_999))).toBe(bits(run.frame(steps)))
    expect(run.path(0, 10_000, 100).every((point) => Number.isFinite(point.loss))).toBe(true)
  })

  test.each([
    // x ← 1 − 2·(1/1) leaves the domain of ln: the loss is the first that is not a number.
    ['ln(x)', [1], 2, { step: 1, name: 'loss', coordinate: 0, value: NaN }],
    ['sqrt(x^2)', [0], 0.1, { step: 1, name: 'g', coordinate: 0, value: NaN }],
    ['x^2 + sqrt(y^2)', [1, 0], 0.1, { step: 1, name: 'g', coordinate: 1, value: NaN }],
    ['1/x', [0], 0.1, { step: 0, name: 'loss', coordinate: 0, value: Infinity }],
    ['x^2', [1e150], 1e300, { step: 1, name: 'delta', coordinate: 0, value: Infinity }],
  ])('%s from %j', (text, start, alpha, expected) => {
    const objective = typed(text)
    const run = trajectory(setup(gradientDescent, { objective, start, hyperparameters: { alpha } }))
    expect(run.firstNonFinite(100)).toEqual(expected)
    expect(run.frame(100).t).toBe(expected.step)
  })
})

test('a path has its ends, even steps between, and not too many points', () => {
  const run = trajectory(setup(momentum))
  const path = run.path(0, 1000, 101)
  expect(path.map((point) => point.t)).toEqual(Array.from({ length: 101 }, (_, i) => i * 10))
  for (const point of path) {
    const frame = run.frame(point.t)
    expect([frame.theta, frame.loss]).toEqual([point.theta, point.loss])
  }
  expect(run.path(3, 5, 100).map((point) => point.t)).toEqual([3, 4, 5])
  expect(run.path(4, 4, 100).map((point) => point.t)).toEqual([4])
})

test('what is asked for is clamped to what there is', () => {
  const run = trajectory(
    setup(gradientDescent, { objective: preset('square'), hyperparameters: { alpha: 0.1 } }),
  )
  expect([run.frame(-3).t, run.frame(2.9).t, run.frame(NaN).t]).toEqual([0, 2, 0])
  expect(run.frame(Infinity).t).toBe(MAX_STEPS)
})

test('a setup that cannot run is refused with what is wrong', () => {
  expect(() => trajectory(setup(adam, { start: [1] }))).toThrow('must be 2 finite numbers, not [1]')
  expect(() => trajectory(setup(adam, { start: [1, NaN] }))).toThrow('finite')
  expect(() => trajectory(setup(adam, { hyperparameters: { alpha: 1 } }))).toThrow(
    'needs a value for “beta1”',
  )
  const changes = [{ step: 1, name: 'beta', value: 1 }]
  expect(() => trajectory(setup(adam, { changes }))).toThrow('has no hyperparameter “beta”')
})

test('checkpoints are few, and never far before what is asked for', () => {
  const checkpoints = new Checkpoints({ t: 0, theta: [], state: {} })
  for (let t = 1; t <= 600_000; t++) checkpoints.keep({ t, theta: [], state: {} })
  const found = new Set<number>()
  for (let k = 0; k <= 600_000; k += 97) {
    const { t } = checkpoints.before(k)
    found.add(t)
    expect(k - t).toBeGreaterThanOrEqual(0)
    expect(k - t).toBeLessThan(512)
  }
  expect(found.size).toBeLessThanOrEqual(2049)
  expect(checkpoints.size).toBeLessThanOrEqual(2049 + 128)
  checkpoints.keep({ t: 5000, theta: [1], state: {} })
  expect(checkpoints.before(5001).theta).toEqual([1])
  expect(checkpoints.before(4999).theta).toEqual([])
})

describe('a run of 100,000 steps', () => {
  /** Rosenbrock’s function that counts: a step takes one gradient, and so does a frame. */
  function counting() {
    const objective = preset('rosenbrock')
    const made = { gradients: 0, values: 0 }
    const counted: Objective = {
      ...objective,
      gradientAt: (point) => (made.gradients++, objective.gradientAt(point)),
      valueAt: (point) => (made.values++, objective.valueAt(point)),
    }
    return { made, counted }
  }
  const { made, counted } = counting()
  const run = trajectory(
    setup(adam, { objective: counted, hyperparameters: { ...defaultHyperparameters(adam), alpha: 0.001 } }),
  )
  /** All that one picture at step k reads, as the stepper's does: the table, the way there, whether it broke. */
  const picture = (k: number) => {
    run.path(0, k, 160)
    run.firstNonFinite(k)
    for (let t = Math.max(0, k - 7); t <= k + 1; t++) run.frame(t)
  }
  const spent = (work: () => void): number => {
    const before = made.gradients
    work()
    return made.gradients - before
  }

  test('is explored in parts of the size asked for', () => {
    for (let known = 0; known < 100_001;) {
      const before = known
      // From a checkpoint on, which is at most 63 steps back.
      expect(spent(() => (known = run.explore(100_001, 400)))).toBeLessThanOrEqual(400 + 63)
      expect(known).toBe(Math.min(100_001, before + 400))
    }
  })

  test('is scrubbed anywhere, there and back, for few steps a picture', () => {
    // 63 steps to k at most; the table's first row may be one checkpoint earlier, 64 more. Nine frames: each one step and
    // one gradient of its own.
    const most = 63 + 64 + 9 + 9
    const before = made.values
    const there = Array.from({ length: 200 }, (_, i) => Math.floor((i * 99_991) / 199))
    for (const k of [...there, ...there.slice().reverse()])
      expect(spent(() => picture(k))).toBeLessThanOrEqual(most)
    expect(made.values - before).toBeLessThanOrEqual(400 * 40)
    fc.assert(
      fc.property(fc.nat(99_999), (k) => {
        expect(spent(() => picture(k))).toBeLessThanOrEqual(most)
      }),
      { numRuns: 300 },
    )
  })

  test('is walked through for a step or two a picture, and looked at again for none', () => {
    picture(70_000)
    for (let k = 70_001; k < 70_100; k++) expect(spent(() => picture(k))).toBeLessThanOrEqual(3)
    expect(spent(() => picture(70_090))).toBe(0)
  })

  test('is remembered in bounded memory', () => {
    const { checkpoints, points, frames } = run.memory
    expect(checkpoints).toBeLessThanOrEqual(2049 + 128)
    expect(points).toBeLessThanOrEqual(4096)
    expect(frames).toBeLessThanOrEqual(64)
  })
})
