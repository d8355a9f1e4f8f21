import { children, type Expr } from '../formula/expr.ts'
import type { Graph } from './graph.ts'
import { itemsOf } from './sweep.ts'

/** How many operations computing an expression takes: sums, products, functions alike, and a sign on a number none. */
export function operationsIn(e: Expr): number {
  const own = e.kind === 'number' || e.kind === 'symbol' || isSignedNumber(e) ? 0 : 1
  return own + children(e).reduce((sum, part) => sum + operationsIn(part), 0)
}

const isSignedNumber = (e: Expr): boolean => e.kind === 'negate' && e.of.kind === 'number'

/** Operations of the two passes of a graph. */
export interface Cost {
  readonly forward: number
  /** For every edge: its local derivative, one product, and one sum where something has arrived before. */
  readonly backward: number
}

/**
 * What one gradient costs, counted. A sum, a difference or a product has at most two edges, each with at most one
 * product and one sum and nothing to compute for the local derivative: at most four operations for one.
 * Baur and Strassen 1983; Griewank and Walther 2008, § 4.6.
 */
export function costOf(graph: Graph): Cost {
  const forward = graph.nodes.reduce((sum, { formula }) => sum + (formula ? operationsIn(formula) : 0), 0)
  const backward = itemsOf(graph).reduce((sum, item) => {
    if (item.kind !== 'edge') return sum
    return sum + operationsIn(graph.edges[item.edge]!.local) + 1 + (item.nth > 1 ? 1 : 0)
  }, 0)
  return { forward, backward }
}
