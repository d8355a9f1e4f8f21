declare module 'virtual:widgets' {
  /** Every widget by its id. In a built page it comes with the messages of the given language alone. */
  export const loaders: Readonly<Record<string, (lang: 'en' | 'zh') => Promise<{ default: unknown }>>>
}

declare module '*.mdx' {
  import type { ComponentType } from 'react'
  export const frontmatter: Readonly<Record<string, unknown>>
  const Lesson: ComponentType<{ components?: Readonly<Record<string, unknown>> }>
  export default Lesson
}
