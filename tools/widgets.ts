import fs from 'node:fs'
import path from 'node:path'
import type { Plugin } from 'vite'

const ID = 'virtual:widgets'
const FOLDER = 'src/widgets'

/** The ids of all widgets: the folders that have an index.ts. */
export const widgetIds = (root: string): string[] =>
  fs
    .readdirSync(path.join(root, FOLDER))
    .filter((id) => fs.existsSync(path.join(root, FOLDER, id, 'index.ts')))
    .sort()

/**
 * `virtual:widgets`: every folder of src/widgets as a lazy import, so that a new widget is one new folder and no edit,
 * and a page loads only what it shows. (A glob would do the first, but would put every widget into a single file.)
 */
export function widgets(): Plugin {
  let root = process.cwd()
  return {
    name: 'gradstep:widgets',
    configResolved(config) {
      root = config.root
    },
    resolveId: (id) => (id === ID ? `\0${ID}` : undefined),
    load(id) {
      if (id !== `\0${ID}`) return
      const entries = widgetIds(root).map(
        (w) => `${JSON.stringify(w)}: () => import('/${FOLDER}/${w}/index.ts')`,
      )
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
