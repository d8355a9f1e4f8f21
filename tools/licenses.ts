import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

/** A package whose code or files are in the built site. */
export interface Bundled {
  name: string
  version: string
  /** SPDX expression, as the package states it; empty: it states none. */
  licence: string
  author: string
  /** The text of its own licence file, else the standard text of its licence; null: neither is there. */
  text: string | null
  /** Files copied as they are, such as fonts. */
  files: string[]
}

/** Licences under which a package may be bundled; all ask for no more than their text and the author's name. */
const ALLOWED = new Set(
  ['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', '0BSD', 'OFL-1.1', 'Unlicense', 'CC0-1.0'].map(
    (id) => id.toLowerCase(),
  ),
)

/** Code that the bundler adds by itself; its modules are virtual and live in no folder. */
const OWN_MODULES: readonly (readonly [prefix: string, name: string])[] = [
  ['\0vite/', 'vite'],
  ['\0rolldown/', 'rolldown'],
]

/** One collector serves a whole build: the site's bundle and the workers', each with its own plugin. */
export interface Collector {
  /** For the plugins of the site; it looks at the client environment alone. */
  plugin: Plugin
  /** For `worker.plugins`. */
  workerPlugin: Plugin
  /** Writes `licenses.txt` once all bundles are made. Throws, naming every package that may not be bundled. */
  write: (outDir: string) => void
}

/**
 * Folder of each package that was bundled → files copied from it. Vite loads the configuration, and with it this
 * module, anew for each environment that it builds: only the process is shared by them all.
 */
function sharedFolders(): Map<string, Set<string>> {
  const process = globalThis as unknown as Record<symbol, Map<string, Set<string>> | undefined>
  return (process[Symbol.for('gradstep:licences')] ??= new Map())
}

/** Collects the packages that are really in the bundles, the workers' too, and writes their licences. */
export function licenses(): Collector {
  const folders = sharedFolders()
  const note = (id: string, file?: string) => {
    const folder = packageFolder(id)
    if (folder === null) return
    const files = folders.get(folder) ?? new Set()
    if (file !== undefined) files.add(file)
    folders.set(folder, files)
  }
  const make = (name: string): Plugin => {
    let root = ''
    return {
      name,
      configResolved: (config) => void (root = config.root),
      generateBundle(_options, bundle) {
        for (const part of Object.values(bundle)) {
          if (part.type === 'chunk') part.moduleIds.forEach((id) => note(id))
          else part.originalFileNames.forEach((id) => note(resolve(root, id), basename(id)))
        }
      },
    }
  }
  return {
    plugin: {
      ...make('gradstep:licenses'),
      buildStart: () => folders.clear(),
      applyToEnvironment: (environment) => environment.name === 'client',
    },
    workerPlugin: make('gradstep:worker-licenses'),
    write: (outDir) => {
      const packages = [...folders].map(([folder, files]) => describe(folder, [...files].sort()))
      const faults = packages.length > 0 ? packages.flatMap(faultOf) : ['No package was seen in any bundle.']
      if (faults.length > 0) throw new Error(`licenses.txt cannot be written:\n${faults.join('\n')}`)
      writeFileSync(join(outDir, 'licenses.txt'), print(packages))
    },
  }
}

/**
 * The folder of the package that a module belongs to, also where packages are nested.
 * Null: the module is our own.
 */
export function packageFolder(id: string): string | null {
  const own = OWN_MODULES.find(([prefix]) => id.startsWith(prefix))
  if (own) return dirname(createRequire(import.meta.url).resolve(`${own[1]}/package.json`))
  const path = id
    .replace(/^\0/, '')
    .replace(/[?#].*$/, '')
    .replaceAll('\\', '/')
  const at = path.lastIndexOf('/node_modules/')
  if (at < 0) return null
  const [scope = '', name = ''] = path.slice(at + '/node_modules/'.length).split('/')
  if (scope.startsWith('.')) return null // a build's own scratch folder
  return path.slice(0, at) + '/node_modules/' + (scope.startsWith('@') ? `${scope}/${name}` : scope)
}

function describe(folder: string, files: string[]): Bundled {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, unknown>
  const licence = licenceOf(manifest)
  return {
    name: String(manifest['name'] ?? basename(folder)),
    version: String(manifest['version'] ?? ''),
    licence,
    author: nameOf(manifest['author']) || nameOf(manifest['repository']),
    text: ownText(folder) ?? readmeText(folder) ?? standardText(licence),
    files,
  }
}

/** `license` as a string, or in the two older forms that npm still carries. */
function licenceOf(manifest: Record<string, unknown>): string {
  const { license, licenses: list } = manifest
  if (Array.isArray(list)) return list.map(nameOf).join(' OR ')
  return nameOf(license)
}

function nameOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value !== 'object' || value === null) return ''
  const { name, type, url } = value as Record<string, unknown>
  if (typeof name === 'string') return name
  // A repository's type is "git", which says nothing; a licence's type is its name, and has no use for the address.
  return [type, url].find((part): part is string => typeof part === 'string' && part !== 'git') ?? ''
}

