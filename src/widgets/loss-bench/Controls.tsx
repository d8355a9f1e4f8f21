import { Tex } from '../../ui/Tex.tsx'
import type { Language } from '../../widget-kit/language.ts'
import { ParamControl } from '../../widget-kit/ParamControl.tsx'
import { isCategorical } from './losses.ts'
import type { PanelProps } from './panel.ts'
import { params } from './params.ts'

interface Props extends PanelProps {
  readonly lang: Language
}

/** Which loss, how it is reduced, and what belongs to it. */
export function Controls({ state, t, lang, dispatch }: Props) {
  const number = (name: 'delta' | 'smoothing' | 'classes' | 'digits', symbol?: string) => (
    <ParamControl
      name={name}
      param={params[name]}
      {...(symbol ? { symbol: <Tex tex={`\\htmlClass{q q-hyperparameter}{${symbol}}`} /> } : {})}
      lang={lang}
      value={state[name]}
      onChange={(value) => dispatch({ type: name, value })}
    />
  )
  return (
    <div className="controls lb-controls" role="group" aria-label={t.settings}>
      <ParamControl
        name="loss"
        param={params.loss}
        lang={lang}
        value={state.loss}
        onChange={(loss) => dispatch({ type: 'loss', loss })}
      />
      <ParamControl
        name="reduction"
        param={params.reduction}
        lang={lang}
        value={state.reduction}
        onChange={(reduction) => dispatch({ type: 'reduction', reduction })}
      />
      {state.loss === 'huber' && number('delta', '\\delta')}
      {isCategorical(state.loss) && number('classes')}
      {isCategorical(state.loss) && number('smoothing')}
      {number('digits')}
    </div>
  )
}
