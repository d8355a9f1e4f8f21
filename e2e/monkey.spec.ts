import type { Locator, Page } from '@playwright/test'
import { expect, LANGS, SLUGS, test, widget, WIDGETS } from './fixtures.ts'
import { actOnce, randomFrom, type Monkey } from './monkey.ts'

/* A monkey at the keys. MONKEY_SEED=7 repeats the run that printed seed 7; MONKEY_ACTIONS sets its patience. */

const LONG = process.env['GRADSTEP_LONG'] === '1'
const seedOfLongRun = Number(process.env['MONKEY_SEED'] ?? Math.floor(Math.random() * 2 ** 31))
const actionsOfLongRun = Number(process.env['MONKEY_ACTIONS'] ?? 1500)

// Long plays wait for nobody.
if (LONG) test.describe.configure({ mode: 'parallel' })

/** No page is ever larger than this, whatever is opened on it. */
const MOST_NODES = 20_000

type Lang = (typeof LANGS)[number]

/**
 * Words of the machine that no reader should meet in a widget; the text of a lesson may speak of them. A diverged
 * widget, or one whose numbers have overflowed, shows NaN and ∞ on purpose, and says so.
 */
async function machineWords(ground: Locator): Promise<string[]> {
  return ground.evaluate((root) => {
    const found: string[] = []
    const look = (text: string, where: string) => {
      for (const [word] of text.matchAll(/\b(NaN|undefined|Infinity|null|\[object \w+\])\b|\[object \w+\]/g))
        found.push(`${word} in ${where}: ${text.slice(0, 80)}`)
    }
    const isExcused = (e: Element) => {
      const figure = e.closest('figure.widget')
      return (
        !figure ||
        figure.querySelector('.stepper-status.wrong, [data-phase="diverged"], [data-broken]') instanceof
          Element
      )
    }
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT)
    for (let e = walker.currentNode as Element; e; e = walker.nextNode() as Element) {
      // A complaint repeats what was typed; programs that are taken away have words of their own.
      if (e.closest('.complaint, textarea[readonly]') || isExcused(e)) continue
      // What was said last may be of a state that has been mended since.
      if (e.closest('.live')?.textContent?.includes('NaN')) continue
      const own = [...e.childNodes].filter((n) => n.nodeType === Node.TEXT_NODE).map((n) => n.textContent)
      look(own.join(''), `<${e.tagName}>`)
      for (const name of ['aria-label', 'aria-valuetext', 'title', 'd', 'points', 'style'])
        look(e.getAttribute(name) ?? '', `${name} of <${e.tagName} ${e.getAttribute('class') ?? ''}>`)
    }
    return found.slice(0, 5)
  })
}

const expectSane = async (ground: Locator, place: string) => {
  expect(await machineWords(ground), place).toEqual([])
  expect(await ground.page().evaluate(() => document.querySelectorAll('*').length), place).toBeLessThan(
    MOST_NODES,
  )
  await expect(ground.getByText(/This widget has stopped|这个组件因出错/), place).toHaveCount(0)
}

/** Plays; the record of the last actions goes into the report when something breaks. */
async function play(monkey: Monkey, actions: number, seed: number): Promise<void> {
  console.log(`monkey: ${new URL(monkey.page.url()).pathname}, seed ${seed}, ${actions} actions`)
  const record: string[] = []
  for (let i = 0; i < actions; i++) {
    if (i % 5 === 0)
      await expectSane(monkey.ground, `seed ${seed}, action ${i}: ${record.slice(-20).join(' ')}`)
    record.push(await actOnce(monkey))
  }
}

const RESTORE = /^(Restore settings|恢复初始设置)$/
const STEP = /^(Step|One step|Ten steps|前进一步|走十步)$/
const START = /^(To the start|Reset to step 0|回到起点|回到第 0 步)$/

/** After all that, a widget put back to its settings makes its first step again, or follows a slider if it has no steps. */
async function expectToAnswer(w: Locator): Promise<void> {
  await w.page().keyboard.press('Escape')
  await w.getByRole('button', { name: RESTORE }).click()
  const device = w.locator('select').filter({ has: w.page().locator('option[value="cpu"]') })
  if ((await device.count()) > 0) await device.selectOption('cpu')
  if ((await w.locator('.play-bar').count()) === 0) {
    const undo = w.getByRole('button', { name: /^(Undo|撤销)$/ })
    await w.locator('input[type=range]').first().press('ArrowRight')
    await expect(undo).not.toHaveAttribute('aria-disabled')
    await undo.click()
    return
  }
  await w.getByRole('button', { name: START }).click({ force: true })
  const at = w.locator('[data-step]').first()
  await expect(at).toHaveAttribute('data-step', '0')
  await w.getByRole('button', { name: STEP }).click()
  await expect(at).toHaveAttribute('data-step', /^10?$/, { timeout: 60_000 })
}

/** The language of the page, and the way to the other one: with the switch where there is one. */
function languages(page: Page, awaken: () => Promise<unknown>): () => Promise<void> {
  return async () => {
    const lang: Lang = (await page.locator('html').getAttribute('lang')) === 'en' ? 'en' : 'zh'
    const other: Lang = lang === 'en' ? 'zh' : 'en'
    const link = page.locator('.site-head [data-switch]')
    if ((await link.count()) > 0) await link.click()
    else await page.goto(page.url().replace(`/embed/${lang}/`, `/embed/${other}/`))
    await expect(page).toHaveURL(new RegExp(`/${other}/`))
    await awaken()
  }
}

async function inEmbed(page: Page, id: string, seed: number, actions: number): Promise<void> {
  await page.goto(`embed/en/${id}/`)
  await widget(page, 0)
  const switchLanguage = languages(page, () => widget(page, 0))
  await play(
    { page, ground: page.locator('#widget'), random: randomFrom(seed), switchLanguage },
    actions,
    seed,
  )
  await expectToAnswer(await widget(page, 0))
  await expectSane(page.locator('#widget'), `seed ${seed}, at the end`)
}

for (const id of WIDGETS) {
  if (!LONG)
    test(`sixty random actions on ${id} break nothing`, async ({ page }) => {
      await inEmbed(page, id, 1, 60)
    })

  test(`a monkey plays with ${id} for long @long`, async ({ page }) => {
    await inEmbed(page, id, seedOfLongRun, actionsOfLongRun)
  })
}

for (const slug of SLUGS) {
  test(`a monkey plays with the whole lesson ${slug} @long`, async ({ page }) => {
    await page.goto(`en/${slug}/`)
    const awaken = async () => {
      for (const i of (await page.locator('gradstep-island').all()).keys()) await widget(page, i + 1)
    }
    await awaken()
    const monkey: Monkey = {
      page,
      ground: page.locator('main'),
      random: randomFrom(seedOfLongRun),
      switchLanguage: languages(page, awaken),
    }
    await play(monkey, actionsOfLongRun, seedOfLongRun)
    for (const i of (await page.locator('gradstep-island').all()).keys()) {
      await expectToAnswer(await widget(page, i + 1))
    }
    await expectSane(page.locator('main'), `seed ${seedOfLongRun}, at the end`)
  })
}
