import fc from 'fast-check'
import { expect, test } from 'vitest'
import { softmax } from '../../core/loss/softmax.ts'
import { judge, type Mistake, MISTAKES, mistaken, tellingApart, unseen } from './turn.ts'

/** Logits ln 2, ln 3, ln 5 at T = 2, class 3: everything in square roots. */
const z = [Math.log(2), Math.log(3), Math.log(5)]
const roots = [Math.SQRT2, Math.sqrt(3), Math.sqrt(5)] as const
const total = roots[0] + roots[1] + roots[2]

test.each<[Mistake, number]>([
  ['not-divided', roots[2]],
  ['not-divided', 1],
  ['no-exponential', Math.log(5) / Math.log(30)],
  ['multiplied-by-t', 25 / (4 + 9 + 25)],
  ['without-t', 5 / 10],
  ['others-only', roots[2] / (roots[0] + roots[1])],
  ['percent', (100 * roots[2]) / total],
  ['base-2', 5 ** (Math.LN2 / 2) / [2, 3, 5].reduce((s, x) => s + x ** (Math.LN2 / 2), 0)],
  ['base-10', 5 ** (Math.LN10 / 2) / [2, 3, 5].reduce((s, x) => s + x ** (Math.LN10 / 2), 0)],
])('%s, worked by hand, is named', (mistake, value) => {
  const results = mistaken(z, 2, 2)[mistake]
  expect(results.some((x) => Math.abs(x - value) < 1e-12)).toBe(true)
  expect(judge(z, 2, 2, value)).toMatchObject({
    kind: 'mistake',
    mistakes: expect.arrayContaining([mistake]),
  })
})

test('the right answer is right, to three decimals; another is wrong', () => {
  const p = roots[2] / total
  expect(judge(z, 2, 2, p)).toEqual({ kind: 'right' })
  expect(judge(z, 2, 2, Number(p.toFixed(3)))).toEqual({ kind: 'right' })
  expect(judge(z, 2, 2, 0.123)).toEqual({ kind: 'wrong' })
})

test('at T = 1 nobody can tell what was done with T', () => {
  const p = softmax([2, 1, 0.1])[1]!
  expect(judge([2, 1, 0.1], 1, 1, p)).toEqual({
    kind: 'undecided',
    mistakes: ['multiplied-by-t', 'without-t'],
  })
})

test('what tells apart does, for any logits', () => {
  const row = fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 2, maxLength: 8 })
  fc.assert(
    fc.property(row, fc.double({ min: 0.01, max: 1000, noNaN: true }), fc.nat(7), (logits, t, place) => {
      const k = place % logits.length
      const { logits: others, temperature } = tellingApart(logits, t, k)
      expect(unseen(others, temperature, k)).toEqual([])
      expect(others).toHaveLength(logits.length)
    }),
  )
})

test('every mistake that gives another number is named, and none when the answer is right', () => {
  const row = fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 2, maxLength: 6 })
  fc.assert(
    fc.property(row, fc.double({ min: 0.1, max: 10, noNaN: true }), fc.nat(5), (logits, t, place) => {
      const k = place % logits.length
      const hidden = unseen(logits, t, k)
      const results = mistaken(logits, t, k)
      for (const m of MISTAKES) {
        if (hidden.includes(m)) continue
        for (const x of results[m].filter(Number.isFinite))
          expect(judge(logits, t, k, x), m).toMatchObject({
            kind: 'mistake',
            mistakes: expect.arrayContaining([m]),
          })
      }
      expect(['right', 'undecided']).toContain(judge(logits, t, k, softmax(logits, t)[k]!).kind)
    }),
  )
})
