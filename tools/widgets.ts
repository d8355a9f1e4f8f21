import fs from 'node:fs'
import path from 'node:path'
import type { Plugin } from 'vite'

const ID = 'virtual:widgets'
const FOLDER = 'src/widgets'
const LANGUAGES = ['en', 'zh'] as const

/** The ids of all widgets: the folders that have an index.ts. */
export const widgetIds = (root: string): string[] =>
  fs
    .readdirSync(path.join(root, FOLDER))
    .filter((id) => fs.existsSync(path.join(root, FOLDER, id, 'index.ts')))
    .sort()

/** The module of a widget that speaks one language; what a built page loads. */
export const widgetModule = (id: string, lang: string): string => `${FOLDER}/${id}/index.ts?lang=${lang}`

const SPOKEN = /[\\/]src[\\/]widgets[\\/][\w-]+[\\/](?:index|messages)\.ts\?lang=(en|zh)$/
const BOTH = /(\bconst messages\b[^=\n]*=\s*)\{\s*en,\s*zh,?\s*\}/

/** Messages of one language: the other one is no longer used by anything, and the bundler drops it. */
export const inOneLanguage = (code: string, lang: string): string => code.replace(BOTH, `$1{ ${lang} }`)

/**
 * `virtual:widgets`: every folder of src/widgets as a lazy import, so that a new widget is one new folder and no edit,
 * and a page loads only what it shows. (A glob would do the first, but would put every widget into a single file.)
 *
 * A widget is written with its messages in both languages side by side. A page speaks one: the built site has each
 * widget's index.ts and messages.ts once a language, and everything else of it once.
 */
export function widgets(): Plugin {
  let root = process.cwd()
  let isBuild = false
  return {
    name: 'gradstep:widgets',
    enforce: 'pre',
    configResolved(config) {
      root = config.root
      isBuild = config.command === 'build'
    },
    async resolveId(id, importer) {
      if (id === ID) return `\0${ID}`
      const lang = SPOKEN.exec(importer ?? '')?.[1]
      if (!lang || id !== './messages.ts') return
      const found = await this.resolve(id, importer, { skipSelf: true })
      return found && `${found.id}?lang=${lang}`
    },
    load(id) {
      const lang = SPOKEN.exec(id)?.[1]
      if (lang) return inOneLanguage(fs.readFileSync(id.replace(/\?.*/, ''), 'utf8'), lang)
      if (id !== `\0${ID}`) return
      const speaks = isBuild && this.environment.name === 'client'
      const loader = (w: string): string =>
        speaks
          ? `(lang) => ({${LANGUAGES.map((l) => `${l}: () => import('/${widgetModule(w, l)}')`).join(',')}})[lang]()`
          : `() => import('/${FOLDER}/${w}/index.ts')`
      const entries = widgetIds(root).map((w) => `${JSON.stringify(w)}: ${loader(w)}`)
      return `export const loaders = {${entries.join(',')}}`
    },
    configureServer(server) {
      const renew = (file: string) => {
        if (!/src[\\/]widgets[\\/][\w-]+[\\/]index\.ts$/.test(file)) return
        for (const environment of Object.values(server.environments)) {
          const module = environment.moduleGraph.getModuleById(`\0${ID}`)
          if (module) environment.moduleGraph.invalidateModule(module)
        }
        server.environments.client.hot.send({ type: 'full-reload' })
      }
      server.watcher.on('add', renew).on('unlink', renew)
    },
  }
}
