import { createArrayTrainer } from '../../../src/engine/arrays/trainer.ts'
import { ruleOf } from '../../../src/engine/rule-program.ts'
import type { Trainer } from '../../../src/engine/trainer.ts'
import { CannotRun, type BackendName, type Engine } from '../engine.ts'
import type { Work } from '../works.ts'

/** Ours: what the course itself would train this network with on that backend. */
function trainerOf({ plan }: Work, backend: BackendName): Trainer {
  if (backend === 'cpu' && plan.net.kind === 'dense') return createArrayTrainer(plan)
  throw new CannotRun('not built yet')
}

const engine: Engine = (work, backend) => {
  const trainer = trainerOf(work, backend)
  const slots = ruleOf(work.plan.optimizer).state.map(
    ({ name, initial }) => [name, new Float32Array(work.initial.length).fill(initial)] as const,
  )
  trainer.write({ parameters: work.initial, slots: Object.fromEntries(slots) })
  let losses: Float32Array = new Float32Array()
  return Promise.resolve({
    step: (t) => trainer.step(t, work.batch(t), work.settings),
    loss: async () => (losses = await trainer.losses())[losses.length - 1] ?? NaN,
    finish: async () => void (losses = await trainer.losses()),
  })
}
export default engine
