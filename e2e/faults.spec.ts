import type { Locator, Page } from '@playwright/test'
import { expect, LANGS, test, widget } from './fixtures.ts'
import {
  board,
  expectBeyond,
  expectHeard,
  heard,
  type Heard,
  inWorker,
  KEEP_DEVICES,
  line,
  listen,
  open,
  prelude,
  press,
  states,
  stepBy,
  stepOf,
  terminateWorkers,
} from './worker.ts'

/*
 * Every fault of the training machinery, brought about for real: the browser's own GPU process is killed, devices are
 * destroyed, workers hang. Times are printed.
 */

const TRAIN = 'Train'
const SMALL = 'layers=2&batch=10&count=60'

test.describe('looking for a place to compute', () => {
  const REQUEST = 'GPU.prototype.requestAdapter'
  const ADAPTERS: [string, string, RegExp][] = [
    [
      'no WebGPU at all',
      `Object.defineProperty(WorkerNavigator.prototype, 'gpu', { value: undefined })`,
      /no WebGPU/,
    ],
    ['no adapter', `${REQUEST} = async () => null`, /offers no graphics adapter/],
    ['an adapter that throws', `${REQUEST} = () => { throw new Error('no') }`, /refused access/],
    ['an adapter that never answers', `${REQUEST} = () => new Promise(() => {})`, /did not answer/],
    [
      'a device that fails',
      `GPUAdapter.prototype.requestDevice = () => Promise.reject(new Error('no'))`,
      /could not be started/,
    ],
  ]
  for (const [what, script, sentence] of ADAPTERS) {
    test(`${what}: the next place, said with its reason`, async ({ page }) => {
      await listen(page)
      await prelude(page, script)
      const w = await open(page, SMALL)
      await press(w, 'One step')
      await expect(line(w)).toContainText(sentence, { timeout: 30_000 })
      await expect(line(w)).toContainText('CPU')
      await expect(board(w)).toHaveAttribute('data-step', '1')
    })
  }

  test('an adapter that is null at first is asked for again', async ({ page }) => {
    await prelude(
      page,
      `let nulls = 3; const real = ${REQUEST};
       ${REQUEST} = function (...a) { return nulls-- > 0 ? Promise.resolve(null) : real.apply(this, a) }`,
    )
    const w = await open(page, `${SMALL}&backend=webgpu`)
    await press(w, 'One step')
    await expect(board(w)).toHaveAttribute('data-backend', 'webgpu', { timeout: 30_000 })
  })

  test('what is left to itself is measured here, told, and can be forced', async ({ page }) => {
    const w = await open(page, SMALL)
    await press(w, 'One step')
    await expect(line(w)).toContainText(/Measured before the start: WebGPU, [\d,]+ steps\/s; CPU, [\d,]+/, {
      timeout: 30_000,
    })
    const [, gpu, cpu] = /WebGPU, ([\d,]+) steps\/s; CPU, ([\d,]+)/
      .exec((await line(w).textContent())!)!
      .map((n) => Number(n.replaceAll(',', '')))
    console.log(`measured: WebGPU ${gpu}, CPU ${cpu} steps/s`)
    // This adapter is a program: it is taken where it is the faster, and not for its name.
    await expect(board(w)).toHaveAttribute('data-backend', gpu! > cpu! ? 'webgpu' : 'cpu')
    for (const backend of ['webgpu', 'cpu']) {
      const forced = await open(page, `${SMALL}&backend=${backend}`)
      await press(forced, 'One step')
      await expect(board(forced)).toHaveAttribute('data-backend', backend, { timeout: 30_000 })
      await expect(line(forced)).toContainText('as chosen')
    }
  })

  test('too large a network is refused with the figure, before anything is allocated', async ({ page }) => {
    await prelude(
      page,
      `Object.defineProperty(GPUSupportedLimits.prototype, 'maxStorageBufferBindingSize', { value: 4096 });
       self.buffers = 0; const make = GPUDevice.prototype.createBuffer;
       GPUDevice.prototype.createBuffer = function (...a) { self.buffers++; return make.apply(this, a) }`,
    )
    const w = await open(page, `${SMALL}&backend=webgpu`)
    await press(w, TRAIN)
    await expect(line(w)).toContainText(/needs [\d.]+ kB in one buffer.*room for 4.1 kB/, { timeout: 30_000 })
    expect(await inWorker(page, 'self.buffers')).toBe(0)
    const auto = await open(page, SMALL)
    await press(auto, 'One step')
    await expect(line(auto)).toContainText('too large for one buffer', { timeout: 30_000 })
    await expect(board(auto)).toHaveAttribute('data-backend', 'cpu')
  })
})

