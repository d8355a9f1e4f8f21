import { describe, expect, test } from 'vitest'
import * as v from 'valibot'
import { withClipping } from '../../core/optimizer/clipping.ts'
import { ALL_RULES, FAMILIES } from '../../core/optimizer/conventions.ts'
import { withWeightDecay } from '../../core/optimizer/weight-decay.ts'
import { readProps } from '../../widget-kit/read-params.ts'
import { messages } from './messages.ts'
import { init, reduce, runOf, stopsOf, valuesOf, type Action, type State } from './model.ts'
import { HYPERS, params } from './params.ts'
import { chosenAt, ruleOf } from './run.ts'
import { stateSchema } from './state-schema.ts'

const start = (props: Record<string, unknown>): State => {
  const { values, notes } = readProps(params, props)
  expect(notes).toEqual([])
  return init(values)
}
const after = (state: State, ...actions: Action[]): State => actions.reduce(reduce, state)

const ALL = FAMILIES.flatMap(({ id, conventions }) => conventions.map((c) => [id, c.id, c.rule] as const))

describe.each(ALL)('%s, %s', (optimizer, convention, rule) => {
  const state = start({ optimizer, convention, step: 3 })

  test('is begun with its own hyperparameters, all of them parameters with room for the rule’s range', () => {
    expect(ruleOf(state)).toBe(rule)
    for (const h of rule.hyperparameters) {
      const name = HYPERS.find((known) => known === h.name)!
      expect(params[name].range.min).toBeLessThanOrEqual(h.min)
      expect(params[name].range.max).toBeGreaterThanOrEqual(h.max)
      if (h.name !== 'alpha') expect(chosenAt(state, 0, name)).toBe(h.default)
      expect(runOf(state).setup.hyperparameters[h.name]).toBe(chosenAt(state, 0, name))
    }
  })

  test('has a name for every stop in both languages, and one for the convention', () => {
    const rules = [rule, withClipping(rule), ...(rule.id.endsWith('-l2') ? [] : [withWeightDecay(rule)])]
    const stops = rules.flatMap((r) => r.assignments.map((a) => a.target))
    for (const t of Object.values(messages)) {
      for (const stop of [...stopsOf(state), ...stops, 'norm', 'rate']) {
        expect(Object.hasOwn(t.names, stop) && t.names[stop], stop).toBeTruthy()
      }
      expect(t.params.convention[2]?.[convention]).toBeTruthy()
      expect(t.params.optimizer[2]?.[optimizer]).toBeTruthy()
    }
  })

  test('is the same run from its own address, and passes the schema', () => {
    expect(init(valuesOf(state))).toEqual(state)
    expect(v.parse(stateSchema, JSON.parse(JSON.stringify(state)))).toEqual(state)
  })
})

test('every rule of the course is a convention of some optimizer', () => {
  expect(ALL.map(([, , rule]) => rule)).toEqual(ALL_RULES)
})

test('a convention that does not fit falls back to the usual one', () => {
  expect(start({ optimizer: 'adam', convention: 'rate-inside' }).convention).toBe('epsilon-outside')
  expect(readProps(params, { convention: 'nobody’s' }).notes).toHaveLength(1)
  const momentum = start({ optimizer: 'momentum', convention: 'rate-inside' })
  expect(after(momentum, { type: 'convention', convention: 'epsilon-hat' })).toBe(momentum)
  expect(after(momentum, { type: 'optimizer', optimizer: 'adam' }).convention).toBe('epsilon-outside')
})

test('what was chosen stays when the convention changes; what was not follows the convention', () => {
  const state = start({ optimizer: 'adam', beta1: 0.5 })
  const hat = after(state, { type: 'convention', convention: 'epsilon-hat' })
  expect([chosenAt(hat, 0, 'beta1'), chosenAt(hat, 0, 'epsilon')]).toEqual([0.5, 1e-7])
  expect(chosenAt(state, 0, 'epsilon')).toBe(1e-8)
})

test('Keras’s velocity differs from PyTorch’s as soon as the learning rate changes, and not before', () => {
  const [sum, inside] = ['sum', 'rate-inside'].map((convention) =>
    start({ optimizer: 'momentum', convention, objective: 'square', alpha: 0.1, beta: 0.5 }),
  ) as [State, State]
  const x = (state: State, k: number) => runOf(state).frame(k).theta[0]!
  for (const k of [1, 2, 5]) expect(x(sum, k)).toBeCloseTo(x(inside, k), 12)
  const slower: Action[] = [
    { type: 'go', step: 2 },
    { type: 'hyper', name: 'alpha', value: 0.01 },
  ]
  expect(x(after(sum, ...slower), 3)).not.toBeCloseTo(x(after(inside, ...slower), 3), 3)
})

