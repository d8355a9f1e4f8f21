import type { ComponentProps } from 'react'
import { renderToString } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { preset } from '../../core/objective/presets.ts'
import { adam } from '../../core/optimizer/adam.ts'
import { withClipping } from '../../core/optimizer/clipping.ts'
import { verdictOn } from '../../core/optimizer/mistakes/index.ts'
import { defaultHyperparameters } from '../../core/optimizer/step.ts'
import { trajectory } from '../../core/optimizer/trajectory.ts'
import { exponential } from '../../core/schedule/exponential.ts'
import { stopTex, linesOf } from './lines.ts'
import {
  EVERY,
  hiddenAt,
  hidesAny,
  hidesCell,
  NO_TURN,
  opened,
  placeOf,
} from '../../widget-kit/by-hand/hiding.ts'
import { verdictText } from '../../widget-kit/by-hand/on-demand/your-turn/YourTurn.tsx'
import StepTurn from './on-demand/StepTurn.tsx'

const run = trajectory({
  rule: adam,
  objective: preset('bowl'),
  start: [-4, 2],
  hyperparameters: { ...defaultHyperparameters(adam), beta2: 0.99 },
  changes: [],
})

describe('what is hidden', () => {
  const turn = { hide: 'm', open: [] }

  test('is the chosen quantity of the step in view, until it was answered', () => {
    expect(hiddenAt(turn, 2)('m', 1)).toBe(true)
    expect(hiddenAt(turn, 2)('v', 1)).toBe(false)
    expect(hiddenAt(NO_TURN, 2)('m', 1)).toBe(false)
    const after = opened(turn, placeOf(2, 'm', 1))
    expect(hiddenAt(after, 2)('m', 1)).toBe(false)
    expect(hiddenAt(after, 2)('m', 0)).toBe(true)
    expect(hiddenAt(after, 3)('m', 1)).toBe(true)
    expect(opened(after, placeOf(2, 'm', 1))).toBe(after)
  })

  test('in the table is what this step gave; the gradient that it used stands a row above', () => {
    const hides = hidesCell({ hide: EVERY, open: [] }, 3)
    expect([hides(3, 'theta', 0), hides(3, 'm', 1), hides(2, 'theta', 0)]).toEqual([true, true, false])
    expect([hides(2, 'g', 0), hides(3, 'g', 0)]).toEqual([true, false])
  })

  test('is something while any of it is open, and nothing before the first step', () => {
    const stops = ['g', 'm', 'loss']
    expect(hidesAny(hiddenAt(turn, 2), stops, 2)).toBe(true)
    const one = opened(turn, placeOf(2, 'm', 0))
    expect(hidesAny(hiddenAt(one, 2), stops, 2)).toBe(true)
    expect(hidesAny(hiddenAt(opened(one, placeOf(2, 'm', 1)), 2), stops, 2)).toBe(false)
    // The loss has one number, whatever the number of parameters.
    const loss = opened({ hide: 'loss', open: [] }, placeOf(2, 'loss', 0))
    expect(hidesAny(hiddenAt(loss, 2), stops, 2)).toBe(false)
    expect(hidesAny(hiddenAt(turn, 0), stops, 2)).toBe(false)
  })

  const lines = (stop: string, hide: string) =>
    linesOf(stop, run.setup, run.frame(2).trace!, 4, hiddenAt({ hide, open: [] }, 2))

  test('in the lines is the result, while the numbers put in are there', () => {
    const shown = lines('m', 'm')
    const written = stopTex(shown, true, 4)
    expect(shown.rows.map((row) => row.text)).toEqual(['?', '?'])
    expect(written).toContain('0.9')
    const { m } = run.frame(2).trace!.values
    for (const x of m!) expect(written).not.toContain(x.toPrecision(4).replace('-', ''))
  })

  test('in the lines below keeps its symbol', () => {
    const { rows } = lines('m_hat', 'm')
    for (const row of rows) {
      expect(row.numbers).toContain('m_t')
      expect(Object.keys(row.operands)).not.toContain('m')
      expect(row.text).not.toBe('?')
    }
    expect(lines('loss', 'theta').rows[0]!.operands).toEqual({})
  })
})

const props: ComponentProps<typeof StepTurn> = {
  lang: 'en',
  run,
  step: 2,
  stops: ['g', ...adam.assignments.map((a) => a.target), 'loss'],
  digits: 4,
  turn: { hide: EVERY, open: [] },
  nameOf: (stop, c) => (c === null ? stop : `${stop} of ${'xy'[c]}`),
  symbolOf: (name) => name,
  onTurn: () => {},
  onTry: () => {},
  say: () => {},
}

test('every result of a step is asked for, a field for each parameter and one for the loss', () => {
  const html = renderToString(<StepTurn {...props} />)
  expect(html.match(/<input/g)).toHaveLength(2 * 8 + 1)
  for (const name of ['m_hat of y', 'theta of x', 'loss']) expect(html).toContain(name)
})

test('where no step was made there is a way to make one', () => {
  const html = renderToString(<StepTurn {...props} step={0} />)
  expect(html).not.toContain('<input')
  expect(html).toContain('Make the first step')
})

test.each(['en', 'zh'] as const)('a verdict names the mistake (%s)', (lang) => {
  const named = { en: 'leaving out the bias correction', zh: '没有作偏差校正' }[lang]
  const asked = { target: 'm_hat', coordinate: 0, digits: 4 }
  // m₁ = 0.1·(−4), which a correction would make −4.
  const verdict = verdictText(verdictOn(run, 1, asked, -0.4)!, 4, lang)
  expect(verdict.kind).toBe('mistake')
  expect(verdict.text).toContain(named)
  // With β₂ = 0.99 the first update is the same with and without.
  const same = verdictText(verdictOn(run, 1, { ...asked, target: 'delta' }, -0.1)!, 4, lang)
  expect(same.kind).toBe('undecided')
  expect(same.text).toContain(named)
})

describe('the length of the gradient and the scheduled rate', () => {
  const rule = withClipping(adam)
  const around = trajectory({
    rule,
    objective: preset('bowl'),
    start: [-4, 2],
    hyperparameters: { ...defaultHyperparameters(rule), alpha: 0.8 },
    changes: [],
    schedule: { schedule: exponential, settings: { gamma: 0.5 } },
  })

  test('are asked for, with one field each', () => {
    const html = renderToString(
      <StepTurn
        {...props}
        run={around}
        stops={['g', 'norm', 'rate', ...rule.assignments.map((a) => a.target), 'loss']}
      />,
    )
    // Two coordinates of g, ĝ, m, v, m̂, v̂, d, Δ, θ; norm, rate and loss have one number.
    expect(html.match(/<input/g)).toHaveLength(2 * 9 + 3)
    for (const name of ['norm', 'rate']) expect(html).toContain(`>${name}<`)
  })

  test('are hidden where they are made and where they are read', () => {
    const { trace } = around.frame(2)
    const lines = (stop: string, hide: string, open: readonly string[] = []) =>
      linesOf(stop, around.setup, trace!, 4, hiddenAt({ hide, open }, 2)).rows
    expect(lines('norm', 'norm')[0]!.text).toBe('?')
    expect(lines('rate', 'rate')[0]!.text).toBe('?')
    for (const row of lines('g_clipped', 'norm')) expect(Object.keys(row.operands)).not.toContain('norm')
    for (const row of lines('delta', 'rate')) expect(Object.keys(row.operands)).not.toContain('alpha')
    for (const row of lines('delta', 'rate', [placeOf(2, 'rate', 0)])) expect(row.operands['alpha']).toBe(0.4)
  })
})
