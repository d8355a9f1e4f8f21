import { type BinaryKind, type Expr } from './expr.ts'

const LEVEL: Readonly<Record<BinaryKind | 'negate' | 'atom', number>> = {
  add: 1,
  subtract: 1,
  multiply: 2,
  divide: 2,
  negate: 3,
  power: 4,
  maximum: 5,
  atom: 5,
}
const SIGN: Readonly<Record<Exclude<BinaryKind, 'maximum'>, string>> = {
  add: ' + ',
  subtract: ' - ',
  multiply: '*',
  divide: '/',
  power: '^',
}

const isNegative = (x: number): boolean => x < 0 || Object.is(x, -0)

function level(e: Expr): number {
  if (e.kind === 'number') return isNegative(e.value) ? LEVEL.negate : LEVEL.atom
  return e.kind === 'symbol' || e.kind === 'call' ? LEVEL.atom : LEVEL[e.kind]
}

/**
 * The expression as text that `parse` reads back to the same tree (a negative number comes back as the negation of
 * a positive one, which has the same value). Only parentheses that the tree needs, and around a sign that would
 * otherwise stand next to another operator: `x + (-3)`. Tags are not printed.
 * @throws Error on a number that is not finite, since no text stands for it
 */
export function print(e: Expr): string {
  switch (e.kind) {
    case 'number':
      if (!Number.isFinite(e.value)) throw new Error(`${e.value} cannot be written as a formula.`)
      return (isNegative(e.value) ? '-' : '') + String(Math.abs(e.value))
    case 'symbol':
      return e.name
    case 'call':
      return `${e.fn}(${print(e.of)})`
    case 'maximum':
      return `max(${print(e.left)}, ${print(e.right)})`
    case 'negate':
      return `-${enclose(e.of, LEVEL.power)}`
    case 'power':
      return `${enclose(e.left, LEVEL.atom)}^${enclose(e.right, LEVEL.power)}`
    default:
      return `${enclose(e.left, LEVEL[e.kind])}${SIGN[e.kind]}${right(e.right, LEVEL[e.kind] + 1)}`
  }
}

const enclose = (e: Expr, least: number): string => (level(e) < least ? `(${print(e)})` : print(e))

/** A right operand: what begins with a sign is enclosed as well. */
function right(e: Expr, least: number): string {
  const text = print(e)
  return level(e) < least || text.startsWith('-') ? `(${text})` : text
}
