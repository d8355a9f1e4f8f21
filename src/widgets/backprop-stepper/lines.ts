import type { Edge, Graph, GraphNode } from '../../core/autodiff/graph.ts'
import { renamed } from '../../core/autodiff/graph.ts'
import { gradientName, graphNotations, localName, nameTex, nameText } from '../../core/autodiff/notation.ts'
import type { Item, Sweep } from '../../core/autodiff/sweep.ts'
import { add, type Expr, expr, mul } from '../../core/formula/expr.ts'
import { filled } from '../../core/formula/filled.ts'
import { formatNumber } from '../../core/formula/precision.ts'
import { print } from '../../core/formula/print.ts'
import { tex, texWithNumbers } from '../../core/formula/tex.ts'

/** What the panel shows of one item, as TeX. */
export interface Lines {
  /** What is computed: v₁, or ∂L/∂a. */
  readonly left: string
  /** Whether more contributions will come, so that the sum is not the gradient yet. */
  readonly open: boolean
  /** In symbols; of an edge first by the chain rule, then with the local derivatives written out. */
  readonly symbols: readonly string[]
  /** So many of them say what is asked for without saying how it comes out. */
  readonly asking: number
  readonly numbers: string
  readonly result: string
  readonly value: number
}

/** The names that a formula about this sweep may use, with their numbers. */
function envOf(graph: Graph, { values, gradients }: Sweep): Record<string, number> {
  const known = (x: number | null | undefined): number => x ?? NaN
  return Object.fromEntries(
    graph.nodes.flatMap((node) => [
      [node.name, known(values[node.id])],
      [gradientName(node), known(gradients[node.id])],
    ]),
  )
}

/** A product has its dot between fractions. */
const dotted = (e: Expr, graph: Graph): string =>
  texWithNumbers(e, { notations: graphNotations(graph), values: {}, digits: 1 })

const sumOf = (terms: readonly Expr[]): Expr => terms.reduce((a, b) => add(a, b))

/** The edges over which a tail has received its gradient after the nth contribution. */
export const arrived = (graph: Graph, edge: Edge, nth: number): readonly Edge[] =>
  graph.nodes[edge.tail]!.outOf.slice(0, nth).map((id) => graph.edges[id]!)

/** Σ ∂L/∂head · ∂head/∂tail over the first n uses of a tail, with the local derivatives written out. */
export const sumOverPaths = (graph: Graph, edges: readonly Edge[]): Expr =>
  sumOf(edges.map((e) => mul(gradientName(graph.nodes[e.head]!), e.local)))

/** The lines of an item that has just been done. */
export function linesOf(graph: Graph, item: Item, sweep: Sweep, digits: number): Lines {
  const env = envOf(graph, sweep)
  const notations = graphNotations(graph)
  if (item.kind === 'value') {
    const node = graph.nodes[item.node]!
    const formula = node.formula ?? expr(node.name)
    const symbols = tex(formula, { notations })
    const named = namedTex(graph, node)
    return {
      left: tex(expr(node.name), { notations }),
      open: false,
      symbols: named ? [named, symbols] : [symbols],
      asking: 2,
      ...filled(formula, env, notations, digits),
    }
  }
  if (item.kind === 'seed') {
    const left = tex(expr(gradientName(graph.nodes[item.node]!)), { notations })
    return { left, open: false, symbols: [], asking: 0, numbers: '1', result: '1', value: 1 }
  }
  const edge = graph.edges[item.edge]!
  const edges = arrived(graph, edge, item.nth)
  const chain = sumOf(edges.map((e) => mul(gradientName(graph.nodes[e.head]!), localName(e))))
  const written = sumOverPaths(graph, edges)
  return {
    left: tex(expr(gradientName(graph.nodes[edge.tail]!)), { notations }),
    open: item.nth < item.of,
    symbols: [dotted(chain, graph), dotted(written, graph)],
    asking: 1,
    ...filled(written, env, notations, digits),
  }
}

/** σ(z) and the like, where an operation has a name. */
function namedTex(graph: Graph, node: GraphNode): string | null {
  if (node.named !== 'sigmoid' && node.named !== 'relu') return null
  const tail = graph.nodes[graph.edges[node.into[0]!]!.tail]!
  return `${node.named === 'sigmoid' ? '\\sigma' : '\\operatorname{ReLU}'}\\left(${nameTex(tail.name)}\\right)`
}

/** One block, aligned at the equals signs; what the reader is to find is a question mark. */
export function alignedTex(lines: Lines, hidden: boolean): string {
  const { left, open, symbols, asking, numbers, result } = lines
  const own = hidden ? symbols.slice(0, asking) : [...symbols, ...(numbers === result ? [] : [numbers])]
  const last = hidden ? '\\,?' : `\\htmlClass{result}{${result}}`
  const [first = last, ...rest] = own
  const right = own.length > 0 ? [first, ...rest, last] : [last]
  return `\\begin{aligned}${right
    .map((line, i) => (i === 0 ? `${left} &${open ? '\\leftarrow' : '='} ${line}` : `&= ${line}`))
    .join('\\\\[6pt]')}\\end{aligned}`
}

/** A node's operation as plain text over the names of its operands: "a·b", "σ(z)". */
export function operationText(graph: Graph, node: GraphNode): string {
  const operands = node.into.map((id) => nameText(graph.nodes[graph.edges[id]!.tail]!.name))
  if (node.named === 'sigmoid') return `σ(${operands[0]})`
  if (node.named === 'relu') return `ReLU(${operands[0]})`
  if (!node.formula) return ''
  const names = Object.fromEntries(graph.nodes.map((n) => [n.name, nameText(n.name)]))
  return print(renamed(node.formula, names))
    .replace(/\^(\d)(?!\d|\.)/g, (_, d: string) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(d)]!)
    .replaceAll('*', '·')
    .replaceAll('-', '−')
}

/** What stands in the box of a node: its name and, where there is room, its operation. */
export function boxText(graph: Graph, node: GraphNode): string {
  const name = nameText(node.name)
  if (!node.formula) return name
  if (node.named === 'affine') return `${name} = Σ ${affineText(graph, node)}`
  if (node.named === 'cross-entropy') return `${name} = H(y, p)`
  const text = `${name} = ${operationText(graph, node)}`
  return text.length <= BOX_LETTERS ? text : `${text.slice(0, BOX_LETTERS - 1)}…`
}

const BOX_LETTERS = 15

/** A neuron's sum, shortened: the letters of its first product and its bias. */
function affineText(graph: Graph, node: GraphNode): string {
  const letter = (i: number): string => graph.nodes[graph.edges[node.into[i]!]!.tail]!.name[0]!
  return `${letter(0)}${letter(1)} + ${letter(node.into.length - 1)}`
}

/** A number as graph and table show it. */
export const shown = (x: number, digits: number): string => formatNumber(x, digits).text
