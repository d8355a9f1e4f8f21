import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { leastSquares, type Point } from '../../objective/least-squares.ts'
import { ALL_RULES } from '../conventions.ts'
import { momentum } from '../momentum.ts'
import { rmsprop } from '../rmsprop.ts'
import type { Rule } from '../rule.ts'
import { trajectory, type Trajectory } from '../trajectory.ts'
import { withWeightDecay } from '../weight-decay.ts'
import { answerTolerance, judge, type MistakeId, rightValue, stepAsked, type StepAsked } from './index.ts'

/*
 * The mistakes that everybody makes, in every optimizer, on a least-squares fit of which each step sees two points. What
 * is right and what each mistake gives is computed here, in plain JavaScript from the definition of the optimizer.
 */
const LISTED = [
  'no-bias-correction',
  't-minus-one',
  'epsilon-inside',
  'epsilon-outside',
  'wrong-sign',
  'exponent-forgotten',
  'no-mean',
  'decay-coupled',
  'decay-decoupled',
] as const satisfies readonly MistakeId[]
type Slip = (typeof LISTED)[number] | null

type Numbers = Readonly<Record<string, number>>
interface Given {
  readonly slip: Slip
  readonly g: number
  readonly θ: number
  readonly t: number
  /** What was kept from the step before. */
  readonly s: Numbers
  readonly h: Numbers
}

const { sqrt, sign, max } = Math
const corrected = ({ slip, t }: Given, x: number, β: number): number =>
  slip === 'no-bias-correction' ? x : x / (1 - β ** (slip === 't-minus-one' ? t - 1 : t))
const outside = ({ slip, h }: Given, v: number): number =>
  slip === 'epsilon-inside' ? sqrt(v + h['epsilon']!) : sqrt(v) + h['epsilon']!
const inside = ({ slip, h }: Given, v: number): number =>
  slip === 'epsilon-outside' ? sqrt(v) + h['epsilon']! : sqrt(v + h['epsilon']!)
const moved = ({ slip, θ }: Given, by: number): number => (slip === 'wrong-sign' ? θ + by : θ - by)
const average = (β: number, old: number, x: number): number => β * old + (1 - β) * x

const plainly = (given: Given, u: number) => {
  const delta = given.h['alpha']! * u
  return { u, delta, theta: moved(given, delta) }
}
const velocity = ({ s, h }: Given): number => h['beta']! * s['u']!

/** What a rule divides the gradient by, and where that leads. */
const divided = (given: Given, v: Numbers, d: number, rate = given.h['alpha']!) => {
  const delta = (rate * given.g) / d
  return { ...v, d, delta, theta: moved(given, delta) }
}
const squares = ({ s, g, h }: Given): number => average(h['rho']!, s['v']!, g * g)

const moments = ({ s, g, h }: Given) => ({
  m: average(h['beta1']!, s['m']!, g),
  v: average(h['beta2']!, s['v']!, g * g),
})
const adamLike = (given: Given, all: Numbers, d: number, m = all['m_hat']!, rate = given.h['alpha']!) => {
  const delta = (rate * m) / d
  return { ...all, d, delta, theta: moved(given, delta) }
}
const bothHats = (given: Given, v = moments(given).v) => ({
  ...moments(given),
  m_hat: corrected(given, moments(given).m, given.h['beta1']!),
  v_hat: corrected(given, v, given.h['beta2']!),
})
const adam = (given: Given) => adamLike(given, bothHats(given), outside(given, bothHats(given).v_hat))

/** Both corrections in the learning rate. */
const atRate = (given: Given, v: number, all: Numbers) => {
  const { slip, t, h } = given
  const k = slip === 't-minus-one' ? t - 1 : t
  const alpha_t =
    slip === 'no-bias-correction'
      ? h['alpha']!
      : (h['alpha']! * sqrt(1 - h['beta2']! ** k)) / (1 - h['beta1']! ** k)
  return adamLike(given, { ...all, alpha_t }, outside(given, v), moments(given).m, alpha_t)
}

const decoupled = (given: Given, factor: number) => {
  const { slip, g, θ, h } = given
  const coupled = slip === 'decay-coupled'
  const made = adam({ ...given, slip: coupled ? null : slip, g: coupled ? g + h['lambda']! * θ : g })
  const decay = coupled ? 0 : factor * θ
  return { ...made, decay, theta: moved(given, made.delta + decay) }
}

