import { evaluate } from '../formula/evaluate.ts'
import type { Edge, Graph, GraphNode } from './graph.ts'

/**
 * One stop of the two passes: a value is computed; the backward pass begins with ∂L/∂L = 1; or an edge is walked
 * backwards, and its tail receives the `nth` of `of` contributions to its gradient.
 */
export type Item =
  | { readonly kind: 'value'; readonly node: number }
  | { readonly kind: 'seed'; readonly node: number }
  | { readonly kind: 'edge'; readonly edge: number; readonly nth: number; readonly of: number }

/**
 * All stops in order: forward through the operations, then backward from the output, node by node and edge by edge. A
 * node comes after every node that uses it, so its gradient is complete when it is passed on.
 */
export function itemsOf(graph: Graph): readonly Item[] {
  const operations = graph.nodes.filter((node) => node.formula !== null)
  const forward = operations.map(({ id }): Item => ({ kind: 'value', node: id }))
  const backward = [...graph.nodes].reverse().flatMap((node) =>
    node.into.flatMap((id): Item[] => {
      const { outOf } = graph.nodes[graph.edges[id]!.tail]!
      const nth = outOf.indexOf(id) + 1
      return nth > 0 ? [{ kind: 'edge', edge: id, nth, of: outOf.length }] : []
    }),
  )
  return [...forward, { kind: 'seed', node: graph.output }, ...backward]
}

/** Both passes at one place: what is known by then. */
export interface Sweep {
  /** How many items are done. */
  readonly done: number
  /** By node; null where it is not computed yet. */
  readonly values: readonly (number | null)[]
  /** ∂L/∂node as far as it is summed; null where nothing has arrived. */
  readonly gradients: readonly (number | null)[]
  /** How many contributions each gradient still waits for. */
  readonly missing: readonly number[]
}

/** Before the first item: the leaves have their values, in the order of `graph.leaves`. */
export function startSweep(graph: Graph, leafValues: readonly number[]): Sweep {
  const values = graph.nodes.map((): number | null => null)
  graph.leaves.forEach((id, i) => (values[id] = leafValues[i] ?? NaN))
  return {
    done: 0,
    values,
    gradients: graph.nodes.map(() => null),
    missing: graph.nodes.map(({ outOf }, id) => (id === graph.output ? 1 : outOf.length)),
  }
}

const without = <T>(list: readonly T[], at: number, x: T): T[] => list.map((old, i) => (i === at ? x : old))

/** The values that the formulas at a node may read: its operands' and its own. */
export function envAt(
  graph: Graph,
  node: GraphNode,
  { values }: Pick<Sweep, 'values'>,
): Record<string, number> {
  const env: Record<string, number> = { [node.name]: values[node.id] ?? NaN }
  for (const id of node.into) {
    const tail = graph.nodes[graph.edges[id]!.tail]!
    env[tail.name] = values[tail.id] ?? NaN
  }
  return env
}

/** The number ∂head/∂tail of one edge, in float64. */
export const localOf = (graph: Graph, edge: Edge, sweep: Pick<Sweep, 'values'>): number =>
  evaluate(edge.local, envAt(graph, graph.nodes[edge.head]!, sweep))

/** What one edge adds to the gradient of its tail: ∂L/∂head · ∂head/∂tail. */
export const contributionOf = (graph: Graph, edge: Edge, sweep: Sweep): number =>
  (sweep.gradients[edge.head] ?? NaN) * localOf(graph, edge, sweep)

/** One item further. The same numbers, bit for bit, whether one walks here or computes anew. */
export function advance(graph: Graph, item: Item, sweep: Sweep): Sweep {
  const done = sweep.done + 1
  if (item.kind === 'value') {
    const node = graph.nodes[item.node]!
    const value = node.formula ? evaluate(node.formula, envAt(graph, node, sweep)) : NaN
    return { ...sweep, done, values: without(sweep.values, node.id, value) }
  }
  const to = item.kind === 'seed' ? item.node : graph.edges[item.edge]!.tail
  const more = item.kind === 'seed' ? 1 : contributionOf(graph, graph.edges[item.edge]!, sweep)
  const before = sweep.gradients[to]
  const gradient = before === null || before === undefined ? more : before + more
  return {
    ...sweep,
    done,
    gradients: without(sweep.gradients, to, gradient),
    missing: without(sweep.missing, to, sweep.missing[to]! - 1),
  }
}

/** Both passes up to item number `cursor`, from the leaves on; all of them without a cursor. */
export function sweepTo(graph: Graph, leafValues: readonly number[], cursor = Infinity): Sweep {
  let sweep = startSweep(graph, leafValues)
  for (const item of itemsOf(graph).slice(0, cursor)) sweep = advance(graph, item, sweep)
  return sweep
}

/** The gradient of every leaf that needs one, by name, after both passes. */
export function gradientsOf(graph: Graph, leafValues: readonly number[]): Readonly<Record<string, number>> {
  const { gradients } = sweepTo(graph, leafValues)
  const wanted = graph.leaves.filter((id) => graph.nodes[id]!.needsGradient)
  return Object.fromEntries(wanted.map((id) => [graph.nodes[id]!.name, gradients[id] ?? NaN]))
}