describe('around a rule', () => {
  test('L2 decay and clipping are lines of their own, also when they begin on the way', () => {
    const plain = start({ objective: 'square', alpha: 0.1, step: 2 })
    const clipped = after(plain, { type: 'hyper', name: 'clip', value: 1 })
    expect(stopsOf(clipped)).toEqual(['g', 'norm', 'g_clipped', 'delta', 'theta', 'loss'])
    expect(runOf(clipped).frame(2).theta).toEqual(runOf(plain).frame(2).theta)
    // The gradient −3.84 is cut to −1.
    expect(runOf(clipped).frame(3).trace!.values['g_clipped']).toEqual([-1])
    const decayed = after(plain, { type: 'hyper', name: 'l2', value: 0.5 })
    const { theta, trace } = runOf(decayed).frame(3)
    expect(stopsOf(decayed)).toEqual(['g', 'g_decayed', 'delta', 'theta', 'loss'])
    expect(trace!.values['g_decayed']![0]).toBe(trace!.gradient[0]! + 0.5 * trace!.theta[0]!)
    expect(theta).not.toEqual(runOf(plain).frame(3).theta)
  })

  test('a schedule and its warm-up give the rate of each step', () => {
    const state = start({ alpha: 0.1, schedule: 'step-decay', every: 2, gamma: 0.1, warmup: 0, step: 5 })
    const rates = [1, 2, 3, 4, 5].map((k) => runOf(state).frame(k).trace!.schedule!.rate)
    ;[0.1, 0.1, 0.01, 0.01, 0.001].forEach((rate, i) => expect(rates[i]).toBeCloseTo(rate, 12))
    expect(stopsOf(state)).toContain('rate')
    const warm = after(state, { type: 'scheduled', scheduled: { schedule: 'none', warmup: 4 } })
    // αₖ = α·(w + (1 − w)·k/W) with w = 0.1.
    const first = [1, 2, 5].map((k) => runOf(warm).frame(k).trace!.schedule!.rate)
    ;[0.01, 0.0325, 0.1].forEach((rate, i) => expect(first[i]).toBeCloseTo(rate, 12))
  })
})

describe('numbers changed by hand', () => {
  const state = start({ optimizer: 'momentum', objective: 'square', alpha: 0.1, beta: 0.5, step: 2 })
  const edit = (name: string, value: number | null): Action => ({ type: 'edit', name, coordinate: 0, value })

  test('hold from their step on, and are given back to the rule bit for bit', () => {
    const changed = after(state, edit('u', 4), edit('theta', 1))
    const { theta, state: slots } = runOf(changed).frame(2)
    expect([theta, slots['u']]).toEqual([[1], [4]])
    // u = 0.5·4 + 2(1 − 3) = −2, θ = 1 + 0.2
    expect(runOf(changed).frame(3).theta[0]).toBeCloseTo(1.2, 15)
    const returned = after(changed, edit('u', null), edit('theta', null))
    expect(returned).toEqual(state)
    expect(runOf(returned).frame(3)).toEqual(runOf(state).frame(3))
  })

  test('are refused where there is no such number, none that can be used, or too many', () => {
    expect(after(state, edit('m', 1))).toBe(state)
    expect(after(state, edit('u', Infinity), edit('u', 1e7))).toBe(state)
    expect(after(state, { type: 'edit', name: 'u', coordinate: 1, value: 0 })).toBe(state)
    const many = Array.from({ length: 600 }, (_, step) => ({ step, name: 'u', coordinate: 0, value: 1 }))
    expect(v.is(stateSchema, { ...state, changes: many })).toBe(false)
    expect(v.is(stateSchema, { ...state, changes: many.slice(0, 500) })).toBe(true)
    expect(v.is(stateSchema, { ...state, changes: [{ ...many[0], name: 'm' }] })).toBe(false)
    const full = { ...state, changes: many.slice(0, 500) }
    expect(after({ ...full, step: 501 }, edit('u', 2))).toEqual({ ...full, step: 501 })
  })
})

describe('steps that see some of the samples', () => {
  const state = start({ objective: 'least-squares', batch: 'mini', size: 2, seed: 5, step: 3 })

  test('which ones is a function of seed and step, and a hand may choose others', () => {
    const samples = (s: State, k: number) => runOf(s).frame(k).trace!.samples
    expect([1, 2, 3].flatMap((k) => samples(state, k)!).sort()).toEqual([0, 1, 2, 3, 4, 5])
    const other = after(state, { type: 'sampled', sampled: { seed: 6 } })
    expect([1, 2, 3, 4].map((k) => samples(other, k))).not.toEqual([1, 2, 3, 4].map((k) => samples(state, k)))
    const picked = after(state, { type: 'pick', samples: [4] })
    expect(samples(picked, 4)).toEqual([4])
    expect([3, 5].map((k) => samples(picked, k))).toEqual([3, 5].map((k) => samples(state, k)))
    expect(after(picked, { type: 'pick', samples: null })).toEqual(state)
    expect(after(state, { type: 'pick', samples: [6] }, { type: 'pick', samples: [] })).toBe(state)
  })

  test('one chosen sample is used by every step; all of them when all are asked for', () => {
    const one = after(state, { type: 'sampled', sampled: { batch: 'one', sample: 3 } })
    for (const k of [1, 2, 3]) expect(runOf(one).frame(k).trace!.samples).toEqual([2])
    const all = after(state, { type: 'sampled', sampled: { batch: 'all' } })
    expect(runOf(all).frame(1).samples).toBeUndefined()
  })

  test('points can be changed, and only into points', () => {
    const moved = after(state, { type: 'points', points: [0, 1, 2, 5] })
    expect(runOf(moved).setup.objective.minima[0]).toEqual([2, 1])
    expect(after(state, { type: 'points', points: [0, 1, 2] })).toBe(state)
    expect(readProps(params, { points: [1, 2, 3] }).notes).toHaveLength(1)
  })
})

test('a bowl of another condition number begins with a learning rate that suits it', () => {
  const state = start({ objective: 'bowl', condition: 100 })
  expect(runOf(state).setup.objective.lambdaMax).toBe(100)
  expect(chosenAt(state, 0, 'alpha')).toBe(0.01)
  expect(chosenAt(start({ objective: 'bowl', condition: 100, alpha: 0.02 }), 0, 'alpha')).toBe(0.02)
})
