import { applyBinary, applyFunction } from './evaluate.ts'
import type { BinaryKind, BinaryNode, CallNode, Expr, FunctionName, NegateNode } from './expr.ts'
import type { Identifiers } from './identifiers.ts'

/** How tightly a piece of code holds together, in JavaScript and in Python alike. */
export const HOLD = { sum: 1, product: 2, sign: 3, power: 4, atom: 5 } as const

interface Operator {
  readonly sign: string
  readonly hold: number
  /** What is looser than this needs parentheses as an operand. */
  readonly left: number
  readonly right: number
}

type Infix = Exclude<BinaryKind, 'maximum'>

const OPERATORS: Readonly<Record<Infix, Operator>> = {
  add: { sign: '+', hold: HOLD.sum, left: HOLD.sum, right: HOLD.product },
  subtract: { sign: '-', hold: HOLD.sum, left: HOLD.sum, right: HOLD.product },
  multiply: { sign: '*', hold: HOLD.product, left: HOLD.product, right: HOLD.sign },
  divide: { sign: '/', hold: HOLD.product, left: HOLD.product, right: HOLD.sign },
  power: { sign: '**', hold: HOLD.power, left: HOLD.atom, right: HOLD.sign },
}

/** A piece of code, and what its surroundings must know of it. */
export interface Piece {
  readonly code: string
  readonly hold: number
  /** A plain number when it runs, not an array or a tensor. */
  readonly scalar: boolean
  /** Its value, where no name occurs in it. */
  readonly value?: number
}
export type Unvalued = Omit<Piece, 'value'>

/** How a language writes what languages write differently. */
export interface Language {
  readonly names: Identifiers
  readonly scalars: ReadonlySet<string>
  /** A power may (Python) or may not (JavaScript) follow a minus sign without parentheses. */
  readonly afterMinus: number
  number(x: number): string
  call(fn: FunctionName, of: Piece): Unvalued
  larger(left: Piece, right: Piece): Unvalued
  /** Whether a part without names, of this value, must be written as that value. */
  settles(value: number): boolean
}

export const isNegative = (x: number): boolean => x < 0 || Object.is(x, -0)
const enclose = (p: Piece, least: number): string => (p.hold < least ? `(${p.code})` : p.code)
/** A call; of plain numbers it gives a plain number. */
export const called = (fn: string, ...of: readonly Unvalued[]): Unvalued => ({
  code: `${fn}(${of.map((p) => p.code).join(', ')})`,
  hold: HOLD.atom,
  scalar: of.every((p) => p.scalar),
})

/**
 * The expression as a piece of code.
 * @throws Error that names the first name without an identifier
 */
export function write(e: Expr, language: Language): Piece {
  switch (e.kind) {
    case 'number':
      return literal(e.value, language)
    case 'symbol': {
      const name = Object.hasOwn(language.names, e.name) ? language.names[e.name] : undefined
      if (name === undefined) throw new Error(`The formula uses “${e.name}”, which has no identifier here.`)
      return { code: name, hold: HOLD.atom, scalar: language.scalars.has(e.name) }
    }
    case 'negate':
      return negated(e, language)
    case 'call':
      return application(e, language)
    default:
      return joined(e, e.kind === 'maximum' ? undefined : OPERATORS[e.kind], language)
  }
}

const literal = (value: number, language: Language): Piece => ({
  code: language.number(value),
  hold: isNegative(value) ? HOLD.sign : HOLD.atom,
  scalar: true,
  value,
})

function negated(e: NegateNode, language: Language): Piece {
  const of = write(e.of, language)
  const piece = { code: `-${enclose(of, language.afterMinus)}`, hold: HOLD.sign, scalar: of.scalar }
  return settled(piece, of.value === undefined ? undefined : -of.value, language)
}

function application(e: CallNode, language: Language): Piece {
  const of = write(e.of, language)
  return settled(
    language.call(e.fn, of),
    of.value === undefined ? undefined : applyFunction(e.fn, of.value),
    language,
  )
}

function joined(e: BinaryNode, operator: Operator | undefined, language: Language): Piece {
  const [left, right] = [write(e.left, language), write(e.right, language)]
  const constant = left.value !== undefined && right.value !== undefined
  const piece = operator ? infix(operator, left, right) : language.larger(left, right)
  return settled(piece, constant ? applyBinary(e.kind, left.value, right.value) : undefined, language)
}

const infix = (operator: Operator, left: Piece, right: Piece): Unvalued => ({
  code: `${enclose(left, operator.left)} ${operator.sign} ${enclose(right, operator.right)}`,
  hold: operator.hold,
  scalar: left.scalar && right.scalar,
})

function settled(piece: Unvalued, value: number | undefined, language: Language): Piece {
  if (value === undefined) return piece
  return language.settles(value) ? literal(value, language) : { ...piece, value }
}
