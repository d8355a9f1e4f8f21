import { objectiveFrom } from '../core/objective/objective.ts'
import type { Language } from './language.ts'
import { objectiveFault } from './objective-faults.ts'
import { TypedField, type TypedFieldProps } from './TypedField.tsx'

export interface ObjectiveFieldProps extends Omit<TypedFieldProps, 'faultOf'> {
  readonly lang: Language
}

/** A function one types. */
export function ObjectiveField({ lang, ...field }: ObjectiveFieldProps) {
  const faultOf = (text: string): string | null => {
    const result = objectiveFrom(text)
    return result.ok ? null : objectiveFault(lang, result.error, text)
  }
  return <TypedField {...field} faultOf={faultOf} />
}
