interface Node {
  type: string
  tagName?: string
  properties?: Record<string, unknown>
  children?: Node[]
  value?: string
}

const CLOSING = /^[.,;:!?)\]%’”\-，。；：！？、）》」』】％…—]+/
const OPENING = /[([‘“（《「『【]+$/

const hasClass = ({ properties }: Node, name: string): boolean => {
  const names = properties?.['className']
  return Array.isArray(names) && names.includes(name)
}
const isFormula = (node: Node): boolean => hasClass(node, 'katex')
const isInline = ({ type, tagName }: Node): boolean =>
  type === 'mdxJsxTextElement' || ['a', 'em', 'strong', 'span'].includes(tagName ?? '')

/** The formula that a piece of text ends, or begins, with. */
function formulaAt(node: Node | undefined, side: 0 | -1): Node | null {
  if (!node) return null
  return isFormula(node) ? node : isInline(node) ? formulaAt(node.children?.at(side), side) : null
}

/** Takes from a text what fits; empty when nothing does. */
function take(node: Node | undefined, what: RegExp): string {
  if (node?.type !== 'text') return ''
  const [found = ''] = what.exec(node.value ?? '') ?? []
  node.value = (node.value ?? '').replace(what, '')
  return found
}

const text = (value: string): Node[] => (value === '' ? [] : [{ type: 'text', value }])

/** Lines may end between the parts of this formula, but no longer after the last of them. */
function keep(formula: Node): void {
  formula.properties = { className: ['katex', 'kept'] }
  for (const part of formula.children ?? []) {
    if (!hasClass(part, 'katex-html')) continue
    const end: Node = { type: 'element', tagName: 'wbr', properties: {}, children: [] }
    part.children = (part.children ?? []).flatMap((base, i) => (i === 0 ? [base] : [{ ...end }, base]))
  }
}

/**
 * A line may end on either side of a formula, whatever stands there, because KaTeX makes it of inline blocks. This
 * ties the signs to it that must not begin a line, or end one; the style sheet keeps what is tied together.
 */
export const tied = () => visit

function visit(node: Node): void {
  const { children } = node
  if (!children || isFormula(node)) return
  children.forEach(visit)
  node.children = children.map((child, i): Node => {
    const last = formulaAt(child, -1)
    const before = formulaAt(child, 0) ? take(children[i - 1], OPENING) : ''
    const after = last ? take(children[i + 1], CLOSING) : ''
    if (before + after === '') return child
    if (last && after !== '') keep(last)
    const parts = [...text(before), child, ...text(after)]
    return { type: 'element', tagName: 'span', properties: { className: ['tied'] }, children: parts }
  })
}
