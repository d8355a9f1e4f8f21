import { Tex } from '../../ui/Tex.tsx'
import type { Language } from '../../widget-kit/language.ts'
import type { ChoiceParam, SliderParam } from '../../widget-kit/param.ts'
import { ParamControl } from '../../widget-kit/ParamControl.tsx'
import type { DesignerMessages } from './messages.ts'
import { shapingOf, type Action, type SettingName, type State, warmUpOf } from './model.ts'
import { params } from './params.ts'

interface Props {
  readonly state: State
  readonly t: DesignerMessages
  readonly lang: Language
  dispatch(action: Action): void
}

const SYMBOLS: Readonly<Partial<Record<SettingName, string>>> = {
  rate: '\\alpha',
  warmUp: 'W',
  warmUpStart: 'w',
  factor: '\\gamma',
  every: 'N',
  decay: '\\gamma',
  power: 'P',
  first: 'T_0',
  multiplier: 'M',
  rho: '\\rho',
  divisor: 'D',
  finalDivisor: 'F',
}

const RUN: readonly SettingName[] = ['updates', 'optimizer', 'batch', 'clip', 'seed', 'digits']

/** The schedule's own settings, and those of the run. */
export function Controls({ state, t, lang, dispatch }: Props) {
  const control = (name: SettingName) => {
    const param = params[name]
    const set = (value: unknown) => dispatch({ type: 'set', name, value })
    if (param.kind === 'choice')
      return (
        <ParamControl
          key={name}
          name={name}
          param={param as ChoiceParam}
          lang={lang}
          value={String(state[name])}
          onChange={set}
        />
      )
    const tex = name === 'total' ? (warmUpOf(state) > 0 ? 'W + T' : 'T') : SYMBOLS[name]
    return (
      <ParamControl
        key={name}
        name={name}
        param={param as SliderParam}
        {...(tex ? { symbol: <Tex key={tex} tex={`\\htmlClass{q q-hyperparameter}{${tex}}`} /> } : {})}
        lang={lang}
        value={Number(state[name])}
        onChange={set}
      />
    )
  }
  return (
    <>
      <div className="controls designer-controls" role="group" aria-label={t.scheduleSettings}>
        {(['schedule', ...shapingOf(state)] as const).map(control)}
      </div>
      <div className="controls designer-controls is-run" role="group" aria-label={t.runSettings}>
        {RUN.map(control)}
      </div>
    </>
  )
}
