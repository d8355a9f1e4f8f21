import fc from 'fast-check'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { adam } from '../../core/optimizer/adam.ts'
import type { Rule } from '../../core/optimizer/rule.ts'
import { readProps } from '../../widget-kit/read-params.ts'
import { stopTex, headOf, linesOf } from './lines.ts'
import { init, objectiveOf, reduce, runOf, stopsOf, type Action, type State } from './model.ts'
import { HYPERS, params } from './params.ts'
import { stateSchema } from './state-schema.ts'

const start = (props: Record<string, unknown> = {}): State => {
  const { values, notes } = readProps(params, props)
  expect(notes).toEqual([])
  return init(values)
}
const after = (state: State, ...actions: Action[]): State => actions.reduce(reduce, state)
const times = (n: number, type: 'forward' | 'back' | 'sub-forward' | 'sub-back'): Action[] =>
  Array.from({ length: n }, () => ({ type }))
const frameOf = (state: State) => runOf(state).frame(state.step)

test.each(['gradient-descent', 'momentum', 'adam'])(
  '50 forward and 50 back is bit-identical (%s)',
  (optimizer) => {
    const state = start({ optimizer, objective: 'rosenbrock', alpha: 0.001, span: 50 })
    const forward = after(state, ...times(50, 'forward'))
    expect(forward.step).toBe(50)
    // Only the run is compared: what the three lines show may have moved.
    expect(after(forward, ...times(50, 'back'))).toEqual(state)
    const again = after(forward, ...times(50, 'back'), ...times(50, 'forward'))
    expect(Object.is(frameOf(again).theta[0], frameOf(forward).theta[0])).toBe(true)
    expect(frameOf(again)).toEqual(frameOf(forward))
  },
)

test('Adam by hand: two steps on x² from 1, in plain arithmetic', () => {
  const state = start({ optimizer: 'adam', objective: 'typed', formula: 'x^2', start: [1], alpha: 0.1 })
  let [x, m, v] = [1, 0, 0]
  for (let t = 1; t <= 2; t++) {
    const g = 2 * x
    m = 0.9 * m + 0.1 * g
    v = 0.999 * v + 0.001 * g * g
    x -= (0.1 * (m / (1 - 0.9 ** t))) / (Math.sqrt(v / (1 - 0.999 ** t)) + 1e-8)
    expect(frameOf(after(state, ...times(t, 'forward'))).theta[0]).toBeCloseTo(x, 14)
  }
})

test('sub-steps visit every stop of a step and end at the next step', () => {
  const state = start({ optimizer: 'adam' })
  const stops = stopsOf(state).length
  expect(stops).toBe(9)
  let s = state
  for (let i = 1; i < stops; i++) {
    s = after(s, { type: 'sub-forward' })
    expect([s.step, s.sub]).toEqual([0, i])
  }
  s = after(s, { type: 'sub-forward' })
  expect([s.step, s.sub]).toEqual([1, 0])
  s = after(s, ...times(stops, 'sub-back'))
  expect([s.step, s.sub]).toEqual([0, 0])
  expect(after(s, { type: 'sub-back' })).toBe(s)
})

test('a hyperparameter changed at a step holds from there on, and what was before stays', () => {
  const state = start({ optimizer: 'momentum', alpha: 0.05 })
  const before = after(state, { type: 'go', step: 5 })
  const changed = after(before, { type: 'hyper', name: 'alpha', value: 0.01 }, { type: 'forward' })
  expect(runOf(changed).frame(5)).toMatchObject({ theta: frameOf(before).theta })
  expect(frameOf(changed).theta).not.toEqual(frameOf(after(before, { type: 'forward' })).theta)
  expect(frameOf(changed).hyperparameters.alpha).toBe(0.01)
  expect(runOf(changed).frame(4).hyperparameters.alpha).toBe(0.05)
})

test('a change made earlier replaces what was changed later', () => {
  const late = after(start(), { type: 'go', step: 6 }, { type: 'hyper', name: 'alpha', value: 0.02 })
  const early = after(late, { type: 'go', step: 2 }, { type: 'hyper', name: 'alpha', value: 0.05 })
  expect(early.changes).toEqual([{ step: 2, name: 'alpha', value: 0.05 }])
  const first = after(early, { type: 'go', step: 0 }, { type: 'hyper', name: 'alpha', value: 0.01 })
  expect(first).toMatchObject({ changes: [], hyper: { alpha: 0.01 } })
})

test('walking off to infinity stops at the step where a number is no number any more', () => {
  const state = after(start({ objective: 'square', alpha: 10 }), { type: 'go', step: 10_000 })
  const broken = runOf(state).firstNonFinite(state.step)
  expect(broken?.step).toBe(state.step)
  expect(after(state, { type: 'forward' }).step).toBe(state.step)
  expect(after(state, { type: 'sub-forward' })).toMatchObject({ step: state.step, sub: 0 })
  expect(after(state, { type: 'back' }).step).toBe(state.step - 1)
})

test('a typed formula that is none changes nothing; one that is begins anew', () => {
  const state = after(start(), { type: 'go', step: 7 })
  for (const formula of ['', 'x+', 'foo(x)', '('.repeat(5000), '3', 'z^2', 'x^1e308', '%#'.repeat(32_000)])
    expect(after(state, { type: 'formula', formula })).toBe(state)
  const typed = after(state, { type: 'formula', formula: 'x^2 + 3*y^2' })
  expect(typed).toMatchObject({ objective: 'typed', step: 0 })
  expect(objectiveOf(typed).gradientAt([1, 1])).toEqual([2, 6])
})

