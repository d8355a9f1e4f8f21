/** The languages a formula is written in as code. */
export const CODE_LANGUAGES = ['javascript', 'numpy', 'torch'] as const
export type CodeLanguage = (typeof CODE_LANGUAGES)[number]
export type PythonDialect = Exclude<CodeLanguage, 'javascript'>

/** The identifier of each name that a formula may use. */
export type Identifiers = Readonly<Record<string, string>>

const words = (text: string): readonly string[] => text.trim().split(/\s+/)

const JAVASCRIPT = words(`
  arguments async await break case catch class const continue debugger default delete do else enum eval export
  extends false finally for function if implements import in instanceof interface let new null package private
  protected public return static super switch this throw true try typeof var void while with yield
  undefined NaN Infinity Math Number Object Array String console`)

const PYTHON = words(`
  False None True and as assert async await break class continue def del elif else except finally for from global
  if import in is lambda nonlocal not or pass raise return try while with yield
  abs all any bool dict float int len list map max min print range repr round str sum tuple zip math np torch`)

const RESERVED: Readonly<Record<CodeLanguage, readonly string[]>> = {
  javascript: JAVASCRIPT,
  numpy: PYTHON,
  torch: PYTHON,
}

/**
 * An identifier for each name: the name itself where the language allows it and nothing else has it; otherwise with
 * as many underscores after it as make it one (Python's `lambda` becomes `lambda_`). What no identifier may hold
 * becomes an underscore. No two names get the same one, and none gets one of `taken`.
 */
export function identifiers(
  names: readonly string[],
  language: CodeLanguage,
  taken: readonly string[] = [],
): Identifiers {
  const used = new Set([...RESERVED[language], ...taken])
  const chosen = [...new Set(names)].map((name) => {
    let identifier = name.replace(/[^A-Za-z0-9_]/g, '_').replace(/^(?=[0-9]|$)/, '_')
    while (used.has(identifier)) identifier += '_'
    used.add(identifier)
    return [name, identifier] as const
  })
  return Object.fromEntries(chosen)
}
