import { describe, expect, test } from 'vitest'
import { parametersOf } from '../../core/network/architecture.ts'
import { deviation } from '../../core/network/reference/deviation.ts'
import { LOOPS } from '../kernels/loops.ts'
import '../readable/gradients.ts'
import '../readable/kernels-cpu.ts'
import { createReadableTrainer } from '../readable/trainer.ts'
import type { Trainer } from '../trainer.ts'
import { openTestDevice } from '../worker/session-harness.ts'
import { batchOf, determined, rowsOf, startOf } from './case-batches.ts'
import { PLAN_CASES, type PlanCase } from './cases.ts'
import { planOf } from './plan.ts'
import { createPlanTrainer } from './trainer.ts'
import { createTwinMachine } from './twin-machine.ts'

/* Kernels' twins against the readable form, on everything that a plan can say. */

const device = await openTestDevice()
device.activate()

const STEPS = 20

/** Asked are 1e-3; the readable form computes in float32. */
const PARITY = { losses: 2e-5, final: 1e-4, outputs: 2e-4 }

async function trained({ plan, settings }: PlanCase, trainer: Trainer) {
  trainer.write(startOf(plan))
  for (let t = 1; t <= STEPS; t++) trainer.step(t, batchOf(plan, t), settings)
  // Not a whole number of batches.
  const outputs = await trainer.outputs(rowsOf(plan.net, plan.batchSize + 2, 0))
  const result = { losses: await trainer.losses(), outputs, ...(await trainer.read()) }
  trainer.dispose()
  return result
}

describe.each(PLAN_CASES.map((c): [string, PlanCase] => [c.name, c]))('%s', (_, given) => {
  test('20 steps are those of the readable form', async () => {
    const { plan } = given
    const compiled = planOf(plan, LOOPS.software)
    const ours = await trained(given, createPlanTrainer(compiled, createTwinMachine(compiled)))
    const readable = await trained(given, createReadableTrainer(plan))
    expect(ours.losses).toHaveLength(STEPS)
    ours.losses.forEach((loss, k) => {
      expect(Math.abs(loss / readable.losses[k]! - 1)).toBeLessThan(PARITY.losses)
    })
    const layout = parametersOf(plan.net)
    const apart = deviation(layout, ours.parameters, readable.parameters, determined(plan.net))
    expect(apart).toBeLessThan(PARITY.final)
    expect(ours.outputs).toHaveLength(readable.outputs.length)
    const largest = Math.max(...readable.outputs.map(Math.abs))
    ours.outputs.forEach((z, k) =>
      expect(Math.abs(z - readable.outputs[k]!)).toBeLessThan(PARITY.outputs * largest),
    )
  })
})
