import { FUNCTION_NAMES, type FunctionName } from './expr.ts'

/** Why a typed formula was refused. */
export const PARSE_ERROR_CODES = [
  'empty',
  'too-long',
  'too-deep',
  'unexpected-character',
  'unknown-name',
  'number-out-of-range',
  'exponent-too-large',
  'missing-operand',
  'missing-operator',
  'missing-argument',
  'unclosed-parenthesis',
  'unexpected-parenthesis',
] as const
export type ParseErrorCode = (typeof PARSE_ERROR_CODES)[number]

/** What is wrong, and where: `length` UTF-16 units from `at`, always inside the text; `found` is what stands there. */
export interface ParseError {
  readonly code: ParseErrorCode
  readonly at: number
  readonly length: number
  readonly found?: string
}

interface Place {
  readonly at: number
  readonly length: number
}
export type Token = Place &
  (
    | { readonly type: 'number'; readonly value: number; /** pi or e, not digits */ readonly named: boolean }
    | { readonly type: 'symbol'; readonly name: string }
    | { readonly type: 'function'; readonly fn: FunctionName }
    /** max, the one function of two arguments */
    | { readonly type: 'maximum' }
    | { readonly type: '+' | '-' | '*' | '/' | '^' | '(' | ')' | ',' }
  )

/** Carries a ParseError out of the depths of the parser; it never leaves `parse`. */
export class Refusal extends Error {
  readonly error: ParseError
  constructor(error: ParseError) {
    super(error.code)
    this.error = error
  }
}

export function refuse(code: ParseErrorCode, text: string, { at, length }: Place): never {
  throw new Refusal({ code, at, length, ...(length > 0 ? { found: text.slice(at, at + length) } : {}) })
}

/** Characters that keyboards and copied text have for the plain ones; `……` is what a Chinese keyboard types for ^. */
const SAME_AS: Readonly<Record<string, string>> = {
  '\u2212': '-',
  '\u2013': '-',
  '\u00d7': '*',
  '\u00b7': '*',
  '\u22c5': '*',
  '\u2217': '*',
  '\u00f7': '/',
  '\u2215': '/',
  '\u2026': '^',
  '\u3002': '.',
  '\u3000': ' ',
  '\u00a0': ' ',
  '\t': ' ',
  '\n': ' ',
  '\r': ' ',
}
const GREEK: Readonly<Record<string, string>> = { θ: 'theta', π: 'pi' }
const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹'

/** One character as if typed on a plain Western keyboard; full-width forms lie 0xFEE0 above ASCII. */
function plain(character: string): string {
  const code = character.charCodeAt(0)
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0)
  return SAME_AS[character] ?? character
}

const isDigit = (c: string | undefined): boolean => c !== undefined && c >= '0' && c <= '9'
const isLetter = (c: string | undefined): boolean =>
  c !== undefined && ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
const isOperator = (c: string): c is '+' | '-' | '*' | '/' | '^' | '(' | ')' | ',' => '+-*/^(),'.includes(c)

/** From `i` on, the first index whose character fails the test. */
function skip(chars: readonly string[], i: number, test: (c: string | undefined) => boolean): number {
  let end = i
  while (test(chars[end])) end++
  return end
}

/** The end of the number that begins at `i`: digits, a point, digits, and an exponent if digits follow its e. */
function numberEnd(chars: readonly string[], i: number): number {
  let end = skip(chars, i, isDigit)
  if (chars[end] === '.') end = skip(chars, end + 1, isDigit)
  if (chars[end] !== 'e' && chars[end] !== 'E') return end
  const sign = chars[end + 1] === '+' || chars[end + 1] === '-' ? 1 : 0
  return isDigit(chars[end + 1 + sign]) ? skip(chars, end + 1 + sign, isDigit) : end
}

type Meaning =
  | { readonly type: 'symbol'; readonly name: string }
  | { readonly type: 'function'; readonly fn: FunctionName }
  | { readonly type: 'maximum' }
  | { readonly type: 'number'; readonly value: number; readonly named: true }

