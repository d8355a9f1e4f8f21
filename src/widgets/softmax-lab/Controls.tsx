import { Choice } from '../../ui/Choice.tsx'
import { ParamControl, useControl } from '../../widget-kit/ParamControl.tsx'
import { EXAMPLE_IDS, type ExampleId, exampleOf, valuesOf } from './model.ts'
import type { PanelProps } from './panel.ts'
import { CLASSES, type ClassName, params } from './params.ts'

/** Everything that is not a logit or the temperature. */
export function Controls({ state, t, lang, dispatch }: PanelProps) {
  const logits = useControl('logits')
  const target = useControl('target')
  const example = exampleOf(state)
  const names = ['none', ...CLASSES.slice(0, state.logits.length)] as const
  const labels = new Map(params.target.options.map((o) => [o.value, o.label[lang]]))
  return (
    <div className="controls softmax-controls" role="group" aria-label={t.settings}>
      {logits.shown && (
        <Choice<ExampleId | 'own'>
          label={t.examples}
          value={example ?? 'own'}
          disabled={logits.locked}
          options={[
            ...(example ? [] : [{ value: 'own' as const, label: t.own }]),
            ...EXAMPLE_IDS.map((id) => ({ value: id, label: t.example[id] })),
          ]}
          onChange={(id) => id !== 'own' && dispatch({ type: 'example', id })}
        />
      )}
      <ParamControl
        name="method"
        param={params.method}
        lang={lang}
        value={state.method}
        onChange={(method) => dispatch({ type: 'method', method })}
      />
      <ParamControl
        name="precision"
        param={params.precision}
        lang={lang}
        value={state.precision}
        onChange={(precision) => dispatch({ type: 'precision', precision })}
      />
      {target.shown && (
        <Choice<'none' | ClassName>
          label={params.target.label[lang]}
          help={params.target.help[lang]}
          value={valuesOf(state).target}
          disabled={target.locked}
          options={names.map((value) => ({ value, label: labels.get(value) ?? value }))}
          onChange={(name) =>
            dispatch({ type: 'target', target: name === 'none' ? null : CLASSES.indexOf(name) })
          }
        />
      )}
      <ParamControl
        name="digits"
        param={params.digits}
        lang={lang}
        value={state.digits}
        onChange={(value) => dispatch({ type: 'digits', value })}
      />
    </div>
  )
}
