import katex from 'katex'
import { expect, test } from 'vitest'
import { mathFonts } from './fonts.ts'

const fontsOf = (tex: string) => mathFonts(katex.renderToString(tex, { displayMode: true }))

test.each([
  ['x', ['Main-Regular', 'Math-Italic']],
  ['1', ['Main-Regular']],
  ['\\mathbf{x}', ['Main-Regular', 'Main-Bold']],
  ['\\mathbb{R}', ['Main-Regular', 'AMS-Regular']],
  ['\\textstyle\\sum 1', ['Main-Regular', 'Size1-Regular']],
  ['\\sum 1', ['Main-Regular', 'Size2-Regular']],
  ['\\big(1\\Big)', ['Main-Regular', 'Size1-Regular', 'Size2-Regular']],
  ['\\begin{cases}1\\\\1\\\\1\\\\1\\end{cases}', ['Main-Regular', 'Size4-Regular']],
])('%s is set in %s', (tex, fonts) => expect(fontsOf(tex)).toEqual(fonts))

test('prose needs none, whatever its words', () =>
  expect(mathFonts('<p class="prose">katex mathbf <b class="size1">1</b></p>')).toEqual([]))
