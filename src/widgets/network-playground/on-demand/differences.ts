import { taskOf } from '../../../core/dataset/index.ts'
import type { Language } from '../../../widget-kit/language.ts'
import type { AnyParam, ChoiceParam } from '../../../widget-kit/param.ts'
import type { Formats } from '../format.ts'
import { dataOf, type DataSettings } from '../model.ts'
import { params } from '../params.ts'
import { RUN_NAMES, type RunName, type RunSettings } from '../pins.ts'

type WithPoints = Pick<DataSettings, 'data' | 'points' | 'table'>

const ownOf = ({ data, points, table }: WithPoints): string | undefined =>
  data === 'own' ? JSON.stringify(points ?? []) : data === 'table' ? table?.mark : undefined

/** The settings in which two runs differ, in the order of their declaration. */
export const differing = (a: RunSettings, b: RunSettings): RunName[] =>
  RUN_NAMES.filter((name) => JSON.stringify(a[name]) !== JSON.stringify(b[name]))

/** Whether two runs learn from own points, or tables, and not from the same. */
export const otherPoints = (a: WithPoints, b: WithPoints): boolean =>
  a.data === b.data && ownOf(a) !== ownOf(b)

/** What a setting is called. */
export const nameOf = (name: RunName, lang: Language): string => {
  const label = params[name].label[lang]
  // Inside a sentence; L2, ReLU and the like keep their capitals.
  return /^[A-Z][a-z]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label
}

/** A score in a table: the share of classes that are right, or R² where numbers are predicted. */
export const scoreText = (of: DataSettings, score: number, f: Formats): string =>
  taskOf(dataOf(of)).kind === 'value' ? `R² ${f.weight(score)}` : f.percent(score)

/** A value of a setting as its control shows it. */
export function valueText(name: RunName, value: unknown, lang: Language, none: string): string {
  const param = params[name] as unknown as AnyParam
  if (param.kind === 'choice')
    return (param as ChoiceParam).options.find((o) => o.value === value)?.label[lang] ?? String(value)
  if (Array.isArray(value)) return value.length === 0 ? none : value.join('-')
  return typeof value === 'number' ? String(Number(value.toPrecision(4))).replace('-', '−') : String(value)
}
