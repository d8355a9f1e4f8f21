import { Changes } from '../changes.ts'
import type { Rule } from '../rule.ts'
import { type Setup, type Trajectory, trajectory } from '../trajectory.ts'
import { answerTolerance } from './judge.ts'
import type { StepAsked, Target } from './mistake.ts'
import { type Mistaken, mistakenValue, rightValue } from './mistakes.ts'

/** A step, perhaps with one hyperparameter set otherwise from the start, perhaps with more digits shown. */
interface Place {
  readonly step: number
  readonly setting: { readonly name: string; readonly value: number } | null
  /** null where those shown now are enough. */
  readonly digits: number | null
}

/** A place to go to, and the mistakes that show there. */
export interface Proposal extends Place {
  readonly tells: readonly Mistaken[]
}

/** What is asked at a step, and to how many digits it is shown. */
export interface Asked {
  readonly target: Target
  readonly coordinate: number
  readonly digits: number
}

/** Steps near the present one are looked at first; with another setting, the first few of the run only. */
const NEAR = 20
const FIRST = 12
/** Then farther on: where a run that goes slowly turns round. */
const FAR = [30, 40, 60, 80, 100, 150, 200]
const MOST_PROPOSALS = 6
/** With so many digits shown, what is still the same is the same. */
const MOST_DIGITS = 12

/** Settings worth trying, of which those inside a hyperparameter's range are taken. */
const SETTINGS: Readonly<Record<string, readonly number[]>> = {
  epsilon: [0.1, 1e-3, 1],
  beta: [0.5, 0.9],
  beta1: [0.9, 0.5],
  beta2: [0.999, 0.9, 0.5],
  rho: [0.9, 0.5],
  // The last leads beyond the minimum, where gradients grow.
  alpha: [0.1, 0.5, 0.01, 2, 10],
  clip: [10, 1, 100, 0.1],
}
const OTHERS = [0.1, 0.5, 1, 0.01]

function steps(around: number): number[] {
  const near = Array.from({ length: NEAR }, (_, i) => [around + i + 1, around - i - 1]).flat()
  const first = Array.from({ length: FIRST }, (_, i) => i + 1)
  return [...new Set([...near, ...first, ...FAR])].filter((k) => k >= 1 && k !== around)
}

function settings(rule: Rule, inForce: Readonly<Record<string, number>>): NonNullable<Place['setting']>[] {
  return rule.hyperparameters.flatMap(({ name, min, max }) =>
    (SETTINGS[name] ?? OTHERS)
      .filter((value) => value >= min && value <= max && value !== inForce[name])
      .map((value) => ({ name, value })),
  )
}

/** Where to look, the simplest first: another step, another setting, both, more digits. */
function places(setup: Setup, step: number, inForce: Readonly<Record<string, number>>): Place[] {
  const other = settings(setup.rule, inForce)
  const first = Array.from({ length: FIRST }, (_, i) => i + 1)
  const few = [...(step <= FIRST ? [step] : []), ...first]
  const set = few.flatMap((k) => other.map((setting) => ({ step: k, setting, digits: null })))
  return [
    ...steps(step).map((k) => ({ step: k, setting: null, digits: null })),
    ...set,
    ...FAR.flatMap((k) => other.map((setting) => ({ step: k, setting, digits: null }))),
    { step, setting: null, digits: MOST_DIGITS },
    ...set.map((place) => ({ ...place, digits: MOST_DIGITS })),
  ]
}

/** The same run with that hyperparameter so from the start. */
export const withSetting = (setup: Setup, setting: Place['setting']): Setup =>
  setting === null
    ? setup
    : {
        ...setup,
        hyperparameters: { ...setup.hyperparameters, [setting.name]: setting.value },
        changes: setup.changes.filter((c) => c.name !== setting.name || c.coordinate !== undefined),
      }

/** Step k of a run as it is asked for; null where the run ends before or there is not finite. */
export function stepAsked(run: Trajectory, k: number): StepAsked | null {
  const frame = run.frame(k)
  if (frame.t !== k || !frame.trace || run.firstNonFinite(k)) return null
  const { theta, gradient, state, t, hyperparameters, samples, schedule: applied } = frame.trace
  const { rule, objective, sampling, schedule } = run.setup
  const seen = samples && sampling ? sampling.over(samples) : objective
  return {
    rule,
    objective,
    seen,
    input: { theta, gradient, state, t, hyperparameters },
    ...(schedule && applied
      ? { scheduled: { by: schedule, alpha: new Changes(run.setup).hyperparameters(k - 1)['alpha'] ?? NaN } }
      : {}),
  }
}

/** Which of the mistakes show at this step: their numbers are there and are not the right one. */
function told(step: StepAsked, { target, coordinate, digits }: Asked, open: readonly Mistaken[]): Mistaken[] {
  const right = rightValue(step, target, coordinate)
  const tolerance = answerTolerance(right, digits)
  return open.filter(({ mistake }) => {
    const value = mistakenValue(mistake, step, target, coordinate)
    return value !== null && Math.abs(value - right) > tolerance
  })
}

/** More steps than one question looks at. */
const KNOWN_STEPS = 600
const looked = new WeakMap<Trajectory, (place: Place) => StepAsked | null>()

/** The steps of a run and of those with another setting, each worked out once: one question is asked after another. */
function stepsOf(run: Trajectory): (place: Place) => StepAsked | null {
  const known = looked.get(run)
  if (known) return known
  const made = lookingFrom(run)
  looked.set(run, made)
  return made
}

function lookingFrom(run: Trajectory): (place: Place) => StepAsked | null {
  const runs = new Map<string, Trajectory>([['', run]])
  const steps = new Map<string, StepAsked | null>()
  return ({ step, setting }) => {
    const name = setting ? `${setting.name} ${setting.value}` : ''
    const key = `${step} ${name}`
    const known = steps.get(key)
    if (known !== undefined) return known
    const other = runs.get(name) ?? trajectory(withSetting(run.setup, setting))
    runs.set(name, other)
    const made = stepAsked(other, step)
    if (steps.size > KNOWN_STEPS) steps.clear()
    steps.set(key, made)
    return made
  }
}

/**
 * Steps and settings at which these mistakes, which cannot be told from the right way at step k, give other numbers
 * than it: found by making those runs. As few proposals as possible, the simplest first. A mistake that no proposal
 * tells is one that this quantity does not show.
 */
export function tellApart(
  run: Trajectory,
  k: number,
  asked: Asked,
  same: readonly Mistaken[],
): readonly Proposal[] {
  const inForce = run.frame(k).trace?.hyperparameters ?? run.setup.hyperparameters
  const stepAt = stepsOf(run)
  const all = places(run.setup, k, inForce)
  const found: Proposal[] = []
  let open = same
  while (open.length > 0 && found.length < MOST_PROPOSALS) {
    const best = bestOf(all, open, (place) => {
      const step = stepAt(place)
      return step ? told(step, { ...asked, digits: place.digits ?? asked.digits }, open) : []
    })
    if (!best) break
    found.push(best)
    open = open.filter((m) => !best.tells.includes(m))
  }
  return found
}

/** The first place that tells all, or else the first of those that tell most; null where none tells any. */
function bestOf(
  all: readonly Place[],
  open: readonly Mistaken[],
  tellsAt: (place: Place) => Mistaken[],
): Proposal | null {
  let best: Proposal | null = null
  for (const place of all) {
    const tells = tellsAt(place)
    if (tells.length > (best?.tells.length ?? 0)) best = { ...place, tells }
    if (tells.length === open.length) break
  }
  return best
}
