/** Who may import whom, inside src/. A room not listed for a room is closed to it. */
/** @type {Record<string, readonly string[]>} */
export const MAY = {
  core: [],
  ui: ['core'],
  engine: ['core'],
  'widget-kit': ['core', 'engine', 'ui'],
  widgets: ['core', 'engine', 'ui', 'widget-kit'],
  course: ['core', 'ui', 'widget-kit'],
  embed: ['core', 'ui', 'widget-kit'],
  entries: ['core', 'ui', 'engine', 'widget-kit', 'course', 'embed'],
}

const BROWSER = [
  'window',
  'document',
  'navigator',
  'localStorage',
  'sessionStorage',
  'location',
  'self',
  'globalThis',
  'fetch',
]
const PURE = 'randomness and time come in as arguments'

const impure = [
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: `Math.random: ${PURE}`,
  },
  { selector: "MemberExpression[object.name='Date'][property.name='now']", message: `Date.now: ${PURE}` },
  {
    selector: "MemberExpression[object.name='performance'][property.name='now']",
    message: `performance.now: ${PURE}`,
  },
  { selector: "NewExpression[callee.name='Date']", message: `new Date: ${PURE}` },
]
const literalText = {
  selector: 'JSXText[value=/\\p{L}/u]',
  message: 'no literal text in JSX: it belongs into messages.ts, in both languages',
}
const dynamicImport = {
  selector: 'ImportExpression',
  message: 'core imports nothing, not even later',
}

/**
 * @param {{ regex: string, message: string }[]} patterns
 * @returns {import('eslint').Linter.RulesRecord}
 */
const restrictImports = (patterns) => ({
  'no-restricted-imports': ['error', { patterns }],
})

/**
 * @param {string} name
 * @returns {import('eslint').Linter.Config}
 */
function room(name) {
  const may = MAY[name] ?? []
  const closed = Object.keys(MAY).filter((other) => other !== name && !may.includes(other))
  const pure = name === 'core'
  const patterns = [
    {
      regex: `^(\\.\\./)+(${closed.join('|')})(/|$)|^/?src/(${closed.join('|')})(/|$)`,
      message: `${name}/ may import only: ${may.join(', ') || 'nothing'}`,
    },
  ]
  if (pure) patterns.push({ regex: '^(?!\\.{1,2}/)', message: 'core/ imports no package' })
  return {
    files: [`src/${name}/**/*.{ts,tsx}`],
    ignores: ['**/*.test.{ts,tsx}'],
    rules: {
      ...restrictImports(patterns),
      'no-restricted-syntax': ['error', ...(pure ? [dynamicImport, ...impure] : [literalText])],
      ...(pure ? { 'no-restricted-globals': ['error', ...BROWSER] } : {}),
    },
  }
}

/** model.ts of a widget: pure, like core; it may use core and the kit's parameter declarations, nothing that draws or trains. */
/** @type {import('eslint').Linter.Config} */
const models = {
  files: ['src/widgets/*/model.ts', 'src/widgets/*/model/**/*.ts'],
  ignores: ['**/*.test.ts'],
  rules: {
    ...restrictImports([
      {
        regex: '^(react|react-dom|recharts|katex|@tensorflow)(/|$)',
        message: 'a model draws nothing and trains nothing',
      },
      {
        regex: '^(\\.\\./)+(ui|course|embed|entries|engine/(client|worker))([/.]|$)',
        message: 'a model is pure',
      },
    ]),
    'no-restricted-syntax': ['error', ...impure],
    'no-restricted-globals': ['error', ...BROWSER],
  },
}

/** The worker has one clock and one source of randomness, both passed in by worker/main.ts. */
/** @type {import('eslint').Linter.Config} */
const worker = {
  files: ['src/engine/**/*.ts'],
  ignores: ['**/*.test.ts', 'src/engine/worker/main.ts'],
  rules: { 'no-restricted-syntax': ['error', ...impure] },
}

export const layerRules = () => [...Object.keys(MAY).map(room), worker, models]
