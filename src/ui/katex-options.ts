import type { KatexOptions } from 'katex'

/**
 * How every formula is set, at build time and in the page: HTML and MathML; classes (for colours and highlights) are
 * the only HTML a formula may carry; anything else that KaTeX has doubts about is an error.
 */
export const KATEX_OPTIONS: KatexOptions = {
  output: 'htmlAndMathml',
  throwOnError: true,
  trust: (context) => context.command === '\\htmlClass',
  strict: (code: string) => (code === 'htmlExtension' ? 'ignore' : 'error'),
}
