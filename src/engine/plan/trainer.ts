import type { Now, Place } from '../kernels/kernel.ts'
import { createLossCount } from '../loss-count.ts'
import { unpacked } from '../packed-state.ts'
import type { Batch, HostState, StepSettings, Trainer } from '../trainer.ts'
import type { Machine } from './machine.ts'
import { createOccurrences } from './occurrences.ts'
import { createOutputs } from './outputs.ts'
import type { Plan } from './plan.ts'

/** A compiled trainer begins at once; only what computes has to wait for the programs. */
export interface PlanTrainer extends Trainer {
  /** Resolves when steps can be made, which throw before; rejects when a program cannot be compiled. */
  readonly ready: Promise<void>
}

/** A clipping threshold that shaders can hold; no gradient is as long. */
const MOST_NORM = 3e38

/** Puts a batch where the plan wants it. Errors: a RangeError for one of another size, or for a token that is none. */
function createFeed({ inputs: { x, y, occurrences } }: Plan, { write }: Machine): (batch: Batch) => void {
  const countOut = occurrences && createOccurrences(x.size, occurrences.starts.size - 1)
  const put = (place: Place, { values }: Batch['x']): void => {
    if (values.length !== place.size) {
      throw new RangeError(`A batch here has ${place.size} numbers, not ${values.length}.`)
    }
    write(place, values)
  }
  return (batch) => {
    put(x, batch.x)
    put(y, batch.y)
    if (!countOut || !occurrences) return
    const { order, starts } = countOut(batch.x.values)
    write(occurrences.order, order)
    write(occurrences.starts, starts)
  }
}

/** What a step's kernels hear of it. */
function createNow({ rule, seed }: Plan): (t: number, ring: number, settings: StepSettings) => Now {
  const constants = new Float64Array(rule.constantCount)
  return (t, ring, { hyperparameters, l1, l2, clipNorm }) => {
    rule.writeConstants(t, { ...hyperparameters, clip: Math.min(clipNorm, MOST_NORM) }, constants)
    return { t, seed: seed >>> 0, isTraining: true, ring, l1, l2, constants }
  }
}

/** Trains by a plan on a machine: a batch is written, the list gone through; nothing is read until somebody asks. */
export function createPlanTrainer(plan: Plan, machine: Machine): PlanTrainer {
  const { rule, dispatches } = plan
  const { parameters, slots, losses } = plan.memory
  const feed = createFeed(plan, machine)
  const nowAt = createNow(plan)
  const lossCount = createLossCount()
  machine.write(plan.weights.place, plan.weights.bits)

  return {
    ready: machine.ready,
    write(state) {
      machine.write(parameters, state.parameters)
      rule.slots.forEach((name, k) =>
        machine.write({ ...slots, offset: k * parameters.size, size: parameters.size }, state.slots[name]!),
      )
    },
    async read(): Promise<HostState> {
      const reading = machine.reading(parameters.size + slots.size)
      for (const place of [parameters, slots]) if (place.size > 0) reading.add(place)
      return unpacked(await reading.numbers(), rule.slots)
    },
    step(t, batch, settings) {
      feed(batch)
      machine.run(nowAt(t, lossCount.add(1), settings), 0, dispatches.length)
    },
    async losses() {
      const places = lossCount.take()
      if (places.length === 0) return new Float32Array()
      const reading = machine.reading(losses.size)
      reading.add(losses)
      const ring = await reading.numbers()
      return Float32Array.from(places, (place) => ring[place]!)
    },
    outputs: createOutputs(plan, machine),
    hold: () => machine.hold([parameters, slots].filter(({ size }) => size > 0)),
    dispose: machine.dispose,
  }
}
