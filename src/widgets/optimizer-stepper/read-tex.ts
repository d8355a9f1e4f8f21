/*
 * For tests: reads a formula with numbers as a reader of the page does, from the TeX that is displayed and from nothing
 * else. It knows none of the code that wrote it.
 */

/** A number as the page writes it in text. */
export function numberFrom(text: string): number {
  const [plain = '', power] = text.replaceAll('−', '-').split('×10')
  const digits = [...(power ?? '')].map((c) => (c === '⁻' ? '-' : String('⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(c))))
  return Number(`${plain}e${digits.join('') || '0'}`)
}

/** What stays when colours, marks and breaks of lines are taken away. */
function bare(tex: string): string {
  return tex
    .replace(/\\htmlClass\{[^}]*\}/g, '')
    .replaceAll('\\\\&\\quad{}', '')
    .replaceAll('\\left|', BAR)
    .replaceAll('\\right|', END_BAR)
    .replace(/\\left|\\right|\\,/g, '')
}

/** The bars of an absolute value, told apart. */
const [BAR, END_BAR] = ['⟨', '⟩']

/** What stands in the braces that open at `at`. */
function group(tex: string, at: number): string {
  let depth = 0
  for (let i = at; i < tex.length; i++) {
    if (tex[i] === '{') depth++
    if (tex[i] === '}' && --depth === 0) return tex.slice(at + 1, i)
  }
  throw new Error(`The brace at ${at} of ${tex} is never closed.`)
}

/** The lines with numbers of a displayed block, each with the result that stands below it. */
export function displayedLines(block: string): { readonly numbers: string; readonly result: string }[] {
  const lines = block.replace(/^\\begin\{aligned\}|\\end\{aligned\}$/g, '').split('\\\\[2pt]')
  return lines.flatMap((line, i) => {
    const found = /\\htmlClass\{result result-\d\}/.exec(line)
    const above = lines[i - 1] ?? ''
    if (!found) return []
    const result = group(line, found.index + found[0].length)
    return [{ numbers: above.slice(above.indexOf('&=') + 2), result }]
  })
}

const FUNCTIONS: Readonly<Record<string, (x: number) => number>> = {
  '\\ln': Math.log,
  '\\sin': Math.sin,
  '\\cos': Math.cos,
  '\\tan': Math.tan,
  '\\tanh': Math.tanh,
  '\\operatorname{sign}': Math.sign,
}

/** The value of a formula that has numbers only. */
export function valueOf(tex: string): number {
  const text = bare(tex)
  let at = 0
  const skip = () => {
    while (text[at] === ' ') at++
  }
  const takes = (token: string): boolean => {
    skip()
    if (!text.startsWith(token, at)) return false
    at += token.length
    return true
  }
  const need = (token: string) => {
    if (!takes(token)) throw new Error(`“${token}” expected at ${at} of ${text}`)
  }
  const inBraces = (): number => {
    need('{')
    const value = sum()
    need('}')
    return value
  }
  const atom = (): number => {
    skip()
    const number = /^(\d+(?:\.\d+)?)(?:\s*\\times 10\^\{(-?\d+)\})?/.exec(text.slice(at))
    if (number) {
      at += number[0].length
      // 10⁻⁸ is one numeral, as a × 10ᵇ is: no arithmetic rounds them.
      const alone = number[1] === '10' && !number[2] ? /^\^\{(-?\d+)\}/.exec(text.slice(at)) : null
      at += alone?.[0].length ?? 0
      return Number(alone ? `1e${alone[1]}` : `${number[1]}e${number[2] ?? 0}`)
    }
    if (takes('\\frac')) return inBraces() / inBraces()
    if (takes('\\sqrt')) return Math.sqrt(inBraces())
    if (takes('\\pi')) return Math.PI
    if (takes('\\max')) {
      need('(')
      const first = sum()
      need(',')
      const second = sum()
      need(')')
      return Math.max(first, second)
    }
    if (takes(BAR)) {
      const inside = sum()
      need(END_BAR)
      return Math.abs(inside)
    }
    const name = Object.keys(FUNCTIONS)
      .sort((a, b) => b.length - a.length)
      .find((known) => takes(known))
    if (name || takes('(')) {
      if (name) need('(')
      const inside = sum()
      need(')')
      return name ? FUNCTIONS[name]!(inside) : inside
    }
    if (takes('{')) {
      at--
      return inBraces()
    }
    if (takes('e')) return Math.E
    throw new Error(`Nothing to read at ${at} of ${text}`)
  }
  const power = (): number => {
    const base = atom()
    return takes('^') ? base ** inBraces() : base
  }
  const signed = (): number => (takes('-') ? -power() : power())
  const product = (): number => {
    let value = takes('-') ? -power() : power()
    for (;;) {
      if (takes('\\cdot') || takes('\\times')) value *= signed()
      else {
        skip()
        if (at >= text.length || /[-+)},&⟩]/.test(text[at]!)) return value
        value *= power()
      }
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
  skip()
  if (at < text.length) throw new Error(`“${text.slice(at)}” was not read in ${text}`)
  return value
}
