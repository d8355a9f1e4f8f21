import type { KatexOptions } from 'katex'

const quantity = (name: string) => `\\htmlClass{q q-${name}}{#1}`

/** Colours of the quantities in the formulas of the prose; those that are printed from trees carry theirs already. */
const MACROS = {
  '\\param': quantity('parameter'),
  '\\grad': quantity('gradient'),
  '\\first': quantity('first-moment'),
  '\\second': quantity('second-moment'),
  '\\upd': quantity('update'),
  '\\hyper': quantity('hyperparameter'),
  '\\lossq': quantity('loss'),
}

/**
 * How every formula is set, at build time and in the page: HTML and MathML; classes (for colours and highlights) are
 * the only HTML a formula may carry; anything else that KaTeX has doubts about is an error.
 */
export const KATEX_OPTIONS: KatexOptions = {
  output: 'htmlAndMathml',
  throwOnError: true,
  macros: MACROS,
  trust: (context) => context.command === '\\htmlClass',
  strict: (code: string) => (code === 'htmlExtension' ? 'ignore' : 'error'),
}
