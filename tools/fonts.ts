import type { Plugin } from 'vite'

/** KaTeX's style sheet names each font three times; every browser of the baseline reads woff2. */
export const woff2Only = (): Plugin => ({
  name: 'gradstep:woff2',
  enforce: 'pre',
  transform: {
    filter: { id: /katex[^/]*\.css/ },
    handler: (css: string) => css.replace(/,url\([^)]*\.(?:woff|ttf)\) format\("[^"]+"\)/g, ''),
  },
})
