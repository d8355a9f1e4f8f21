import type { Rule } from '../../core/optimizer/rule.ts'
import { NumberField } from '../../ui/NumberField.tsx'
import { Tex } from '../../ui/Tex.tsx'
import type { Language } from '../../widget-kit/language.ts'
import { complaintIn, ParamControl, useControl } from '../../widget-kit/ParamControl.tsx'
import { FormulaField } from './FormulaField.tsx'
import type { PanelProps } from './panel.ts'
import { runOf } from './model.ts'
import { HYPERS, params } from './params.ts'

interface Props extends PanelProps {
  readonly lang: Language
}

/** Everything that can be changed: rule, function, start, and every hyperparameter of the rule, at any step. */
export function Controls({ state, rule, objective, t, lang, dispatch }: Props) {
  const start = useControl('start')
  const inForce = runOf(state).frame(state.step).hyperparameters
  const own = HYPERS.filter((name) => rule.hyperparameters.some((h) => h.name === name))
  return (
    <div className="controls stepper-controls" role="group" aria-label={t.settings}>
      <ParamControl
        name="optimizer"
        param={params.optimizer}
        lang={lang}
        value={state.optimizer}
        onChange={(value) => dispatch({ type: 'optimizer', optimizer: value })}
      />
      <ParamControl
        name="objective"
        param={params.objective}
        lang={lang}
        value={state.objective}
        onChange={(value) => dispatch({ type: 'objective', objective: value })}
      />
      {state.objective === 'typed' && <FormulaField state={state} t={t} lang={lang} dispatch={dispatch} />}
      {own.map((name) => (
        <ParamControl
          key={name}
          name={name}
          param={params[name]}
          symbol={<Tex tex={`\\htmlClass{q q-hyperparameter}{${texOf(rule, name)}}`} />}
          lang={lang}
          value={inForce[name] ?? state.hyper[name]}
          onChange={(value) => dispatch({ type: 'hyper', name, value })}
        />
      ))}
      {start.shown && (
        <div className="start-fields">
          {objective.names.map((name, i) => (
            <NumberField
              key={name}
              label={t.startAt(name === 'theta' ? 'θ' : name)}
              value={state.start[i] ?? 0}
              min={params.start.min}
              max={params.start.max}
              disabled={start.locked}
              complaint={complaintIn(lang)}
              onChange={(x) =>
                dispatch({ type: 'start', start: state.start.map((old, j) => (j === i ? x : old)) })
              }
            />
          ))}
        </div>
      )}
      <ParamControl
        name="digits"
        param={params.digits}
        lang={lang}
        value={state.digits}
        onChange={(digits) => dispatch({ type: 'digits', digits })}
      />
    </div>
  )
}

const texOf = (rule: Rule, name: string): string =>
  rule.hyperparameters.find((h) => h.name === name)?.tex ?? name
