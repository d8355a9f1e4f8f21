import { Button } from '../../ui/Button.tsx'
import { useControl } from '../../widget-kit/ParamControl.tsx'
import { cell } from './lines.ts'
import type { StepperMessages } from './messages.ts'
import { pointsOf, runOf } from './run.ts'
import type { Action } from './model.ts'
import type { State } from './state.ts'

interface Props {
  readonly state: State
  readonly t: StepperMessages
  dispatch(action: Action): void
}

/** The samples of the next step: what seed and step say, until some are chosen by hand. */
export function Samples({ state, t, dispatch }: Props) {
  const { locked } = useControl('samples')
  const points = pointsOf(state)
  const used = runOf(state).frame(state.step).samples ?? points.map((_, i) => i)
  const byHand = state.picks.some((pick) => pick.step === state.step)
  const toggle = (i: number) => {
    const next = used.includes(i) ? used.filter((j) => j !== i) : [...used, i].sort((a, b) => a - b)
    if (next.length > 0) dispatch({ type: 'pick', samples: next })
  }
  const next = state.step + 1
  return (
    <div className="samples" role="group" aria-label={t.samples.of(next)}>
      <p className="stepper-head">{byHand ? t.samples.byHand(next) : t.samples.of(next)}</p>
      <ul>
        {points.map(([x, y], i) => {
          const text = t.samples.sample(i + 1, cell(x, 4), cell(y, 4))
          return (
            <li key={i}>
              <button
                type="button"
                className="sample"
                aria-pressed={used.includes(i)}
                aria-label={text}
                title={text}
                disabled={locked}
                onClick={() => toggle(i)}
              >
                {i + 1}
              </button>
            </li>
          )
        })}
        <li className={byHand ? undefined : 'kept-room'}>
          <Button label={t.samples.back} quiet onPress={() => dispatch({ type: 'pick', samples: null })} />
        </li>
      </ul>
    </div>
  )
}
