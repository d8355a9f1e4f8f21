import { expect, test } from 'vitest'
import { GOLDEN_CASES, type GoldenCase } from '../../core/network/reference/golden.ts'
import { matmulInRegisters } from '../kernels/matmul-registers.ts'
import { goldenDistance } from './golden-distance.ts'
import { createTwinMachine } from './twin-machine.ts'

/*
 * Every kernel's twin in float64, in the order of the plan, against PyTorch's figures: what is left is the rounding of what goes
 * in and comes out. The same plans on WebGPU are held to them in e2e/lab-plan.spec.ts.
 */

const DISPATCHES: Partial<Record<GoldenCase['net']['kind'], number>> = { gpt: 11 + 21 * 2 }

test.each(
  GOLDEN_CASES.filter(({ net }) => net.kind in DISPATCHES).map((c): [string, GoldenCase] => [c.name, c]),
)('PyTorch’s %s', async (_, golden) => {
  const { dispatches, gradient, losses, final } = await goldenDistance(golden, matmulInRegisters, (plan) =>
    createTwinMachine(plan),
  )
  expect(dispatches).toBe(DISPATCHES[golden.net.kind])
  expect(gradient).toBeLessThan(2e-7)
  expect(losses).toBeLessThan(1e-7)
  expect(final).toBeLessThan(2e-7)
})
