import type { StepInput } from '../step.ts'
import { answerTolerance, judge } from './judge.ts'
import type { StepAsked } from './mistake.ts'
import { type Mistaken, mistakenValue, rightValue } from './mistakes.ts'
import type { Asked } from './telling.ts'
import type { Verdict } from './verdict.ts'

/** Steps like this one with other numbers, at which most mistakes show. */
function others({ t, theta, state, hyperparameters }: StepInput): StepInput[] {
  const all = (x: number) => theta.map(() => x)
  const slots = Object.fromEntries(Object.keys(state).map((name, i) => [name, all(0.3 + 0.2 * i)]))
  const input = { t: t + 1, theta: all(0.8), gradient: all(1.7), state: slots, hyperparameters }
  return [input, { ...input, hyperparameters: { ...hyperparameters, epsilon: 0.1 } }]
}

/** Whether a mistake gives another number than the right way at any of these steps. */
const shows =
  (steps: readonly StepAsked[], { target, coordinate, digits }: Asked) =>
  ({ mistake }: Mistaken): boolean =>
    steps.some((step) => {
      const [value, right] = [
        mistakenValue(mistake, step, target, coordinate),
        rightValue(step, target, coordinate),
      ]
      return value !== null && Math.abs(value - right) > answerTolerance(right, digits)
    })

/**
 * What there is to say about an answer to a step that stands alone, such as that of a network's weight: there is no
 * other step of the run to look at. Mistakes that no numbers can show in this quantity are not spoken of.
 */
export function verdictAlone(step: StepAsked, asked: Asked, answer: number): Verdict {
  const verdict = judge(step, asked.target, asked.coordinate, answer, asked.digits)
  if (verdict.kind !== 'undecided') return verdict
  const steps = others(step.input).map((input): StepAsked => ({ ...step, input }))
  const ids = new Set(verdict.same.filter(shows(steps, asked)).map(({ id }) => id))
  return ids.size > 0 ? { kind: 'undecided', ids: [...ids], proposals: [] } : { kind: 'right' }
}
