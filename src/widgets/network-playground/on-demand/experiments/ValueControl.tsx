import * as v from 'valibot'
import { Choice } from '../../../../ui/Choice.tsx'
import { NumberField } from '../../../../ui/NumberField.tsx'
import type { Language } from '../../../../widget-kit/language.ts'
import type { AnyParam, ChoiceParam, SliderParam } from '../../../../widget-kit/param.ts'
import type { Trial } from '../../experiments.ts'
import { params } from '../../params.ts'
import type { RunName } from '../../pins.ts'
import { ListField } from './ListField.tsx'
import type { ExperimentMessages } from './messages.ts'

interface Props {
  readonly name: RunName
  readonly value: Trial['value']
  readonly disabled: boolean
  readonly lang: Language
  readonly t: ExperimentMessages
  onChange(value: Trial['value']): void
}

/** Takes any value of one setting: a list to choose from, a number, or the units of the layers. */
export function ValueControl({ name, value, disabled, lang, t, onChange }: Props) {
  const param = params[name] as unknown as AnyParam
  if (param.kind === 'choice')
    return (
      <Choice
        label={t.to}
        value={String(value)}
        options={(param as ChoiceParam).options.map((o) => ({ value: o.value, label: o.label[lang] }))}
        disabled={disabled}
        onChange={onChange}
      />
    )
  if (typeof value === 'number') {
    const { min, max, step } = param as unknown as SliderParam
    return (
      <NumberField
        label={t.to}
        value={value}
        min={min}
        max={max}
        disabled={disabled}
        complaint={t.badNumber}
        onChange={(x) => onChange(step === 1 ? Math.round(x) : x)}
      />
    )
  }
  const layers = Array.isArray(value) ? (value as readonly number[]) : []
  const read = (typed: readonly number[]) => (typed.length === 1 && typed[0] === 0 ? [] : typed)
  return (
    <ListField
      label={t.to}
      values={layers.length === 0 ? [0] : layers}
      disabled={disabled}
      complaint={t.badLayers}
      accepts={(typed) => typed.length > 0 && v.is(param.schema, read(typed))}
      onChange={(typed) => onChange(read(typed))}
    />
  )
}
