import { derivative } from '../formula/derive.ts'
import { type Expr, expr } from '../formula/expr.ts'

/** What a node is: a number that training may change, a number that is given and needs no gradient, or a result. */
export type Role = 'parameter' | 'data' | 'value'

/** Operations that have a name of their own and are drawn as one node. */
export type Named = 'sigmoid' | 'relu' | 'affine' | 'squared-error' | 'cross-entropy'

/** A quantity of the computation. Operands always stand before what is computed from them. */
export interface GraphNode {
  readonly id: number
  readonly name: string
  readonly role: Role
  /** What it computes, over the names of its operands; null for a leaf, whose value is given. */
  readonly formula: Expr | null
  readonly named: Named | null
  /** The edges into it, in the order of its operands; x·x has two. */
  readonly into: readonly number[]
  /** The edges out of it that the backward pass walks, in that order. */
  readonly outOf: readonly number[]
  /** Whether a parameter is, or lies behind, this node. */
  readonly needsGradient: boolean
}

/** One use of one quantity by an operation. */
export interface Edge {
  readonly id: number
  readonly tail: number
  readonly head: number
  /** ∂head/∂tail through this use alone, over the names of the head's operands and of the head itself. */
  readonly local: Expr
}

/** A computation as data. `output` is the number whose gradient is wanted; nothing is computed from it. */
export interface Graph {
  readonly nodes: readonly GraphNode[]
  readonly edges: readonly Edge[]
  readonly leaves: readonly number[]
  readonly output: number
}

/** The i-th operand in the formula of an operation. */
export const slot = (i: number): string => `$${i}`
/** The operation's own value, in a local derivative that is shorter with it: eˣ is its own derivative. */
export const OWN = '$'

/** One operation over `slot(0)`, `slot(1)`, … */
export interface Operation {
  readonly formula: Expr
  readonly named?: Named
  /** ∂/∂slot(i), where there is a shorter form than what differentiating the formula gives; may use `OWN`. */
  readonly locals?: readonly Expr[]
}

/** The expression with its names exchanged; a name that `names` lacks stays. */
export function renamed(e: Expr, names: Readonly<Record<string, string>>): Expr {
  switch (e.kind) {
    case 'number':
      return e
    case 'symbol':
      return Object.hasOwn(names, e.name) ? expr(names[e.name]!) : e
    case 'negate':
    case 'call':
      return { ...e, of: renamed(e.of, names) }
    default:
      return { ...e, left: renamed(e.left, names), right: renamed(e.right, names) }
  }
}

interface Draft {
  readonly role: Role
  readonly name: string | null
  readonly operation: Operation | null
  readonly operands: readonly number[]
}

/** Puts a graph together, operands first. The node added last is the output. */
export interface GraphBuilder {
  leaf(name: string, role: 'parameter' | 'data'): number
  apply(operation: Operation, operands: readonly number[]): number
  /** `nameOf` names the operations in their order: 0, 1, …; the last is the output. */
  build(nameOf: (operation: number, last: boolean) => string): Graph
}

export function graphBuilder(): GraphBuilder {
  const drafts: Draft[] = []
  const added = (draft: Draft): number => drafts.push(draft) - 1
  return {
    leaf: (name, role) => added({ role, name, operation: null, operands: [] }),
    apply: (operation, operands) => added({ role: 'value', name: null, operation, operands }),
    build: (nameOf) => built(drafts, nameOf),
  }
}

function built(drafts: readonly Draft[], nameOf: (operation: number, last: boolean) => string): Graph {
  let operations = 0
  const names = drafts.map((d, i) => d.name ?? nameOf(operations++, i === drafts.length - 1))
  const needs: boolean[] = []
  for (const { role, operands } of drafts) needs.push(role === 'parameter' || operands.some((i) => needs[i]))
  const edges: Edge[] = []
  const into = drafts.map(({ operation, operands }, head) => {
    if (!operation) return []
    const own = { [OWN]: names[head]!, ...slotNames(operands, names) }
    return operands.map((tail, i) => {
      const local = renamed(operation.locals?.[i] ?? derivative(operation.formula, slot(i)), own)
      return edges.push({ id: edges.length, tail, head, local }) - 1
    })
  })
  const walked = walkOrder(into).filter((id) => needs[edges[id]!.tail])
  const nodes = drafts.map(({ role, operation, operands }, id): GraphNode => ({
    id,
    name: names[id]!,
    role,
    formula: operation && renamed(operation.formula, slotNames(operands, names)),
    named: operation?.named ?? null,
    into: into[id]!,
    outOf: walked.filter((edge) => edges[edge]!.tail === id),
    needsGradient: needs[id]!,
  }))
  const leaves = nodes.filter((node) => node.formula === null).map((node) => node.id)
  return { nodes, edges, leaves, output: nodes.length - 1 }
}

const slotNames = (operands: readonly number[], names: readonly string[]): Record<string, string> =>
  Object.fromEntries(operands.map((tail, i) => [slot(i), names[tail]!]))

/** Backwards by nodes, so that a node's own gradient is complete before it is passed on; a node's edges in order. */
const walkOrder = (into: readonly (readonly number[])[]): number[] => [...into].reverse().flat()
