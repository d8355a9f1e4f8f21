import type { Language } from '../../widget-kit/language.ts'
import { ParamControl } from '../../widget-kit/ParamControl.tsx'
import { StartFields } from '../../widget-kit/StartFields.tsx'
import { TypedObjective } from '../../widget-kit/TypedObjective.tsx'
import type { RaceMessages } from './messages.ts'
import { objectiveOf, type Action, type State } from './model.ts'
import { params } from './params.ts'

interface Props {
  readonly state: State
  readonly t: RaceMessages
  readonly lang: Language
  dispatch(action: Action): void
}

const NAMES = ['tolerance', 'limit', 'noise', 'seed'] as const

/** What all runners share: the function, the start, when one has arrived, the noise. */
export function Settings({ state, t, lang, dispatch }: Props) {
  const objective = objectiveOf(state)
  return (
    <div className="controls race-settings" role="group" aria-label={t.settings}>
      <ParamControl
        name="objective"
        param={params.objective}
        lang={lang}
        value={state.objective}
        onChange={(value) => dispatch({ type: 'objective', objective: value })}
      />
      <StartFields
        names={objective.names}
        start={state.start}
        range={params.start}
        lang={lang}
        labelOf={t.startAt}
        onChange={(start) => dispatch({ type: 'start', start })}
      />
      {state.objective === 'typed' && (
        <TypedObjective
          label={params.formula.label[lang]}
          name="f"
          maxLength={params.formula.maxLength}
          lang={lang}
          value={state.formula}
          onChange={(formula) => dispatch({ type: 'formula', formula })}
        />
      )}
      {NAMES.map((name) => (
        <ParamControl
          key={name}
          name={name}
          param={params[name]}
          lang={lang}
          value={state[name]}
          onChange={(value) => dispatch({ type: 'set', name, value })}
        />
      ))}
    </div>
  )
}
