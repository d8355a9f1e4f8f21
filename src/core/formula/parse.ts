import { evaluate } from './evaluate.ts'
import { type BinaryKind, type Expr, symbolsIn } from './expr.ts'
import { type ParseError, Refusal, refuse, type Token, tokenize } from './tokens.ts'

export { PARSE_ERROR_CODES, type ParseError, type ParseErrorCode } from './tokens.ts'

/** Longer texts are refused before a character of them is read. */
export const MAX_LENGTH = 500
/** Parentheses, signs and exponents may lie this deep inside one another. */
export const MAX_DEPTH = 64
/** An exponent that is a number may be this large: beyond, a power is 0, 1 or no number at almost every x. */
export const MAX_EXPONENT = 1000

export type ParseResult =
  { readonly ok: true; readonly expr: Expr } | { readonly ok: false; readonly error: ParseError }

/**
 * Reads what a person types, such as `(x-1)^2 + 10y²`. Never evaluates anything, never throws, takes time in
 * proportion to the length of the text.
 *
 *     sum     = product (("+" | "-") product)*
 *     product = signed (("*" | "/" | nothing, before a name, a function or a parenthesis) signed)*
 *     signed  = ("-" | "+") signed | power
 *     power   = operand ("^" signed)?            so -x^2 is -(x^2), and x^y^z is x^(y^z)
 *     operand = number | name | function "(" sum ")" | "max" "(" sum "," sum ")" | "(" sum ")"
 *
 * A product written without a sign binds like any other: 1/2x is (1/2)·x. `2e-3` is a number, `2e` is 2·e. `log` is
 * the natural logarithm; `pi` and `e` are numbers unless they are among `names`.
 */
export function parse(text: string, names: readonly string[]): ParseResult {
  try {
    if (text.length > MAX_LENGTH) {
      refuse('too-long', text, { at: MAX_LENGTH, length: 1 })
    }
    const tokens = tokenize(text, names)
    if (tokens.length === 0) refuse('empty', text, { at: 0, length: 0 })
    const parser: Parser = { text, tokens, next: 0 }
    const expr = sum(parser, 0)
    const rest = tokens[parser.next]
    if (rest) refuse(rest.type === ')' ? 'unexpected-parenthesis' : afterOperand(rest), text, rest)
    return { ok: true, expr }
  } catch (reason) {
    if (reason instanceof Refusal) return { ok: false, error: reason.error }
    throw reason
  }
}

/** A comma belongs between the arguments of max and nowhere else: 1,5 is no number. */
const afterOperand = (token: Token): 'unexpected-character' | 'missing-operator' =>
  token.type === ',' ? 'unexpected-character' : 'missing-operator'

interface Parser {
  readonly text: string
  readonly tokens: readonly Token[]
  next: number
}

const SUM: Partial<Record<Token['type'], BinaryKind>> = { '+': 'add', '-': 'subtract' }
const PRODUCT: Partial<Record<Token['type'], BinaryKind>> = { '*': 'multiply', '/': 'divide' }

function sum(p: Parser, depth: number): Expr {
  let left = product(p, depth)
  for (let kind = kindOf(p, SUM); kind; kind = kindOf(p, SUM)) {
    p.next++
    left = { kind, left, right: product(p, depth) }
  }
  return left
}

function product(p: Parser, depth: number): Expr {
  let left = signed(p, depth)
  for (;;) {
    const kind = kindOf(p, PRODUCT)
    if (kind) p.next++
    else if (!mayFollowDirectly(p.tokens[p.next])) return left
    left = { kind: kind ?? 'multiply', left, right: signed(p, depth) }
  }
}

const kindOf = (p: Parser, kinds: Partial<Record<Token['type'], BinaryKind>>): BinaryKind | undefined => {
  const token = p.tokens[p.next]
  return token && kinds[token.type]
}

