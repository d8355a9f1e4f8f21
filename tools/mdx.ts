import mdx from '@mdx-js/rollup'
import rehypeKatex from 'rehype-katex'
import remarkFrontmatter from 'remark-frontmatter'
import remarkMath from 'remark-math'
import remarkMdxFrontmatter from 'remark-mdx-frontmatter'
import type { Plugin } from 'vite'
import { KATEX_OPTIONS } from '../src/ui/katex-options.ts'
import { anchors } from './anchors.ts'
import { tied } from './tied.ts'

/** Lessons: MDX with front matter and mathematics, set at build time. What KaTeX or MDX doubts fails the build. */
export const lessons = (): Plugin => ({
  // Its plugin type is Rollup's, whose source maps differ from Rolldown's in optional properties only.
  ...(mdx({
    remarkPlugins: [remarkFrontmatter, remarkMdxFrontmatter, remarkMath],
    rehypePlugins: [anchors, [rehypeKatex, KATEX_OPTIONS], tied],
  }) as Plugin),
  enforce: 'pre',
})
