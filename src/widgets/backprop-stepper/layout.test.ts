import fc from 'fast-check'
import { expect, test } from 'vitest'
import { graphFrom } from '../../core/autodiff/from-formula.ts'
import type { Graph } from '../../core/autodiff/graph.ts'
import { networkGraph } from '../../core/autodiff/network.ts'
import { GRAPH_PRESET_IDS, presetGraph } from '../../core/autodiff/presets.ts'
import { BOX, columnsOf, drawn } from './layout.ts'

const typed = (text: string): Graph => {
  const result = graphFrom(text)
  if (!result.ok) throw new Error(result.error.code)
  return result.graph
}
const GRAPHS: readonly (readonly [string, Graph])[] = [
  ...GRAPH_PRESET_IDS.map((id) => [id, presetGraph(id)] as const),
  ['network', networkGraph('tanh', 'cross-entropy')],
  ['shared', typed('x*y + sin(x*y)*x + exp(y)')],
  ['twins', typed('x*x')],
  ['long', typed('a + b*(c + d*(t + u*(w + x*(y + z*a))))')],
]

const heightOf = (graph: Graph, id: number) => (graph.nodes[id]!.formula ? BOX.value : BOX.leaf)

test.each(GRAPHS)('%s: boxes do not overlap and lie inside the picture', (_, graph) => {
  const { nodes, width, height } = drawn(graph)
  for (const [a, p] of nodes.entries()) {
    const half = heightOf(graph, a) / 2
    expect(p.x - BOX.width / 2).toBeGreaterThanOrEqual(0)
    expect(p.x + BOX.width / 2).toBeLessThanOrEqual(width)
    expect(p.y - half).toBeGreaterThanOrEqual(0)
    expect(p.y + half).toBeLessThanOrEqual(height)
    for (const [b, q] of nodes.entries()) {
      if (b <= a || q.x !== p.x) continue
      expect(Math.abs(p.y - q.y)).toBeGreaterThanOrEqual(half + heightOf(graph, b) / 2)
    }
  }
})

test.each(GRAPHS)('%s: edges go from left to right, and through no box', (_, graph) => {
  const { nodes, edges } = drawn(graph)
  for (const { id, tail, head } of graph.edges) {
    const way = edges[id]!
    expect(way[0]!.x).toBe(nodes[tail]!.x + BOX.width / 2)
    expect(way.at(-1)!.x).toBe(nodes[head]!.x - BOX.width / 2)
    for (const [i, p] of way.slice(1).entries()) expect(p.x).toBeGreaterThan(way[i]!.x)
    for (const p of way.slice(1, -1))
      for (const [n, box] of nodes.entries())
        if (Math.abs(p.x - box.x) <= BOX.width / 2)
          expect(Math.abs(p.y - box.y)).toBeGreaterThan(heightOf(graph, n) / 2)
  }
})

test('a leaf stands just before its first use', () => {
  const graph = presetGraph('square-of-sum')
  const column = columnsOf(graph)
  expect(Object.fromEntries(graph.nodes.map((n) => [n.name, column[n.id]]))).toEqual({
    a: 0,
    b: 0,
    u: 1,
    c: 1,
    s: 2,
    L: 3,
  })
})

test('any expression is drawn, always the same', () => {
  const part = fc.constantFrom('x', 'y', 'sin(x)', '(x*y)', '(x+y)^2', 'exp(x*y)', 'x/y')
  fc.assert(
    fc.property(fc.array(part, { minLength: 2, maxLength: 6 }), (parts) => {
      const graph = typed(parts.join(' + '))
      const once = drawn(graph)
      expect(once).toEqual(drawn(graph))
      for (const { x, y } of [...once.nodes, ...once.edges.flat()]) {
        expect(Number.isFinite(x) && Number.isFinite(y)).toBe(true)
      }
    }),
    { numRuns: 100 },
  )
})
