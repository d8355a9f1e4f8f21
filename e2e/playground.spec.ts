import type { Locator, Page } from '@playwright/test'
import { expect, LANGS, test, widget } from './fixtures.ts'

const T = {
  en: { train: 'Train', pause: 'Pause', step: 'One step', reset: 'Reset to step 0', rate: 'Learning rate' },
  zh: { train: '训练', pause: '暂停', step: '前进一步', reset: '回到第 0 步', rate: '学习率' },
} as const

const open = async (page: Page, query: string, lang: 'en' | 'zh' = 'en'): Promise<Locator> => {
  await page.goto(`embed/${lang}/network-playground/?${query}`)
  return widget(page, 0)
}
const board = (w: Locator) => w.locator('.playground')
const press = (w: Locator, name: string) => w.getByRole('button', { name, exact: true }).click()
const stepOf = async (w: Locator) => Number(await board(w).getAttribute('data-step'))
const expectStep = (w: Locator, n: number) =>
  expect(board(w)).toHaveAttribute('data-step', String(n), { timeout: 60_000 })

/** Validation accuracy as the status line says it, in per cent. */
const accuracy = async (w: Locator) => {
  const text = (await w.locator('.pg-status p').first().textContent()) ?? ''
  return Number(/(\d+)\s*%/.exec(text)?.[1] ?? NaN)
}

/** Every weight and bias, as its field shows it, once the table has caught up with the run. */
async function weights(w: Locator): Promise<number[]> {
  const table = w.locator('.pg-weights')
  if ((await table.getAttribute('open')) === null) await table.locator('summary').click()
  const fields = table.locator('input')
  await expect(fields.first()).toBeVisible()
  await expect(board(w)).toHaveAttribute('data-drawn', 'true')
  return fields.evaluateAll((all) => all.map((e) => Number((e as HTMLInputElement).value)))
}

test('trains on WebGPU until the circles are separated', async ({ page }, info) => {
  // This spec is about WebGPU: without an adapter it fails.
  await page.goto('embed/en/network-playground/?backend=webgpu')
  expect(await page.evaluate(async () => Boolean(await navigator.gpu?.requestAdapter()))).toBe(true)
  const requests: string[] = []
  page.on('request', (r) => requests.push(r.url()))
  const w = await widget(page, 0)
  expect(requests.filter((url) => url.includes('worker') || /main-/.test(url))).toEqual([])
  await press(w, T.en.train)
  await expect(board(w)).toHaveAttribute('data-backend', 'webgpu', { timeout: 30_000 })
  await expect(w.locator('.engine-line')).toContainText('WebGPU')
  await expect.poll(() => accuracy(w), { timeout: 80_000 }).toBeGreaterThanOrEqual(95)
  await press(w, T.en.pause)
  await expect(board(w)).toHaveAttribute('data-phase', 'paused')
  info.annotations.push({ type: 'steps', description: String(await stepOf(w)) })
})

for (const lang of LANGS) {
  test(`trains, pauses, steps and starts over with the same numbers @both (${lang})`, async ({ page }) => {
    const t = T[lang]
    const w = await open(page, 'layers=3&batch=20&backend=cpu', lang)
    const initial = await weights(w)
    await press(w, t.step)
    await expectStep(w, 1)
    await press(w, t.step)
    await expectStep(w, 2)
    const after = await weights(w)
    expect(after).not.toEqual(initial)
    await press(w, t.reset)
    await expectStep(w, 0)
    expect(await weights(w)).toEqual(initial)
    await press(w, t.step)
    await press(w, t.step)
    await expectStep(w, 2)
    expect(await weights(w)).toEqual(after)
  })
}

test('on the CPU the same lesson ends the same way @both', async ({ page }) => {
  const w = await open(page, 'backend=cpu')
  await press(w, T.en.train)
  await expect(board(w)).toHaveAttribute('data-backend', 'cpu', { timeout: 30_000 })
  await expect.poll(() => accuracy(w), { timeout: 60_000 }).toBeGreaterThanOrEqual(95)
})

