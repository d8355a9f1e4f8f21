import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { evaluate } from '../../core/formula/evaluate.ts'
import { lastPlace } from '../../core/formula/precision.ts'
import { PRECISIONS } from '../../core/loss/float-format.ts'
import { SOFTMAX_STAGES, softmaxFormula, stageResult, stageValues } from '../../core/loss/softmax-formulas.ts'
import { readProps } from '../../widget-kit/read-params.ts'
import { reachOf } from './Bars.tsx'
import { conditionOf, isBroken } from './condition.ts'
import { cell, filled, hasMoreDigits, headOf, linesOf, notationsFor, shortest } from './lines.ts'
import { mixturePaths, placeOf } from './mixture.ts'
import {
  type Action,
  changeByShift,
  computed,
  EXAMPLE_IDS,
  EXAMPLES,
  init,
  isHidden,
  reduce,
  type State,
  stopsOf,
  valuesOf,
} from './model.ts'
import { params } from './params.ts'
import { stateSchema } from './state-schema.ts'

const start = (props: Record<string, unknown> = {}): State => {
  const { values, notes } = readProps(params, props)
  expect(notes).toEqual([])
  return init(values)
}
const after = (state: State, ...actions: Action[]): State => actions.reduce(reduce, state)

describe('what the reader sees of a softmax', () => {
  test('two classes by hand: logits 1 and 0 give σ(1), and the rest', () => {
    const { probabilities, loss, gradient } = computed(start({ logits: [1, 0], target: 'B' }))
    const p = 1 / (1 + Math.exp(-1))
    expect(probabilities[0]).toBeCloseTo(p, 15)
    expect(loss).toBeCloseTo(-Math.log(1 - p), 14)
    expect(gradient![0]).toBeCloseTo(p, 15)
    expect(gradient![1]).toBeCloseTo(-p, 15)
  })

  test('adding 1000 changes nothing, unless computed by the definition', () => {
    const state = after(start(), { type: 'shift', value: 1000 })
    expect(computed(state).logits).toEqual([1002, 1001, 1000.1])
    expect(changeByShift(state)).toBeLessThan(1e-13)
    const naive = after(state, { type: 'method', method: 'naive' })
    expect(changeByShift(naive)).toBeNaN()
    expect(conditionOf(computed(naive))).toEqual({ kind: 'overflow', classes: [0, 1, 2] })
    expect(isBroken(computed(state))).toBe(false)
  })

  test('the examples show what they are there for', () => {
    const kindOf = (id: keyof typeof EXAMPLES, props: Record<string, unknown>) =>
      conditionOf(computed(after(start(props), { type: 'example', id })))
    const naive = { method: 'naive' }
    expect(kindOf('usual', naive).kind).toBe('fine')
    expect(kindOf('large', naive).kind).toBe('overflow')
    expect(kindOf('low', naive).kind).toBe('all-vanish')
    expect(kindOf('single', naive).kind).toBe('fine')
    expect(kindOf('single', { ...naive, precision: 'float32' })).toEqual({ kind: 'overflow', classes: [1] })
    expect(kindOf('apart', { method: 'stable' })).toEqual({ kind: 'some-vanish', classes: [1] })
    for (const id of EXAMPLE_IDS)
      expect(isBroken(computed(after(start(), { type: 'example', id })))).toBe(false)
    // Two exponentials below the largest number, and their sum above it.
    const both = start({ logits: [709.7, 709.7], ...naive })
    expect(conditionOf(computed(both)).kind).toBe('sum-overflow')
  })

  test('the loss of a class that is next to impossible is lost by the definition alone', () => {
    const naive = start({ logits: [0, -800], method: 'naive', target: 'B' })
    expect(computed(naive).loss).toBe(Infinity)
    expect(isBroken(computed(naive))).toBe(true)
    expect(computed(naive, 'stable').loss).toBe(800)
  })
})

describe('the cursor', () => {
  test('walks through all stages and back, and stays inside', () => {
    const state = start({ target: 'A', stage: 'scaled' })
    let s = state
    for (const stage of SOFTMAX_STAGES) {
      expect(s.stage).toBe(stage)
      s = after(s, { type: 'next' })
    }
    expect(s.stage).toBe('gradient')
    expect(after(s, { type: 'first' })).toEqual(state)
    expect(after(state, { type: 'previous' })).toEqual(state)
    const naive = after(state, { type: 'method', method: 'naive' }, { type: 'next' })
    expect(naive.stage).toBe('exponential')
  })

  test('goes on to a stage that there is when its own is taken away', () => {
    expect(after(start({ stage: 'shifted' }), { type: 'method', method: 'naive' }).stage).toBe('exponential')
    const lost = after(start({ stage: 'loss', target: 'C' }), { type: 'remove' })
    expect(lost).toMatchObject({ stage: 'probability', target: null, focus: 0 })
    expect(start({ focus: 'H', target: 'H' })).toMatchObject({ focus: 2, target: null })
  })
})

