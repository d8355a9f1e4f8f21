/**
 * The `_headers` format of static hosts (Netlify, Cloudflare Pages): a line with a path pattern, then indented
 * `Name: value` lines. `*` matches anything, `:name` matches one path segment, `#` begins a comment line,
 * and an indented `! Name` drops what earlier rules gave (Cloudflare only).
 * Where two matching rules give the same header the values are joined with a comma, as those hosts do.
 *
 * @typedef {object} Rule
 * @property {string} pattern
 * @property {RegExp} matches
 * @property {{ name: string, value: string | null }[]} fields value null: drop the header
 */

const FIELD = /^([!#$%&'*+.^_`|~\w-]+)\s*:\s*(.+)$/
const DETACH = /^!\s+([!#$%&'*+.^_`|~\w-]+)$/

/**
 * @param {string} text the content of a `_headers` file
 * @returns {Rule[]} in the order of the file
 * @throws {Error} naming the line, when a line is neither pattern, header nor comment
 */
export function parseHeaders(text) {
  /** @type {Rule[]} */
  const rules = []
  text.split(/\r?\n/).forEach((line, index) => {
    const content = line.trim()
    if (content === '' || content.startsWith('#')) return
    /** @param {string} why @returns {never} */
    const refuse = (why) => {
      throw new Error(`_headers, line ${index + 1}: ${why}: ${JSON.stringify(content)}`)
    }
    if (!/^\s/.test(line)) {
      if (!content.startsWith('/')) refuse('a rule begins with a path that starts with "/"')
      rules.push({ pattern: content, matches: patternToRegExp(content), fields: [] })
      return
    }
    const rule = rules[rules.length - 1] ?? refuse('a header stands before the first path')
    rule.fields.push(parseField(content) ?? refuse('expected "Name: value"'))
  })
  return rules
}

/** @param {string} content @returns {{ name: string, value: string | null } | null} */
function parseField(content) {
  const detach = DETACH.exec(content)
  if (detach?.[1]) return { name: detach[1], value: null }
  const field = FIELD.exec(content)
  return field?.[1] && field[2] ? { name: field[1], value: field[2] } : null
}

/** @param {string} pattern */
function patternToRegExp(pattern) {
  const source = pattern
    .split(/(\*|:[A-Za-z]\w*)/)
    .map((part, i) =>
      i % 2 === 0 ? part.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&') : part === '*' ? '.*' : '[^/]+',
    )
    .join('')
  return new RegExp(`^${source}$`, 's')
}

/**
 * The headers of one address.
 * @param {readonly Rule[]} rules
 * @param {string} pathname without query
 * @returns {[name: string, value: string][]} names as first spelled in the file, in the file's order
 */
export function headersFor(rules, pathname) {
  /** @type {Map<string, [string, string]>} */
  const found = new Map()
  for (const rule of rules) {
    if (!rule.matches.test(pathname)) continue
    for (const { name, value } of rule.fields) {
      const key = name.toLowerCase()
      const before = found.get(key)
      if (value === null) found.delete(key)
      else found.set(key, before ? [before[0], `${before[1]}, ${value}`] : [name, value])
    }
  }
  return [...found.values()]
}

/**
 * The same file for a site that lives below a sub-path: every pattern is prefixed, everything else is untouched.
 * @param {string} text the content of a `_headers` file
 * @param {string} base as from `normalBase`, e.g. `/course/`
 */
export function rebase(text, base) {
  const prefix = base.replace(/\/$/, '')
  return text.replace(/^\//gm, `${prefix}/`)
}

/**
 * BASE_PATH as it is used everywhere: begins and ends with a slash. `course`, `/course` and `/course/` are the same.
 * @param {string | undefined} text
 * @throws {Error} a sentence for the author, when it cannot be a path
 */
export function normalBase(text) {
  const inner = (text ?? '').trim().replace(/^\/+|\/+$/g, '')
  if (inner === '') return '/'
  if (!/^[\w~.-]+(\/[\w~.-]+)*$/.test(inner) || /(^|\/)\.\.?(\/|$)/.test(inner)) {
    throw new Error(
      `BASE_PATH is ${JSON.stringify(text)}: give a path such as /course/ (letters, digits, - _ . ~ and /).`,
    )
  }
  return `/${inner}/`
}
