declare module 'virtual:widgets' {
  export const loaders: Readonly<Record<string, () => Promise<{ default: unknown }>>>
}

declare module '*.mdx' {
  import type { ComponentType } from 'react'
  export const frontmatter: Readonly<Record<string, unknown>>
  const Lesson: ComponentType<{ components?: Readonly<Record<string, unknown>> }>
  export default Lesson
}