test('left to itself it trains where it can, says where and why, and ends the same way @both', async ({
  page,
}, info) => {
  const w = await open(page, '')
  await press(w, T.en.train)
  await expect.poll(() => accuracy(w), { timeout: 80_000 }).toBeGreaterThanOrEqual(95)
  const place = w.locator('.engine-line')
  await expect(place).toContainText(/steps\/s \(limit set: 200\)/)
  await w.getByLabel('Speed', { exact: true }).selectOption('2,000 steps/s')
  await expect(place).toContainText(/steps\/s \(limit set: 2,000\)/)
  if (info.project.name === 'no-webgpu') await expect(place).toContainText(/CPU.*(WebGPU|adapter)/)
  else await expect(place).toContainText('WebGPU')
})

test('WebGPU and the CPU agree on the same run, and both with no buffer left behind', async ({ page }) => {
  const runs: number[][] = []
  for (const backend of ['webgpu', 'cpu']) {
    const w = await open(page, `layers=4,2&batch=16&backend=${backend}`)
    for (let i = 1; i <= 8; i++) {
      await press(w, T.en.step)
      await expectStep(w, i)
    }
    runs.push(await weights(w))
    const held = await board(w).getAttribute('data-held')
    expect(Number(held)).toBeGreaterThan(0)
    await press(w, T.en.reset)
    for (let i = 1; i <= 3; i++) {
      await press(w, T.en.step)
      await expectStep(w, i)
    }
    // A second run after the first was left holds as much as the first had.
    await expect(board(w)).toHaveAttribute('data-held', held ?? '')
  }
  const [gpu = [], cpu = []] = runs
  expect(gpu.length).toBe(25)
  for (const [i, x] of gpu.entries())
    expect(Math.abs(x - cpu[i]!)).toBeLessThanOrEqual(1e-3 * Math.max(0.1, Math.abs(cpu[i]!)))
})

test('a weight set by hand changes the run, and undo puts it back @both', async ({ page }) => {
  const w = await open(page, 'layers=2&backend=cpu')
  const before = await weights(w)
  const field = w.locator('.pg-weights input').nth(1)
  await field.fill('2.5')
  await field.press('Enter')
  await expect.poll(async () => (await weights(w))[1]).toBe(2.5)
  await press(w, T.en.step)
  await expectStep(w, 1)
  await w.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(async () => (await weights(w))[1]).toBeCloseTo(before[1]!, 3)
})

test('a loss that is not finite stops the run and says why; what it advises helps @both', async ({
  page,
}) => {
  const w = await open(page, 'optimizer=gradient-descent&activation=linear&layers=8,8,8,8&lr=10&backend=cpu')
  await press(w, T.en.train)
  await expect(board(w)).toHaveAttribute('data-phase', 'diverged', { timeout: 60_000 })
  await expect(w.locator('.pg-problem')).toContainText('Lower the learning rate')
  // What the sentence advises. Going on without the reset may fail again: the last finite step can be at the very edge.
  const rate = w.getByRole('textbox', { name: T.en.rate })
  await rate.fill('0.0001')
  await rate.press('Enter')
  await press(w, T.en.reset)
  await press(w, T.en.step)
  await expectStep(w, 1)
  await expect(w.locator('.pg-problem')).toHaveCount(0)
})

test('no read-back per step, and no long task while training', async ({ page }, info) => {
  await page.addInitScript(() => {
    const tasks: number[] = []
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map((e) => e.duration))).observe({
      type: 'longtask',
      buffered: true,
    })
    Object.assign(window, { longTasks: tasks })
  })
  const w = await open(page, 'backend=cpu')
  await press(w, T.en.train)
  await expect.poll(() => stepOf(w), { timeout: 60_000 }).toBeGreaterThan(300)
  await page.evaluate(() => ((window as unknown as { longTasks: number[] }).longTasks.length = 0))
  const from = await stepOf(w)
  await expect.poll(() => stepOf(w), { timeout: 60_000 }).toBeGreaterThan(from + 600)
  await press(w, T.en.pause)
  await expect(board(w)).toHaveAttribute('data-phase', 'paused')
  const readBacks = Number(await board(w).getAttribute('data-readbacks'))
  expect(readBacks).toBeLessThan((await stepOf(w)) / 2)
  const longest = await page.evaluate(() =>
    Math.max(0, ...(window as unknown as { longTasks: number[] }).longTasks),
  )
  console.log(
    `longest main-thread task while training: ${longest === 0 ? 'under 50' : longest.toFixed(0)} ms`,
  )
  info.annotations.push({ type: 'longest task while training', description: `${longest} ms` })
})

