import type { ObjectiveError } from '../core/objective/objective.ts'
import { FORMULA_FAULTS } from './formula-faults.ts'
import type { Language } from './language.ts'

const NAMES = { en: 'x, y', zh: 'x、y' } as const
const EXAMPLE = '(x-1)^2 + 10*y^2'

/** What a formula can be and an objective cannot. */
const OWN = {
  en: {
    constant: 'This does not depend on x or y, so there is nothing to minimise.',
    'mixed-names': 'Use either θ alone or x and y, not both.',
  },
  zh: {
    constant: '公式中没有 x 或 y，无从求最小值。',
    'mixed-names': '请只用 θ，或者只用 x 和 y，不要混用。',
  },
} as const

/** What is wrong with a typed objective, where, and what to do. */
export function objectiveFault(lang: Language, { code, at, length }: ObjectiveError, text: string): string {
  if (code === 'constant' || code === 'mixed-names') return OWN[lang][code]
  const found = text.slice(at, at + Math.min(length, 24))
  return FORMULA_FAULTS[lang](code, at, found, { names: NAMES[lang], example: EXAMPLE })
}