/** The parameters at a step, from a run that is told to make exactly so many steps. */
async function parametersAt(page: Page, step: number): Promise<readonly number[]> {
  const e = await expectHeard(page, (h) => h.type === 'progress' && h.step === step)
  return e.parameters!
}

/** What a loss cost. */
async function printCost(page: Page, what: string): Promise<void> {
  const all = await heard(page)
  const lost = all.find((e) => e.type === 'interrupted')!
  const on = all.find((e) => e.type === 'progress' && e.at > lost.at && e.step! > lost.step!)!
  const ms = on.at - lost.at
  console.log(
    `${what}: ${lost.lostSteps} steps (${lost.lostMs!.toFixed(0)} ms) made again, training after ${ms.toFixed(0)} ms`,
  )
}

const GPU = `${SMALL}&backend=webgpu`
/** An undisturbed run ends with a stretch of so many milliseconds, so that there is time to disturb the next. */
const STRETCH_MS = 2000
/** Steps of the first stretch; each that is too short is followed by a longer one. */
const FIRST = 4000

/** Opens a run on WebGPU and makes its first step. */
async function begun(page: Page): Promise<Locator> {
  const w = await open(page, GPU)
  await press(w, 'One step')
  await expectHeard(page, (e) => e.type === 'progress' && e.step === 1)
  return w
}

/** A run that nothing disturbs; its parameters at its end. How fast this machine is shows only on the way. */
async function undisturbed(page: Page): Promise<{ last: number; parameters: readonly number[] }> {
  await begun(page)
  let last = 1
  for (let count = FIRST; ; count *= 2) {
    const from = performance.now()
    last += count
    await stepBy(page, count)
    const parameters = await parametersAt(page, last)
    if (performance.now() - from >= STRETCH_MS) return { last, parameters }
  }
}

/** A run to the same step with something happening on the way; the parameters there. */
async function disturbed(
  page: Page,
  last: number,
  disturb: () => Promise<unknown>,
): Promise<readonly number[]> {
  const w = await begun(page)
  await stepBy(page, last - 1)
  await expectHeard(page, (e) => e.type === 'progress' && e.step! > 5)
  await disturb()
  const result = await parametersAt(page, last)
  await expect(board(w)).toHaveAttribute('data-step', String(last))
  return result
}

function expectSame(got: readonly number[], expected: readonly number[]): void {
  expect(got.length).toBe(expected.length)
  for (const [i, x] of got.entries()) expect(Math.abs(x - expected[i]!)).toBeLessThan(1e-5)
}

test('a device that is destroyed while training is replaced, and the curve is the one it would have been', async ({
  page,
}) => {
  await listen(page)
  await prelude(page, KEEP_DEVICES)
  const { last, parameters } = await undisturbed(page)
  const got = await disturbed(page, last, async () => {
    await inWorker(page, 'self.devices.at(-1).destroy()')
    await expectHeard(page, (e) => e.type === 'interrupted' && e.stage === 'recovering')
  })
  expect((await heard(page)).filter((e) => e.type === 'backend').map((e) => e.backend)).toEqual([
    'webgpu',
    'webgpu',
  ])
  expectSame(got, parameters)
  await printCost(page, 'device destroyed')
})

