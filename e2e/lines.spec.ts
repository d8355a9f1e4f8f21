import type { Page } from '@playwright/test'
import { expect, LANGS, SLUGS, test } from './fixtures.ts'

/** Signs that stand at the beginning of a line of the lesson's own text, each with what is around it. */
const stray = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const closing = /[、，。；：？！）》」』】”’…％.,;:!?)\]]/
    const blocks = 'p, li, td, th, h1, h2, h3, summary, dd, dt'
    const found: string[] = []
    const texts = document.createTreeWalker(document.querySelector('main')!, NodeFilter.SHOW_TEXT)
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const { parentElement: parent, data } = node as Text
      const block = parent?.closest(blocks)
      if (!block || parent?.closest('.katex, svg, script, gradstep-island')) continue
      const left = block.getBoundingClientRect().left + parseFloat(getComputedStyle(block).paddingLeft)
      const top = block.getBoundingClientRect().top + parseFloat(getComputedStyle(block).lineHeight)
      for (const [i, sign] of [...data].entries()) {
        if (!closing.test(sign)) continue
        const range = document.createRange()
        range.setStart(node, i)
        range.setEnd(node, i + 1)
        const box = range.getBoundingClientRect()
        if (box.width > 0 && box.left < left + 2 && box.bottom > top + 2)
          found.push(`…${block.textContent.slice(0, 20)}… before “${data.slice(i, i + 10)}”`)
      }
    }
    return found
  })

for (const lang of LANGS) {
  test(`${lang}: no line of any lesson begins with a sign that ends something`, async ({ page }) => {
    for (const slug of SLUGS) {
      await page.goto(`${lang}/${slug}/`)
      await page.evaluate(() => document.fonts.ready)
      for (const width of [1280, 600, 390, 375, 320]) {
        await page.setViewportSize({ width, height: 900 })
        expect(await stray(page), `${slug} at ${width}`).toEqual([])
      }
    }
  })
}
