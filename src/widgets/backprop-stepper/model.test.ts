import fc from 'fast-check'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { evaluate } from '../../core/formula/evaluate.ts'
import { substitution } from '../../core/formula/precision.ts'
import { readProps } from '../../widget-kit/read-params.ts'
import { alignedTex, arrived, linesOf, operationText, sumOverPaths } from './lines.ts'
import { init, placeOf, reduce, usualValues, type Action, type State } from './model.ts'
import { params } from './params.ts'
import { stateSchema } from './state-schema.ts'

const start = (props: Record<string, unknown> = {}): State => {
  const { values, notes } = readProps(params, props)
  expect(notes).toEqual([])
  return init(values)
}
const after = (state: State, ...actions: Action[]): State => actions.reduce(reduce, state)
const times = (n: number, type: 'forward' | 'back'): Action[] => Array.from({ length: n }, () => ({ type }))
const GRAPHS = params.graph.options.map((o) => o.value)

/** What is known at a place, by name. */
const known = (state: State) => {
  const { graph, sweep } = placeOf(state)
  return {
    values: Object.fromEntries(graph.nodes.map((n) => [n.name, sweep.values[n.id]])),
    gradients: Object.fromEntries(graph.nodes.map((n) => [n.name, sweep.gradients[n.id]])),
  }
}

test('values first, then the seed, then edge by edge, worked out by hand for (a·b + c)²', () => {
  let state = start()
  expect(known(state).values).toEqual({ a: 2, b: -3, u: null, c: 4, s: null, L: null })
  const seen: unknown[] = []
  for (let i = 0; i < 9; i++) {
    state = after(state, { type: 'forward' })
    const { values, gradients } = known(state)
    seen.push([values['u'], values['s'], values['L'], gradients['L'], gradients['s'], gradients['u']])
  }
  expect(seen).toEqual([
    [-6, null, null, null, null, null],
    [-6, -2, null, null, null, null],
    [-6, -2, 4, null, null, null],
    [-6, -2, 4, 1, null, null],
    [-6, -2, 4, 1, -4, null],
    [-6, -2, 4, 1, -4, -4],
    [-6, -2, 4, 1, -4, -4],
    [-6, -2, 4, 1, -4, -4],
    [-6, -2, 4, 1, -4, -4],
  ])
  expect(known(state).gradients).toMatchObject({ a: 12, b: -8, c: -4 })
  expect(after(state, { type: 'forward' })).toBe(state)
})

test.each(GRAPHS)('forward to the end and back is bit-identical (%s)', (graph) => {
  const state = start({ graph })
  const last = placeOf(state).items.length
  const end = after(state, ...times(last, 'forward'))
  expect(end.step).toBe(last)
  expect(after(end, ...times(last, 'back'))).toEqual(state)
  expect(placeOf(after(end, ...times(last, 'back'), ...times(last, 'forward'))).sweep).toEqual(
    placeOf(end).sweep,
  )
  expect(after(state, { type: 'next-pass' }, { type: 'next-pass' })).toEqual(end)
  expect(after(end, { type: 'last-pass' }, { type: 'last-pass' })).toEqual(state)
})

test('an input edited keeps the place, and everything follows', () => {
  const state = after(start(), { type: 'go', step: 6 }, { type: 'value', leaf: 0, value: 1 })
  expect(state.step).toBe(6)
  // a = 1: s = −3 + 4 = 1, ∂L/∂s = 2.
  expect(known(state)).toMatchObject({ values: { s: 1, L: 1 }, gradients: { s: 2, u: 2 } })
  expect(after(state, { type: 'value', leaf: 0, value: 11 })).toBe(state)
  expect(after(state, { type: 'value', leaf: 7, value: 1 })).toBe(state)
  expect(after(state, { type: 'value', leaf: 0, value: NaN })).toBe(state)
})

test('a typed expression that is none changes nothing; one that is begins anew and keeps what it shares', () => {
  const state = after(start(), { type: 'value', leaf: 1, value: 5 }, { type: 'go', step: 4 })
  for (const formula of ['', 'x+', 'foo(x)', '('.repeat(5000), '3', 'x', 'x^1e400', '%'.repeat(64_000)])
    expect(after(state, { type: 'formula', formula })).toBe(state)
  const typed = after(state, { type: 'formula', formula: 'b*x + b' })
  expect(typed).toMatchObject({ graph: 'typed', step: 0 })
  expect(known(typed).values).toMatchObject({ b: 5 })
  // A logarithm begins where it has a value.
  const ln = start({ graph: 'typed', formula: 'ln(a) + ln(b)' })
  expect(usualValues(ln).every((x) => x > 0)).toBe(true)
})

