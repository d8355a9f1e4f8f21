import { renderToStaticMarkup } from 'react-dom/server'
import { hole, Island } from '../widget-kit/Island.tsx'
import type { Language } from '../widget-kit/language.ts'
import { renderWidget } from '../widget-kit/render.tsx'

/** A widget alone on its page, in its default state. */
export async function renderEmbed(id: string, lang: Language): Promise<string> {
  const page = renderToStaticMarkup(
    <main id="text" className="embed">
      <Island id={id} place={0} props={{}} />
    </main>,
  )
  const widget = await renderWidget(id, {}, lang, 0)
  return page.replace(hole(0), () => widget)
}
