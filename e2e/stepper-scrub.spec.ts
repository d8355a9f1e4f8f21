import { expect, test, widget } from './fixtures.ts'

/** The most script time that one frame may take, so that 60 frames a second stay 60. */
const FRAME_MS = 16

test('a run of 100,000 steps is scrubbed from end to end', async ({ page }) => {
  await page.goto('embed/en/optimizer-stepper/?optimizer=adam&objective=rosenbrock&lr=0.001')
  const stepper = await widget(page, 0)
  const at = stepper.locator('[data-step]')
  const field = stepper.getByRole('textbox', { name: 'Go to step' })
  await field.fill('100000')
  await field.press('Enter')
  await expect(at).toHaveAttribute('data-step', '100000', { timeout: 60_000 })
  const slider = stepper.getByRole('slider', { name: 'Step number' })
  await expect(slider).toHaveAttribute('max', '100000')

  // Fifty places there, fifty back. The browser itself counts the script of each frame, in
  // time of its own thread, so that what else the machine does is not counted: input, effects, pictures.
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  const scriptMs = async () => {
    const { metrics } = await session.send('Performance.getMetrics')
    return 1000 * (metrics.find((m) => m.name === 'ScriptDuration')?.value ?? 0)
  }
  // The slider is looked up once: to find it by its role takes as much script as a frame, and is none of the page's.
  const handle = await slider.elementHandle()
  const there = Array.from({ length: 50 }, (_, i) => i * 2000 + 1234)
  const times: { step: number; ms: number }[] = []
  for (const step of [...there, ...there.reverse()]) {
    const begun = await scriptMs()
    await handle!.evaluate(async (element, value) => {
      const input = element as HTMLInputElement
      const frame = () => new Promise((done) => requestAnimationFrame(done))
      await frame()
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, String(value))
      input.dispatchEvent(new Event('input', { bubbles: true }))
      await frame()
    }, step)
    times.push({ step, ms: (await scriptMs()) - begun })
  }
  const worst = times.reduce((a, b) => (b.ms > a.ms ? b : a))
  const late = times.filter(({ ms }) => ms > FRAME_MS).length
  console.log(
    `Scrubbing 100,000 steps: ${times.length} frames, at most ${worst.ms.toFixed(1)} ms of script (step ${worst.step}), ${late} over ${FRAME_MS} ms`,
  )
  await expect(at).toHaveAttribute('data-step', '1234')
  expect(times).toHaveLength(100)
  // The table, the path and the chart stay what they are, however long the run.
  await slider.press('End')
  await expect(at).toHaveAttribute('data-step', '100000')
  await expect(stepper.locator('tbody tr[data-t]')).toHaveCount(8)
  const length = (await stepper.locator('.plot .path').getAttribute('d'))!.split('L').length
  expect(length).toBeLessThanOrEqual(160)
})