test('any actions leave a valid state that its link brings back', () => {
  const number = fc.double({ min: -2e4, max: 2e4 })
  const action: fc.Arbitrary<Action> = fc.oneof(
    fc.constantFrom<Action>(
      ...(['next', 'previous', 'first', 'last', 'next-class', 'previous-class'] as const).map((type) => ({
        type,
      })),
      { type: 'add' },
      { type: 'remove' },
      { type: 'tell-apart' },
      { type: 'turn', on: true },
      { type: 'method', method: 'naive' },
      { type: 'method', method: 'stable' },
      { type: 'precision', precision: 'float32' },
    ),
    fc.record({ type: fc.constant('logit' as const), k: fc.nat(9), value: number }),
    fc.record({ type: fc.constantFrom('shift' as const, 'temperature' as const), value: number }),
    fc.record({ type: fc.constant('target' as const), target: fc.constantFrom(null, 0, 5) }),
    fc.record({ type: fc.constant('focus' as const), k: fc.nat(9) }),
    fc.record({ type: fc.constant('stage' as const), stage: fc.constantFrom(...SOFTMAX_STAGES) }),
    fc.record({ type: fc.constant('example' as const), id: fc.constantFrom(...EXAMPLE_IDS) }),
  )
  fc.assert(
    fc.property(fc.array(action, { maxLength: 25 }), (actions) => {
      const s = after(start(), ...actions)
      expect(v.safeParse(stateSchema, JSON.parse(JSON.stringify(s))).output).toEqual(s)
      expect(init(valuesOf(s))).toEqual(s)
      expect(stopsOf(s)).toContain(s.stage)
      // The stable way has a probability for every class, whatever the reader did.
      const { probabilities } = computed(s, 'stable')
      expect(probabilities.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 5)
    }),
    { numRuns: 300 },
  )
})

