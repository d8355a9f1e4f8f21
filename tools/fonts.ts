import type { Plugin } from 'vite'

/** KaTeX's style sheet names each font three times; every browser of the baseline reads woff2. */
export const woff2Only = (): Plugin => ({
  name: 'gradstep:woff2',
  enforce: 'pre',
  transform: {
    filter: { id: /katex[^/]*\.css/ },
    handler: (css: string) => css.replace(/,url\([^)]*\.(?:woff|ttf)\) format\("[^"]+"\)/g, ''),
  },
})

/** KaTeX's fonts, each with the classes that ask for it: all of one list of them on one element. */
const FONTS: readonly (readonly [font: string, ...classes: string[][]])[] = [
  ['Main-Regular', ['katex']],
  // A result is bold by our own style sheet.
  ['Main-Bold', ['mathbf'], ['textbf'], ['enclosing', 'result']],
  ['Main-Italic', ['mathit'], ['textit']],
  ['Math-Italic', ['mathnormal']],
  ['Math-BoldItalic', ['boldsymbol']],
  ['AMS-Regular', ['amsrm'], ['mathbb'], ['textbb']],
  ['Caligraphic-Regular', ['mathcal']],
  ['Size1-Regular', ['delimsizing', 'size1'], ['delim-size1'], ['op-symbol', 'small-op']],
  ['Size2-Regular', ['delimsizing', 'size2'], ['op-symbol', 'large-op']],
  ['Size3-Regular', ['delimsizing', 'size3']],
  ['Size4-Regular', ['delimsizing', 'size4'], ['delim-size4']],
]

/** The fonts that the formulas of a page are set in, by the names of KaTeX's files: "Main-Regular". */
export function mathFonts(body: string): string[] {
  const lists = new Set([...body.matchAll(/\sclass="([^"]*)"/g)].map(([, list = '']) => list))
  const elements = [...lists].map((list) => new Set(list.split(' ')))
  return FONTS.filter(([, ...asks]) =>
    asks.some((classes) => elements.some((has) => classes.every((c) => has.has(c)))),
  ).map(([font]) => font)
}
