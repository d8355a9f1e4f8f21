import { expect, test } from 'vitest'
import { graphFrom } from './from-formula.ts'
import { EDGE_MISTAKES, judge, questionAt, tellingItem } from './mistakes.ts'
import { GRAPH_PRESET_IDS, GRAPH_PRESETS, presetGraph } from './presets.ts'
import { itemsOf, sweepTo } from './sweep.ts'

const graphOfText = (text: string) => {
  const result = graphFrom(text)
  if (!result.ok) throw new Error(result.error.code)
  return result.graph
}

/** The question at the last edge into the named leaf. */
function asked(text: string, leaves: readonly number[], name: string) {
  const graph = graphOfText(text)
  const items = itemsOf(graph)
  const item = items
    .filter((i) => i.kind === 'edge')
    .filter((i) => graph.nodes[graph.edges[i.edge]!.tail]!.name === name)
    .at(-1)!
  const at = items.indexOf(item)
  return questionAt(graph, item, sweepTo(graph, leaves, at))
}

test('each mistake is named by its result, worked out by hand', () => {
  // ∂L/∂u = 2·s = −4 at s = −2; ∂u/∂a = b = −3; so 12.
  const a = asked('(a*b + c)^2', [2, -3, 4], 'a')
  expect(a.right).toBe(12)
  for (const [answer, mistakes] of [
    [-4, ['no-local']],
    [-3, ['no-upstream']],
    [-7, ['added']],
    [-8, ['wrong-input']],
    [-12, ['wrong-sign']],
    [5, []],
  ] as const)
    expect(judge(a, answer), String(answer)).toEqual({ right: false, mistakes })
  expect(judge(a, 12)).toEqual({ right: true, mistakes: [] })
  expect(judge(a, 12.01).right).toBe(true)
  expect(judge(a, 12.1).right).toBe(false)
})

test('of two paths, one alone is named', () => {
  // L = (x·y)·4 + 3·x + …: ∂L/∂x = 4·y + 3 = 23 at y = 5, over x·y and over 3·x.
  const x = asked('4*(x*y) + 3*x', [2, 5], 'x')
  expect(x.right).toBe(23)
  expect(judge(x, 20).mistakes).toEqual(['other-path'])
  expect(judge(x, 3).mistakes).toContain('other-path')
  expect(judge(x, -23).mistakes).toEqual(['wrong-sign'])
})

test('where a mistake cannot show, the answer is right and the edge is said not to tell', () => {
  // The local derivative of a sum is 1: forgetting it changes nothing.
  const c = asked('(a*b + c)^2', [2, -3, 4], 'c')
  expect(c.right).toBe(-4)
  expect(judge(c, -4)).toEqual({ right: true, mistakes: ['no-local'] })
  // Nothing wrong is named for a value that is right.
  expect(judge(c, 1).mistakes).toEqual(['no-upstream'])
})

test('two mistakes with one result are both named', () => {
  // v = 2·x = 1, so ∂L/∂v = 2·v = 2 and the local derivative is 2 as well.
  const x = asked('(2*x)^2', [0.5], 'x')
  expect(x.right).toBe(4)
  expect(judge(x, 2).mistakes).toEqual(['no-local', 'no-upstream'])
})

test('an edge that can tell is found, and it tells', () => {
  for (const id of GRAPH_PRESET_IDS) {
    const graph = presetGraph(id)
    const { values } = GRAPH_PRESETS[id]
    for (const mistake of EDGE_MISTAKES) {
      const at = tellingItem(graph, values, 0, mistake, 'edge')
      if (at === null) continue
      const item = itemsOf(graph)[at - 1]!
      if (item.kind !== 'edge') throw new Error('no edge')
      const question = questionAt(graph, item, sweepTo(graph, values, at - 1))
      const wrong = question.mistakes.find((m) => m.id === mistake)!.value
      expect(judge(question, wrong).mistakes).toContain(mistake)
    }
  }
  const squared = presetGraph('square-of-sum')
  const { values } = GRAPH_PRESETS['square-of-sum']
  expect(EDGE_MISTAKES.filter((m) => tellingItem(squared, values, 0, m, 'edge') === null)).toEqual([
    'other-path',
  ])
})

test('a mistake whose result is right within rounding is not blamed for a wrong answer beside it', () => {
  const question = { right: 1000, scale: 0, mistakes: [{ id: 'no-local', value: 1001.5 }] } as const
  expect(judge(question, 1000)).toEqual({ right: true, mistakes: ['no-local'] })
  expect(judge(question, 1003)).toEqual({ right: false, mistakes: [] })
})

test('with few digits shown, what those give is right', () => {
  // 0.1449·0.2349 = 0.03404; to two digits 0.14·0.23 = 0.0322, to three 0.145·0.235 = 0.0341.
  const question = asked('(a*b)*c', [0.1449, 1, 0.2349], 'b')
  expect(question.right).toBeCloseTo(0.034037, 6)
  expect(judge(question, 0.0322, 2).right).toBe(true)
  expect(judge(question, 0.0341, 3).right).toBe(true)
  for (const digits of [3, 4]) expect(judge(question, 0.0322, digits).right).toBe(false)
})