/** What a word means: a given name first, then a function, then a constant; capitals are forgiven. */
function meaning(word: string, names: readonly string[]): Meaning | undefined {
  if (names.includes(word)) return { type: 'symbol', name: word }
  const lower = word.toLowerCase()
  const fn = lower === 'log' ? 'ln' : FUNCTION_NAMES.find((f) => f === lower)
  if (names.includes(lower)) return { type: 'symbol', name: lower }
  if (fn) return { type: 'function', fn }
  if (lower === 'max') return { type: 'maximum' }
  if (lower === 'pi') return { type: 'number', value: Math.PI, named: true }
  if (lower === 'e') return { type: 'number', value: Math.E, named: true }
  return undefined
}

/** A run of letters is one word, or else words written together as in “2xy”: each time the longest known one. */
function words(run: string, at: number, names: readonly string[], text: string): Token[] {
  const whole = meaning(run, names)
  if (whole) return [{ ...whole, at, length: run.length }]
  const longest = Math.max(5, ...names.map((name) => name.length))
  const letters = skip([...run], 0, isLetter) === run.length
  const found: Token[] = []
  for (let i = 0; i < run.length;) {
    let length = Math.min(longest, run.length - i)
    while (length > 0 && !meaning(run.slice(i, i + length), names)) length--
    const part = letters && length > 0 ? meaning(run.slice(i, i + length), names) : undefined
    if (!part) return refuse('unknown-name', text, { at, length: run.length })
    found.push({ ...part, at: at + i, length })
    i += length
  }
  return found
}

/** x² and x⁻¹ are x^2 and x^-1. */
function superscript(chars: readonly string[], at: number): Token[] {
  const sign = chars[at] === '⁻' ? 1 : 0
  const end = skip(chars, at + sign, (c) => c !== undefined && SUPERSCRIPTS.includes(c))
  const digits = chars.slice(at + sign, end).map((c) => SUPERSCRIPTS.indexOf(c))
  const place = { at, length: end - at }
  if (digits.length === 0) return []
  const minus: Token[] = sign ? [{ type: '-', ...place }] : []
  return [
    { type: '^', ...place },
    ...minus,
    { type: 'number', value: Number(digits.join('')), named: false, ...place },
  ]
}

/** The tokens that begin at `i`, always at least one. */
function tokensAt(chars: readonly string[], i: number, names: readonly string[], text: string): Token[] {
  const c = chars[i]!
  if (isDigit(c) || (c === '.' && isDigit(chars[i + 1]))) {
    const end = numberEnd(chars, i)
    const value = Number(chars.slice(i, end).join(''))
    return [{ type: 'number', value, named: false, at: i, length: end - i }]
  }
  if (isLetter(c)) {
    const end = skip(chars, i, (x) => isLetter(x) || isDigit(x) || x === '_')
    return words(chars.slice(i, end).join(''), i, names, text)
  }
  const greek = meaning(GREEK[c] ?? '', names)
  if (greek) return [{ ...greek, at: i, length: 1 }]
  if (c === '*' && chars[i + 1] === '*') return [{ type: '^', at: i, length: 2 }]
  if (text.startsWith('……', i)) return [{ type: '^', at: i, length: 2 }]
  if (isOperator(c)) return [{ type: c, at: i, length: 1 }]
  const raised = c === '⁻' || SUPERSCRIPTS.includes(c) ? superscript(chars, i) : []
  const length = text.codePointAt(i)! > 0xffff ? 2 : 1
  return raised.length > 0 ? raised : refuse('unexpected-character', text, { at: i, length })
}

/**
 * The text cut into tokens, with their places in the original text, in one pass.
 * @throws Refusal
 */
export function tokenize(text: string, names: readonly string[]): Token[] {
  const chars = Array.from({ length: text.length }, (_, i) => plain(text[i]!))
  const tokens: Token[] = []
  for (let i = 0; i < chars.length;) {
    if (chars[i] === ' ') {
      i++
      continue
    }
    for (const token of tokensAt(chars, i, names, text)) {
      if (token.type === 'number' && !Number.isFinite(token.value)) {
        refuse('number-out-of-range', text, token)
      }
      tokens.push(token)
      i = token.at + token.length
    }
  }
  return tokens
}
