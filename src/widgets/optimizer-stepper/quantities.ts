import { notationsOf, type Rule } from '../../core/optimizer/rule.ts'
import type { Frame } from '../../core/optimizer/trajectory.ts'
import type { StepperMessages } from './messages.ts'

/** The letters of hyperparameters in running text. */
export const LETTERS: Readonly<Record<string, string>> = {
  alpha: 'α',
  beta: 'β',
  beta1: 'β₁',
  beta2: 'β₂',
  rho: 'ρ',
  epsilon: 'ε',
  lambda: 'λ',
  tau: 'τ',
  eta: 'η',
  psi: 'ψ',
  l2: 'λ',
  clip: 'C',
}

/** The letter of a parameter in running text. */
export const letterOf = (name: string): string => (name === 'theta' ? 'θ' : name)

/** What a quantity is called, with its coordinate where there are several. */
export function nameOf(
  quantity: string,
  coordinate: number,
  names: readonly string[],
  t: StepperMessages,
): string {
  const letter = letterOf(names[coordinate] ?? '')
  if (quantity === 'theta') return letter
  const name = t.names[quantity] ?? quantity
  return names.length > 1 && quantity !== 'loss' ? t.along(name, letter) : name
}

/** What a hand can change at a step, in the order in which it is shown: θ, the gradient, what the rule remembers. */
export const changeable = (rule: Rule): readonly string[] => ['theta', 'g', ...rule.state.map((s) => s.name)]

/** The numbers of a changeable quantity in a frame. */
export const numbersOf = (frame: Frame, quantity: string): readonly number[] =>
  quantity === 'theta' ? frame.theta : quantity === 'g' ? frame.gradient : (frame.state[quantity] ?? [])

/** Whether it is an average or a sum of squares, which is never negative. */
export const isSquare = (rule: Rule, quantity: string): boolean =>
  notationsOf(rule)[quantity]?.quantity === 'second-moment'
