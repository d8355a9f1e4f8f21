import type { Locator } from '@playwright/test'

/*
 * Formulas as somebody reads them off the page: from the MathML that stands there for those who listen, and by arithmetic
 * of our own.
 */

/** The rows of every formula in `place`, each a line of text: symbols in braces, √ and powers as functions. */
export const formulasIn = (place: Locator): Promise<string[][]> =>
  place.locator('math').evaluateAll((all) => {
    const parts = (node: Element): string => [...node.children].map(text).join('')
    const part = (node: Element, i: number): string => text(node.children[i] ?? node)
    const text = (node: Element): string => {
      switch (node.localName) {
        case 'mi':
          return `{${node.textContent}}`
        case 'mn':
        case 'mo':
          return node.textContent ?? ''
        case 'msub':
        case 'mover':
          return `{${node.textContent}}`
        case 'mfrac':
          return `((${part(node, 0)})/(${part(node, 1)}))`
        case 'msqrt':
          return `√(${parts(node)})`
        case 'msup':
          // The power of a parenthesis hangs on its last sign.
          return part(node, 0) === ')' ? `)^(${part(node, 1)})` : `(${part(node, 0)})^(${part(node, 1)})`
        case 'mtext':
        case 'annotation':
          return ''
        default:
          return parts(node)
      }
    }
    return all.map((math) => {
      const rows = [...math.querySelectorAll('mtr')]
      return rows.length > 0 ? rows.map(text) : [parts(math)]
    })
  })

/** The value of such a line, its symbols from `known`. */
export function valueOf(line: string, known: Readonly<Record<string, number>> = {}): number {
  const tokens = line.replaceAll('−', '-').match(/\{[^}]*\}|\d+(?:\.\d+)?|[-+·×⋅/()^√]/g) ?? []
  let at = 0
  const takes = (...signs: string[]): boolean => signs.includes(tokens[at] ?? '') && ++at > 0
  const atom = (): number => {
    const token = tokens[at++] ?? ''
    if (token === '√') return Math.sqrt(atom())
    if (token === '(') {
      const value = sum()
      if (!takes(')')) throw new Error(`A parenthesis is open in ${line}`)
      return value
    }
    const value = token.startsWith('{') ? known[token.slice(1, -1).replaceAll('-', '−')] : Number(token)
    if (value === undefined || Number.isNaN(value)) throw new Error(`“${token}” has no value in ${line}`)
    return value
  }
  const power = (): number => {
    const base = atom()
    return takes('^') ? base ** atom() : base
  }
  const signed = (): number => (takes('-') ? -signed() : power())
  const product = (): number => {
    let value = signed()
    for (;;) {
      if (takes('·', '×', '⋅')) value *= signed()
      else if (takes('/')) value /= signed()
      else if (/^[{(√\d]/.test(tokens[at] ?? '')) value *= power()
      else return value
    }
  }
  const sum = (): number => {
    let value = product()
    for (;;) {
      if (takes('+')) value += product()
      else if (takes('-')) value -= product()
      else return value
    }
  }
  const value = sum()
  if (at < tokens.length) throw new Error(`“${tokens[at]}” was not expected in ${line}`)
  return value
}

/** One unit in the last digit of a number as it stands there: 0.01 for −1.20, 0.01·10⁻³ for 1.20 × 10⁻³. */
export function lastDigit(line: string): number {
  const [, decimals = '', power = '0'] = /\d(?:\.(\d+))?(?:[×⋅·]\(10\)\^\((−?\d+)\))?$/.exec(line) ?? []
  return 10 ** (Number(power.replace('−', '-')) - decimals.length)
}