function nadam(given: Given) {
  const { slip, g, t, s, h } = given
  const k = slip === 't-minus-one' ? t - 1 : t
  const rising = (step: number): number => h['beta1']! * (1 - 0.5 * 0.96 ** (step * h['psi']!))
  const [mu, mu_next, { m, v }] = [rising(k), rising(k + 1), moments(given)]
  const product = s['product']! * mu
  const m_hat =
    slip === 'no-bias-correction'
      ? mu_next * m + (1 - mu) * g
      : (mu_next * m) / (1 - product * mu_next) + ((1 - mu) * g) / (1 - product)
  const v_hat = corrected(given, v, h['beta2']!)
  return adamLike(given, { m, v, mu, mu_next, product, m_hat, v_hat }, outside(given, v_hat))
}

function nadamConstant(given: Given) {
  const { slip, g, t, h } = given
  const [β, k, { m, v }] = [h['beta1']!, slip === 't-minus-one' ? t - 1 : t, moments(given)]
  const m_hat =
    slip === 'no-bias-correction'
      ? β * m + (1 - β) * g
      : (β * m) / (1 - β ** (k + 1)) + ((1 - β) * g) / (1 - β ** k)
  const v_hat = corrected(given, v, h['beta2']!)
  return adamLike(given, { m, v, m_hat, v_hat }, outside(given, v_hat))
}

function lion(given: Given) {
  const { slip, θ, s, h } = given
  const [g, λ] = slip === 'decay-coupled' ? [given.g + h['lambda']! * θ, 0] : [given.g, h['lambda']!]
  const c = average(h['beta1']!, s['m']!, g)
  const delta = h['alpha']! * (sign(c) + λ * θ)
  return { c, delta, m: average(h['beta2']!, s['m']!, g), theta: moved(given, delta) }
}

function adadelta(given: Given, over: number) {
  const { s, g, h } = given
  const step = (inside(given, s['w']!) / inside(given, over)) * g
  const delta = h['alpha']! * step
  const w = average(h['rho']!, s['w']!, step * step)
  return { v: squares(given), step, w, delta, theta: moved(given, delta) }
}

function centred(given: Given) {
  const { s, g, h } = given
  const [v, a] = [squares(given), average(h['rho']!, s['a']!, g)]
  const d = outside(given, v - a * a)
  const u = h['beta']! * s['u']! + g / d
  return { v, a, d, ...plainly(given, u) }
}

/** The decay in the gradient; by mistake out of it, and αλθ out of the parameter. */
function withL2(rule: (given: Given) => Numbers, given: Given): Numbers {
  const { slip, g, θ, h } = given
  if (slip !== 'decay-decoupled') {
    const decayed = g + h['l2']! * θ
    return { ...rule({ ...given, g: decayed }), g_decayed: decayed }
  }
  const made = rule({ ...given, slip: null })
  return { ...made, g_decayed: g + h['l2']! * θ, theta: made['theta']! - h['alpha']! * h['l2']! * θ }
}