test.describe('the GPU process', () => {
  /** A browser of its own: a GPU process that was killed is remembered. */
  const crashing = test.extend<{ alone: Page; kill: () => Promise<void> }>({
    alone: async ({ playwright, launchOptions, channel, baseURL }, use) => {
      const browser = await playwright.chromium.launch({ ...launchOptions, ...(channel ? { channel } : {}) })
      const page = await browser.newPage({ baseURL: baseURL! })
      await use(page)
      await browser.close()
    },
    kill: async ({ alone }, use) => {
      const session = await alone.context().browser()!.newBrowserCDPSession()
      await use(async () => void (await session.send('Browser.crashGpuProcess').catch(() => undefined)))
    },
  })

  crashing(
    'killed while training: the run goes on, on WebGPU, with the same curve',
    async ({ alone, kill }) => {
      await listen(alone)
      const { last, parameters } = await undisturbed(alone)
      const got = await disturbed(alone, last, kill)
      expect((await heard(alone)).filter((e) => e.type === 'backend').map((e) => e.backend)).toEqual([
        'webgpu',
        'webgpu',
      ])
      expectSame(got, parameters)
      await printCost(alone, 'GPU process killed')
    },
  )

  const killedTwice = async (page: Page, kill: () => Promise<void>) => {
    await listen(page)
    const w = await open(page, GPU)
    await press(w, TRAIN)
    await expectBeyond(w, 10)
    for (const times of [1, 2]) {
      await kill()
      await expect
        .poll(async () => (await heard(page)).filter((e) => e.type === 'backend').length, { timeout: 30_000 })
        .toBe(times + 1)
    }
    const lost = (await heard(page)).reverse().find((e) => e.type === 'interrupted' && e.stage === 'lost')!
    const cpu = await expectHeard(page, (e) => e.type === 'backend' && e.backend === 'cpu')
    console.log(`second kill: on the CPU after ${(cpu.at - lost.at).toFixed(0)} ms`)
    await expectBeyond(w, lost.step! + 5)
    await expect(line(w)).toHaveAttribute('data-engine', 'degraded')
    await expect(line(w)).toContainText('the graphics device was lost')
    return w
  }

  crashing('killed twice: the run goes on on the CPU, and says why', async ({ alone, kill }) => {
    await killedTwice(alone, kill)
  })

  crashing('killed twice: after two minutes the run goes back to WebGPU @long', async ({ alone, kill }) => {
    const w = await killedTwice(alone, kill)
    await expect(board(w)).toHaveAttribute('data-backend', 'webgpu', { timeout: 300_000 })
    const step = await stepOf(w)
    await expectBeyond(w, step)
    await expect(line(w)).toHaveAttribute('data-engine', 'training')
  })
})

test.describe('the worker', () => {
  const CPU = `${SMALL}&backend=cpu`

  test('in an endless loop is replaced from its checkpoint, and the run trains on', async ({ page }) => {
    await listen(page)
    const w = await open(page, CPU)
    await press(w, TRAIN)
    await expectHeard(page, (e) => e.type === 'checkpoint' && e.step! > 0)
    void inWorker(page, 'for (;;) {}').catch(() => undefined)
    const from = Date.now()
    const names = async () => (await states(page)).map(([state]) => state)
    await expect.poll(names, { timeout: 50_000 }).toContain('lost')
    console.log(`worker in an endless loop: noticed after ${Date.now() - from} ms`)
    await expect.poll(async () => (await names()).slice(-3)).toEqual(['lost', 'recovering', 'training'])
    expect((await states(page)).at(-3)![1]).toMatch(/no longer answers.*The run is safe up to step/)
    const resumed = (await heard(page)).reverse().find((e) => e.type === 'backend')!
    const first = await expectHeard(page, (e) => e.type === 'progress' && e.at > resumed.at)
    expect(first.step).toBeGreaterThan(0)
  })

  for (const lang of LANGS) {
    test(`ended from outside is replaced; the second time there is one thing to do, which goes on with the run (${lang})`, async ({
      page,
    }) => {
      await page.clock.install()
      await listen(page)
      const w = await open(page, CPU, lang)
      await press(w, { en: 'Train', zh: '训练' }[lang])
      await expectHeard(page, (e) => e.type === 'checkpoint' && e.step! > 0)
      const names = async () => (await states(page)).map(([state]) => state)
      for (const after of [
        ['lost', 'recovering', 'training'],
        ['lost', 'recovering', 'training', 'failed'],
      ]) {
        await terminateWorkers(page)
        await page.clock.runFor(6000)
        await expect.poll(async () => (await names()).slice(-after.length)).toEqual(after)
      }
      const step = await stepOf(w)
      expect(step).toBeGreaterThan(0)
      await line(w)
        .getByRole('button', { name: { en: 'Train on', zh: '继续训练' }[lang] })
        .click()
      await expect(line(w)).toHaveAttribute('data-engine', 'training', { timeout: 30_000 })
      await expectBeyond(w, step)
    })
  }

  test('whose script does not come: a sentence and a way to start again, which works when it comes', async ({
    page,
    faults,
  }) => {
    const script = /\/assets\/main-[\w-]+\.js$/
    await page.route(script, (route) => route.abort())
    const w = await open(page, CPU)
    await press(w, TRAIN)
    await expect(line(w)).toHaveAttribute('data-engine', 'failed', { timeout: 30_000 })
    await expect(line(w)).toContainText('Check the connection')
    await page.unroute(script)
    await line(w).getByRole('button', { name: 'Start again' }).click()
    await expectBeyond(w, 10)
    // The browser tells of the two requests that this test has broken off.
    faults.seen.splice(0, faults.seen.length, ...faults.seen.filter((s) => !s.includes('ERR_FAILED')))
  })
})

