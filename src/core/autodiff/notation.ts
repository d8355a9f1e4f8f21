import type { Notations } from '../formula/quantity.ts'
import type { Edge, Graph, GraphNode } from './graph.ts'

const INDEXED = /^([A-Za-z])(\d+)$/
const SUBSCRIPTS = '₀₁₂₃₄₅₆₇₈₉'

/** A node's name in mathematics: w11 is w with the index 11. */
export function nameTex(name: string): string {
  const [, letter, index] = INDEXED.exec(name) ?? []
  return letter ? `${letter}_{${index}}` : name === 'theta' ? '\\theta' : name
}

/** The same as plain text, where no mathematics can be set. */
export function nameText(name: string): string {
  const [, letter, index = ''] = INDEXED.exec(name) ?? []
  if (letter) return letter + [...index].map((d) => SUBSCRIPTS[Number(d)]!).join('')
  return name === 'theta' ? 'θ' : name
}

/** The name of ∂L/∂node in formulas about the backward pass; no node can have such a name. */
export const gradientName = (node: GraphNode): string => `grad ${node.name}`
/** The name of ∂head/∂tail, as a factor that is not written out. */
export const localName = (edge: Edge): string => `local ${edge.id}`

const partial = (above: string, below: string): string =>
  `\\frac{\\partial ${nameTex(above)}}{\\partial ${nameTex(below)}}`

const quantityOf = (graph: Graph, { id, role }: GraphNode) => {
  if (id === graph.output) return { quantity: 'loss' as const }
  return role === 'parameter' ? { quantity: 'parameter' as const } : {}
}

/** How nodes, gradients and local derivatives of a graph are written. */
export function graphNotations(graph: Graph): Notations {
  const output = graph.nodes[graph.output]!
  const values = graph.nodes.map((node) => [
    node.name,
    { tex: nameTex(node.name), ...quantityOf(graph, node) },
  ])
  const gradients = graph.nodes.map((node) => [
    gradientName(node),
    { tex: partial(output.name, node.name), quantity: 'gradient' as const },
  ])
  const locals = graph.edges.map((edge) => [
    localName(edge),
    { tex: partial(graph.nodes[edge.head]!.name, graph.nodes[edge.tail]!.name) },
  ])
  return Object.fromEntries([...values, ...gradients, ...locals]) as Notations
}