const BY_HAND: Readonly<Record<string, (given: Given) => Numbers>> = {
  'gradient-descent': (x) => ({ delta: x.h['alpha']! * x.g, theta: moved(x, x.h['alpha']! * x.g) }),
  momentum: (x) => plainly(x, velocity(x) + x.g),
  'momentum-average': (x) => plainly(x, velocity(x) + (1 - x.h['beta']!) * x.g),
  'momentum-rate-inside': (x) => {
    const u = velocity(x) - x.h['alpha']! * x.g
    return { u, theta: moved(x, -u) }
  },
  'momentum-dampened': (x) => {
    const k = x.slip === 't-minus-one' ? x.t - 1 : x.t
    return plainly(x, velocity(x) + (1 - x.h['tau']! * sign(k - 1)) * x.g)
  },
  nesterov: (x) => {
    const u = velocity(x) + x.g
    const n = x.g + x.h['beta']! * u
    return { ...plainly(x, n), u, n }
  },
  'nesterov-rate-inside': (x) => {
    const u = velocity(x) - x.h['alpha']! * x.g
    const delta = x.h['beta']! * u - x.h['alpha']! * x.g
    return { u, delta, theta: moved(x, -delta) }
  },
  adagrad: (x) => divided(x, { s: x.s['s']! + x.g ** 2 }, outside(x, x.s['s']! + x.g ** 2)),
  'adagrad-epsilon-inside': (x) => divided(x, { s: x.s['s']! + x.g ** 2 }, inside(x, x.s['s']! + x.g ** 2)),
  'adagrad-decaying': (x) => {
    const s = x.s['s']! + x.g ** 2
    const alpha_t = x.h['alpha']! / (1 + (x.t - (x.slip === 't-minus-one' ? 2 : 1)) * x.h['eta']!)
    return divided(x, { s, alpha_t }, outside(x, s), alpha_t)
  },
  rmsprop: (x) => divided(x, { v: squares(x) }, outside(x, squares(x))),
  'rmsprop-epsilon-inside': (x) => divided(x, { v: squares(x) }, inside(x, squares(x))),
  'rmsprop-centered': centred,
  adadelta: (x) => adadelta(x, squares(x)),
  'adadelta-before': (x) => adadelta(x, x.s['v']!),
  adam,
  'adam-epsilon-inside': (x) => adamLike(x, bothHats(x), inside(x, bothHats(x).v_hat)),
  'adam-epsilon-hat': (x) => atRate(x, moments(x).v, moments(x)),
  'adam-l2': (x) => withL2(adam, x),
  'adam-uncorrected': (x) => adamLike(x, moments(x), outside(x, moments(x).v), moments(x).m),
  amsgrad: (x) => {
    const v_max = max(x.s['v_max']!, moments(x).v)
    const all = { ...bothHats(x, v_max), v_max }
    return adamLike(x, all, outside(x, all.v_hat))
  },
  'amsgrad-corrected-first': (x) => {
    const v_max = max(x.s['v_max']!, bothHats(x).v_hat)
    return adamLike(x, { ...bothHats(x), v_max }, outside(x, v_max))
  },
  'amsgrad-uncorrected': (x) => {
    const v_max = max(x.s['v_max']!, moments(x).v)
    return adamLike(x, { ...moments(x), v_max }, outside(x, v_max), moments(x).m)
  },
  'amsgrad-epsilon-hat': (x) => {
    const v_max = max(x.s['v_max']!, moments(x).v)
    return atRate(x, v_max, { ...moments(x), v_max })
  },
  adamw: (x) => decoupled(x, x.h['alpha']! * x.h['lambda']!),
  'adamw-rate-free': (x) => decoupled(x, x.h['lambda']!),
  nadam,
  'nadam-constant': nadamConstant,
  lion,
  'momentum-l2': (x) => withL2(BY_HAND['momentum']!, x),
  'rmsprop-l2': (x) => withL2(BY_HAND['rmsprop']!, x),
}

const CORRECTED = ['adam', 'adam-epsilon-inside', 'adam-epsilon-hat', 'adam-l2', 'amsgrad']
  .concat(['amsgrad-corrected-first', 'amsgrad-epsilon-hat', 'adamw', 'adamw-rate-free', 'nadam'])
  .concat(['nadam-constant'])
const INSIDE = ['adagrad-epsilon-inside', 'rmsprop-epsilon-inside', 'adadelta', 'adadelta-before']
const WITHOUT_EPSILON = ['gradient-descent', 'momentum', 'momentum-average', 'momentum-rate-inside'].concat([
  'momentum-dampened',
  'nesterov',
  'nesterov-rate-inside',
  'lion',
  'momentum-l2',
])

/** Which of the mistakes can be made in a rule. */
function applying(id: string): Slip[] {
  const isInside = [...INSIDE, 'adam-epsilon-inside'].includes(id)
  return LISTED.filter((slip) => {
    if (slip === 'no-bias-correction') return CORRECTED.includes(id)
    if (slip === 't-minus-one') return [...CORRECTED, 'adagrad-decaying', 'momentum-dampened'].includes(id)
    if (slip === 'epsilon-inside') return !isInside && !WITHOUT_EPSILON.includes(id)
    // δ₁ = g₁ where both averages are 0, so that they stay equal, and their roots cancel, wherever ε stands.
    if (slip === 'epsilon-outside') return isInside && id !== 'adadelta-before'
    if (slip === 'decay-coupled') return ['adamw', 'adamw-rate-free', 'lion'].includes(id)
    if (slip === 'decay-decoupled') return id.endsWith('-l2')
    return true
  })
}

const POINTS: readonly Point[] = [
  [-2, 1],
  [1, -0.5],
  [0.5, 3],
  [3, 2],
]
const line = leastSquares(POINTS)
const mean = (x: readonly number[]): number => x.reduce((a, b) => a + b, 0) / x.length

/** The mean over the step’s samples of 2·x·r and 2·r, r = w·x + b − y, without the 2, or as a sum. */
function gradientOf([w = 0, b = 0]: readonly number[], samples: readonly number[], slip: Slip): number[] {
  const two = slip === 'exponent-forgotten' ? 1 : 2
  const times = slip === 'no-mean' ? samples.length : 1
  const r = samples.map((i) => w * POINTS[i]![0] + b - POINTS[i]![1])
  return [two * times * mean(samples.map((i, n) => POINTS[i]![0] * r[n]!)), two * times * mean(r)]
}
const lossAt = ([w = 0, b = 0]: readonly number[], slip: Slip): number =>
  mean(POINTS.map(([x, y]) => (w * x + b - y) ** 2)) * (slip === 'no-mean' ? POINTS.length : 1)

