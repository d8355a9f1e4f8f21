import type { Change, Pick, Setup } from './frame.ts'
import type { Checkpoint } from './checkpoints.ts'

/** The gradient has no place in a checkpoint: it is changed where it is read. */
const GRADIENT = 'g'

/** What was changed by hand on the way, found by step. */
export class Changes {
  /** Hyperparameters in force from a step on, by step. */
  readonly #inForce: { readonly from: number; readonly values: Readonly<Record<string, number>> }[]
  readonly #numbers = new Map<number, Change[]>()
  readonly #picks = new Map<number, Pick['samples']>()

  constructor({ hyperparameters, changes, picks = [] }: Setup) {
    let values = { ...hyperparameters }
    this.#inForce = [{ from: 0, values }]
    for (const change of [...changes].sort((a, b) => a.step - b.step)) {
      if (change.coordinate !== undefined) {
        this.#numbers.set(change.step, [...(this.#numbers.get(change.step) ?? []), change])
      } else {
        values = { ...values, [change.name]: change.value }
        this.#inForce.push({ from: change.step, values })
      }
    }
    for (const { step, samples } of picks) this.#picks.set(step, samples)
  }

  /** The hyperparameters that step t + 1 uses, before any schedule. */
  hyperparameters(t: number): Readonly<Record<string, number>> {
    let [low, high] = [0, this.#inForce.length - 1]
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if (this.#inForce[middle]!.from <= t) low = middle
      else high = middle - 1
    }
    return this.#inForce[low]!.values
  }

  /** The samples chosen for step t + 1. */
  samples(t: number): Pick['samples'] | undefined {
    return this.#picks.get(t)
  }

  /** θ and state as they are after what was changed there. */
  applied(at: Checkpoint): Checkpoint {
    const changes = this.#numbers.get(at.t)
    if (!changes) return at
    let { theta, state } = at
    for (const { name, coordinate = 0, value } of changes) {
      if (name === 'theta') theta = replaced(theta, coordinate, value)
      else if (name !== GRADIENT) state = { ...state, [name]: replaced(state[name] ?? [], coordinate, value) }
    }
    return { t: at.t, theta, state }
  }

  /** The gradient that step t + 1 uses. */
  gradient(t: number, computed: readonly number[]): readonly number[] {
    let gradient = computed
    for (const { name, coordinate = 0, value } of this.#numbers.get(t) ?? []) {
      if (name === GRADIENT) gradient = replaced(gradient, coordinate, value)
    }
    return gradient
  }
}

const replaced = (numbers: readonly number[], place: number, value: number): readonly number[] =>
  numbers.map((old, i) => (i === place ? value : old))

/**
 * The first step at which two setups differ, when they differ in nothing but what was changed on the way: until then
 * their runs are one. Infinity when they do not differ, −1 when they differ in something else.
 */
export function partingStep(a: Setup, b: Setup): number {
  const same =
    a.rule === b.rule &&
    a.objective === b.objective &&
    a.schedule === b.schedule &&
    a.sampling === b.sampling &&
    equal(a.start, b.start) &&
    equal(a.hyperparameters, b.hyperparameters)
  if (!same) return -1
  const steps = [
    ...different(a.changes, b.changes),
    ...different<Change | Pick>(a.picks ?? [], b.picks ?? []),
  ].map(({ step }) => step)
  return Math.min(Infinity, ...steps)
}

const equal = (a: unknown, b: unknown): boolean => text(a) === text(b)
/** As JSON, which tells no −0 from 0 and no ∞ from null, unless told to. */
const text = (x: unknown): string =>
  JSON.stringify(x, (_, value: unknown) =>
    typeof value === 'number' ? (Object.is(value, -0) ? '-0' : String(value)) : value,
  )

/** What stands in one list and not in the other. */
function different<T extends { readonly step: number }>(a: readonly T[], b: readonly T[]): T[] {
  const [inA, inB] = [new Set(a.map(text)), new Set(b.map(text))]
  return [...a.filter((x) => !inB.has(text(x))), ...b.filter((x) => !inA.has(text(x)))]
}
