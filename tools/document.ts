/** A page as the server entry gives it: everything but the files of the build. */
export interface Page {
  /** Below the base: "", "en/", "zh/gradient-descent/", "404.html". */
  readonly path: string
  readonly lang: string
  readonly title: string
  readonly description: string
  readonly body: string
  /** The same page in the other languages, and in none: language tag → path. */
  readonly alternates: Readonly<Record<string, string>>
  /** Widgets on the page: their style sheets belong into its head. */
  readonly widgets: readonly string[]
  readonly entry: 'page' | 'embed'
  /** Search engines should list it. */
  readonly listed: boolean
}

/** The files of the build that a page needs in its head. */
export interface Files {
  readonly styles: readonly string[]
  readonly fonts: readonly string[]
  readonly script: string
}

export interface Site {
  /** "/" or "/course/". */
  readonly base: string
  /** Where the site will stand, without a slash at the end; empty where that is not known. */
  readonly origin: string
}

const escape = (s: string) => s.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')

/** The file a page is written to. */
export const fileOf = (page: Page): string =>
  page.path.endsWith('.html') ? page.path : `${page.path}index.html`

/** The whole HTML document. */
export function documentOf(page: Page, files: Files, site: Site): string {
  const at = (path: string) => escape(site.origin + site.base + path)
  const head = [
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escape(page.title)}</title>`,
    `<meta name="description" content="${escape(page.description)}">`,
    ...(page.listed
      ? [`<link rel="canonical" href="${at(page.path)}">`]
      : ['<meta name="robots" content="noindex">']),
    ...Object.entries(page.alternates).map(
      ([lang, path]) => `<link rel="alternate" hreflang="${lang}" href="${at(path)}">`,
    ),
    '<meta name="color-scheme" content="light dark">',
    `<link rel="icon" href="${site.base}favicon.svg" type="image/svg+xml">`,
    `<script src="${site.base}theme.js"></script>`,
    ...files.fonts.map((f) => `<link rel="preload" as="font" type="font/woff2" href="${f}" crossorigin>`),
    ...files.styles.map((f) => `<link rel="stylesheet" href="${f}">`),
    `<script type="module" src="${files.script}"></script>`,
  ]
  const attributes = `lang="${page.lang}" data-page="${page.entry}" data-base="${site.base}"`
  return `<!doctype html>\n<html ${attributes}>\n<head>\n${head.join('\n')}\n</head>\n<body>\n${page.body}\n</body>\n</html>\n`
}

/** The sitemap of all pages that should be listed, each with its other languages. */
export function sitemapOf(pages: readonly Page[], site: Site): string {
  const at = (path: string) => escape((site.origin || 'http://localhost:4173') + site.base + path)
  const urls = pages
    .filter((p) => p.listed)
    .map((p) => {
      const links = Object.entries(p.alternates).map(
        ([lang, path]) => `<xhtml:link rel="alternate" hreflang="${lang}" href="${at(path)}"/>`,
      )
      return `<url><loc>${at(p.path)}</loc>${links.join('')}</url>`
    })
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n${urls.join('\n')}\n</urlset>\n`
}
