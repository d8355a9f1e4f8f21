import { createHash } from 'node:crypto'

const TAG = /<(\/?)([a-z][\w-]*)((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*\/?>/gi

const unescape = (s: string) =>
  s
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')

/**
 * Moves every `style="…"` of a page into rules of a style sheet, keyed by `data-s`: a strict content security policy
 * forbids the attribute. Inside an island the text stays in `data-style` too, so that waking can set it again through
 * the CSSOM, which the policy allows; otherwise React would believe in styles that are not there.
 */
export function extractStyles(html: string): { html: string; css: string; file: string } {
  const keys = new Map<string, string>()
  let islands = 0
  const out = html.replace(TAG, (tag: string, close: string, name: string, attributes: string) => {
    if (name === 'gradstep-island') islands += close ? -1 : 1
    if (close || !/\sstyle="/.test(attributes)) return tag
    return tag.replace(/\sstyle="([^"]*)"/, (_, css: string) => {
      const key = keys.get(css) ?? keys.size.toString(36)
      keys.set(css, key)
      return ` data-s="${key}"${islands > 0 ? ` data-style="${css}"` : ''}`
    })
  })
  // :not(#_) lifts a rule above every class rule of KaTeX's, and still below what a script sets later.
  const css = [...keys].map(([text, key]) => `[data-s="${key}"]:not(#_){${unescape(text)}}`).join('\n')
  const hash = createHash('sha256').update(css).digest('hex').slice(0, 8)
  return { html: out, css, file: `page-${hash}.css` }
}
