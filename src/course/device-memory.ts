import * as v from 'valibot'

/*
 * What the course remembers, on this device only. Where storage is denied, full or damaged, nothing is remembered and
 * nothing fails.
 */

const LANGUAGE = 'gradstep:language'
const THEME = 'gradstep:theme'
const STOPPED = 'gradstep:stopped'

const Stopped = v.object({
  slug: v.pipe(v.string(), v.regex(/^[a-z-]{1,80}$/)),
  /** The anchor of the section last read; empty at the beginning. */
  anchor: v.pipe(v.string(), v.regex(/^(s\d{1,3})?$/)),
})
export type Stopped = v.InferOutput<typeof Stopped>

function read(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value)
  } catch {
    // Denied or full: not remembered.
  }
}

export const rememberLanguage = (lang: string): void => write(LANGUAGE, lang)
export const rememberedLanguage = (): string | null => read(LANGUAGE)
export const rememberTheme = (theme: string): void => write(THEME, theme)
export const rememberedTheme = (): string | null => read(THEME)
export const rememberStop = (stopped: Stopped): void => write(STOPPED, JSON.stringify(stopped))

export function forgetStop(): void {
  try {
    localStorage.removeItem(STOPPED)
  } catch {
    // Denied: there is nothing to forget.
  }
}

export function rememberedStop(): Stopped | null {
  try {
    const result = v.safeParse(Stopped, JSON.parse(read(STOPPED) ?? 'null'))
    return result.success ? result.output : null
  } catch {
    return null
  }
}
