import { renderToString } from 'react-dom/server'
import { loaders } from 'virtual:widgets'
import type { AnyWidget } from './define-widget.ts'
import { createInstance } from './instance.ts'
import type { Language } from './language.ts'
import { RESERVED } from './read-params.ts'
import { WidgetHost } from './WidgetHost.tsx'

/** The widget of that name; an unknown one fails the build, with the names there are. */
export async function loadWidget(id: string): Promise<AnyWidget> {
  const load = Object.hasOwn(loaders, id) ? loaders[id] : undefined
  if (!load)
    throw new Error(`There is no widget called “${id}”. There are: ${Object.keys(loaders).join(', ')}.`)
  const widget = (await load('en')).default as AnyWidget
  for (const [name, param] of Object.entries(widget.params)) {
    const key = param.key ?? name
    if ((RESERVED as readonly string[]).includes(key))
      throw new Error(`${id}: the key “${key}” is reserved; give the parameter ${name} another one.`)
  }
  return widget
}

/** The first frame of a widget as HTML. A lesson that gives a bad parameter fails the build. */
export async function renderWidget(
  id: string,
  props: Readonly<Record<string, unknown>>,
  lang: Language,
  place: number,
): Promise<string> {
  const instance = createInstance(await loadWidget(id), props)
  const [note] = instance.notes.get()
  if (note) throw new Error(`<Widget id="${id}">: ${note.code} ${note.name}=${note.given}.`)
  return renderToString(<WidgetHost instance={instance} lang={lang} />, {
    identifierPrefix: place ? `w${place}-` : 'w-',
  })
}