test('what is not finite stays a state', () => {
  const state = start({ graph: 'typed', formula: 'ln(x)*y', values: [-1], step: 120 })
  expect(known(state).values).toMatchObject({ L: NaN })
  // Two values, the seed, and the edges to v₁, y and x.
  expect(state.step).toBe(6)
})

test('your turn: a gradient is hidden until it is told, and again when something changes', () => {
  const state = start({ turn: 'on', step: 5 })
  expect(placeOf(state).hidden).toBe(true)
  expect(placeOf(start({ turn: 'on', step: 3 })).hidden).toBe(false)
  const told = after(state, { type: 'tell' })
  expect(placeOf(told).hidden).toBe(false)
  expect(placeOf(after(told, { type: 'forward' })).hidden).toBe(true)
  expect(placeOf(after(told, { type: 'forward' }, { type: 'back' })).hidden).toBe(true)
  expect(placeOf(after(told, { type: 'value', leaf: 0, value: 3 })).hidden).toBe(true)
})

test('your turn with the values too: each is hidden until it is told; what is no number is no question', () => {
  const hidden = (props: Record<string, unknown>) => placeOf(start(props)).hidden
  expect(hidden({ turn: 'all', step: 1 })).toBe(true)
  expect(hidden({ turn: 'on', step: 1 })).toBe(false)
  // Nothing is done at the start, and the seed is 1 by itself.
  expect([0, 4].map((step) => hidden({ turn: 'all', step }))).toEqual([false, false])
  expect(placeOf(after(start({ turn: 'all', step: 2 }), { type: 'tell' })).hidden).toBe(false)
  expect(hidden({ turn: 'all', graph: 'typed', formula: 'ln(x)*y', values: [-1, 1], step: 1 })).toBe(false)
  const { graph, item, sweep } = placeOf(start({ turn: 'all', step: 2 }))
  const shown = plain(alignedTex(linesOf(graph, item!, sweep, 4), true))
  expect(shown).toContain('=u+c')
  expect(shown).toContain('?')
  expect(shown.replaceAll('[6pt]', '')).not.toMatch(/[246]/)
})

test('any sequence of actions keeps the place inside the passes and the state valid', () => {
  const action: fc.Arbitrary<Action> = fc.oneof(
    fc.constantFrom<Action>(
      { type: 'forward' },
      { type: 'back' },
      { type: 'next-pass' },
      { type: 'last-pass' },
      { type: 'tell' },
      { type: 'turn', turn: 'on' },
      { type: 'turn', turn: 'all' },
      { type: 'activation', activation: 'relu' },
      { type: 'loss', loss: 'cross-entropy' },
    ),
    fc.constantFrom(...GRAPHS).map((graph) => ({ type: 'graph' as const, graph })),
    fc
      .constantFrom('x*y', 'x', 'sin(x)/y', '1/x', 'exp(exp(exp(x)))', 'x^x', '', 'a+b+c+d')
      .map((formula) => ({ type: 'formula' as const, formula })),
    fc.record({ type: fc.constant('go' as const), step: fc.double() }),
    fc.record({ type: fc.constant('value' as const), leaf: fc.nat(12), value: fc.double() }),
  )
  fc.assert(
    fc.property(fc.array(action, { maxLength: 25 }), (actions) => {
      const s = after(start(), ...actions)
      const { items, graph, item, sweep } = placeOf(s)
      expect(s.step).toBeLessThanOrEqual(items.length)
      expect(sweep.done).toBe(s.step)
      expect(s.values).toHaveLength(graph.leaves.length)
      expect(v.is(stateSchema, JSON.parse(JSON.stringify(s)))).toBe(true)
      if (item) linesOf(graph, item, sweep, 4)
    }),
    { numRuns: 200 },
  )
})

/** The plain text of a line: what a reader sees, without markup. */
const plain = (tex: string) => tex.replace(/\\htmlClass\{[^}]*\}/g, '').replace(/[{}\s]/g, '')
const linesAt = (state: State) => {
  const { graph, item, sweep } = placeOf(state)
  return linesOf(graph, item!, sweep, state.digits)
}

test('the lines of an edge: chain rule, local derivative, numbers, result', () => {
  const lines = linesAt(start({ step: 8 }))
  expect(plain(lines.left)).toBe('\\frac\\partialL\\partiala')
  expect(lines.symbols.map(plain)).toEqual([
    '\\frac\\partialL\\partialu\\cdot\\frac\\partialu\\partiala',
    '\\frac\\partialL\\partialu\\cdotb',
  ])
  expect([plain(lines.numbers), lines.result, lines.open]).toEqual(['-4\\cdot(-3)', '12', false])
})

