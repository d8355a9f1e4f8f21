import { expect, test } from 'vitest'
import reference from './dense-2-8-8-1.json' with { type: 'json' }
import { GOLDEN_CASES } from './golden.ts'

test('all six networks are there, whole and finite', () => {
  expect(GOLDEN_CASES.map(({ net, optimizer }) => `${net.kind} ${optimizer}`)).toEqual([
    'dense adam',
    'dense gradient-descent',
    'dense momentum',
    'conv adam',
    'lstm adam',
    'gpt adamw',
  ])
  for (const { initial, gradient, final, losses } of GOLDEN_CASES) {
    for (const numbers of [initial, gradient, final]) expect(numbers.every(Number.isFinite)).toBe(true)
    expect(losses).toHaveLength(20)
  }
})

test('dense nets are re-laid as they were by hand', () => {
  reference.cases.forEach(({ initial, gradient, final }, i) => {
    expect([...GOLDEN_CASES[i]!.initial]).toEqual(initial)
    expect([...GOLDEN_CASES[i]!.gradient]).toEqual(gradient)
    expect([...GOLDEN_CASES[i]!.final]).toEqual(final)
  })
})

test('the first line of a picture is the first line of its only channel', () => {
  const { x } = GOLDEN_CASES[3]!.batch
  expect(x.shape).toEqual([6, 14, 14, 1])
  expect([...x.values.subarray(0, 4)].map((v) => v.toFixed(4))).toEqual([
    '0.0340',
    '0.2943',
    '0.4485',
    '0.6822',
  ])
})

test('a GPT’s keys have no bias to learn, and only an LSTM’s bias moves twice as far', () => {
  for (const { net, gradient, isDetermined, pace } of GOLDEN_CASES) {
    const all = [...gradient.keys()]
    const idle = all.filter((k) => !isDetermined(k))
    expect(idle).toHaveLength(net.kind === 'gpt' ? 2 * 8 : 0)
    for (const k of idle) expect(Math.abs(gradient[k]!)).toBeLessThan(1e-16)
    expect(all.filter((k) => pace(k) === 2)).toHaveLength(net.kind === 'lstm' ? 20 : 0)
  }
})
