import { useContext, type ReactNode } from 'react'
import { Choice } from '../ui/Choice.tsx'
import { Slider } from '../ui/Slider.tsx'
import type { Language } from './language.ts'
import { OptionsContext } from './options.ts'
import type { ChoiceParam, SliderParam } from './param.ts'

const complaint = {
  en: (min: number, max: number) => `Please enter a number from ${min} to ${max}.`,
  zh: (min: number, max: number) => `请输入 ${min} 到 ${max} 之间的数。`,
}

/** What an entry says when it cannot be used, in the given language. */
export const complaintIn = (lang: Language) => complaint[lang]

interface Common {
  readonly name: string
  readonly lang: Language
  readonly symbol?: ReactNode
}
interface SliderControl extends Common {
  readonly param: SliderParam
  readonly value: number
  onChange(value: number): void
}
interface ChoiceControl<T extends string> extends Common {
  readonly param: ChoiceParam<T>
  readonly value: T
  onChange(value: T): void
}

/** Whether the page's address lets this control be seen, and be changed. */
export function useControl(name: string): { shown: boolean; locked: boolean } {
  const { controls, locked } = useContext(OptionsContext)
  const shown = controls === 'full' || (Array.isArray(controls) && controls.includes(name))
  return { shown, locked }
}

const isChoice = <T extends string>(p: SliderControl | ChoiceControl<T>): p is ChoiceControl<T> =>
  p.param.kind === 'choice'

/** The control that a parameter declares, with its label and help in the language of the page. */
export function ParamControl(props: SliderControl): ReactNode
export function ParamControl<T extends string>(props: ChoiceControl<T>): ReactNode
export function ParamControl<T extends string>(props: SliderControl | ChoiceControl<T>): ReactNode {
  const { param, name, lang, symbol } = props
  const { shown, locked } = useControl(param.key ?? name)
  if (!shown) return null
  const common = { label: param.label[lang], help: param.help[lang], disabled: locked }
  if (isChoice(props)) {
    const options = props.param.options.map((o) => ({ value: o.value, label: o.label[lang] }))
    return <Choice {...common} value={props.value} options={options} onChange={props.onChange} />
  }
  const { min, max, step, scale } = props.param
  return (
    <Slider
      {...common}
      symbol={symbol}
      value={props.value}
      min={min}
      max={max}
      step={step}
      scale={scale}
      complaint={complaintIn(lang)}
      onChange={props.onChange}
    />
  )
}