test.describe('what nobody sees', () => {
  const hide = (page: Page, isHidden: boolean) =>
    page.evaluate((hidden) => {
      Object.defineProperty(document, 'visibilityState', {
        value: hidden ? 'hidden' : 'visible',
        configurable: true,
      })
      document.dispatchEvent(new Event('visibilitychange'))
    }, isHidden)
  const WAYS: [string, (page: Page, away: boolean) => Promise<unknown>][] = [
    ['in a hidden tab', hide],
    [
      'off the screen',
      (page, away) =>
        page.evaluate((a) => document.body.style.setProperty('padding-top', a ? '300vh' : '0'), away),
    ],
    [
      'not displayed',
      (page, away) => page.evaluate((a) => document.body.style.setProperty('display', a ? 'none' : ''), away),
    ],
  ]
  for (const [where, put] of WAYS) {
    test(`${where} rests between two steps and goes on`, async ({ page }) => {
      await listen(page)
      const w = await open(page, `${SMALL}&backend=cpu`)
      await press(w, TRAIN)
      await expectBeyond(w, 20)
      await put(page, true)
      const last = async () =>
        (await heard(page)).reverse().find((e) => e.type === 'progress') as Heard & { step: number }
      await expect.poll(async () => (await last()).running).toBe(false)
      const { step } = await last()
      await put(page, false)
      await expectBeyond(w, step)
      const steps = (await heard(page)).flatMap((e) => (e.type === 'progress' ? [e.step!] : []))
      expect(steps).toEqual([...steps].sort((a, b) => a - b))
    })
  }

  test('trains on where the address says so', async ({ page }) => {
    await listen(page)
    const w = await open(page, `${SMALL}&backend=cpu&unseen=train`)
    await press(w, TRAIN)
    await hide(page, true)
    await expectBeyond(w, 500)
  })
})

test('24 widgets on a page have one worker and one device, made when the first is run', async ({ page }) => {
  const COPIES = 24
  await listen(page)
  await prelude(page, KEEP_DEVICES)
  // A lesson with its second widget 24 times over.
  await page.route('**/en/stochastic-gradient-descent/', async (route) => {
    const response = await route.fetch()
    const html = await response.text()
    const island = /<gradstep-island id="w2"[^]*?<\/gradstep-island>/.exec(html)![0]
    const copies = Array.from({ length: COPIES }, (_, k) =>
      island
        .replaceAll('_w2-', `_w${k + 2}-`)
        .replace('id="w2"', `id="w${k + 2}"`)
        .replace('data-place="2"', `data-place="${k + 2}"`),
    )
    await route.fulfill({ response, body: html.replace(island, () => copies.join('')) })
  })
  await page.goto('en/stochastic-gradient-descent/')
  const workers = () =>
    page.evaluate(() => (window as unknown as { listening: { workers: unknown[] } }).listening.workers.length)
  for (let k = 2; k < COPIES + 2; k++) {
    const w = await widget(page, k)
    if (k === 2) expect(await workers()).toBe(0)
    await press(w, 'One step')
    await expect(board(w)).toHaveAttribute('data-step', '1', { timeout: 30_000 })
  }
  expect(await workers()).toBe(1)
  expect(await inWorker(page, 'self.devices.length')).toBe(1)
  // Each holds what the first holds, and no more.
  const heldAt = async (k: number) => Number(await board(page.locator(`#w${k}`)).getAttribute('data-held'))
  const each = await heldAt(2)
  expect(each).toBeGreaterThan(0)
  for (const k of [3, COPIES + 1]) expect(await heldAt(k)).toBe((k - 1) * each)
  // Of those that train freely only what is near the screen does.
  const [first, last] = [await widget(page, 2), page.locator(`#w${COPIES + 1}`)]
  await press(first, TRAIN)
  await expectBeyond(first, 20)
  await last.scrollIntoViewIfNeeded()
  await press(last, TRAIN)
  await expectBeyond(last, 20)
  const isRunning = async (runId: string) => {
    const all = (await heard(page)).filter((e) => e.type === 'progress' && e.runId === runId)
    return all.at(-1)!.running
  }
  await expect.poll(() => isRunning('run-1')).toBe(false)
  expect(await isRunning(`run-${COPIES}`)).toBe(true)
})
