import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as v from 'valibot'
import { evaluate } from '../../core/formula/evaluate.ts'
import { readProps } from '../../widget-kit/read-params.ts'
import { benchOf } from './bench.ts'
import { fits, rowOf } from './data.ts'
import { cell, gradientBlock, termBlock, totalBlock, type Worked } from './lines.ts'
import { LOSS_IDS, type LossId } from './losses.ts'
import { doubleMistakes, judge, singleMistakes } from './mistakes.ts'
import { type Action, init, mergeKey, reduce, type State, valuesOf } from './model.ts'
import { params } from './params.ts'
import { curvePath, lossAt, scalesOf } from './scales.ts'
import { stateSchema } from './state-schema.ts'
import { TURN_MESSAGES } from './turn-messages.ts'

const start = (props: Record<string, unknown> = {}): State => {
  const { values, notes } = readProps(params, props)
  expect(notes).toEqual([])
  return init(values)
}
const after = (state: State, ...actions: Action[]): State => actions.reduce(reduce, state)
const predict = (sample: number, value: number, k = 0): Action => ({ type: 'predict', sample, k, value })

/* ---- Against calculations written out here ---- */

describe('worked by hand', () => {
  const erratum = { targets: [0, 1, 0, 1], predictions: [0.3, 0.7, 0.1, 0.9] }

  test('MSE of the labels that circulate as 0.1 is 0.05, the sum 0.2', () => {
    const bench = benchOf(start({ loss: 'mse', ...erratum }))
    expect(bench.rows.map((r) => r.term)).toEqual(
      [0.09, 0.09, 0.01, 0.01].map((x) => expect.closeTo(x, 15) as number),
    )
    expect([bench.sum, bench.mean]).toEqual([expect.closeTo(0.2, 15), expect.closeTo(0.05, 15)])
    expect(bench.rows.map((r) => r.gradient[0])).toEqual(
      [0.15, -0.15, 0.05, -0.05].map((x) => expect.closeTo(x, 15) as number),
    )
  })

  test('cross-entropy of the same: sum 0.9241, mean 0.2310; without its second terms 0.4620', () => {
    const state = start({ loss: 'bce', ...erratum, reduction: 'sum' })
    expect(benchOf(state).sum).toBeCloseTo(-2 * Math.log(0.7) - 2 * Math.log(0.9), 14)
    expect(cell(benchOf(state).sum, 4)).toBe('0.9241')
    expect(cell(benchOf(state).mean, 4)).toBe('0.2310')
    const half = singleMistakes(state, benchOf(state)).find((m) => m.ids[0] === 'first-term-only')!
    expect(cell(half.value, 4)).toBe('0.4620')
  })

  test('Huber: ½r² up to δ, δ(|r| − ½δ) beyond', () => {
    const bench = benchOf(start({ loss: 'huber', reduction: 'sum' }))
    expect(bench.rows.map((r) => r.term)).toEqual([0.125, 0.5, 0, 1])
    expect(bench.rows.map((r) => r.gradient[0])).toEqual([0.5, -1, 0, 1])
  })

  test('three classes from logits: ln Σ eᶻ − z of the right class, gradient p − q over n', () => {
    const state = start({ loss: 'cce-logits', targets: [1], predictions: [0, Math.log(2), Math.log(5)] })
    const [row] = benchOf(state).rows
    expect(row!.term).toBeCloseTo(Math.log(8) - Math.log(2), 14)
    expect(row!.gradient).toEqual([0.125, -0.75, 0.625].map((x) => expect.closeTo(x, 14) as number))
  })

  test('a drag of one prediction changes one term and the gradient beside it', () => {
    const state = after(start(), predict(3, 4.5))
    expect(benchOf(state).rows.map((r) => r.term)).toEqual([0.25, 1, 0, 0.25])
    expect(benchOf(state).mean).toBe(0.375)
    expect(state.focus).toBe(3)
  })
})

/* ---- What is shown gives what is shown ---- */

const anyLoss = fc.constantFrom(...LOSS_IDS)
const hundredth = (min: number, max: number) =>
  fc.integer({ min: min * 1000, max: max * 1000 }).map((n) => n / 1000)

