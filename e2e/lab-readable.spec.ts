import { expect, test } from './fixtures.ts'
import { openLab } from './lab/open.ts'
import type { Lab } from './lab/readable.ts'

/* The readable trainers on WebGPU, on its software adapter, against what PyTorch computed in float64. */

declare const window: Window & { lab: Lab }

/** Asked are 1e-4, 1e-3 and 1e-3; the software adapter reaches 9e-7, 2e-7 and 1.5e-6. */
const PARITY = { gradient: 1e-5, losses: 1e-5, final: 3e-5 }

for (const [index, name] of ['dense', 'dense, three classes', 'convolutional', 'LSTM', 'GPT'].entries()) {
  test(`${name}: gradient, 20 losses and final parameters on WebGPU`, async ({ page }) => {
    await openLab(page, 'readable')
    // The second of the figures' six networks is the first once more.
    const result = await page.evaluate((i) => window.lab.distance(i), index === 0 ? 0 : index + 1)
    expect(result.backend).toBe('webgpu')
    expect(result.gradient).toBeLessThan(PARITY.gradient)
    expect(result.losses).toBeLessThan(PARITY.losses)
    expect(result.final).toBeLessThan(PARITY.final)
    expect(result.tensors).toBe(0)
  })
}
