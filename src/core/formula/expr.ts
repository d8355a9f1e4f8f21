/**
 * An expression is a tree of plain objects. One tree evaluates, differentiates, prints itself in symbols and with
 * the numbers put in, and becomes code; there is no second, hand-written copy of a formula anywhere.
 */
export type Expr = NumberNode | SymbolNode | NegateNode | BinaryNode | CallNode

/** `tag` marks a term so that a picture of the formula can colour or highlight it; it never changes the value. */
interface Tagged {
  readonly tag?: string
}
export interface NumberNode extends Tagged {
  readonly kind: 'number'
  readonly value: number
}
export interface SymbolNode extends Tagged {
  readonly kind: 'symbol'
  readonly name: string
}
export interface NegateNode extends Tagged {
  readonly kind: 'negate'
  readonly of: Expr
}
export interface BinaryNode extends Tagged {
  readonly kind: BinaryKind
  readonly left: Expr
  readonly right: Expr
}
export interface CallNode extends Tagged {
  readonly kind: 'call'
  readonly fn: FunctionName
  readonly of: Expr
}

/** Operations on two operands; `maximum` is the larger of the two. */
export const BINARY_KINDS = ['add', 'subtract', 'multiply', 'divide', 'power', 'maximum'] as const
export type BinaryKind = (typeof BINARY_KINDS)[number]

/** Functions of one argument that a reader may type. */
export const FUNCTION_NAMES = ['sqrt', 'exp', 'ln', 'sin', 'cos', 'tan', 'tanh', 'abs', 'sign'] as const
export type FunctionName = (typeof FUNCTION_NAMES)[number]

/** What a number or a name may stand for wherever an expression is expected. */
export type Operand = Expr | number | string

/** A number becomes a NumberNode, a name a SymbolNode, an expression stays itself. */
export function expr(x: Operand): Expr {
  if (typeof x === 'number') return { kind: 'number', value: x }
  if (typeof x === 'string') return { kind: 'symbol', name: x }
  return x
}

const binary =
  (kind: BinaryKind) =>
  (left: Operand, right: Operand): BinaryNode => ({ kind, left: expr(left), right: expr(right) })

export const add = binary('add')
export const sub = binary('subtract')
export const mul = binary('multiply')
export const div = binary('divide')
export const pow = binary('power')
export const max = binary('maximum')
export const neg = (of: Operand): NegateNode => ({ kind: 'negate', of: expr(of) })
export const call = (fn: FunctionName, of: Operand): CallNode => ({ kind: 'call', fn, of: expr(of) })
export const sqrt = (of: Operand): CallNode => call('sqrt', of)

/** The same expression, marked. */
export const tagged = (tag: string, e: Expr): Expr => ({ ...e, tag })

/** The direct parts of an expression, left to right. */
export function children(e: Expr): readonly Expr[] {
  switch (e.kind) {
    case 'number':
    case 'symbol':
      return []
    case 'negate':
    case 'call':
      return [e.of]
    default:
      return [e.left, e.right]
  }
}

/** Every name that occurs in the expression, each once, in the order of first occurrence. */
export function symbolsIn(e: Expr): string[] {
  const found = new Set<string>()
  const visit = (node: Expr): void => {
    if (node.kind === 'symbol') found.add(node.name)
    children(node).forEach(visit)
  }
  visit(e)
  return [...found]
}
