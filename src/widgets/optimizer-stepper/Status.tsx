import { hessianEigenvalues } from '../../core/objective/objective.ts'
import { stabilityBound } from '../../core/optimizer/stability.ts'
import { formatExactly } from '../../core/formula/precision.ts'
import { type Language, sentences } from '../../widget-kit/language.ts'
import type { StepperMessages } from './messages.ts'
import { LETTERS, nameOf } from './quantities.ts'
import { isAdaptive, objectiveOf, ruleOf, runOf } from './run.ts'
import type { State } from './state.ts'

interface Props {
  readonly state: State
  readonly t: StepperMessages
  readonly lang: Language
  show(x: number): string
}

/** So many changes are told one by one. */
const TOLD = 4

/** One quiet line: whether the learning rate is within the rule's bound here, or what went wrong. */
export function Status({ state, t, lang, show }: Props) {
  const run = runOf(state)
  const objective = objectiveOf(state)
  const broken = run.firstNonFinite(state.step)
  // Where the run has left the numbers, the last curvature that is one says more.
  const frame = run.frame(broken ? Math.max(0, broken.step - 1) : state.step)
  const curvature = objective.lambdaMax ?? Math.max(...hessianEigenvalues(objective, frame.theta))
  const bound = stabilityBound(ruleOf(state), frame.hyperparameters, curvature)
  const alpha = frame.hyperparameters['alpha'] ?? NaN
  const stability = (): string => {
    if (isAdaptive(state)) return t.noBound(t.params.optimizer[2]?.[state.optimizer] ?? '')
    if (bound === null) return t.noCurvature
    return t.bound({
      rule: state.optimizer,
      curvature: show(curvature),
      bound: show(bound),
      alpha: show(alpha),
      place: alpha > bound ? 'above' : alpha === bound ? 'at' : 'below',
    })
  }
  if (broken) {
    const name = nameOf(broken.name, broken.coordinate, objective.names, t)
    return (
      <p className="stepper-status wrong" role="alert">
        {sentences(lang, [t.diverged(broken.step, name, formatExactly(broken.value).text), stability()])}
      </p>
    )
  }
  const told = state.changes.slice(-TOLD).map(({ name, coordinate, value, step }) => {
    const what =
      coordinate === undefined ? (LETTERS[name] ?? name) : nameOf(name, coordinate, objective.names, t)
    return t.changedAt(what, show(value), step)
  })
  const more = state.changes.length - told.length
  return (
    <p className="stepper-status quiet">
      {sentences(lang, [
        stability(),
        told.length > 0 ? t.changed([...told, ...(more > 0 ? [t.andMore(more)] : [])]) : '',
      ])}
    </p>
  )
}
