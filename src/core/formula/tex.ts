import type { BinaryNode, CallNode, Expr, FunctionName } from './expr.ts'
import { formatExactly, formatNumber } from './precision.ts'
import type { Notations } from './quantity.ts'

/** How a formula is to be written. */
export interface TexOptions {
  readonly notations: Notations
  /** The tag of a term, or a name: what carries it gets the class `highlight` as well. */
  readonly highlight?: string
}

export interface TexNumberOptions extends TexOptions {
  /** The numbers to put in; a name without one stays a symbol. */
  readonly values: Readonly<Record<string, number>>
  /** Significant digits, for all numbers or for each name. */
  readonly digits: number | Readonly<Record<string, number>>
  /** Names whose numbers get the class `more-digits`, because they have more digits than the result asked for. */
  readonly extended?: readonly string[]
}

/**
 * The formula in symbols, as TeX for KaTeX (which must trust \htmlClass). A symbol with a quantity stands in
 * `\htmlClass{q q-<quantity>}{…}`, a tagged term in `\htmlClass{term term-<tag>}{…}`; as few parentheses as reading
 * needs; fractions stacked; products without a sign where that reads well.
 */
export function tex(e: Expr, options: TexOptions): string {
  return write(e, { ...options, product: juxtaposed }).tex
}

/** The same formula with the numbers put in; colours stay with their numbers, and every product has its dot. */
export function texWithNumbers(e: Expr, options: TexNumberOptions): string {
  return write(e, { ...options, product: dotted }).tex
}

/** How tightly a piece holds together: what is looser than its place needs parentheses. */
const LOOSE = { sum: 1, product: 2, power: 3, atom: 4 } as const
type Edge = 'digit' | 'letter' | 'parenthesis' | 'fraction' | 'function'

/** A piece of TeX and what its neighbours must know of it. */
interface Piece {
  readonly tex: string
  readonly hold: number
  readonly first: Edge
  readonly last: Edge
  readonly signed: boolean
  readonly tall: boolean
}

interface Style extends TexOptions {
  readonly values?: TexNumberOptions['values']
  readonly digits?: TexNumberOptions['digits']
  readonly extended?: readonly string[]
  readonly product: (left: Piece, right: Piece) => string
}

const piece = (tex: string, edge: Edge, more: Partial<Piece> = {}): Piece => ({
  tex,
  hold: LOOSE.atom,
  first: edge,
  last: edge,
  signed: false,
  tall: false,
  ...more,
})

function enclosed(p: Piece): Piece {
  const inside = p.tall ? `\\left(${p.tex}\\right)` : `(${p.tex})`
  return piece(inside, 'parenthesis', { tall: p.tall })
}

/** p, in parentheses if it holds together less than `least`, or begins with a sign where none may stand. */
const fit = (p: Piece, least: number, maySign: boolean): Piece =>
  p.hold < least || (p.signed && !maySign) ? enclosed(p) : p

function juxtaposed(left: Piece, right: Piece): string {
  if (right.first === 'digit') return ' \\cdot '
  if (right.first === 'fraction' && (left.last === 'digit' || left.last === 'fraction')) return ' \\cdot '
  if (left.last === 'digit') return ' '
  return left.last === 'parenthesis' && right.first === 'parenthesis' ? '' : '\\,'
}
const dotted = (): string => ' \\cdot '

const htmlClass = (classes: string, inside: string): string =>
  classes ? `\\htmlClass{${classes}}{${inside}}` : inside

function write(e: Expr, style: Style): Piece {
  const p = e.tag === undefined || e.kind === 'symbol' ? bare(e, style) : mark(bare(e, style), e.tag, style)
  return e.kind === 'symbol' && e.tag !== undefined ? mark(p, e.tag, style) : p
}

/** The piece as a term that a picture can colour. Class names hold no other characters than these. */
function mark(p: Piece, tag: string, { highlight }: Style): Piece {
  const name = tag.replace(/[^A-Za-z0-9_-]/g, '-')
  return { ...p, tex: htmlClass(`term term-${name}${tag === highlight ? ' highlight' : ''}`, p.tex) }
}

