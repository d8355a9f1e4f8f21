import { add, call, div, max, mul, pow, sqrt, sub } from '../../formula/expr.ts'
import { type Objective, objectiveFrom } from '../../objective/objective.ts'
import { preset } from '../../objective/presets.ts'
import { ALL_RULES } from '../conventions.ts'
import type { Rule } from '../rule.ts'
import { defaultHyperparameters } from '../step.ts'
import type { Setup } from '../trajectory.ts'
import { withWeightDecay } from '../weight-decay.ts'
import type { ProgramWords } from './program.ts'

/* The runs that the tests of the programs write down, run and compare. */

/** What the comments of the example programs say. */
export const words: ProgramWords = {
  title: 'A run',
  colon: ': ',
  hyperparameters: 'Hyperparameters',
  loss: 'The loss',
  gradient: 'Its exact gradient',
  step: 'One step, for one parameter',
  start: 'From the start',
  table: 'The table',
  change: 'from here on',
  byHand: 'by hand',
  rate: 'The learning rate after k steps',
  samples: 'The samples',
  meanLoss: 'The loss, a mean over all samples',
  meanGradient: 'Its exact gradient over some samples',
  batches: 'The samples of each step',
  notFinite: 'the run ends here',
  names: { alpha: 'learning rate', u: 'velocity' },
}

/** The objective of that text. */
export function typed(text: string): Objective {
  const result = objectiveFrom(text)
  if (!result.ok) throw new Error(result.error.code)
  return result.objective
}

/** Names that languages keep for themselves or the program uses, a slot that does not begin at 0, sign and maximum. */
export const odd: Rule = {
  id: 'odd',
  hyperparameters: ['lambda', 'const', 'np', 'row', 'loss'].map((name, i) => ({
    name,
    tex: '\\lambda',
    default: 0.001 * (i + 1),
    min: 0,
    max: 1,
    scale: 'linear',
  })),
  state: [{ name: 'now', initial: 0.1 }],
  assignments: [
    { target: 'step', tex: 's_t', value: div('lambda', sqrt(sub(1, pow('const', 't')))) },
    { target: 'now', tex: 'n_t', value: max('now_prev', pow('g', 2)) },
    { target: 'if', tex: 'i_t', value: add(mul('row', call('sign', 'g')), mul('np', sqrt('now'))) },
    { target: 'theta', tex: '\\theta_t', value: sub('theta_prev', mul('step', add('if', 'loss'))) },
  ],
  sources: ['Made up.\nalert(1)\u2028alert(2)'],
}

/** A run of a rule with a learning rate at which it goes on for a while. */
export function setupOf(rule: Rule, objective: Objective, more: Partial<Setup> = {}): Setup {
  const hyperparameters: Record<string, number> = defaultHyperparameters(rule)
  if ('alpha' in hyperparameters) hyperparameters['alpha'] = objective.learningRate / 4
  return { rule, objective, start: objective.start, hyperparameters, changes: [], ...more }
}

/** Every rule of the course, each with L2 around it where it has none, and the odd one. */
export const rules: readonly Rule[] = [
  ...ALL_RULES,
  ...ALL_RULES.filter((rule) => !rule.id.endsWith('-l2')).map(withWeightDecay),
  odd,
]

/** Of one and of two parameters, with functions, and linear in one, whose slope is a constant. */
export const objectives = [
  preset('square'),
  preset('rosenbrock'),
  preset('beale'),
  typed('ln(x^2 + 1) + abs(x)/3 + max(x, 2)*sqrt(2) + y'),
]
