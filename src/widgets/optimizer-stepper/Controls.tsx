import { CONVENTION_NAMES } from '../../core/optimizer/families.ts'
import type { Rule } from '../../core/optimizer/rule.ts'
import { Choice } from '../../ui/Choice.tsx'
import { Tex } from '../../ui/Tex.tsx'
import type { Language } from '../../widget-kit/language.ts'
import { ParamControl, useControl } from '../../widget-kit/ParamControl.tsx'
import { StartFields } from '../../widget-kit/StartFields.tsx'
import { TypedObjective } from '../../widget-kit/TypedObjective.tsx'
import { chosenAt } from './run.ts'
import type { State } from './state.ts'
import type { PanelProps } from './panel.ts'
import { HYPERS, type HyperName } from './params.ts'
import { spokenIn } from './spoken.ts'

interface Props extends PanelProps {
  readonly lang: Language
}

/** Put around any rule; they have a place of their own. */
const AROUND: readonly HyperName[] = ['l2', 'clip']

/** Everything that can be changed: rule, function, start, and every hyperparameter of the rule, at any step. */
export function Controls({ state, rule, objective, t, lang, dispatch }: Props) {
  const params = spokenIn(t)
  const own = HYPERS.filter(
    (name) => !AROUND.includes(name) && rule.hyperparameters.some((h) => h.name === name),
  )
  return (
    <div className="controls stepper-controls" role="group" aria-label={t.settings}>
      <ParamControl
        name="optimizer"
        param={params.optimizer}
        lang={lang}
        value={state.optimizer}
        onChange={(value) => dispatch({ type: 'optimizer', optimizer: value })}
      />
      <Conventions state={state} t={t} dispatch={dispatch} />
      <ParamControl
        name="objective"
        param={params.objective}
        lang={lang}
        value={state.objective}
        onChange={(value) => dispatch({ type: 'objective', objective: value })}
      />
      {state.objective === 'typed' && (
        <TypedObjective
          label={t.params.formula[0]}
          name="f"
          maxLength={params.formula.maxLength}
          lang={lang}
          value={state.formula}
          onChange={(formula) => dispatch({ type: 'formula', formula })}
        />
      )}
      {state.objective === 'bowl' && (
        <ParamControl
          name="condition"
          param={params.condition}
          symbol={<Tex tex="\kappa" />}
          lang={lang}
          value={state.condition}
          onChange={(condition) => dispatch({ type: 'condition', condition })}
        />
      )}
      {state.objective === 'least-squares' && <Batch state={state} lang={lang} t={t} dispatch={dispatch} />}
      {own.map((name) => (
        <ParamControl
          key={name}
          name={params[name].key ?? name}
          param={params[name].range}
          symbol={<Tex tex={`\\htmlClass{q q-hyperparameter}{${texOf(rule, name)}}`} />}
          lang={lang}
          value={chosenAt(state, state.step, name)}
          onChange={(value) => dispatch({ type: 'hyper', name, value })}
        />
      ))}
      <StartFields
        names={objective.names}
        start={state.start}
        range={params.start}
        lang={lang}
        labelOf={t.startAt}
        onChange={(start) => dispatch({ type: 'start', start })}
      />
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

type Part = Pick<Props, 'lang' | 't' | 'dispatch'> & { readonly state: State }

/** The ways in which this optimizer is written, each with who uses it. */
function Conventions({ state, t, dispatch }: Omit<Part, 'lang'>) {
  const conventions = CONVENTION_NAMES[state.optimizer]
  const { shown, locked } = useControl('convention')
  if (conventions.length === 1 || !shown) return null
  return (
    <div className="convention">
      <Choice
        label={t.params.convention[0]}
        help={t.params.convention[1]}
        value={state.convention}
        disabled={locked}
        options={conventions.map(({ id, usedBy }) => ({
          value: id,
          label: t.convention(t.params.convention[2]?.[id] ?? id, usedBy),
        }))}
        onChange={(convention) => dispatch({ type: 'convention', convention })}
      />
    </div>
  )
}

/** Which samples the steps use. */
function Batch({ state, lang, t, dispatch }: Part) {
  const params = spokenIn(t)
  const { batch, size, sample, seed } = state.sampled
  const common = { lang }
  return (
    <>
      <ParamControl
        {...common}
        name="batch"
        param={params.batch}
        value={batch}
        onChange={(value) => dispatch({ type: 'sampled', sampled: { batch: value } })}
      />
      {batch === 'mini' && (
        <>
          <ParamControl
            {...common}
            name="size"
            param={{ ...params.size, max: state.points.length / 2 }}
            value={Math.min(size, state.points.length / 2)}
            onChange={(value) => dispatch({ type: 'sampled', sampled: { size: value } })}
          />
          <ParamControl
            {...common}
            name="seed"
            param={params.seed}
            value={seed}
            onChange={(value) => dispatch({ type: 'sampled', sampled: { seed: Math.round(value) } })}
          />
        </>
      )}
      {batch === 'one' && (
        <ParamControl
          {...common}
          name="sample"
          param={{ ...params.sample, max: state.points.length / 2 }}
          value={Math.min(sample, state.points.length / 2)}
          onChange={(value) => dispatch({ type: 'sampled', sampled: { sample: value } })}
        />
      )}
    </>
  )
}
