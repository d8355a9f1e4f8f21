import type { Language, Localized } from '../../widget-kit/language.ts'
import type { AnyParam } from '../../widget-kit/param.ts'
import type { StepperMessages } from './messages.ts'
import { params, type ParamName } from './params.ts'

/** The parameters with their texts, in the languages that are there: a built page has one. */
export function spoken(messages: Partial<Readonly<Record<Language, StepperMessages>>>): typeof params {
  const all = Object.entries(params) as [ParamName, AnyParam][]
  return Object.fromEntries(all.map(([name, param]) => [name, said(name, param, messages)])) as typeof params
}

function said(name: ParamName, param: AnyParam, messages: Parameters<typeof spoken>[0]): AnyParam {
  const from = (of: (texts: StepperMessages['params'][ParamName]) => string): Localized => {
    const languages = Object.entries(messages).map(([lang, t]) => [lang, of(t.params[name])])
    return Object.fromEntries(languages) as unknown as Localized
  }
  const texts = { label: from(([label]) => label), help: from(([, help]) => help) }
  const rest: Record<string, unknown> = { ...param }
  if ('range' in param) rest['range'] = { ...(param.range as object), ...texts }
  if ('options' in param) {
    rest['options'] = (param.options as readonly { value: string }[]).map(({ value }) => ({
      value,
      label: from(([, , options]) => options?.[value] ?? value),
    }))
  }
  return { ...(rest as unknown as AnyParam), ...texts }
}

const known = new WeakMap<StepperMessages, typeof params>()

/** The parameters in the language of the page. */
export function spokenIn(t: StepperMessages): typeof params {
  const made = known.get(t) ?? spoken({ en: t, zh: t })
  known.set(t, made)
  return made
}
