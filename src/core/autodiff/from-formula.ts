import { type Expr, expr, symbolsIn } from '../formula/expr.ts'
import { parse, type ParseError } from '../formula/parse.ts'
import { graphBuilder, type Graph, type GraphBuilder, type Operation, slot } from './graph.ts'
import { application, RELU, SIGMOID } from './operations.ts'

const LETTERS = ['a', 'b', 'c', 'd', 't', 'u', 'w', 'x', 'y', 'z'] as const
const INDICES = ['', '1', '2', '3', '4'] as const

/** What a quantity may be called in a typed expression: a, x, w1, … (e is Euler's number). */
export const EXPRESSION_NAMES: readonly string[] = [
  'theta',
  ...LETTERS.flatMap((letter) => INDICES.map((i) => letter + i)),
]

/** More than this many nodes, leaves included, cannot be drawn to be read. */
export const MAX_NODES = 30
/** More leaves than this leave no room for their controls. */
export const MAX_LEAVES = 12

export type GraphError =
  | ParseError
  /** `constant`: no name occurs. `no-operation`: a name alone. `too-large`: more than MAX_NODES or MAX_LEAVES. */
  | {
      readonly code: 'constant' | 'no-operation' | 'too-large'
      readonly at: 0
      readonly length: number
    }
export type GraphResult =
  { readonly ok: true; readonly graph: Graph } | { readonly ok: false; readonly error: GraphError }

/** The graph of an expression that a reader types. Never throws; refuses what cannot be drawn. */
export function graphFrom(text: string): GraphResult {
  const parsed = parse(text, EXPRESSION_NAMES)
  if (!parsed.ok) return parsed
  const refused = (code: 'constant' | 'no-operation' | 'too-large'): GraphResult => ({
    ok: false,
    error: { code, at: 0, length: text.length },
  })
  if (parsed.expr.kind === 'symbol') return refused('no-operation')
  if (symbolsIn(parsed.expr).length === 0) return refused('constant')
  const graph = graphOf(parsed.expr)
  const tooLarge = graph.nodes.length > MAX_NODES || graph.leaves.length > MAX_LEAVES
  return tooLarge ? refused('too-large') : { ok: true, graph }
}

export interface GraphOptions {
  /** Names that are given and need no gradient. */
  readonly data?: readonly string[]
  /** Names of the operations, in their order; those not named are v1, v2, … The last one is always L. */
  readonly names?: readonly string[]
}

/**
 * The graph of an expression: one node for every operation and every name. Equal parts are one node; numbers belong to
 * the operation that uses them (u², 2·u, u + 1); 1/(1 + exp(−u)) is the one node σ(u), and max(0, u) the one node
 * ReLU(u).
 * @throws Error when the expression is a number or a name alone
 */
export function graphOf(e: Expr, { data = [], names = [] }: GraphOptions = {}): Graph {
  const builder = graphBuilder()
  const known = new Map<string, number>()
  if (typeof place(e, { builder, data, known }) !== 'number' || e.kind === 'symbol') {
    throw new Error('An expression without an operation on a name has no graph.')
  }
  return builder.build((i, last) => (last ? 'L' : (names[i] ?? `v${i + 1}`)))
}

interface Work {
  readonly builder: GraphBuilder
  readonly data: readonly string[]
  /** Every node by what it computes. */
  readonly known: Map<string, number>
}

/** The node of an expression, or the expression itself if it is constant. */
function place(e: Expr, work: Work): number | Expr {
  if (e.kind === 'number') return e
  if (e.kind === 'symbol') {
    const role = work.data.includes(e.name) ? 'data' : 'parameter'
    return once(`leaf ${e.name}`, work, () => work.builder.leaf(e.name, role))
  }
  const logit = sigmoidOf(e)
  if (logit) return operation(e, SIGMOID, [place(logit, work)], work)
  if (e.kind === 'negate') return unary(e, { kind: 'negate', of: expr(slot(0)) }, place(e.of, work), work)
  if (e.kind === 'call') {
    const of = place(e.of, work)
    return typeof of === 'number' ? operation(e, application(e.fn), [of], work) : e
  }
  return binary(e, place(e.left, work), place(e.right, work), work)
}

const unary = (e: Expr, formula: Expr, of: number | Expr, work: Work): number | Expr =>
  typeof of === 'number' ? operation(e, { formula }, [of], work) : e

/** A constant operand stays in the formula of the operation. */
function binary(
  e: Extract<Expr, { left: Expr }>,
  left: number | Expr,
  right: number | Expr,
  work: Work,
): number | Expr {
  const operands = [left, right].filter((x) => typeof x === 'number')
  if (operands.length === 0) return e
  const formula: Expr = {
    kind: e.kind,
    left: typeof left === 'number' ? expr(slot(0)) : left,
    right: typeof right === 'number' ? expr(slot(operands.length - 1)) : right,
  }
  const constant = [left, right].find((x) => typeof x !== 'number')
  const isRelu = e.kind === 'maximum' && constant?.kind === 'number' && constant.value === 0
  return operation(e, isRelu ? RELU : { formula }, operands, work)
}

function operation(e: Expr, op: Operation, operands: readonly (number | Expr)[], work: Work): number | Expr {
  const ids = operands.filter((x) => typeof x === 'number')
  if (ids.length < operands.length) return e
  const key = `${ids.join(' ')} ${JSON.stringify(op.formula)}`
  return once(key, work, () => work.builder.apply(op, ids))
}

function once(key: string, { known }: Work, make: () => number): number {
  const id = known.get(key) ?? make()
  known.set(key, id)
  return id
}

const isOne = (e: Expr): boolean => e.kind === 'number' && e.value === 1

/** u, if the expression is 1/(1 + exp(−u)). */
function sigmoidOf(e: Expr): Expr | null {
  if (e.kind !== 'divide' || !isOne(e.left) || e.right.kind !== 'add') return null
  const { left, right } = e.right
  const power = isOne(left) ? right : isOne(right) ? left : null
  if (power?.kind !== 'call' || power.fn !== 'exp' || power.of.kind !== 'negate') return null
  return power.of.of
}