/** Samples that a loss takes, of any number, well inside of its limits. */
const anyState: fc.Arbitrary<State> = fc
  .record({
    loss: anyLoss,
    n: fc.integer({ min: 1, max: 8 }),
    classes: fc.integer({ min: 2, max: 5 }),
    reduction: fc.constantFrom<'mean' | 'sum'>('mean', 'sum'),
    digits: fc.integer({ min: 2, max: 12 }),
    delta: hundredth(0.1, 5),
    smoothing: fc.constantFrom(0, 0.1, 0.3),
    raw: fc.array(hundredth(0.01, 0.99), { minLength: 40, maxLength: 40 }),
    y: fc.array(fc.nat({ max: 1000 }), { minLength: 8, maxLength: 8 }),
  })
  .map(({ loss, n, classes, raw, y, ...rest }) => {
    const many = loss.startsWith('cce')
    const wide = loss === 'mse' || loss === 'mae' || loss === 'huber' || loss.endsWith('logits')
    const targets = y
      .slice(0, n)
      .map((k) => (many ? k % classes : wide && !many && loss !== 'bce-logits' ? k / 100 : k % 2))
    const width = many ? classes : 1
    const flat = raw.slice(0, n * width)
    const normal = flat.map((x, i) => {
      const row = flat.slice(Math.floor(i / width) * width, (Math.floor(i / width) + 1) * width)
      return x / row.reduce((a, b) => a + b, 0)
    })
    const predictions = loss === 'cce' ? normal : flat.map((x) => (wide ? 12 * x - 6 : x))
    return { ...start({ loss, classes }), ...rest, targets, predictions, focus: n - 1 }
  })

/** What the shown operands give, next to the shown result, in units of its last digit. */
function unitsOff({ e, shown, result }: Worked, digits: number): number {
  const again = evaluate(e, Object.fromEntries(Object.entries(shown).map(([name, s]) => [name, s.value])))
  if (again === result.value) return 0
  const exponent = Number((result.value === 0 ? again : result.value).toExponential().split('e')[1])
  const whole =
    Math.abs(result.value) >= 1e6 || Math.abs(result.value) < 1e-4 ? digits : Math.max(digits, exponent + 1)
  // Float64 itself has no more than 15 digits to give, and less after a subtraction.
  return Math.max(0, Math.abs(again - result.value) - 4e-15) / Number(`1e${exponent - whole + 1}`)
}

test('every shown substitution, worked out from the shown digits, gives the shown result to one unit', () => {
  fc.assert(
    fc.property(anyState, (state) => {
      expect(fits(state, state.loss, state.classes)).toBe(true)
      const bench = benchOf(state)
      for (const block of [termBlock, gradientBlock, totalBlock])
        for (const worked of block(state, bench).worked)
          expect(unitsOff(worked, state.digits), JSON.stringify(worked)).toBeLessThanOrEqual(1 + 1e-6)
    }),
    { numRuns: 400 },
  )
})

test('the gradient is the central difference of the loss', () => {
  const value = (s: State) => benchOf(s).value
  fc.assert(
    fc.property(anyState, (state) => {
      // A kink has no slope to compare with, and the p of several classes move together.
      if (state.loss === 'cce') return
      const { rows } = benchOf(state)
      const flat = rows.flatMap((row) => row.gradient)
      state.predictions.forEach((x, i) => {
        const at = (dx: number): State => ({
          ...state,
          predictions: state.predictions.map((z, j) => (j === i ? x + dx : z)),
        })
        const h = 1e-6
        const residual = Math.abs(x - state.targets[i]!)
        if (state.loss === 'mae' && residual < 0.01) return
        const difference = (value(at(h)) - value(at(-h))) / (2 * h)
        expect(flat[i]).toBeCloseTo(difference, 3)
      })
    }),
    { numRuns: 100 },
  )
})

test('hidden results are in none of the formulas', () => {
  fc.assert(
    fc.property(anyState, (state) => {
      const [shown, hidden] = [state, { ...state, turn: 'on' as const }]
      const bench = benchOf(state)
      const result = /\\htmlClass\{result q-loss\}\{([^}]*)/
      for (const block of [termBlock, totalBlock]) {
        expect(result.exec(block(shown, bench).tex)![1]).toContain(
          block(shown, bench).worked.at(-1)!.result.tex.slice(0, 3),
        )
        expect(result.exec(block(hidden, bench).tex)![1]).toBe('\\mathord{?')
      }
    }),
    { numRuns: 50 },
  )
})

/* ---- At the edge ---- */

