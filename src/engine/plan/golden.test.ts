import { expect, test } from 'vitest'
import { GOLDEN_CASES, type GoldenCase } from '../../core/network/reference/golden.ts'
import { LOOPS } from '../kernels/loops.ts'
import { dispatchesOf } from './case-batches.ts'
import { goldenDistance } from './golden-distance.ts'
import { createTwinMachine } from './twin-machine.ts'

/*
 * Every kernel's twin in float64, in the order of the plan, against PyTorch's figures: what is left is the rounding of what
 * comes out (for the LSTM after every step). The same plans on WebGPU are held to them in e2e/lab-plan.spec.ts.
 */

test.each(GOLDEN_CASES.map((c): [string, GoldenCase] => [c.name, c]))('PyTorch’s %s', async (_, golden) => {
  const { dispatches, gradient, losses, final } = await goldenDistance(golden, LOOPS.software, (plan) =>
    createTwinMachine(plan),
  )
  expect(dispatches).toBe(dispatchesOf(golden.net))
  expect(gradient).toBeLessThan(2e-7)
  expect(losses).toBeLessThan(1e-7)
  expect(final).toBeLessThan(1e-6)
})
