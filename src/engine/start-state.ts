import { ruleOf } from './rule-program.ts'
import type { HostState } from './trainer.ts'

/** The state before the first step: these parameters, and the optimizer's slots as its rule says. */
export function startState(optimizer: string, parameters: Float32Array): HostState {
  const slots = ruleOf(optimizer).state.map(
    ({ name, initial }) => [name, new Float32Array(parameters.length).fill(initial)] as const,
  )
  return { parameters, slots: Object.fromEntries(slots) }
}
