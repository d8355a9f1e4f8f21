/** A sum of more terms than this goes on in the next line after every second one. */
const TERMS = 3
const A_LINE = 2

/** Whether the sign at this place of the TeX is one between terms: not the exponent's, not the fraction's. */
const SIGN = / [+-] /y

/** The places of the signs between the terms of the outermost sum, in at most one pair of parentheses. */
function signs(tex: string): number[] {
  const found = new Map<string, number[]>()
  let [braces, parentheses] = [0, 0]
  for (let i = 0; i < tex.length; i++) {
    const c = tex[i]
    if (c === '{') braces++
    else if (c === '}') braces--
    else if (c === '(') parentheses++
    else if (c === ')') parentheses--
    SIGN.lastIndex = i
    if (c === ' ' && parentheses <= 1 && SIGN.test(tex)) {
      const level = `${braces} ${parentheses}`
      found.set(level, [...(found.get(level) ?? []), i])
    }
  }
  return found.get('0 0') ?? found.get('0 1') ?? []
}

/** The formula with line breaks in a long sum, for the right column of an aligned block. */
export function broken(tex: string): string {
  if (tex.includes('\\left')) return tex
  const places = signs(tex)
  if (places.length < TERMS) return tex
  let text = tex
  for (let k = places.length - 1; k >= 0; k--) {
    if ((k + 1) % A_LINE !== 0) continue
    const place = places[k] ?? 0
    text = `${text.slice(0, place)}\\\\&\\quad{}${text.slice(place)}`
  }
  return text
}
