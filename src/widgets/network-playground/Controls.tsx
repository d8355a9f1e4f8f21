import { memo } from 'react'
import { isClassKind, taskOf, trainCount } from '../../core/dataset/index.ts'
import { Button } from '../../ui/Button.tsx'
import { NumberField } from '../../ui/NumberField.tsx'
import type { Language } from '../../widget-kit/language.ts'
import type { ChoiceParam } from '../../widget-kit/param.ts'
import { complaintIn, ParamControl, useControl } from '../../widget-kit/ParamControl.tsx'
import { formatsIn } from './format.ts'
import type { Messages } from './messages.ts'
import { dataOf, isTrainable, type SettingName, type State } from './model.ts'
import { params } from './params.ts'
import { StopSlider } from '../../widget-kit/StopSlider.tsx'

const evenly = (from: number, to: number, step: number): number[] =>
  Array.from({ length: Math.round((to - from) / step) + 1 }, (_, i) =>
    Number((from + i * step).toPrecision(6)),
  )
const decades = (from: number, to: number, digits: readonly number[]): number[] => [
  ...evenly(from, to - 1, 1).flatMap((e) => digits.map((d) => Number(`${d}e${e}`))),
  Number(`1e${to}`),
]

const STOPS = {
  noise: evenly(0, 0.5, 0.01),
  classes: [3, 4, 5],
  count: [...evenly(20, 95, 5), ...evenly(100, 280, 20), ...evenly(300, 1000, 50)],
  trainShare: evenly(0.1, 0.9, 0.05),
  learningRate: decades(-4, 1, [1, 1.5, 2, 3, 5, 7]),
  l2: [0, ...decades(-5, 0, [1, 3])],
  batch: [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1000],
} as const

export interface ControlsProps {
  readonly state: State
  readonly lang: Language
  readonly t: Messages
  set(name: SettingName, value: unknown): void
}

/** All settings but the layers, which stand above the network. */
export const Controls = memo(function Controls({ state, lang, t, set }: ControlsProps) {
  const slider = (name: keyof typeof STOPS, note?: string | null) => (
    <StopSlider
      name={name}
      param={params[name]}
      lang={lang}
      stops={STOPS[name]}
      value={state[name]}
      note={note ?? null}
      onChange={(value) => set(name, value)}
    />
  )
  const chooser = (name: 'data' | 'loss' | 'activation' | 'optimizer' | 'speed' | 'backend') => (
    <ParamControl
      name={name}
      param={params[name] as ChoiceParam}
      lang={lang}
      value={state[name]}
      onChange={(value) => set(name, value)}
    />
  )
  const data = dataOf(state)
  const all = trainCount(data)
  const task = taskOf(data)
  return (
    <div className="pg-controls controls" role="group" aria-label={t.controls}>
      {chooser('data')}
      {isClassKind(state.data) && slider('classes')}
      {task.kind === 'value' && chooser('loss')}
      {task.kind === 'classes' && task.classes === 2 && <OneLoss lang={lang} t={t} />}
      {data.kind !== 'own' && slider('noise')}
      {data.kind !== 'own' && slider('count')}
      {slider('trainShare')}
      {chooser('activation')}
      {chooser('optimizer')}
      {slider('learningRate')}
      {slider('l2')}
      {slider(
        'batch',
        isTrainable(state) && state.batch > all ? t.fewerThanBatch(formatsIn(lang).whole(all)) : null,
      )}
      <Seed seed={state.seed} lang={lang} t={t} onChange={(seed) => set('seed', seed)} />
      {chooser('speed')}
      {chooser('backend')}
    </div>
  )
})

/** Two classes have one loss: it is named where other data have a choice, so that nothing below moves. */
function OneLoss({ lang, t }: Pick<ControlsProps, 'lang' | 't'>) {
  const { shown } = useControl('loss')
  if (!shown) return null
  return (
    <div className="choice">
      <span className="pg-loss-label">{params.loss.label[lang]}</span>
      <span className="pg-loss">{t.lossOfClasses}</span>
    </div>
  )
}

interface SeedProps extends Pick<ControlsProps, 'lang' | 't'> {
  readonly seed: number
  onChange(seed: number): void
}

function Seed({ seed, lang, t, onChange }: SeedProps) {
  const { shown, locked } = useControl('seed')
  if (!shown) return null
  const { label, min, max } = params.seed
  return (
    <div className="pg-seed">
      <NumberField
        label={label[lang]}
        value={seed}
        min={min}
        max={max}
        disabled={locked}
        complaint={complaintIn(lang)}
        onChange={onChange}
      />
      <Button
        label={t.newSeed}
        disabled={locked}
        quiet
        onPress={() => onChange(seed >= max ? min : seed + 1)}
      />
    </div>
  )
}
