import { renderToStaticMarkup } from 'react-dom/server'
import { hole, Island } from '../widget-kit/Island.tsx'
import type { Language } from '../widget-kit/language.ts'
import { loadWidget, renderWidget } from '../widget-kit/render.tsx'

/** A widget alone on its page, in its default state. */
export async function renderEmbed(id: string, lang: Language): Promise<string> {
  const { title } = (await loadWidget(id)).messages[lang]
  const page = renderToStaticMarkup(
    <main id="text" className="embed">
      <h1 className="visually-hidden">{title}</h1>
      <Island id={id} place={0} props={{}} />
    </main>,
  )
  const widget = await renderWidget(id, {}, lang, 0)
  return page.replace(hole(0), () => widget)
}