describe('certain predictions', () => {
  test('wrong ones are infinite, right ones are nothing, and nothing is NaN', () => {
    const { rows, value } = benchOf(start({ loss: 'bce', targets: [1, 0, 0, 1], predictions: [0, 1, 0, 1] }))
    expect(rows.map((r) => r.term)).toEqual([Infinity, Infinity, 0, 0])
    expect(rows.map((r) => r.gradient[0])).toEqual([-Infinity, Infinity, 0.25, -0.25])
    expect(value).toBe(Infinity)
    const many = benchOf(start({ loss: 'cce', targets: [0, 1], predictions: [0, 1, 0, 0, 1, 0] }))
    expect(many.rows.map((r) => r.term)).toEqual([Infinity, 0])
    expect(many.rows.map((r) => r.gradient)).toEqual([
      [-Infinity, 0, 0],
      [0, -0.5, 0],
    ])
  })

  test('the formulas say ∞ or 0, not NaN, for every combination of certain values', () => {
    for (const [y, p] of [
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
      [0.5, 0],
      [0.5, 1],
    ] as const) {
      const state = start({ loss: 'bce', targets: [y], predictions: [p] })
      for (const block of [termBlock, gradientBlock, totalBlock])
        expect(block(state, benchOf(state)).tex, `${y} ${p}`).not.toContain('NaN')
    }
    for (const predictions of [
      [1, 0, 0],
      [0, 1, 0],
    ]) {
      const state = start({ loss: 'cce', targets: [0], predictions })
      for (const block of [termBlock, gradientBlock, totalBlock])
        expect(block(state, benchOf(state)).tex).not.toContain('NaN')
    }
  })

  test('from logits the same samples have a finite loss', () => {
    const state = after(start({ loss: 'bce', targets: [1, 0], predictions: [0, 0.5] }), {
      type: 'loss',
      loss: 'bce-logits',
    })
    expect(state.predictions).toEqual([-20, 0])
    expect(benchOf(state).rows[0]!.term).toBeCloseTo(20, 6)
    const huge = start({ loss: 'cce-logits', targets: [1], predictions: [1000, 0, -1000] })
    expect(benchOf(huge).value).toBe(1000)
    expect(termBlock(huge, benchOf(huge)).tex).toContain('m &= \\max(z) = 1000')
    expect(termBlock(huge, benchOf(huge)).tex).not.toMatch(/NaN|infty/)
  })

  test('a curve that leaves the picture upwards is cut off, never without a number', () => {
    for (const loss of ['mae', 'huber', 'bce', 'bce-logits'] as const) {
      const state = start({ loss })
      const { prediction, loss: axis } = scalesOf(state)
      for (const y of [0, 0.3, 1])
        expect(curvePath(state, { axis: prediction, loss: axis }, y)).toMatch(
          /^M[\d.-]+ [\d.-]+(L[\d.-]+ [\d.-]+)+$/,
        )
    }
    expect(lossAt(start({ loss: 'bce' }), 0, 1)).toBe(Infinity)
  })
})

/* ---- Samples and losses ---- */

test('probabilities and logits translate there and back', () => {
  const state = start({ loss: 'bce' })
  const there = after(state, { type: 'loss', loss: 'bce-logits' })
  expect(there.predictions[0]).toBeCloseTo(Math.log(0.3 / 0.7), 4)
  expect(benchOf(there).value).toBeCloseTo(benchOf(state).value, 4)
  expect(after(there, { type: 'loss', loss: 'bce' })).toEqual(state)
  const many = start({ loss: 'cce' })
  const logits = after(many, { type: 'loss', loss: 'cce-logits' })
  expect(benchOf(logits).value).toBeCloseTo(benchOf(many).value, 3)
})

test('labels stay the same samples for MSE and cross-entropy; other numbers give way', () => {
  const labels = start({ loss: 'mse', targets: [0, 1], predictions: [0.2, 0.6] })
  expect(after(labels, { type: 'loss', loss: 'bce' })).toMatchObject({
    targets: [0, 1],
    predictions: [0.2, 0.6],
  })
  expect(after(start(), { type: 'loss', loss: 'bce' })).toEqual(start({ loss: 'bce' }))
  expect(after(start(), { type: 'loss', loss: 'mae' }).predictions).toEqual(start().predictions)
})