function bare(e: Expr, style: Style): Piece {
  switch (e.kind) {
    case 'number':
      return constant(e.value)
    case 'symbol':
      return symbol(e.name, style)
    case 'negate': {
      const of = fit(write(e.of, style), LOOSE.product, false)
      return {
        ...of,
        tex: `-${of.tex}`,
        hold: Math.min(of.hold, LOOSE.product),
        first: 'digit',
        signed: true,
      }
    }
    case 'call':
      return called(e, style)
    case 'divide': {
      const fraction = `\\frac{${write(e.left, style).tex}}{${write(e.right, style).tex}}`
      return piece(fraction, 'fraction', { hold: LOOSE.power, tall: true })
    }
    case 'maximum':
      return larger(write(e.left, style), write(e.right, style))
    case 'power': {
      const base = fit(write(e.left, style), LOOSE.atom, false)
      // A symbol with a prime has its superscript already; in braces it takes another.
      const hasOne = base.first === 'letter' && /^[^\\{]*['^]/.test(base.tex)
      const symbol = e.left.kind === 'symbol' && hasOne ? `{${base.tex}}` : base.tex
      return { ...base, tex: `${symbol}^{${write(e.right, style).tex}}`, hold: LOOSE.power }
    }
    default:
      return joined(e, style)
  }
}

function joined(e: BinaryNode, style: Style): Piece {
  const isProduct = e.kind === 'multiply'
  const least = isProduct ? LOOSE.product : LOOSE.sum
  const left = fit(write(e.left, style), least, true)
  // a + (b + c) needs no parentheses to be read, a − (b + c) does.
  const right = fit(write(e.right, style), e.kind === 'subtract' ? LOOSE.product : least, false)
  const sign = isProduct ? style.product(left, right) : e.kind === 'add' ? ' + ' : ' - '
  return {
    tex: left.tex + sign + right.tex,
    hold: least,
    first: left.first,
    last: right.last,
    signed: left.signed,
    tall: left.tall || right.tall,
  }
}

/** max(a, b): the parentheses are its own, so neither operand needs any. */
function larger(left: Piece, right: Piece): Piece {
  const tall = left.tall || right.tall
  const both = piece(`${left.tex}, ${right.tex}`, 'letter', { tall })
  return piece(`\\max${enclosed(both).tex}`, 'letter', { hold: LOOSE.power, last: 'function', tall })
}

const NAMED: Readonly<Record<Exclude<FunctionName, 'sqrt' | 'abs' | 'exp'>, string>> = {
  ln: '\\ln',
  sin: '\\sin',
  cos: '\\cos',
  tan: '\\tan',
  tanh: '\\tanh',
  sign: '\\operatorname{sign}',
}

function called(e: CallNode, style: Style): Piece {
  const of = write(e.of, style)
  switch (e.fn) {
    case 'sqrt':
      return piece(`\\sqrt{${of.tex}}`, 'function', { hold: LOOSE.power, tall: true })
    case 'abs':
      return piece(`\\left|${of.tex}\\right|`, 'function', { tall: of.tall })
    case 'exp':
      return piece(`e^{${of.tex}}`, 'letter', { hold: LOOSE.power })
    default:
      return piece(NAMED[e.fn] + enclosed(of).tex, 'letter', {
        hold: LOOSE.power,
        last: 'function',
        tall: of.tall,
      })
  }
}

/** A number of the formula itself: always exact. π and e come from what a reader typed. */
function constant(value: number): Piece {
  if (value === Math.PI) return piece('\\pi', 'letter')
  if (value === Math.E) return piece('e', 'letter')
  return numeral(value, formatExactly(value).tex)
}

/** 1.5 × 10⁻⁸ holds together no better than the product that it is. */
const numeral = (value: number, tex: string): Piece =>
  piece(tex, 'digit', {
    signed: tex.startsWith('-'),
    hold: tex.includes('\\times') ? LOOSE.product : tex.includes('^') || value < 0 ? LOOSE.power : LOOSE.atom,
  })

/** A symbol or its number. What is highlighted is a group of its own: else its line would reach over the space behind. */
function symbol(name: string, style: Style): Piece {
  const notation = Object.hasOwn(style.notations, name) ? style.notations[name] : undefined
  const value = style.values && Object.hasOwn(style.values, name) ? style.values[name] : undefined
  const quantity = notation?.quantity ? `q q-${notation.quantity}` : ''
  const classes = [quantity, style.highlight === name ? 'highlight' : ''].filter(Boolean).join(' ')
  if (value === undefined) {
    const named = htmlClass(classes, notation?.tex ?? plainName(name))
    return piece(style.highlight === name ? `{${named}}` : named, 'letter')
  }
  const digits = typeof style.digits === 'number' ? style.digits : style.digits?.[name]
  const shown = digits === undefined ? formatExactly(value) : formatNumber(value, digits)
  const p = numeral(value, shown.tex)
  const extended = style.extended?.includes(name) ? ' more-digits' : ''
  return { ...p, tex: htmlClass((classes + extended).trim(), p.tex) }
}

/** A name nobody gave a notation for: one letter as it is, a word upright. */
const plainName = (name: string): string =>
  name.length === 1 ? name : `\\mathrm{${name.replaceAll('_', '\\_')}}`
