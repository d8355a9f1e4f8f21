import { defineConfig } from 'vitest/config'

/** Unit and content tests run in Node; nothing here needs a DOM (pages are tested in a real browser, in e2e/). */
export default defineConfig({
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'lessons/**/*.test.ts', 'tools/**/*.test.ts'],
    environment: 'node',
    testTimeout: 30_000,
  },
})
