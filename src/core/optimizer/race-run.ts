import type { Objective } from '../objective/objective.ts'
import { normal, STREAMS } from '../rng.ts'
import type { NonFinite } from './frame.ts'
import type { Rule } from './rule.ts'
import { applyRule, initialState } from './step.ts'

/** Normal noise added to every coordinate of every gradient; one seed is one sequence, whoever runs. */
export interface GradientNoise {
  readonly seed: number
  /** Its standard deviation; 0 adds nothing. */
  readonly deviation: number
}

/** Everything that determines one runner's run. */
export interface RaceSetup {
  readonly rule: Rule
  readonly objective: Objective
  readonly start: readonly number[]
  /** A value for each of the rule's hyperparameters. */
  readonly hyperparameters: Readonly<Record<string, number>>
  readonly noise: GradientNoise
}

/** A run kept step by step, as far as it was followed. */
export interface RaceRun {
  /** Where it stood and the loss there, by step from 0 on; all finite. */
  readonly theta: readonly (readonly number[])[]
  readonly losses: readonly number[]
  /** The first value that was not finite; the run ends before it. */
  readonly end: NonFinite | null
  /** Follows the run up to step `to`, or to its end. */
  advance(to: number): void
}

/**
 * The gradient that step t (1, 2, …) sees at a point: the exact one, and in each coordinate c the noise
 * σ·normal(seed, t·n + c). It does not depend on the runner, so all runners meet the same noise.
 */
export function noisyGradient(
  objective: Objective,
  { seed, deviation }: GradientNoise,
  theta: readonly number[],
  t: number,
): number[] {
  const exact = objective.gradientAt(theta)
  if (deviation === 0) return exact
  return exact.map((g, c) => g + deviation * normal(seed, STREAMS.noise, t * exact.length + c))
}

/**
 * One runner of a race. Without noise the same numbers as `trajectory`, bit for bit; every step is kept, because a
 * race is looked at as a whole.
 */
export function raceRun({ rule, objective, start, hyperparameters, noise }: RaceSetup): RaceRun {
  const theta: (readonly number[])[] = []
  const losses: number[] = []
  let state = initialState(rule, start.length)
  let end: NonFinite | null = null
  const arrive = (at: readonly number[], t: number, made: readonly Named[]): void => {
    const loss = objective.valueAt(at)
    end = firstNonFinite(t, [...made, ['loss', [loss]]])
    if (end) return
    theta.push(at)
    losses.push(loss)
  }
  arrive([...start], 0, [])
  return {
    theta,
    losses,
    get end() {
      return end
    },
    advance(to) {
      while (!end && theta.length <= to) {
        const t = theta.length
        const before = theta[t - 1]!
        const gradient = noisyGradient(objective, noise, before, t)
        const made = applyRule(rule, { t, theta: before, gradient, state, hyperparameters })
        state = made.state
        arrive(made.theta, t, [['g', gradient], ...Object.entries(made.values)])
      }
    },
  }
}

type Named = readonly [name: string, numbers: readonly number[]]

function firstNonFinite(step: number, inOrder: readonly Named[]): NonFinite | null {
  for (const [name, numbers] of inOrder) {
    const coordinate = numbers.findIndex((x) => !Number.isFinite(x))
    if (coordinate >= 0) return { step, name, coordinate, value: numbers[coordinate]! }
  }
  return null
}
