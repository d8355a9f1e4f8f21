import type { Language } from '../../../widget-kit/language.ts'
import { ParamControl } from '../../../widget-kit/ParamControl.tsx'
import { Tex } from '../../../ui/Tex.tsx'
import type { Action } from '../model.ts'
import type { StepperMessages } from '../messages.ts'
import { spokenIn } from '../spoken.ts'
import { SCHEDULES } from './schedules.ts'
import { chosenAt } from '../run.ts'
import type { Scheduled, State } from '../state.ts'

interface Props {
  readonly state: State
  readonly t: StepperMessages
  readonly lang: Language
  dispatch(action: Action): void
}

type Length = 'total' | 'every' | 'floor'
const PARTS: Readonly<Record<Length, string>> = { total: 'total', every: 'every', floor: 'alpha_min' }

/** What can be put around any rule: L2 decay, clipping, and a schedule of the learning rate. */
export default function AroundPanel({ state, t, lang, dispatch }: Props) {
  const params = spokenIn(t)
  const { scheduled } = state
  const around = SCHEDULES[scheduled.schedule]
  const has = (name: string): boolean => around.parameters.some((p) => p.name === name)
  const change = (changed: Partial<Scheduled>) => dispatch({ type: 'scheduled', scheduled: changed })
  const usualGamma = around.parameters.find((p) => p.name === 'gamma')?.default ?? 1
  return (
    <div className="stepper-controls around">
      {(['l2', 'clip'] as const).map((name) => (
        <ParamControl
          key={name}
          name={name}
          param={params[name].range}
          symbol={<Tex tex={name === 'l2' ? '\\lambda' : 'C'} />}
          lang={lang}
          value={chosenAt(state, state.step, name)}
          onChange={(value) => dispatch({ type: 'hyper', name, value })}
        />
      ))}
      <ParamControl
        name="schedule"
        param={params.schedule}
        lang={lang}
        value={scheduled.schedule}
        onChange={(schedule) => change({ schedule })}
      />
      <ParamControl
        name="warmup"
        param={params.warmup}
        lang={lang}
        value={scheduled.warmup}
        onChange={(warmup) => change({ warmup: Math.round(warmup) })}
      />
      {(Object.keys(PARTS) as Length[])
        .filter((name) => has(PARTS[name]))
        .map((name) => (
          <ParamControl
            key={name}
            name={name}
            param={params[name]}
            lang={lang}
            value={scheduled[name]}
            onChange={(value) => change({ [name]: name === 'floor' ? value : Math.round(value) })}
          />
        ))}
      {has('gamma') && (
        <ParamControl
          name="gamma"
          param={params.gamma.range}
          symbol={<Tex tex="\gamma" />}
          lang={lang}
          value={scheduled.gamma === 'auto' ? usualGamma : scheduled.gamma}
          onChange={(gamma) => change({ gamma })}
        />
      )}
    </div>
  )
}
