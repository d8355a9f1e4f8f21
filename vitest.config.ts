import { defineConfig } from 'vitest/config'
import { lessons } from './tools/mdx.ts'
import { widgets } from './tools/widgets.ts'

const long = process.env.GRADSTEP_LONG === '1'

/** Unit and content tests run in Node; nothing here needs a DOM (pages are tested in a real browser, in e2e/). */
export default defineConfig({
  plugins: [lessons(), widgets()],
  test: {
    include: long
      ? ['{src,lessons,tools}/**/*.long.test.{ts,tsx}']
      : ['{src,lessons,tools}/**/*.test.{ts,tsx}'],
    exclude: long ? [] : ['**/*.long.test.*'],
    environment: 'node',
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
