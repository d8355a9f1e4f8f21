import { availableParallelism } from 'node:os'
import { defineConfig } from '@playwright/test'
import { executablePath } from './tools/browser.mjs'
import { normalBase } from './tools/headers.mjs'

/**
 * End-to-end tests run through the production build, served with its own headers file, in a real Chromium: with WebGPU
 * on a software adapter, and those tagged @both also without WebGPU. GRADSTEP_LONG=1 runs the ones tagged @long alone.
 */
const PORT = Number(process.env['E2E_PORT'] ?? 4199)
const base = normalBase(process.env['BASE_PATH'])
const long = process.env['GRADSTEP_LONG'] === '1'
const browser = executablePath()

const quiet = ['--disable-background-networking', '--disable-component-update', '--no-first-run']
const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : []
const webgpu = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader']
const noWebgpu = ['--disable-features=WebGPU,WebGPUService']

/** Without a browser of the system, Playwright's own: the full one, since its headless shell is another program. */
const program = browser ? {} : { channel: 'chromium' }
const launch = (flags: string[]) => ({
  ...program,
  launchOptions: { ...(browser ? { executablePath: browser } : {}), args: [...asRoot, ...quiet, ...flags] },
})

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results/e2e',
  forbidOnly: true,
  retries: 0,
  workers: availableParallelism() > 1 ? 2 : 1,
  timeout: long ? 20 * 60_000 : 90_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  use: {
    baseURL: `http://localhost:${PORT}${base}`,
    locale: 'en-US',
    trace: 'off',
    screenshot: 'only-on-failure',
  },
  projects: [
    {
      name: 'webgpu',
      use: launch(webgpu),
      ...(long ? { grep: /@long/ } : { grepInvert: /@long/ }),
    },
    {
      name: 'no-webgpu',
      use: launch(noWebgpu),
      ...(long ? { grep: /(?=.*@long)(?=.*@both)/s } : { grep: /@both/, grepInvert: /@long/ }),
    },
  ],
  webServer: {
    command: 'node tools/serve.mjs',
    url: `http://localhost:${PORT}${base}`,
    env: { PORT: String(PORT) },
    reuseExistingServer: false,
    stdout: 'ignore',
    stderr: 'pipe',
  },
})