test('a probability of a class takes from the others in proportion, and they add up to 1', () => {
  const state = start({ loss: 'cce', targets: [0], predictions: [0.2, 0.6, 0.2] })
  expect(after(state, predict(0, 0.6)).predictions).toEqual([0.6, 0.3, 0.1])
  expect(after(state, predict(0, 1), predict(0, 0.4)).predictions).toEqual([0.4, 0.3, 0.3])
  // What is left for four classes is less than rounding each of them up would take.
  const five = start({ loss: 'cce', classes: 5, targets: [0], predictions: [0.2, 0.2, 0.2, 0.2, 0.2] })
  const { predictions } = after(five, predict(0, 0.99976))
  expect(Math.min(...predictions)).toBeGreaterThanOrEqual(0)
  expect(predictions.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9)
})

test('any sequence of actions leaves a state that a link can carry, without NaN', () => {
  const number = fc.oneof(
    hundredth(-3, 3),
    fc.constantFrom(0, 1, 1000, -1000, NaN, Infinity, 0.00024, 1e-300),
  )
  const index = fc.integer({ min: -1, max: 9 })
  const action: fc.Arbitrary<Action> = fc.oneof(
    fc.record({ type: fc.constant('loss' as const), loss: anyLoss }),
    fc.record({ type: fc.constant('predict' as const), sample: index, k: index, value: number }),
    fc.record({ type: fc.constant('target' as const), sample: index, value: number }),
    fc.record({ type: fc.constant('remove' as const), sample: index }),
    fc.record({ type: fc.constant('focus' as const), sample: index }),
    fc.constantFrom<Action>({ type: 'add' }, { type: 'example' }, { type: 'reduction', reduction: 'sum' }),
    fc.record({ type: fc.constant('classes' as const), value: fc.integer({ min: 2, max: 5 }) }),
    fc.record({ type: fc.constant('smoothing' as const), value: fc.constantFrom(0, 0.2) }),
  )
  fc.assert(
    fc.property(fc.array(action, { maxLength: 30 }), (actions) => {
      const state = after(start(), ...actions)
      expect(v.safeParse(stateSchema, JSON.parse(JSON.stringify(state))).output).toEqual(state)
      expect(init(valuesOf(state))).toEqual(state)
      const { rows, value } = benchOf(state)
      expect(Number.isNaN(value)).toBe(false)
      for (const row of rows) for (const g of row.gradient) expect(Number.isNaN(g)).toBe(false)
      if (state.loss === 'cce')
        for (let i = 0; i < rows.length; i++)
          expect(rowOf(state, i, state.classes).reduce((a, b) => a + b, 0)).toBeCloseTo(1, 6)
    }),
    { numRuns: 500 },
  )
})

test('what does not fit the loss gives way to its example; targets alone get neutral predictions', () => {
  expect(start({ loss: 'bce', targets: [0, 2], predictions: [0.5, 0.5] })).toEqual(start({ loss: 'bce' }))
  expect(start({ targets: [1, 2], predictions: [1] })).toEqual(start())
  expect(start({ loss: 'cce', targets: [2], predictions: [0.5, 0.4, 0.2] })).toEqual(start({ loss: 'cce' }))
  expect(start({ loss: 'bce', targets: [1, 1] }).predictions).toEqual([0.5, 0.5])
})

test('there is always a sample, and never more than eight', () => {
  const many = after(start(), ...Array.from({ length: 12 }, (): Action => ({ type: 'add' })))
  expect(many.targets.length).toBe(8)
  const few = after(many, ...Array.from({ length: 12 }, (): Action => ({ type: 'remove', sample: 0 })))
  expect(few.targets.length).toBe(1)
  expect(few.focus).toBe(0)
})

test('dragging one prediction is one change of the history, dragging another is another', () => {
  expect(mergeKey(predict(0, 1))).toBe(mergeKey(predict(0, 2)))
  expect(mergeKey(predict(0, 1))).not.toBe(mergeKey(predict(1, 1)))
  expect(mergeKey({ type: 'add' })).toBeNull()
})

/* ---- Your turn ---- */

