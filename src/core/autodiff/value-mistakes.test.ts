import fc from 'fast-check'
import { expect, test } from 'vitest'
import { graphFrom } from './from-formula.ts'
import { judge, questionOf, tellingItem } from './mistakes.ts'
import { networkGraph } from './network.ts'
import { itemsOf, sweepTo } from './sweep.ts'
import type { Graph } from './graph.ts'

const graphOfText = (text: string): Graph => {
  const result = graphFrom(text)
  if (!result.ok) throw new Error(result.error.code)
  return result.graph
}

/** The question at the nth value of a graph, counted from 1. */
const valueOf = (graph: Graph, leaves: readonly number[], nth: number) =>
  questionOf(graph, itemsOf(graph)[nth - 1]!, sweepTo(graph, leaves, nth - 1))!
const named = (text: string, leaves: readonly number[], nth: number, answers: readonly number[]) => {
  const question = valueOf(graphOfText(text), leaves, nth)
  return [question.right, ...answers.map((answer) => judge(question, answer).mistakes.join(' '))]
}

test('each mistake in a sum, a product and a power is named by its result, worked out by hand', () => {
  const leaves = [2, -3, 4]
  // u = 2·(−3).
  expect(named('(a*b + c)^2', leaves, 1, [-1, 2, -3, 6, 7])).toEqual([
    -6,
    'added',
    'factor-left-out',
    'factor-left-out',
    'wrong-sign',
    '',
  ])
  // s = −6 + 4.
  expect(named('(a*b + c)^2', leaves, 2, [-24, -10, 2, -6, 4])).toEqual([
    -2,
    'multiplied',
    'wrong-sign',
    'wrong-sign',
    'term-left-out',
    'term-left-out',
  ])
  // L = (−2)²; twice −2 is also minus the square.
  expect(named('(a*b + c)^2', leaves, 3, [-2, -4])).toEqual([4, 'not-raised', 'wrong-sign times-exponent'])
  // 5 − 2, and 6/4.
  expect(named('x - y', [5, 2], 1, [-3, 7])).toEqual([3, 'wrong-sign swapped', 'wrong-sign'])
  expect(named('x/y', [6, 4], 1, [4 / 6, 6])).toEqual([1.5, 'upside-down', 'factor-left-out'])
})

test('of functions the argument, the derivative and the wrong base are named', () => {
  // σ(−½) = 0.37754; σ(½) = 0.62246; σ′ = 0.37754·0.62246 = 0.23500; 1 + e^½ = 2.64872.
  const sigmoid = valueOf(graphOfText('1/(1 + exp(-x))'), [-0.5], 1)
  expect(sigmoid.right).toBeCloseTo(0.3775407, 7)
  for (const [answer, mistake] of [
    [0.62246, 'wrong-sign'],
    [-0.5, 'no-function'],
    [0.235, 'derivative'],
    [2.64872, 'upside-down'],
  ] as const)
    expect(judge(sigmoid, answer).mistakes, mistake).toEqual([mistake])
  // ln 20 = 2.9957, log₁₀ 20 = 1.3010, 1/20.
  expect(named('ln(x)', [20], 1, [1.301, 20, 0.05]).slice(1)).toEqual([
    'base-ten',
    'no-function',
    'derivative',
  ])
  // ReLU(−2) = 0.
  expect(named('max(0, x)', [-2], 1, [-2])).toEqual([0, 'no-function'])
})

test('of a cross-entropy the sign, a term and the base of the logarithm', () => {
  const graph = networkGraph('tanh', 'cross-entropy')
  const leaves = [0.5, -0.5, 0, 1, 0.5, -0.5, 1, -1, 0.5, 1, 2, 0.3]
  const items = itemsOf(graph)
  const last = items.findIndex((item) => item.kind === 'seed')
  const { values } = sweepTo(graph, leaves, last)
  const loss = valueOf(graph, leaves, last)
  const [p, y] = graph.nodes[graph.output]!.into.map((id) => values[graph.edges[id]!.tail]!) as [
    number,
    number,
  ]
  expect(y).toBe(0.3)
  expect(loss.right).toBeCloseTo(-(0.3 * Math.log(p) + 0.7 * Math.log(1 - p)), 12)
  expect(judge(loss, -loss.right).mistakes).toContain('wrong-sign')
  expect(judge(loss, -0.3 * Math.log(p)).mistakes).toContain('term-left-out')
  expect(judge(loss, loss.right / Math.log(10)).mistakes).toContain('base-ten')
})

test('what these numbers cannot show is said, and a value that shows it is found', () => {
  // 2·2 = 2 + 2; the other product, 2·3, tells.
  const graph = graphOfText('(a*b) + (b*c)')
  const leaves = [2, 2, 3]
  expect(judge(valueOf(graph, leaves, 1), 4)).toMatchObject({ right: true, mistakes: ['added'] })
  expect(tellingItem(graph, leaves, 1, 'added', 'value')).toBe(2)
  expect(tellingItem(graphOfText('a*b'), [2, 2], 1, 'added', 'value')).toBeNull()
})

test('for any numbers the right value is right, and every mistake that differs is named', () => {
  const formulas = [
    '(a*b + c)^2',
    'x*y + x',
    '(1/(1+exp(-(w*x+b))) - y)^2',
    'ln(x)*y',
    'tanh(x)/y',
    'max(x, y)',
  ]
  const number = fc.double({ min: -3, max: 3, noNaN: true })
  fc.assert(
    fc.property(
      fc.constantFrom(...formulas),
      fc.array(number, { minLength: 4, maxLength: 4 }),
      (text, some) => {
        const graph = graphOfText(text)
        const leaves = some.slice(0, graph.leaves.length)
        itemsOf(graph).forEach((item, at) => {
          if (item.kind !== 'value') return
          const question = questionOf(graph, item, sweepTo(graph, leaves, at))!
          if (!Number.isFinite(question.right)) return
          expect(judge(question, question.right).right).toBe(true)
          for (const { id, value } of question.mistakes) {
            const verdict = judge(question, value)
            expect(verdict.mistakes, `${text}: ${id}`).toContain(id)
          }
        })
      },
    ),
    { numRuns: 300 },
  )
})
