/*
 * What a part of a page shows, as one SVG that needs no style sheet: lines, fields and words where they stand now, in
 * the colours of the present theme.
 */

const SVG = 'http://www.w3.org/2000/svg'

/** What a style sheet says about SVG, and an attribute can say as well. */
const PAINT = [
  'fill',
  'fill-opacity',
  'fill-rule',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-opacity',
  'stroke-linecap',
  'stroke-linejoin',
  'vector-effect',
  'paint-order',
  'opacity',
] as const
const TEXT = ['font-size', 'font-family', 'font-weight', 'text-anchor', 'dominant-baseline'] as const

export interface Flat {
  /** The file: XML. */
  readonly svg: string
  readonly width: number
  readonly height: number
}

interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

type Attributes = Readonly<Record<string, string | number>>

function make(name: string, attributes: Attributes): SVGElement {
  const element = document.createElementNS(SVG, name)
  for (const [key, value] of Object.entries(attributes))
    element.setAttribute(key, typeof value === 'number' ? String(Number(value.toFixed(2))) : value)
  return element
}

/** A line as wide as it is now, in its own units, so that it grows with the picture; where that can be said at all. */
function bakeStroke(original: SVGGraphicsElement, copy: Element, style: CSSStyleDeclaration): void {
  const at = original.getScreenCTM()
  if (!at || Math.abs(at.a - at.d) > 0.01 * at.a || at.b !== 0) return
  const smaller = (lengths: string) =>
    lengths.replace(/[\d.]+(px)?/g, (length) => (Number.parseFloat(length) / at.a).toPrecision(4))
  copy.removeAttribute('vector-effect')
  copy.setAttribute('stroke-width', smaller(style.strokeWidth))
  copy.setAttribute('stroke-dasharray', smaller(style.strokeDasharray))
}

/** A copy of an SVG picture with its style written into it. */
function painted(original: Element): Element {
  const copy = original.cloneNode(false) as Element
  for (const name of copy.getAttributeNames())
    if (/^(class|style|role|tabindex|focusable|aria-|data-)/.test(name)) copy.removeAttribute(name)
  const style = getComputedStyle(original)
  if (original instanceof SVGElement && original.tagName !== 'svg')
    for (const name of original.tagName === 'text' ? [...PAINT, ...TEXT] : PAINT)
      copy.setAttribute(name, style.getPropertyValue(name))
  if (original instanceof SVGGraphicsElement && style.vectorEffect === 'non-scaling-stroke')
    bakeStroke(original, copy, style)
  for (const child of original.childNodes) {
    if (child instanceof Element && getComputedStyle(child).display !== 'none') copy.append(painted(child))
    else if (child instanceof Text) copy.append(child.cloneNode())
  }
  return copy
}

/** The lines of a text as they are broken on the screen, each with its place. */
function linesOf(text: Text): { readonly words: string; readonly box: DOMRect }[] {
  const range = document.createRange()
  const lines: { words: string; box: DOMRect; from: number }[] = []
  for (let i = 0; i < text.data.length; i++) {
    range.setStart(text, i)
    range.setEnd(text, i + 1)
    const box = range.getBoundingClientRect()
    if (box.width === 0) continue
    const last = lines[lines.length - 1]
    if (last && box.top < last.box.bottom - 1) {
      range.setStart(text, last.from)
      last.words += text.data.charAt(i)
      last.box = range.getBoundingClientRect()
    } else lines.push({ words: text.data.charAt(i), box, from: i })
  }
  return lines.filter(({ words }) => words.trim() !== '')
}

const isLine = (style: string, width: string): boolean => style !== 'none' && Number.parseFloat(width) > 0

