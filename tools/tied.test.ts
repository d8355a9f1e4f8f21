import { describe, expect, test } from 'vitest'
import { tied } from './tied.ts'

type Tree = Parameters<ReturnType<typeof tied>>[0]

const text = (value: string): Tree => ({ type: 'text', value })
const box = (tagName: string, className: string, ...children: Tree[]): Tree => ({
  type: 'element',
  tagName,
  properties: { className: [className] },
  children,
})
/** A formula as KaTeX sets it, in parts between which a line may end. */
const formula = (...parts: string[]): Tree =>
  box('span', 'katex', box('span', 'katex-html', ...parts.map((p) => box('span', 'base', text(p)))))
const claim = (...children: Tree[]): Tree => ({ type: 'mdxJsxTextElement', children })

/** What is tied stands in brackets, a formula that is kept together with what follows has a +, | is a place to break. */
function shown(node: Tree): string {
  if (node.type === 'text') return node.value ?? ''
  const inner = (node.children ?? []).map(shown).join('')
  const names = (node.properties?.['className'] ?? []) as string[]
  if (node.tagName === 'wbr') return '|'
  if (names.includes('tied')) return `[${inner}]`
  return names.includes('kept') ? `+${inner}` : node.type === 'mdxJsxTextElement' ? `<${inner}>` : inner
}

function afterTying(...children: Tree[]): string {
  const tree = box('p', '', ...children)
  tied()(tree)
  return shown(tree)
}

describe('signs beside formulas', () => {
  test('that end something are tied to the formula before them', () => {
    expect(afterTying(text('取'), formula('0'), text('或'), formula('1'), text('。它的'))).toBe(
      '取0或[+1。]它的',
    )
    expect(afterTying(text('the '), formula('x'), text('-axis (see below).'))).toBe(
      'the [+x-]axis (see below).',
    )
  })

  test('that begin something are tied to the formula after them', () => {
    expect(afterTying(text('量（'), formula('x'), text('）与（'), formula('y'), text('）。'))).toBe(
      '量[（+x）]与[（+y）。]',
    )
  })

  test('leave the places where a long formula may be broken', () => {
    expect(afterTying(formula('x', '=', '3'), text('，'))).toBe('[+x|=|3，]')
  })

  test('are found where the formula ends a claim', () => {
    expect(afterTying(claim(text('so '), formula('x')), text('. Then'))).toBe('[<so +x>.] Then')
    expect(afterTying(text('“'), claim(formula('x'), text(' is')), text('.'))).toBe('[“<x is>].')
  })

  test('stay alone after anything else', () => {
    expect(afterTying(formula('x'), text(' and'), claim(text('y')), text('.'))).toBe('x and<y>.')
  })
})
