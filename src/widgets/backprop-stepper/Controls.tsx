import { Slider } from '../../ui/Slider.tsx'
import type { Language } from '../../widget-kit/language.ts'
import { complaintIn, ParamControl, useControl } from '../../widget-kit/ParamControl.tsx'
import { ExpressionField } from './ExpressionField.tsx'
import { named, type PanelProps } from './panel.ts'
import { params } from './params.ts'

/** Everything that can be changed: what is computed, its inputs, digits, and who works out the gradients. */
export function Controls({ state, place, t, lang, dispatch }: PanelProps & { lang: Language }) {
  return (
    <div className="controls bp-controls" role="group" aria-label={t.settings}>
      <ParamControl
        name="graph"
        param={params.graph}
        lang={lang}
        value={state.graph}
        onChange={(graph) => dispatch({ type: 'graph', graph })}
      />
      <ParamControl
        name="turn"
        param={params.turn}
        lang={lang}
        value={state.turn}
        onChange={(turn) => dispatch({ type: 'turn', turn })}
      />
      <ParamControl
        name="digits"
        param={params.digits}
        lang={lang}
        value={state.digits}
        onChange={(digits) => dispatch({ type: 'digits', digits })}
      />
      {state.graph === 'network' && (
        <>
          <ParamControl
            name="activation"
            param={params.activation}
            lang={lang}
            value={state.activation}
            onChange={(activation) => dispatch({ type: 'activation', activation })}
          />
          <ParamControl
            name="loss"
            param={params.loss}
            lang={lang}
            value={state.loss}
            onChange={(loss) => dispatch({ type: 'loss', loss })}
          />
        </>
      )}
      {state.graph === 'typed' && <ExpressionField state={state} t={t} lang={lang} dispatch={dispatch} />}
      <Inputs state={state} place={place} t={t} lang={lang} dispatch={dispatch} />
    </div>
  )
}

/** A slider and a field for every leaf. */
function Inputs({ state, place, t, lang, dispatch }: PanelProps & { lang: Language }) {
  const { shown, locked } = useControl('values')
  const { graph } = place
  if (!shown) return null
  return (
    <div className="bp-inputs" role="group" aria-label={t.inputs}>
      {graph.leaves.map((id, i) => {
        const { name, role } = graph.nodes[id]!
        return (
          <Slider
            key={name}
            label={named(graph, id)}
            symbol={role === 'data' ? <span className="bp-data">{t.data}</span> : undefined}
            value={state.values[i] ?? 0}
            min={params.values.min}
            max={params.values.max}
            disabled={locked}
            complaint={complaintIn(lang)}
            onChange={(value) => dispatch({ type: 'value', leaf: i, value })}
          />
        )
      })}
    </div>
  )
}