/** Every line of a step for each coordinate, and the loss after it, as somebody computes them who makes the mistake. */
function workedOut(step: StepAsked, samples: readonly number[], slip: Slip): Numbers[] {
  const { t, theta, state, hyperparameters: h } = step.input
  const gradient = gradientOf(theta, samples, slip)
  const lines = theta.map((θ, c) => {
    const s = Object.fromEntries(Object.entries(state).map(([name, values]) => [name, values[c]!]))
    return { g: gradient[c]!, ...BY_HAND[step.rule.id]!({ slip, g: gradient[c]!, θ, t, s, h }) }
  })
  const after = lines.map((all) => (all as Numbers)['theta']!)
  return lines.map((all) => ({ ...all, loss: lossAt(after, slip) }))
}

const runOf = (rule: Rule, start: readonly number[], hyper: Numbers): Trajectory =>
  trajectory({
    rule,
    objective: line,
    start,
    hyperparameters: Object.fromEntries(
      rule.hyperparameters.map(({ name, default: usual }) => [name, hyper[name] ?? usual]),
    ),
    changes: [],
    sampling: { term: line.term, samplesOf: (t) => [t % 4, (t + 1) % 4], over: line.over },
  })

/** Judges what everybody gets; the mistakes that were named. */
function judged(run: Trajectory, k: number, digits: number): Set<Slip> {
  const step = stepAsked(run, k)
  const named = new Set<Slip>()
  if (!step) return named
  const samples = run.frame(k).trace!.samples!
  const rights = workedOut(step, samples, null)
  for (const slip of LISTED) {
    workedOut(step, samples, slip).forEach((lines, c) => {
      for (const [target, wrong] of Object.entries(lines)) {
        const right = rights[c]![target]!
        expect(Math.abs(right - rightValue(step, target, c))).toBeLessThanOrEqual(
          1e-11 * Math.max(1, Math.abs(right)),
        )
        if (wrong === right || !Number.isFinite(wrong)) continue
        const isFar = Math.abs(wrong - right) > answerTolerance(right, digits)
        const verdict = judge(step, target, c, isFar ? wrong : right, digits)
        const where = `${slip} at ${target}, step ${k}, digits ${digits}`
        if (isFar) {
          expect(verdict.kind === 'mistake' ? verdict.ids : verdict.kind, where).toContain(slip)
          named.add(slip)
        } else {
          const same = verdict.kind === 'undecided' ? verdict.same.map((m) => m.id) : []
          expect(same, where).toContain(slip)
        }
      }
    })
  }
  for (const [c, lines] of rights.entries())
    for (const [target, right] of Object.entries(lines))
      expect(['right', 'undecided']).toContain(judge(step, target, c, right, digits).kind)
  return named
}

const RULES = [...ALL_RULES, withWeightDecay(momentum), withWeightDecay(rmsprop)]

describe.each(RULES.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  test('each listed mistake that applies is named at the second or the third step, and no other is made', () => {
    const run = runOf(rule, [-0.5, 3], {
      alpha: 0.05,
      beta1: 0.8,
      beta2: 0.95,
      epsilon: 0.1,
      psi: 0.5,
      lambda: 0.5,
      l2: 0.5,
    })
    const named = new Set([2, 3].flatMap((k) => [...judged(run, k, 8)]))
    expect([...named].sort()).toEqual(applying(id).sort())
  })

  test('in any step of any run each is named where it shows, and said to be the same where it does not', () => {
    const hyper = fc.record({
      alpha: fc.constantFrom(0.001, 0.03, 0.3),
      beta: fc.constantFrom(0, 0.5, 0.9),
      beta1: fc.constantFrom(0, 0.5, 0.9),
      beta2: fc.constantFrom(0.5, 0.99, 0.999),
      rho: fc.constantFrom(0.5, 0.9),
      epsilon: fc.constantFrom(1e-8, 1e-3, 0.5),
      lambda: fc.constantFrom(0, 0.01, 1),
      l2: fc.constantFrom(0, 0.01, 1),
    })
    const start = fc.tuple(fc.integer({ min: -30, max: 30 }), fc.integer({ min: -30, max: 30 }))
    const step = fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 3, max: 9 }))
    fc.assert(
      fc.property(hyper, start, step, (h, [w, b], [k, digits]) => {
        judged(runOf(rule, [w / 10, b / 10], h), k, digits)
      }),
      { numRuns: 10 },
    )
  })
})