describe('what is shown', () => {
  test('recomputed from its digits gives the shown result, in both formats and ways', () => {
    const setting = fc.record({
      logits: fc.array(fc.double({ min: -120, max: 120, noNaN: true }), { minLength: 2, maxLength: 8 }),
      temperature: fc.double({ min: 0.01, max: 1000, noNaN: true }),
      method: fc.constantFrom('stable', 'naive'),
      precision: fc.constantFrom(...PRECISIONS),
      digits: fc.integer({ min: 2, max: 12 }),
      target: fc.constantFrom('A', 'B'),
      focus: fc.constantFrom('A', 'B'),
    })
    fc.assert(
      fc.property(setting, (props) => {
        const state = start(props)
        const stages = computed(state)
        for (const stage of stopsOf(state)) {
          const formula = softmaxFormula(stage, stages.stable, stages.logits.length)
          const held = stageResult(stage, stages, state.focus)
          if (!Number.isFinite(held)) continue
          const values = stageValues(stage, stages, state.focus)
          const { shown, result, digits, agrees } = filled(
            formula,
            values,
            held,
            notationsFor(0),
            state.precision,
            state.digits,
          )
          // Below the normal numbers, and where m + ln S is next to 0, float32 has nothing left to show.
          const exact = Math.abs(evaluate(formula, values))
          const least = stage === 'log-sum-exp' ? 2e-5 * Math.abs(stages.maximum) : 2 ** -126
          if (state.precision === 'float32' && exact < least) continue
          expect(agrees, stage).toBe(true)
          const env = { ...values, ...shown }
          const recomputed = evaluate(formula, env)
          expect(Math.abs(recomputed - result.value), stage).toBeLessThanOrEqual(
            lastPlace(result.value, digits) * (1 + 1e-9),
          )
          // And the result is the machine's, to its digits.
          expect(Math.abs(result.value - held)).toBeLessThanOrEqual(
            lastPlace(held, digits) * 0.5 + 1e-6 * Math.abs(held),
          )
        }
      }),
      { numRuns: 300 },
    )
  })

  test('large logits keep the digits by which they differ, and those are marked', () => {
    const marked = (props: Record<string, unknown>) => {
      const state = start({ logits: [1.23456, 0.5], digits: 4, ...props })
      const options = { precision: state.precision, digits: 4, hidden: 'nothing' } as const
      const { tex } = linesOf('shifted', computed(state), 1, options)
      return [...tex.matchAll(/more-digits\}\{([^{}]*)/g)].map((m) => m[1])
    }
    // d = s − m of class B.
    expect(marked({ shift: 1000 })).toEqual(['1000.5', '1001.2346'])
    expect(marked({ logits: [1.5, 0.25] })).toEqual([])
    expect(hasMoreDigits('scaled', 1001.23456, 'float64', 4)).toBe(true)
    expect(hasMoreDigits('scaled', 1001, 'float64', 4)).toBe(false)
    expect(hasMoreDigits('probability', 1001.23456, 'float64', 4)).toBe(false)
  })

  test('a float32 is said in as few digits as say it', () => {
    expect(shortest(Math.fround(0.1))).toBe(0.1)
    expect(shortest(Math.fround(1 / 3))).toBe(0.33333334)
    expect(cell(Math.fround(0.1), 'float32', 12)).toBe('0.1')
    expect(cell(1 / 3, 'float32', 12)).toBe('0.333333')
    expect(cell(1 / 3, 'float64', 12)).toBe('0.333333333333')
  })

  test('the lines follow the way that is taken and hide what is asked for', () => {
    const state = start({ logits: [2, 1], stage: 'exponential' })
    const options = { precision: 'float64', digits: 4, hidden: 'nothing' } as const
    expect(headOf('exponential', computed(state), 1)).toContain('{d_{\\mathrm{B}}}')
    expect(headOf('exponential', computed(state, 'naive'), 1)).toContain('{s_{\\mathrm{B}}}')
    expect(headOf('log-sum-exp', computed(state, 'naive'), 1)).not.toContain('m +')
    expect(linesOf('exponential', computed(state), 1, options).text).toBe('0.3679')
    // What is rounded keeps its zeros: p of A is 0.65900.
    const slope = linesOf('gradient', computed(start({ target: 'A' })), 0, options)
    expect(slope.tex).toContain('\\frac{0.6590 - 1}')
    const asked = linesOf('probability', computed(state), 1, { ...options, hidden: 'result' })
    expect(asked.tex).toContain('0.3679')
    expect(asked.tex).not.toContain('0.2689')
    expect(asked.text).toBe('?')
    const all = linesOf('gradient', computed(start({ target: 'B' })), 1, { ...options, hidden: 'all' })
    expect(all.tex).not.toMatch(/\d\.\d/)
    // The loss is the target's, whichever class is looked at.
    expect(headOf('loss', computed(start({ target: 'C' })), 0)).toContain('d_{\\mathrm{C}}')
  })

  test('what would give the hidden probability away is hidden with it', () => {
    const state = start({ turn: 'on', focus: 'B', target: 'B' })
    const hidden = (stage: (typeof SOFTMAX_STAGES)[number], k: number) => isHidden(state, stage, k)
    expect(SOFTMAX_STAGES.filter((stage) => hidden(stage, 1))).toEqual(['probability', 'loss', 'gradient'])
    expect(SOFTMAX_STAGES.filter((stage) => hidden(stage, 0))).toEqual(['loss'])
    expect(isHidden({ ...state, target: 0 }, 'loss', 1)).toBe(false)
    expect(isHidden({ ...state, shift: 1000, method: 'naive' }, 'probability', 1)).toBe(false)
  })

  test('the axis of the logits holds them and leaves room', () => {
    expect(reachOf([2, 1, 0.1])).toBe(5)
    expect(reachOf([5, 1])).toBe(10)
    expect(reachOf([-10, 1])).toBe(20)
    expect(reachOf([1000, 999])).toBe(2000)
    expect(reachOf([99, 0])).toBe(100)
  })

  test('the shares run from all for the largest to the same for all', () => {
    const corners = (d: string) =>
      d
        .slice(1, -1)
        .split('L')
        .map((c) => c.split(' ').map(Number))
    const [a, b] = mixturePaths([2, 1]).map(corners)
    // The first path runs along the top and back along the border: all at the left, half at the right.
    expect(a![0]).toEqual([0, 0])
    expect(a!.at(-1)).toEqual([0, 100])
    expect(a![101]![1]).toBeCloseTo(50, 1)
    expect(b![0]).toEqual([0, 100])
    expect(b![101]).toEqual([100, 100])
    // At T = 1, the middle decade: σ(1).
    expect(placeOf(1)).toBeCloseTo(0.4, 12)
    expect(a!.find(([x], i) => x === 40 && i > 100)![1]).toBeCloseTo(100 / (1 + Math.exp(-1)), 2)
  })
})
