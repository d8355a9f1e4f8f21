import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { woff2Only } from './tools/fonts.ts'
import { licenses } from './tools/licenses.ts'
import { lessons } from './tools/mdx.ts'
import { pages } from './tools/pages.ts'
import { fewScales } from './tools/recharts.ts'
import { widgets } from './tools/widgets.ts'

/** The oldest browsers that everything must work in: Android's WebView of the last three years among them. */
const BASELINE = ['chrome107', 'firefox128', 'safari16.4']

const base = `/${(process.env.BASE_PATH ?? '').replace(/^\/+|\/+$/g, '')}/`.replace('//', '/')
const used = licenses()

export default defineConfig({
  base,
  plugins: [lessons(), woff2Only(), fewScales(), react(), widgets(), used.plugin, pages(used.write)],
  worker: { format: 'es', plugins: () => [used.workerPlugin] },
  build: {
    target: BASELINE,
    cssTarget: BASELINE,
    assetsInlineLimit: 0,
    rolldownOptions: {
      checks: { pluginTimings: false },
      // A chunk of its own, so that a script that only checks data does not bring the widgets' along.
      output: { codeSplitting: { groups: [{ name: 'valibot', test: /node_modules\/valibot\// }] } },
    },
  },
})
