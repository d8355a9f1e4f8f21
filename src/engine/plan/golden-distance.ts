import { parametersOf } from '../../core/network/architecture.ts'
import { deviation } from '../../core/network/reference/deviation.ts'
import type { GoldenCase } from '../../core/network/reference/golden.ts'
import type { Loops } from '../kernels/loops.ts'
import { startState } from '../start-state.ts'
import type { Machine } from './machine.ts'
import { planOf, type Plan } from './plan.ts'
import { createPlanTrainer } from './trainer.ts'

/** How far a plan is from PyTorch's figures: losses relatively, the rest as `deviation` says. For tests. */
export interface GoldenDistance {
  readonly dispatches: number
  readonly gradient: number
  readonly losses: number
  readonly final: number
}

/** Makes the 20 steps of a golden case by its plan on a machine. */
export async function goldenDistance(
  golden: GoldenCase,
  loops: Loops,
  machineOf: (plan: Plan) => Machine,
): Promise<GoldenDistance> {
  const { net, loss, optimizer, batch, hyperparameters, pace } = golden
  const plan = planOf(
    { net, loss, optimizer, batchSize: batch.x.shape[0] ?? 0, seed: 1, clips: false },
    loops,
  )
  const machine = machineOf(plan)
  const trainer = createPlanTrainer(plan, machine)
  await trainer.ready
  trainer.write(startState(optimizer, Float32Array.from(golden.initial)))
  // Not rounded, where the machine takes it so.
  machine.write(plan.memory.parameters, golden.initial)
  let gradient = NaN
  const layout = parametersOf(net)
  for (let t = 1; t <= golden.losses.length; t++) {
    // What the figures keep as two parameters that add moves twice as far.
    const before = net.kind === 'lstm' ? await trainer.read() : null
    trainer.step(t, batch, { hyperparameters, l1: 0, l2: 0, clipNorm: Infinity })
    if (t === 1) {
      const reading = machine.reading(plan.sizes.gradients)
      reading.add(plan.memory.gradients)
      gradient = deviation(layout, await reading.numbers(), golden.gradient)
    }
    if (!before) continue
    const after = await trainer.read()
    const moved = after.parameters.map((w, k) => w + (pace(k) - 1) * (w - (before.parameters[k] ?? NaN)))
    trainer.write({ ...after, parameters: moved })
  }
  const losses = await trainer.losses()
  const { parameters } = await trainer.read()
  trainer.dispose()
  return {
    dispatches: plan.dispatches.length,
    gradient,
    losses: Math.max(...golden.losses.map((l, k) => Math.abs((losses[k] ?? NaN) - l) / l)),
    final: deviation(layout, parameters, golden.final, golden.isDetermined),
  }
}
