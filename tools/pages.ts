import fs from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Plugin, ViteDevServer } from 'vite'
import { compress } from './compress.ts'
import { documentOf, fileOf, sitemapOf, type Files, type Page, type Site } from './document.ts'
import { rebase } from './headers.mjs'
import { mathFonts } from './fonts.ts'
import { extractStyles } from './styles.ts'
import { widgetModule } from './widgets.ts'

const SERVER = 'src/entries/server.tsx'
const ENTRIES = { page: 'src/entries/page.ts', embed: 'src/entries/embed.ts' } as const
const SSR_OUT = process.env.GRADSTEP_SSR_OUT ?? 'node_modules/.gradstep/ssr'
const TEXT_FONT = 'source-serif-4-latin-wght-normal'

interface Server {
  /** Every page of the site. */
  paths(): Promise<string[]> | string[]
  render(path: string): Promise<Page | null>
}
interface Chunk {
  file: string
  css?: string[]
  imports?: string[]
  dynamicImports?: string[]
}
type Manifest = Record<string, Chunk>

const siteOf = (base: string): Site => ({ base, origin: (process.env.SITE_URL ?? '').replace(/\/+$/, '') })

/** The style sheets of a chunk and of all that it imports at once. */
function stylesOf(manifest: Manifest, key: string, seen = new Set<string>()): string[] {
  const chunk = manifest[key]
  if (!chunk || seen.has(key)) return []
  seen.add(key)
  return [...(chunk.imports ?? []).flatMap((k) => stylesOf(manifest, k, seen)), ...(chunk.css ?? [])]
}

function filesOf(page: Page, manifest: Manifest, base: string): Files {
  const keys = [ENTRIES[page.entry], ...page.widgets.map((id) => widgetModule(id, page.lang.slice(0, 2)))]
  const wanted = [TEXT_FONT, ...mathFonts(page.body).map((font) => `KaTeX_${font}-`)]
  const fonts = Object.values(manifest).filter(
    (c) => c.file.endsWith('.woff2') && wanted.some((name) => c.file.includes(name)),
  )
  const script = manifest[ENTRIES[page.entry]]
  if (!script) throw new Error(`The build has no ${ENTRIES[page.entry]}.`)
  return {
    styles: [...new Set(keys.flatMap((k) => stylesOf(manifest, k)))].map((f) => base + f),
    fonts: fonts.map((c) => base + c.file),
    script: base + script.file,
  }
}

/** Renders every page and writes it with what belongs to it: styles, sitemap, headers, compressed copies. */
async function write(root: string, out: string, base: string): Promise<void> {
  const site = siteOf(base)
  const dist = path.join(root, out)
  const put = (file: string, text: string) => {
    fs.mkdirSync(path.dirname(path.join(dist, file)), { recursive: true })
    fs.writeFileSync(path.join(dist, file), text)
  }
  const manifest = JSON.parse(fs.readFileSync(path.join(dist, '.vite/manifest.json'), 'utf8')) as Manifest
  const server = (await import(
    `${pathToFileURL(path.join(root, SSR_OUT, 'server.js')).href}?${Date.now()}`
  )) as Server
  const pages: Page[] = []
  for (const p of await server.paths()) {
    const page = await server.render(p)
    if (!page) throw new Error(`The page /${p} renders nothing.`)
    pages.push(page)
    const { html, css, file } = extractStyles(page.body)
    const files = filesOf(page, manifest, base)
    const styles = css ? [...files.styles, `${base}assets/${file}`] : files.styles
    if (css) put(`assets/${file}`, css)
    put(fileOf(page), documentOf({ ...page, body: html }, { ...files, styles }, site))
  }
  put('sitemap.xml', sitemapOf(pages, site))
  put(
    'robots.txt',
    `User-agent: *\nAllow: /\n${site.origin ? `Sitemap: ${site.origin}${base}sitemap.xml\n` : ''}`,
  )
  put('_headers', rebase(fs.readFileSync(path.join(root, 'public/_headers'), 'utf8'), base))
  console.log(
    `pages: ${pages.length}${site.origin ? '' : ' (SITE_URL is not set: the sitemap names localhost)'}`,
  )
}

/** Serves a page from its sources, for authors. */
async function serve(server: ViteDevServer, url: string): Promise<{ html: string; status: number } | null> {
  const { base } = server.config
  const pathname = new URL(url, 'http://localhost').pathname
  if (!pathname.startsWith(base) || (/\.\w+$/.test(pathname) && !pathname.endsWith('404.html'))) return null
  const entry = (await server.ssrLoadModule(`/${SERVER}`)) as unknown as Server
  const wanted = pathname.slice(base.length)
  const found = await entry.render(wanted)
  const page = found ?? (await entry.render('404.html'))
  if (!page) return null
  const files: Files = { styles: [], fonts: [], script: `${base}${ENTRIES[page.entry]}` }
  return {
    html: await server.transformIndexHtml(url, documentOf(page, files, siteOf(base))),
    status: found ? 200 : 404,
  }
}

/** Prerenders the site: one client build, one server build, then every page as static HTML. No router. */
export function pages(finish: (outDir: string) => void): Plugin {
  return {
    name: 'gradstep:pages',
    config: () => ({
      appType: 'mpa',
      environments: {
        client: { build: { manifest: true, rollupOptions: { input: Object.values(ENTRIES) } } },
        ssr: { build: { ssr: true, outDir: SSR_OUT, emptyOutDir: true, rollupOptions: { input: SERVER } } },
      },
      builder: {
        async buildApp(builder) {
          const { client, ssr } = builder.environments
          if (!client || !ssr) throw new Error('The build needs a client and an ssr environment.')
          const { root, base } = builder.config
          const out = client.config.build.outDir
          await builder.build(client)
          await builder.build(ssr)
          await write(root, out, base)
          finish(path.join(root, out))
          await compress(path.join(root, out))
        },
      },
    }),
    configureServer(server) {
      return () =>
        void server.middlewares.use(async (req, res, next) => {
          try {
            const page = await serve(server, req.originalUrl ?? '/')
            if (!page) return next()
            res.statusCode = page.status
            res.setHeader('content-type', 'text/html').end(page.html)
          } catch (error) {
            server.ssrFixStacktrace(error as Error)
            next(error)
          }
        })
    },
    hotUpdate({ modules, server }) {
      // Lessons live in the server's module graph alone: whatever a lesson imports, even a number, reloads the page.
      if (this.environment.name !== 'ssr') return
      const seen = new Set(modules)
      for (const module of seen) for (const importer of module.importers) seen.add(importer)
      if ([...seen].some((m) => m.file?.endsWith('.mdx')))
        server.environments.client.hot.send({ type: 'full-reload' })
    },
  }
}