/** The borders that an element of the page has: all round, above, or at its left. */
function bordersOf(style: CSSStyleDeclaration, { left, top, width, height }: Box): SVGElement[] {
  const has = (side: string) =>
    isLine(style.getPropertyValue(`border-${side}-style`), style.getPropertyValue(`border-${side}-width`))
  const stroke = { fill: 'none', 'stroke-width': Number.parseFloat(style.borderTopWidth) || 1 }
  if (['top', 'right', 'bottom', 'left'].every(has))
    return [
      make('rect', {
        x: left,
        y: top,
        width,
        height,
        rx: Number.parseFloat(style.borderTopLeftRadius) || 0,
        ...stroke,
        stroke: style.borderTopColor,
      }),
    ]
  return [
    ...(has('top')
      ? [make('path', { d: `M${left} ${top}h${width}`, ...stroke, stroke: style.borderTopColor })]
      : []),
    ...(has('left')
      ? [make('path', { d: `M${left} ${top}v${height}`, ...stroke, stroke: style.borderLeftColor })]
      : []),
  ]
}

/** Lays what an element shows into the picture, in the order in which it is painted. */
function lay(element: Element, origin: Box, skip: string, into: Element): void {
  const style = getComputedStyle(element)
  if (style.display === 'none' || style.visibility === 'hidden' || element.matches(skip)) return
  const found = element.getBoundingClientRect()
  const box = {
    left: found.left - origin.left,
    top: found.top - origin.top,
    width: found.width,
    height: found.height,
  }
  if (element instanceof SVGSVGElement) {
    const { left: x, top: y, width, height } = box
    const copy = painted(element)
    for (const [key, value] of Object.entries({ x, y, width, height }))
      copy.setAttribute(key, value.toFixed(2))
    copy.setAttribute('overflow', style.overflow === 'visible' ? 'visible' : 'hidden')
    into.append(copy)
    if (isLine(style.outlineStyle, style.outlineWidth))
      into.append(make('rect', { x, y, width, height, fill: 'none', stroke: style.outlineColor }))
    return
  }
  // What is there for screen readers alone is a dot for the eye.
  if (found.width <= 1 && found.height <= 1 && style.position === 'absolute' && style.overflow !== 'visible')
    return
  into.append(...bordersOf(style, box))
  for (const child of element.childNodes) {
    if (child instanceof Element) lay(child, origin, skip, into)
    else if (child instanceof Text)
      for (const line of linesOf(child)) into.append(wordsOf(line, style, origin))
  }
}

function wordsOf(
  { words, box }: { words: string; box: DOMRect },
  style: CSSStyleDeclaration,
  origin: Box,
): SVGElement {
  const text = make('text', {
    x: box.left - origin.left,
    y: (box.top + box.bottom) / 2 - origin.top,
    fill: style.color,
    'font-size': style.fontSize,
    'font-family': style.fontFamily,
    'font-weight': style.fontWeight,
    'dominant-baseline': 'central',
  })
  text.textContent = words.trim()
  return text
}

/** The ground that an element stands on. */
function groundOf(element: Element): string {
  for (let e: Element | null = element; e; e = e.parentElement) {
    const { backgroundColor } = getComputedStyle(e)
    if (!/^(transparent|rgba\(.*, 0\))$/.test(backgroundColor)) return backgroundColor
  }
  return '#fff'
}

/** What an element shows, as an SVG file; what `skip` selects is left out. `title` says in words what it is. */
export function flatten(element: Element, title: string, skip: string, margin = 12): Flat {
  const box = element.getBoundingClientRect()
  const [width, height] = [Math.ceil(box.width) + 2 * margin, Math.ceil(box.height) + 2 * margin]
  const root = make('svg', { width, height, viewBox: `0 0 ${width} ${height}` })
  const name = make('title', {})
  name.textContent = title
  root.append(name, make('rect', { width, height, fill: groundOf(element) }))
  const origin = { left: box.left - margin, top: box.top - margin, width, height }
  lay(element, origin, skip, root)
  return { svg: new XMLSerializer().serializeToString(root), width, height }
}

/** The same as pixels, `scale` to a pixel of the page. Fails where the browser refuses to draw it. */
export async function pixelsOf({ svg, width, height }: Flat, scale = 2): Promise<Blob> {
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = scale * width
  canvas.height = scale * height
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('The picture could not be made.'))),
      'image/png',
    )
  })
}
