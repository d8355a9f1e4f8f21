import { useEffect, useRef } from 'react'
import { KATEX_OPTIONS } from './katex-options.ts'

/** The server has KaTeX at hand; the page fetches it only when a formula changes. */
const katexOnServer = import.meta.env.SSR ? (await import('katex')).default : null

export interface TexProps {
  readonly tex: string
  readonly block?: boolean
}

/**
 * A formula. The prerendered HTML is left as it is until the formula first changes; then KaTeX's script is fetched
 * and draws into the element (never through innerHTML, which the content security policy would strip of its styles).
 */
export function Tex({ tex, block = false }: TexProps) {
  const ref = useRef<HTMLSpanElement>(null)
  const shown = useRef<string | null>(null)
  useEffect(() => {
    const element = ref.current
    if (!element) return
    if (shown.current === null && element.firstChild) shown.current = tex
    if (shown.current === tex) return
    let live = true
    void import('katex').then(({ default: katex }) => {
      if (!live) return
      shown.current = tex
      katex.render(tex, element, { ...KATEX_OPTIONS, displayMode: block })
    })
    return () => {
      live = false
    }
  }, [tex, block])
  const html = katexOnServer
    ? katexOnServer.renderToString(tex, { ...KATEX_OPTIONS, displayMode: block })
    : ''
  return (
    <span
      ref={ref}
      className={block ? 'tex tex-block' : 'tex'}
      suppressHydrationWarning
      dangerouslySetInnerHTML={{ __html: html }}
    />
  )
}
