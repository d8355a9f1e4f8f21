import type { CDPSession, Locator, Page } from '@playwright/test'
import { expect, test, widget } from './fixtures.ts'

/* Long training leaves nothing behind: no buffer, no growing heap, no growing chart. */

const MOST_TIME_MS = 3 * 60_000
const MOST_POINTS = 400
const MOUNTS = 200
const WARM = 10

const board = (w: Locator) => w.locator('.playground')
const number = async (w: Locator, name: string) => Number(await board(w).getAttribute(name))
const mb = (bytes: number) => (bytes / 1e6).toFixed(1)
const press = (w: Locator, name: string) => w.getByRole('button', { name, exact: true }).click()

async function open(page: Page, query: string): Promise<Locator> {
  await page.goto(`embed/en/network-playground/?${query}`)
  return widget(page, 0)
}

/** Bytes of the page's script objects that are still in use. */
async function heap(session: CDPSession): Promise<number> {
  for (let i = 0; i < 3; i++) await session.send('HeapProfiler.collectGarbage')
  return (await session.send('Runtime.getHeapUsage')).usedSize
}

/** The most points that a line of the chart has. */
const pointsOf = (w: Locator) =>
  w
    .locator('.recharts-line path.recharts-curve')
    .evaluateAll((all) => Math.max(...all.map((e) => (e.getAttribute('d')?.match(/[ML]/g) ?? []).length)))

for (const [backend, steps] of [
  ['cpu', 1_000_000],
  ['webgpu', 200_000],
] as const) {
  test(`${steps} steps on ${backend}: buffers, chart and heap stay as they were @long`, async ({ page }) => {
    const w = await open(page, `speed=full&backend=${backend}`)
    await expect(w.locator('.recharts-surface').first()).toBeVisible()
    await press(w, 'One step')
    await expect(board(w)).toHaveAttribute('data-step', '1', { timeout: 60_000 })
    await expect(board(w)).toHaveAttribute('data-backend', backend)
    const held = await number(w, 'data-held')
    expect(held).toBeGreaterThan(0)

    // A twentieth of the way fills the chart and every cache; from there on nothing may grow.
    await press(w, 'Train')
    await expect
      .poll(() => number(w, 'data-step'), { timeout: MOST_TIME_MS })
      .toBeGreaterThanOrEqual(steps / 20)
    const session = await page.context().newCDPSession(page)
    const before = await heap(session)
    const started = performance.now()
    const isDone = async () =>
      (await number(w, 'data-step')) >= steps || performance.now() - started > MOST_TIME_MS
    await expect.poll(isDone, { timeout: MOST_TIME_MS + 30_000, intervals: [1000] }).toBe(true)
    const after = await heap(session)
    await press(w, 'Pause')
    await expect(board(w)).toHaveAttribute('data-phase', 'paused')
    const [made, points] = [await number(w, 'data-step'), await pointsOf(w)]
    console.log(
      `${backend}: ${made} steps, heap ${mb(before)} → ${mb(after)} MB, ${points} points, ${held} buffers held`,
    )

    expect(made).toBeGreaterThan(steps / 10)
    expect(await number(w, 'data-held')).toBe(held)
    expect(points).toBeGreaterThan(10)
    expect(points).toBeLessThanOrEqual(MOST_POINTS)
    expect(after).toBeLessThanOrEqual(before * 1.3)
  })

  test(`${MOUNTS} runs begun and left on ${backend} leave no buffer behind @long`, async ({ page }) => {
    const w = await open(page, `backend=${backend}&layers=4,2`)
    const begin = async () => {
      await press(w, 'One step')
      await expect(board(w)).toHaveAttribute('data-step', '1', { timeout: 60_000 })
    }
    await begin()
    const held = await number(w, 'data-held')
    expect(held).toBeGreaterThan(0)
    const session = await page.context().newCDPSession(page)
    let before = NaN
    for (let i = 0; i < MOUNTS; i++) {
      // The first runs fill caches.
      if (i === WARM) before = await heap(session)
      await press(w, 'Reset to step 0')
      await expect(board(w)).toHaveAttribute('data-phase', 'idle')
      await begin()
      expect(await number(w, 'data-held'), `run ${i + 2}`).toBe(held)
    }
    const after = await heap(session)
    console.log(`${backend}: ${MOUNTS} runs, heap ${mb(before)} → ${mb(after)} MB, ${held} buffers held`)
    expect(after).toBeLessThanOrEqual(before * 1.3)
  })
}
