import type { Sample } from '../../core/dataset/index.ts'
import type { OptimizerState } from '../models/apply-rule.ts'
import { createTraining, disposeState } from '../models/training.ts'
import { ruleOf } from '../rule-program.ts'
import type { RunSpec } from '../run-spec.ts'
import type { RunTrainer } from './run-trainer.ts'

/** Trains with tfjs's operations on the backend that is active: slow, and everywhere. */
export function createTensorTrainer(spec: RunSpec, train: Sample): RunTrainer {
  const training = createTraining(spec, train)
  const names = ruleOf(spec.optimizer.id).state.map(({ name }) => name)
  let state: OptimizerState | null = null
  const replace = (next: OptimizerState | null): void => {
    if (state) disposeState(state)
    state = next
  }
  const now = (): OptimizerState => {
    if (!state) throw new Error('There is nothing to train yet: write a state first.')
    return state
  }
  return {
    ready: Promise.resolve(),
    write: (given) => replace(training.load(given)),
    async read() {
      const packed = training.pack(now())
      try {
        const numbers = (await packed.data()) as Float32Array
        const count = numbers.length / (1 + names.length)
        const part = (k: number): Float32Array => numbers.slice(k * count, (k + 1) * count)
        return { parameters: part(0), slots: Object.fromEntries(names.map((name, k) => [name, part(k + 1)])) }
      } finally {
        packed.dispose()
      }
    },
    assign: (index, value) => replace(training.assign(now(), index, value)),
    train(from, most, tunables, isOver) {
      let made = 0
      do replace(training.step(now(), from + made, tunables))
      while (++made < most && !isOver())
      return made
    },
    dispose() {
      replace(null)
      training.dispose()
    },
  }
}