test('a new start undoes clipping that was switched on later, and the lines of the rule with it', () => {
  const s = after(
    start(),
    { type: 'go', step: 2 },
    { type: 'hyper', name: 'clip', value: 0.5 },
    { type: 'start', start: [1, 1] },
  )
  expect(s.focus).toBe(start().focus)
})

test('any sequence of actions keeps the cursor inside the run and the state valid', () => {
  const action: fc.Arbitrary<Action> = fc.oneof(
    fc.constantFrom<Action>(
      { type: 'forward' },
      { type: 'back' },
      { type: 'sub-forward' },
      { type: 'sub-back' },
      { type: 'optimizer', optimizer: 'adam' },
      { type: 'optimizer', optimizer: 'momentum' },
      { type: 'objective', objective: 'square' },
      { type: 'objective', objective: 'saddle' },
      { type: 'objective', objective: 'least-squares' },
      { type: 'optimizer', optimizer: 'amsgrad' },
      { type: 'convention', convention: 'uncorrected' },
      { type: 'convention', convention: 'epsilon-hat' },
      { type: 'sampled', sampled: { batch: 'mini', size: 3 } },
      { type: 'scheduled', scheduled: { schedule: 'cosine', total: 7 } },
      { type: 'scheduled', scheduled: { warmup: -1 } },
      { type: 'pick', samples: [0, 2] },
      { type: 'pick', samples: [9] },
      { type: 'pick', samples: null },
      { type: 'condition', condition: 50 },
      { type: 'points', points: [1, 2, 3] },
      { type: 'points', points: [1, 2, 3, 4] },
    ),
    fc.record({
      type: fc.constant('edit' as const),
      name: fc.constantFrom('theta', 'g', 'm', 'v', 'v_max', 'u', 'nobody'),
      coordinate: fc.nat(2),
      value: fc.option(fc.double()),
    }),
    fc.record({
      type: fc.constant('go' as const),
      step: fc.oneof({ arbitrary: fc.nat(400), weight: 9 }, fc.constantFrom(NaN, -1, 2.5, 3e4, 1e9)),
    }),
    fc.record({ type: fc.constant('focus' as const), stop: fc.nat(20) }),
    fc.record({ type: fc.constant('hyper' as const), name: fc.constantFrom(...HYPERS), value: fc.double() }),
    fc.record({ type: fc.constant('start' as const), start: fc.array(fc.double(), { maxLength: 3 }) }),
  )
  fc.assert(
    fc.property(fc.array(action, { maxLength: 25 }), (actions) => {
      const s = after(start(), ...actions)
      const stops = stopsOf(s).length
      expect(s.step).toBe(runOf(s).frame(s.step).t)
      expect(s.sub).toBeGreaterThanOrEqual(0)
      expect(s.sub).toBeLessThan(stops)
      expect(s.start.length).toBe(objectiveOf(s).names.length)
      expect(v.safeParse(stateSchema, JSON.parse(JSON.stringify(s))).output).toEqual(s)
    }),
    { numRuns: 200 },
  )
})

/** The plain text of a line: what a reader sees, without markup. */
const plain = (tex: string) => tex.replace(/\\htmlClass\{[^}]*\}/g, '').replace(/[{}\s]/g, '')

test('one coefficient changed in one assignment changes symbols, numbers and result alike', () => {
  const assignments = adam.assignments.map((a) =>
    a.target === 'delta' && a.value.kind === 'divide'
      ? {
          ...a,
          value: {
            ...a.value,
            left: {
              kind: 'multiply' as const,
              left: { kind: 'number' as const, value: 3 },
              right: a.value.left,
            },
          },
        }
      : a,
  )
  const tripled: Rule = { ...adam, assignments }
  const state = start({ optimizer: 'adam', objective: 'square', step: 1 })
  const { setup } = runOf(state)
  const trace = runOf(state).frame(1).trace!
  const lines = (rule: Rule) => linesOf('delta', { ...setup, rule }, trace, 4)
  expect(plain(headOf('delta', setup))).not.toContain('3')
  expect(plain(headOf('delta', { ...setup, rule: tripled }))).toContain('3')
  expect(plain(lines(tripled).rows[0]!.numbers)).toContain('3\\cdot')
  expect(Number(lines(tripled).rows[0]!.text.replace('−', '-'))).toBeCloseTo(
    3 * Number(lines(adam).rows[0]!.text.replace('−', '-')),
    3,
  )
})

test('the lines of a step in two coordinates are aligned under one head', () => {
  const state = start({ objective: 'bowl', start: [-4, 2], alpha: 0.1, step: 1 })
  const trace = runOf(state).frame(1).trace!
  const lines = linesOf('theta', runOf(state).setup, trace, 4)
  // By hand: x: −4 − 0.1·(−4) = −3.6, y: 2 − 0.1·20 = 0.
  expect(lines.rows.map((r) => [r.coordinate, r.text])).toEqual([
    ['x', '−3.6'],
    ['y', '0'],
  ])
  expect(plain(lines.rows[0]!.numbers)).toBe('-4-(-0.4)')
  expect(stopTex(lines, true, 4).match(/&=/g)).toHaveLength(5)
})
