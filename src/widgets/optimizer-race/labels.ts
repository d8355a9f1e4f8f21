import { formatExactly, formatNumber } from '../../core/formula/precision.ts'
import type { RaceMessages } from './messages.ts'
import type { State } from './model.ts'
import { changedOf, familyOf, LETTERS, type Runner } from './runners.ts'

/** Letters of hyperparameters, as they are typed. */
export const HYPER_LETTERS: Readonly<Record<string, string>> = {
  alpha: 'α',
  beta: 'β',
  beta1: 'β₁',
  beta2: 'β₂',
  epsilon: 'ε',
  rho: 'ρ',
  lambda: 'λ',
  l2: 'λ',
  tau: 'τ',
  eta: 'η',
  psi: 'ψ',
}

export const letterOf = (lane: number): string => LETTERS[lane] ?? ''
export const shown = (x: number, digits = 4): string => formatNumber(x, digits).text
export const exact = (x: number): string => formatExactly(x).text

/** “A Gradient descent” */
export const nameOf = (runner: Runner, lane: number, t: RaceMessages): string =>
  `${letterOf(lane)} ${t.families[runner.family] ?? runner.family}`

/** The same, short enough for the end of a line. */
export const shortNameOf = (runner: Runner, lane: number, t: RaceMessages): string =>
  `${letterOf(lane)} ${t.short[runner.family] ?? t.families[runner.family] ?? runner.family}`

/** What is not as usual about a runner besides its learning rate; empty when all is. */
export function detailOf(runner: Runner, t: RaceMessages): string {
  const usual = familyOf(runner.family)?.conventions[0].id === runner.convention
  const form = usual ? [] : [t.conventions[runner.convention] ?? runner.convention]
  const values = changedOf(runner).map(([name, x]) => `${HYPER_LETTERS[name] ?? name} = ${exact(x)}`)
  return [...form, ...values].join(t.list)
}

/** The one learning rate that all runners have, or null. */
export function sharedRate({ runners }: State): number | null {
  const rate = runners[0]?.hyper['alpha']
  return rate !== undefined && runners.every((r) => r.hyper['alpha'] === rate) ? rate : null
}
