import { memo } from 'react'
import { Button } from '../../ui/Button.tsx'
import { NumberField } from '../../ui/NumberField.tsx'
import type { Language } from '../../widget-kit/language.ts'
import { complaintIn, ParamControl, useControl } from '../../widget-kit/ParamControl.tsx'
import { StopSlider } from '../../widget-kit/StopSlider.tsx'
import type { Messages } from './messages.ts'
import type { Cure, SettingName, State } from './model.ts'
import { params } from './params.ts'

const PENALTIES = [
  0, 0.001, 0.002, 0.003, 0.005, 0.007, 0.01, 0.015, 0.02, 0.03, 0.05, 0.07, 0.1, 0.2, 0.5, 1,
]
const evenly = (from: number, to: number, step: number): number[] =>
  Array.from({ length: Math.round((to - from) / step) + 1 }, (_, i) =>
    Number((from + i * step).toPrecision(6)),
  )

const STOPS = {
  l1: PENALTIES,
  l2: PENALTIES,
  dropout: evenly(0, 0.9, 0.05),
  patience: [10, 20, 30, 50, 100, 150, 200, 300, 500, 700, 1000, 2000],
  jitter: [...evenly(0, 0.5, 0.05), 0.7, 1],
  noise: evenly(0, 0.5, 0.05),
  points: [...evenly(20, 60, 5), 80, 100, 150, 200],
  units: evenly(1, 8, 1),
} as const

/** The setting that says how strong a cure is. */
const STRENGTH: Readonly<Record<Exclude<Cure, 'none'>, keyof typeof STOPS>> = {
  l1: 'l1',
  l2: 'l2',
  dropout: 'dropout',
  early: 'patience',
  jitter: 'jitter',
}

export interface ControlsProps {
  readonly state: State
  readonly lang: Language
  readonly t: Messages
  set(name: SettingName, value: unknown): void
}

function Stops({ name, state, lang, set }: ControlsProps & { readonly name: keyof typeof STOPS }) {
  return (
    <StopSlider
      name={name}
      param={params[name]}
      lang={lang}
      stops={STOPS[name]}
      value={state[name]}
      onChange={(value) => set(name, value)}
    />
  )
}

/** The cure and how strong it is. Without one there is room for the slider that comes with one. */
export const CureControls = memo(function CureControls(props: ControlsProps) {
  const { state, lang, t, set } = props
  return (
    <div className="of-cure controls" role="group" aria-label={t.controls}>
      <ParamControl
        name="cure"
        param={params.cure}
        lang={lang}
        value={state.cure}
        onChange={(value) => set('cure', value)}
      />
      <div className="of-strength">
        {state.cure !== 'none' && <Stops key={state.cure} {...props} name={STRENGTH[state.cure]} />}
      </div>
    </div>
  )
})

/** The data, the network and the seed, which both runs have in common. */
export const Controls = memo(function Controls(props: ControlsProps) {
  const { state, lang, t, set } = props
  return (
    <div className="of-settings controls" role="group" aria-label={t.settings}>
      <ParamControl
        name="data"
        param={params.data}
        lang={lang}
        value={state.data}
        onChange={(value) => set('data', value)}
      />
      <Stops {...props} name="noise" />
      <Stops {...props} name="points" />
      <Stops {...props} name="units" />
      <Seed {...props} />
    </div>
  )
})

function Seed({ state, lang, t, set }: ControlsProps) {
  const { shown, locked } = useControl('seed')
  if (!shown) return null
  const { label, min, max } = params.seed
  const { seed } = state
  return (
    <div className="of-seed">
      <NumberField
        label={label[lang]}
        value={seed}
        min={min}
        max={max}
        disabled={locked}
        complaint={complaintIn(lang)}
        onChange={(value) => set('seed', value)}
      />
      <Button
        label={t.newSeed}
        disabled={locked}
        quiet
        onPress={() => set('seed', seed >= max ? min : seed + 1)}
      />
    </div>
  )
}