/** Licence and notice files of a package. Some list all that they bundle themselves after their own: that is cut. */
function ownText(folder: string): string | null {
  const names = readdirSync(folder).filter((name) => /^(licen[cs]e|copying|notice)(\b|-|\.)/i.test(name))
  const texts = names.sort().map((name) => readFileSync(join(folder, name), 'utf8'))
  const own = texts.map((text) => text.split(/^#+ Licenses of bundled dependencies/m)[0] ?? '')
  return (
    own
      .map((text) =>
        text
          .replace(/\r\n/g, '\n')
          .replace(/^\s*\n/, '')
          .trimEnd(),
      )
      .join('\n\n') || null
  )
}

/** Some packages have their licence at the end of their README alone; a mere mention of its name is not enough. */
function readmeText(folder: string): string | null {
  const name = readdirSync(folder).find((file) => /^readme(\.|$)/i.test(file))
  const text = name === undefined ? '' : readFileSync(join(folder, name), 'utf8').replace(/\r\n/g, '\n')
  const section = text.slice(Math.max(0, text.search(/^#*\s*licen[cs]e\b/im)))
  return /^#*\s*licen[cs]e\b[^]*copyright[^]*warrant/i.test(section) ? section.trim() : null
}

function standardText(licence: string): string | null {
  const file = fileURLToPath(new URL(`./licenses/${licence}.txt`, import.meta.url))
  return /^[\w.-]+$/.test(licence) && existsSync(file) ? readFileSync(file, 'utf8').trimEnd() : null
}

/** An `OR` is allowed when one side is, an `AND` when both are; what cannot be read is not allowed. */
export function isAllowed(expression: string): boolean {
  const inner = expression.trim().replace(/^\(([^()]*)\)$/, '$1')
  if (/\sOR\s/.test(inner)) return inner.split(/\sOR\s/).some(isAllowed)
  if (/\sAND\s/.test(inner)) return inner.split(/\sAND\s/).every(isAllowed)
  return ALLOWED.has(inner.toLowerCase())
}

function faultOf({ name, version, licence, text }: Bundled): string[] {
  if (licence === '') return [`${name} ${version} states no licence: do not bundle it.`]
  if (!isAllowed(licence))
    return [`${name} ${version} is under ${licence}, which is not in tools/licenses.ts.`]
  if (text === null) return [`${name} ${version} brings no licence text: add tools/licenses/${licence}.txt.`]
  return []
}

/** The file: packages under the same text stand together, all in the order of their names. */
export function print(packages: readonly Bundled[]): string {
  const titled = packages.map((one) => ({ title: titleOf(one), text: one.text ?? '' }))
  const sorted = titled.sort((a, b) => (a.title < b.title ? -1 : a.title > b.title ? 1 : 0))
  const byText = new Map<string, Set<string>>()
  for (const { title, text } of sorted) byText.set(text, (byText.get(text) ?? new Set()).add(title))
  const head = 'Gradstep is under the MIT licence. The built site contains the following packages.'
  const parts = [...byText].map(([text, titles]) => `${[...titles].join('\n')}\n\n${text}`)
  return `${[head, ...parts].join(`\n\n${'-'.repeat(80)}\n\n`)}\n`
}

function titleOf({ name, version, licence, author, files }: Bundled): string {
  const who = author === '' ? '' : `, ${author}`
  const copied = files.length === 0 ? '' : `; files: ${files.join(', ')}`
  return `${name} ${version} (${licence}${who}${copied})`
}
