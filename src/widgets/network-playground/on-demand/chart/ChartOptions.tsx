import { expr } from '../../../../core/formula/expr.ts'
import { tex } from '../../../../core/formula/tex.ts'
import { MOVING_AVERAGE, MOVING_AVERAGE_NOTATIONS } from '../../../../core/metric/moving-average.ts'
import { Tex } from '../../../../ui/Tex.tsx'
import type { Language } from '../../../../widget-kit/language.ts'
import { ParamControl } from '../../../../widget-kit/ParamControl.tsx'
import { formatsIn } from '../../format.ts'
import type { SettingName, State } from '../../model.ts'
import { params } from '../../params.ts'
import { StopSlider } from '../../../../widget-kit/StopSlider.tsx'
import './style.css'
import { messages } from './messages.ts'

const STOPS = [0, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998, 0.999, 0.9995, 0.9998, 0.9999]

const WITH = { notations: MOVING_AVERAGE_NOTATIONS }
const FORMULA = `${tex(expr('s'), WITH)} = ${tex(MOVING_AVERAGE, WITH)}`

interface Props {
  readonly state: State
  readonly lang: Language
  set(name: SettingName, value: unknown): void
}

/** How the loss chart is drawn: its axis, smoothing, and which loss of other runs. */
export default function ChartOptions({ state, lang, set }: Props) {
  const t = messages[lang]
  const { scale, smooth, overlay } = state
  return (
    <div className="pg-chart-options">
      <ParamControl
        name="scale"
        param={params.scale}
        lang={lang}
        value={scale}
        onChange={(value) => set('scale', value)}
      />
      <ParamControl
        name="overlay"
        param={params.overlay}
        lang={lang}
        value={overlay}
        onChange={(value) => set('overlay', value)}
      />
      <StopSlider
        name="smooth"
        param={params.smooth}
        lang={lang}
        stops={STOPS}
        value={smooth}
        onChange={(value) => set('smooth', value)}
      />
      <p className="quiet">{t.formula}</p>
      <Tex tex={FORMULA} block />
      <p className="quiet">{smooth === 0 ? t.unsmoothed : t.span(formatsIn(lang).whole(1 / (1 - smooth)))}</p>
    </div>
  )
}