/** What may stand after a factor without a sign between: anything but digits (“2 3”, “x2”) and operators. */
const mayFollowDirectly = (token: Token | undefined): boolean =>
  token?.type === 'symbol' ||
  token?.type === 'function' ||
  token?.type === 'maximum' ||
  token?.type === '(' ||
  (token?.type === 'number' && token.named)

function signed(p: Parser, depth: number): Expr {
  const token = p.tokens[p.next]
  if (token?.type !== '-' && token?.type !== '+') return power(p, depth)
  if (depth >= MAX_DEPTH) refuse('too-deep', p.text, token)
  p.next++
  const of = signed(p, depth + 1)
  return token.type === '-' ? { kind: 'negate', of } : of
}

function power(p: Parser, depth: number): Expr {
  const left = operand(p, depth)
  const token = p.tokens[p.next]
  if (token?.type !== '^') return left
  if (depth >= MAX_DEPTH) refuse('too-deep', p.text, token)
  p.next++
  const first = p.tokens[p.next]
  const right = signed(p, depth + 1)
  // Written so that NaN is refused too.
  if (first && symbolsIn(right).length === 0 && !(Math.abs(evaluate(right, {})) <= MAX_EXPONENT)) {
    const last = p.tokens[p.next - 1] ?? first
    refuse('exponent-too-large', p.text, { at: first.at, length: last.at + last.length - first.at })
  }
  return { kind: 'power', left, right }
}

function operand(p: Parser, depth: number): Expr {
  const token = p.tokens[p.next]
  if (!token) return refuse('missing-operand', p.text, p.tokens[p.next - 1]!)
  switch (token.type) {
    case 'number':
      p.next++
      return { kind: 'number', value: token.value }
    case 'symbol':
      p.next++
      return { kind: 'symbol', name: token.name }
    case 'function': {
      p.next++
      const after = p.tokens[p.next + 1]
      const open = p.tokens[p.next]?.type === '('
      if (!open || after?.type === ')') refuse('missing-argument', p.text, token)
      return { kind: 'call', fn: token.fn, of: parenthesis(p, depth) }
    }
    case 'maximum':
      return maximum(p, depth)
    case '(':
      return parenthesis(p, depth)
    case ',':
      return refuse('unexpected-character', p.text, token)
    default:
      // At “x)” and “)” alike it is the parenthesis that nobody opened; at “(x+)” the operand is what is missing.
      return refuse(
        token.type === ')' && p.next === 0 ? 'unexpected-parenthesis' : 'missing-operand',
        p.text,
        token,
      )
  }
}

function parenthesis(p: Parser, depth: number): Expr {
  const open = p.tokens[p.next]!
  if (depth >= MAX_DEPTH) refuse('too-deep', p.text, open)
  p.next++
  if (!p.tokens[p.next]) refuse('unclosed-parenthesis', p.text, open)
  const inside = sum(p, depth + 1)
  closed(p, open)
  return inside
}

/** Steps over the parenthesis that closes `open`. */
function closed(p: Parser, open: Token): void {
  const close = p.tokens[p.next]
  if (!close) refuse('unclosed-parenthesis', p.text, open)
  else if (close.type !== ')') refuse(afterOperand(close), p.text, close)
  p.next++
}

/** max(a, b) */
function maximum(p: Parser, depth: number): Expr {
  const name = p.tokens[p.next++]!
  const open = p.tokens[p.next]
  if (open?.type !== '(' || p.tokens[p.next + 1]?.type === ')') {
    return refuse('missing-argument', p.text, name)
  }
  if (depth >= MAX_DEPTH) refuse('too-deep', p.text, open)
  p.next++
  if (!p.tokens[p.next]) refuse('unclosed-parenthesis', p.text, open)
  const left = sum(p, depth + 1)
  const comma = p.tokens[p.next]
  if (!comma) refuse('unclosed-parenthesis', p.text, open)
  else if (comma.type === ')') refuse('missing-argument', p.text, name)
  else if (comma.type !== ',') refuse('missing-operator', p.text, comma)
  p.next++
  const right = sum(p, depth + 1)
  closed(p, open)
  return { kind: 'maximum', left, right }
}