for (const lang of LANGS) {
  test(`a weight of the training network is stepped by hand, and the network agrees (${lang})`, async ({
    page,
  }) => {
    const t = T[lang]
    const w = await open(page, 'layers=3&batch=20&optimizer=adam&backend=cpu', lang)
    await press(w, t.train)
    await expect.poll(() => stepOf(w), { timeout: 60_000 }).toBeGreaterThan(20)
    await w
      .getByRole('button', { name: { en: 'Numbers of unit 1.2', zh: '神经元 1.2 的参数' }[lang] })
      .click()
    await w
      .getByRole('button', {
        name: {
          en: 'Weight from input x₁ to unit 1.2: the next step by hand',
          zh: '从输入 x₁ 到神经元 1.2 的权重：手算下一步',
        }[lang],
      })
      .click()
    // Opening it has paused the training; every line of Adam's rule stands there with its numbers.
    const hand = w.locator('.pg-hand[data-step]')
    await expect(board(w)).toHaveAttribute('data-phase', 'paused')
    await expect(hand.locator('.rule-row .katex')).toHaveCount(8)
    const step = await stepOf(w)
    await expect(hand).toHaveAttribute('data-step', String(step + 1))
    const foretold = Number(await hand.getAttribute('data-foretold'))
    // Line by line, down to the update; then it is hidden, and worked out.
    const lines = hand.locator('.lines')
    const next = hand.getByRole('button', { name: { en: 'Next line', zh: '下一行' }[lang] })
    for (let line = 0; line < 6; line++) await next.click()
    await expect(lines).toHaveAttribute('data-stop', 'delta')
    const update = Number(await lines.getAttribute('data-values'))
    await hand.getByRole('button', { name: { en: 'Your turn', zh: '轮到你了' }[lang] }).click()
    const asked = { en: 'update', zh: '更新量' }[lang]
    await hand.getByRole('combobox').selectOption(asked)
    await expect(lines).toHaveAttribute('data-values', '?')
    const field = hand.getByRole('textbox', { name: asked, exact: true })
    await field.fill(String(-update))
    await field.press('Enter')
    await expect(hand.locator('.verdict')).toContainText({ en: 'the wrong sign', zh: '正负号弄反了' }[lang])
    await field.fill(String(update))
    await field.press('Enter')
    await expect(lines).toHaveAttribute('data-values', String(update))

    await hand.getByRole('button', { name: { en: 'Make this step', zh: '让网络走这一步' }[lang] }).click()
    await expectStep(w, step + 1)
    const outcome = hand.locator('.pg-hand-outcome')
    await expect(outcome).toContainText({ en: 'By hand', zh: '手算得' }[lang])
    const [byHand = NaN, inNetwork = NaN] = ((await outcome.textContent()) ?? '')
      .replaceAll('−', '-')
      .match(/-?\d+\.\d+/g)!
      .map(Number)
    expect(Math.abs(byHand - foretold)).toBeLessThan(1e-5 * Math.max(1, Math.abs(foretold)))
    // The network computes in float32.
    expect(Math.abs(inNetwork - foretold)).toBeLessThan(1e-4 * Math.max(1, Math.abs(foretold)))
    await w.getByRole('button', { name: { en: 'Close the step by hand', zh: '收起手算' }[lang] }).click()
    await expect(hand).toHaveCount(0)
  })
}
