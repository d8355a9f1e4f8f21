import { GOLDEN_CASES } from '../src/core/network/reference/golden.ts'
import { dispatchesOf } from '../src/engine/plan/case-batches.ts'
import { PLAN_CASES } from '../src/engine/plan/cases.ts'
import type { WorkName } from '../tools/bench/works.ts'
import { expect, test } from './fixtures.ts'
import { openLab } from './lab/open.ts'
import type { Lab, LoopsName } from './lab/plan.ts'

/* The compiled steps in a real browser, on its software adapter, against PyTorch's figures and their twins in float64. */

declare const window: Window & { lab: Lab }

/** Asked are 1e-4, 1e-3 and 1e-3. */
const PARITY = { gradient: 1e-5, losses: 1e-5, final: 3e-5 }

const KINDS = ['dense', 'conv', 'lstm', 'gpt'] as const
/** Loops for hardware are right on a software adapter too, only slow. */
const LOOPS: readonly LoopsName[] = ['software', 'hardware']

for (const kind of KINDS) {
  test(`PyTorch’s ${kind}: gradient, 20 losses and final parameters`, async ({ page }) => {
    await openLab(page, 'plan')
    for (const [index, { name, net }] of GOLDEN_CASES.entries()) {
      // A GPT’s products are a dense network’s.
      for (const loops of net.kind !== kind ? [] : kind === 'dense' ? LOOPS.slice(0, 1) : LOOPS) {
        const result = await page.evaluate(([i, l]) => window.lab.golden(i, l), [index, loops] as const)
        const said = `${name}, loops for ${loops}: ${JSON.stringify(result)}`
        expect(result.dispatches, said).toBe(dispatchesOf(net))
        expect(result.gradient, said).toBeLessThan(PARITY.gradient)
        expect(result.losses, said).toBeLessThan(PARITY.losses)
        expect(result.final, said).toBeLessThan(PARITY.final)
      }
    }
  })

  test(`${kind}: dropout, penalties, clipping and all else, 20 steps are those of the twins`, async ({
    page,
  }) => {
    await openLab(page, 'plan')
    for (const [index, { plan }] of PLAN_CASES.entries()) {
      // Recurrent kernels in both versions; all others in turn.
      const loops = kind === 'lstm' ? LOOPS : LOOPS.slice(index % 2, (index % 2) + 1)
      for (const which of plan.net.kind === kind ? loops : []) {
        const result = await page.evaluate(([i, l]) => window.lab.twins(i, l), [index, which] as const)
        const said = `loops for ${which}: ${JSON.stringify(result)}`
        expect(result.losses, said).toBeLessThan(1e-4)
        expect(result.final, said).toBeLessThan(1e-3)
        expect(result.outputs, said).toBeLessThan(1e-3)
      }
    }
  })
}

/** What engine.md asks of a step of the bench's works, and what is reached. */
const STEPS: readonly [WorkName, most: number, dispatches: number][] = [
  ['cnn', 25, 11],
  ['lstm', 20, 14],
  ['gpt', 100, 95],
]

for (const [work, most, dispatches] of STEPS) {
  test(`a step of “${work}” is ${dispatches} dispatches, one submit, no new buffer, no read-back`, async ({
    page,
  }) => {
    await openLab(page, 'plan')
    const { steps, look, hostMs } = await page.evaluate((name) => window.lab.counts(name), work)
    console.log(`${work}, host time of a step: ${hostMs.toFixed(2)} ms`)
    expect(dispatches).toBeLessThanOrEqual(most)
    expect(steps).toEqual({ dispatches: 10 * dispatches, submits: 10, buffers: 0, readBacks: 0 })
    expect(look).toEqual({ dispatches: 0, submits: 1, buffers: 0, readBacks: 1 })
  })
}

test('goes back to what it held, and on from what was read, bit for bit', async ({ page }) => {
  await openLab(page, 'plan')
  expect(await page.evaluate(() => window.lab.held(2))).toEqual({
    moved: true,
    back: true,
    again: true,
    written: true,
  })
})

test('a network that no buffer holds is refused before anything is allocated', async ({ page }) => {
  await openLab(page, 'plan')
  expect(await page.evaluate(() => window.lab.refused())).toEqual({ name: 'TooLargeError', buffers: 0 })
})