describe('your turn', () => {
  const examples: [LossId, 'mean' | 'sum'][] = LOSS_IDS.flatMap((loss) => [
    [loss, 'mean'],
    [loss, 'sum'],
  ])

  test.each(examples)(
    '%s, %s: each single mistake is named by its own result, the right one by none',
    (loss, reduction) => {
      const state = start({ loss, reduction })
      const bench = benchOf(state)
      expect(judge(state, bench, bench.value)).toEqual({ kind: 'right', mistakes: [] })
      const singles = singleMistakes(state, bench)
      expect(singles.length).toBeGreaterThanOrEqual(3)
      for (const mistake of singles) {
        const { kind, mistakes } = judge(state, bench, mistake.value)
        expect(kind, mistake.ids.join()).toBe('mistake')
        expect(mistakes).toContainEqual(mistake)
      }
    },
  )

  test('the slips of the worked example are named', () => {
    const samples = { targets: [0, 1, 0, 1], predictions: [0.3, 0.7, 0.1, 0.9] }
    const named = (props: Record<string, unknown>, given: number): string[] => {
      const state = start({ ...samples, ...props })
      return judge(state, benchOf(state), given).mistakes.map((m) => m.ids.join('+'))
    }
    expect(named({ loss: 'bce' }, 0.9241)).toEqual(['not-divided'])
    expect(named({ loss: 'bce' }, 0.1155)).toEqual(['first-term-only'])
    expect(named({ loss: 'bce' }, 0.462)).toEqual(['first-term-only+not-divided'])
    expect(named({ loss: 'bce' }, -0.231)).toEqual(['wrong-sign'])
    expect(named({ loss: 'bce' }, 0.1003)).toEqual(['log10'])
    expect(named({ loss: 'mse' }, 0.2)).toContain('not-divided')
    expect(named({ loss: 'mse' }, 0.1)).toEqual(['halved+not-divided'])
  })

  test('two mistakes with one result are both named', () => {
    // Residuals of 0.2: their mean size is 0.2, and so is the root of the mean square.
    const state = start({ targets: [0, 1], predictions: [0.2, 0.8] })
    const { kind, mistakes } = judge(state, benchOf(state), 0.2)
    expect([kind, mistakes.map((m) => m.ids[0])]).toEqual(['mistake', ['root', 'absolute']])
  })

  test('a mistake that these samples cannot show is accepted, and said', () => {
    const one = start({ targets: [1], predictions: [3] })
    const judged = judge(one, benchOf(one), 4)
    expect([judged.kind, judged.mistakes.map((m) => m.ids[0])]).toEqual(['undecided', ['not-divided']])
    const ones = start({ loss: 'bce', targets: [1, 1], predictions: [0.7, 0.4] })
    expect(judge(ones, benchOf(ones), benchOf(ones).value).mistakes.map((m) => m.ids[0])).toEqual([
      'first-term-only',
    ])
    // The samples that are offered instead can show it.
    const other = after(one, { type: 'example' })
    expect(judge(other, benchOf(other), benchOf(other).value).kind).toBe('right')
    const wide = after(start({ loss: 'huber', delta: 50 }), { type: 'example' })
    expect(judge(wide, benchOf(wide), benchOf(wide).value).kind).toBe('right')
  })

  test('for any samples the right result is right, and every mistake that differs is a mistake', () => {
    fc.assert(
      fc.property(anyState, (state) => {
        const bench = benchOf(state)
        expect(judge(state, bench, bench.value).kind).toMatch(/right|undecided/)
        for (const m of [...singleMistakes(state, bench), ...doubleMistakes(state, bench)]) {
          const isFar =
            Math.abs(m.value - bench.value) > 0.02 * Math.max(Math.abs(bench.value), Math.abs(m.value), 0.1)
          if (isFar) expect(judge(state, bench, m.value).kind).toBe('mistake')
        }
        expect(judge(state, bench, 1e9).kind).toBe('wrong')
      }),
      { numRuns: 200 },
    )
  })

  test('every mistake has a sentence of its own in both languages', () => {
    for (const lang of ['en', 'zh'] as const) {
      const texts = Object.values(TURN_MESSAGES[lang].mistakes)
      expect(new Set(texts).size).toBe(texts.length)
    }
  })
})

test('a prediction next to its target is marked where it needs more digits, and no other number is', () => {
  const marks = (predictions: number[]) => {
    const s = start({ loss: 'mse', targets: [1, 0], predictions })
    const bench = benchOf(s)
    return [termBlock, gradientBlock, totalBlock].map((block) => /more-digits/.test(block(s, bench).tex))
  }
  expect(marks([1.000012345, 0.5])).toEqual([true, true, false])
  expect(marks([0.7, 0.5])).toEqual([false, false, false])
})