test('a value used twice: the first contribution is open, the second sums both', () => {
  const first = linesAt(start({ graph: 'reused', step: 5 }))
  const second = linesAt(start({ graph: 'reused', step: 6 }))
  expect([first.open, second.open]).toEqual([true, false])
  expect(alignedTex(first, false)).toContain('\\leftarrow')
  expect(plain(second.numbers)).toBe('1\\cdot1+1\\cdot(-2)')
  expect(second.result).toBe('-1')
})

test('what is to be found is not in the lines', () => {
  const lines = linesAt(start({ step: 8 }))
  expect(alignedTex(lines, true)).toContain('?')
  expect(alignedTex(lines, true)).not.toContain('12')
  expect(alignedTex(lines, true)).not.toContain('(-3)')
  // Nor is the local derivative, which is b.
  expect(plain(alignedTex(lines, false))).toContain('\\cdotb')
  expect(plain(alignedTex(lines, true))).not.toContain('\\cdotb')
})

test('shown numbers, computed again, give the shown result to one unit in its last digit', () => {
  const anyState = fc.record({
    graph: fc.constantFrom(...GRAPHS.filter((g) => g !== 'typed')),
    activation: fc.constantFrom('tanh', 'sigmoid', 'relu'),
    loss: fc.constantFrom('squared-error', 'cross-entropy'),
    values: fc.array(
      fc.integer({ min: -3000, max: 3000 }).map((i) => i / 1000),
      { maxLength: 12 },
    ),
    digits: fc.integer({ min: 2, max: 8 }),
    step: fc.integer({ min: 1, max: 40 }),
  })
  fc.assert(
    fc.property(anyState, (props) => {
      const { graph, item, sweep } = placeOf(start({ ...props, values: props.values.slice(0, 2) }))
      if (item?.kind !== 'edge') return
      const edge = graph.edges[item.edge]!
      const e = sumOverPaths(graph, arrived(graph, edge, item.nth))
      const env = Object.fromEntries(
        graph.nodes.flatMap((n) => [
          [n.name, sweep.values[n.id] ?? NaN],
          [`grad ${n.name}`, sweep.gradients[n.id] ?? NaN],
        ]),
      )
      // The result is the gradient that the sweep has, bit for bit.
      expect(evaluate(e, env)).toBe(sweep.gradients[edge.tail])
      const { shown, result } = substitution(e, env, props.digits)
      const again = evaluate(e, Object.fromEntries(Object.entries(shown).map(([name, s]) => [name, s.value])))
      if (!Number.isFinite(result.value) || result.value === 0) return
      const exponent = Number(result.value.toExponential().split('e')[1])
      const unit = 10 ** Math.max(exponent - props.digits + 1, -400)
      expect(Math.abs(again - result.value)).toBeLessThanOrEqual(Math.max(unit, 1e-300) * 1.000001)
    }),
    { numRuns: 300 },
  )
})

test('operations are written as people write them', () => {
  const texts = (props: Record<string, unknown>) => {
    const { graph } = placeOf(start(props))
    return graph.nodes.filter((n) => n.formula).map((n) => operationText(graph, n))
  }
  expect(texts({})).toEqual(['a·b', 'u + c', 's²'])
  expect(texts({ graph: 'neuron' })).toEqual(['w·x', 'u + b', 'σ(z)', 's − y', 'r²'])
  expect(texts({ graph: 'network', activation: 'relu' }).slice(0, 2)).toEqual([
    'w₁₁·x₁ + w₁₂·x₂ + b₁',
    'ReLU(z₁)',
  ])
})

test('no graph has more places than one can go to', () => {
  for (const graph of GRAPHS)
    expect(placeOf(start({ graph })).items.length).toBeLessThanOrEqual(params.step.max)
})

test('where a difference cancels, the operands with more digits are marked, and no others', () => {
  // 1.000012 − 1.000004 = 0.000008: with four digits both would be 1.000.
  const values = [1.0000123, 1.0000045]
  const marks = (f: string) =>
    linesAt(start({ graph: 'typed', formula: f, values, step: 1 })).numbers.match(
      /more-digits[^{}]*\}\{[^{}]*/g,
    )
  expect(marks('x - y')).toHaveLength(2)
  expect(marks('x - y')!.every((mark) => /\{1\.0000\d{2,}$/.test(mark))).toBe(true)
  expect(marks('x + y')).toBeNull()
})
