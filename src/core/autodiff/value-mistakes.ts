import { evaluate } from '../formula/evaluate.ts'
import { add, type CallNode, div, type Expr, expr, mul, sub, symbolsIn } from '../formula/expr.ts'
import { rewritten } from '../formula/rewrite.ts'
import type { Graph } from './graph.ts'
import { envAt, type Sweep } from './sweep.ts'

/** Mistakes that people make when they work out the value of one node, each a rule that can be run. */
export const VALUE_MISTAKES = [
  'added',
  'multiplied',
  'wrong-sign',
  'swapped',
  'term-left-out',
  'factor-left-out',
  'upside-down',
  'not-raised',
  'times-exponent',
  'no-function',
  'derivative',
  'base-ten',
] as const
export type ValueMistakeId = (typeof VALUE_MISTAKES)[number]

/** A formula as somebody writes it who makes the mistake. */
interface Variant {
  readonly id: ValueMistakeId
  readonly e: Expr
}

type BinaryNode = Extract<Expr, { left: Expr }>

function ofBinary({ kind, left, right }: BinaryNode): readonly (readonly [ValueMistakeId, Expr])[] {
  switch (kind) {
    case 'add':
      return [
        ['multiplied', mul(left, right)],
        ['wrong-sign', sub(left, right)],
        ['term-left-out', left],
        ['term-left-out', right],
      ]
    case 'subtract':
      return [
        ['wrong-sign', add(left, right)],
        ['swapped', sub(right, left)],
        ['term-left-out', left],
      ]
    case 'multiply':
      return [
        ['added', add(left, right)],
        ['factor-left-out', left],
        ['factor-left-out', right],
      ]
    case 'divide':
      return [
        ['upside-down', div(right, left)],
        ['factor-left-out', left],
      ]
    case 'power':
      return [
        ['not-raised', left],
        ['times-exponent', mul(right, left)],
      ]
    case 'maximum':
      return [
        ['no-function', left],
        ['no-function', right],
      ]
  }
}

/** The mistakes in the outermost operation of e. */
function atTop(e: Expr): readonly (readonly [ValueMistakeId, Expr])[] {
  switch (e.kind) {
    case 'number':
    case 'symbol':
      return []
    case 'negate':
      return [['wrong-sign', e.of]]
    case 'call':
      return [['no-function', e.of]]
    default:
      return ofBinary(e)
  }
}

/** Every mistake in e, made at one place. */
function variants(e: Expr): readonly Variant[] {
  const own = atTop(e).map(([id, other]): Variant => ({ id, e: other }))
  const within = (part: Expr, put: (other: Expr) => Expr): Variant[] =>
    variants(part).map((v) => ({ id: v.id, e: put(v.e) }))
  switch (e.kind) {
    case 'number':
    case 'symbol':
      return []
    case 'negate':
    case 'call':
      return [...own, ...within(e.of, (of) => ({ ...e, of }))]
    default:
      return [
        ...own,
        ...within(e.left, (left) => ({ ...e, left })),
        ...within(e.right, (right) => ({ ...e, right })),
      ]
  }
}

const isLogarithm = (e: Expr): e is CallNode => e.kind === 'call' && e.fn === 'ln'

/** Logarithms to base 10, or undefined where there is none. */
function withBaseTen(e: Expr): Variant[] {
  const changed = rewritten(e, (part) => (isLogarithm(part) ? div(part, Math.LN10) : undefined))
  return changed === e ? [] : [{ id: 'base-ten', e: changed }]
}

/** The size of what is summed, by which rounding is measured. */
function magnitude(e: Expr, env: Readonly<Record<string, number>>): number {
  const isSum = e.kind === 'add' || e.kind === 'subtract'
  return isSum ? magnitude(e.left, env) + magnitude(e.right, env) : Math.abs(evaluate(e, env))
}

/** The value of a node, and what every mistake in its formula gives instead; `before` has its operands' values. */
export function valueQuestion(graph: Graph, id: number, before: Sweep) {
  const node = graph.nodes[id]!
  const formula = node.formula ?? expr(node.name)
  const operands = envAt(graph, node, before)
  const right = evaluate(formula, operands)
  const env = { ...operands, [node.name]: right }
  const mistaken = [...variants(formula), ...withBaseTen(formula)]
    // A number alone is nobody's answer to a formula of quantities.
    .filter(({ e }) => symbolsIn(e).length > 0)
    .map(({ id, e }) => ({ id, value: evaluate(e, env) }))
  const [only, second] = node.into.map((edge) => graph.edges[edge]!)
  if (only && second === undefined) {
    const tail = graph.nodes[only.tail]!.name
    const isFunction = node.named !== null || formula.kind === 'call'
    // σ(z) is one step to those who know σ.
    if (node.named !== null) mistaken.push({ id: 'no-function', value: env[tail]! })
    if (isFunction) mistaken.push({ id: 'derivative', value: evaluate(only.local, env) })
  }
  const finite = mistaken.filter(({ value }) => Number.isFinite(value))
  return {
    right,
    scale: magnitude(formula, operands),
    mistakes: [...finite, { id: 'wrong-sign' as const, value: -right }],
  }
}
