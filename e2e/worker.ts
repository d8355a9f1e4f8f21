import type { Locator, Page } from '@playwright/test'
import { expect, widget } from './fixtures.ts'

/* What the fault tests do to the training worker, and hear from it. */

/** What the worker says, as the page gets it, with the page's time. */
export interface Heard {
  readonly at: number
  readonly type: string
  readonly runId?: string
  readonly running?: boolean
  readonly step?: number
  readonly stage?: string
  readonly cause?: string
  readonly reason?: string
  readonly backend?: string
  readonly lostSteps?: number
  readonly lostMs?: number
  readonly trainLoss?: number
  readonly parameters?: readonly number[]
}

interface Listening {
  heard: Heard[]
  /** What the engine line has said of its state, one after another, each with its text. */
  states: [state: string, text: string][]
  workers: Worker[]
}

/** Keeps all that workers of the page say from now on. */
export const listen = async (page: Page): Promise<void> =>
  void (await page.addInitScript(() => {
    const listening: Listening = { heard: [], states: [], workers: [] }
    const Real = Worker
    class Listened extends Real {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options)
        listening.workers.push(this)
        this.addEventListener('message', ({ data }: MessageEvent<Record<string, unknown>>) => {
          const { parameters, fields: _, slots: __, snapshot: ___, ...rest } = data
          const numbers = parameters ? { parameters: [...(parameters as Float32Array)] } : {}
          listening.heard.push({ ...rest, ...numbers, at: performance.now() } as unknown as Heard)
        })
      }
    }
    Object.assign(window, { listening, Worker: Listened })
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const state = (target as HTMLElement).dataset['engine'] ?? ''
        if (listening.states.at(-1)?.[0] !== state) listening.states.push([state, target.textContent ?? ''])
      }
    }).observe(document, { attributeFilter: ['data-engine'], subtree: true })
  }))

export const heard = (page: Page): Promise<Heard[]> =>
  page.evaluate(() => (window as unknown as { listening: Listening }).listening.heard)

/** The states that the engine line has shown since the page was opened. */
export const states = (page: Page): Promise<[string, string][]> =>
  page.evaluate(() => (window as unknown as { listening: Listening }).listening.states)

/** Tells the worker something past the client, as nobody can by hand: so many steps at once. */
export const stepBy = (page: Page, count: number, runId = 'run-1'): Promise<void> =>
  page.evaluate(
    ([n, id]) => {
      const { workers } = (window as unknown as { listening: Listening }).listening
      workers.at(-1)?.postMessage({ type: 'step', runId: id, count: n })
    },
    [count, runId] as const,
  )

/** Ends the page's workers from outside, silently, as a browser short of memory does. */
export const terminateWorkers = (page: Page): Promise<void> =>
  page.evaluate(() =>
    (window as unknown as { listening: Listening }).listening.workers.forEach((w) => w.terminate()),
  )

/** The training worker's script begins with this. */
export async function prelude(page: Page, script: string): Promise<void> {
  await page.route(/\/assets\/main-[\w-]+\.js$/, async (route) => {
    const response = await route.fetch({
      headers: { ...route.request().headers(), 'accept-encoding': 'identity' },
    })
    const headers = { ...response.headers() }
    delete headers['content-encoding']
    delete headers['content-length']
    await route.fulfill({ response, headers, body: `${script};${await response.text()}` })
  })
}

/** Keeps the worker's GPU devices where `inWorker` can reach them. */
export const KEEP_DEVICES = `
  self.devices = [];
  const request = GPUAdapter.prototype.requestDevice;
  GPUAdapter.prototype.requestDevice = async function (...args) {
    const device = await request.apply(this, args);
    self.devices.push(device);
    return device;
  }`

/** Runs a script in the newest worker. */
export const inWorker = (page: Page, script: string): Promise<unknown> =>
  page.workers().at(-1)!.evaluate(script)

export async function open(page: Page, query: string, lang: 'en' | 'zh' = 'en'): Promise<Locator> {
  await page.goto(`embed/${lang}/network-playground/?${query}`)
  return widget(page, 0)
}

export const board = (w: Locator): Locator => w.locator('.playground')
export const line = (w: Locator): Locator => w.locator('.engine-line')
export const press = (w: Locator, name: string): Promise<void> =>
  w.getByRole('button', { name, exact: true }).click()
export const stepOf = async (w: Locator): Promise<number> => Number(await board(w).getAttribute('data-step'))

/** Waits until training has come past a step. */
export const expectBeyond = (w: Locator, step: number): Promise<void> =>
  expect.poll(() => stepOf(w), { timeout: 60_000 }).toBeGreaterThan(step)

/** Waits for an event that fits, among all that were heard. */
export async function expectHeard(page: Page, fits: (e: Heard) => boolean, timeout = 60_000): Promise<Heard> {
  await expect.poll(async () => (await heard(page)).some(fits), { timeout }).toBe(true)
  return (await heard(page)).find(fits)!
}
