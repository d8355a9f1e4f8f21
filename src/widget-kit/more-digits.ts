import type { Localized } from './language.ts'

/** What the dots under a number mean, for `ui/MoreDigits`; the same in every widget. */
export const MORE_DIGITS: Localized = {
  en: 'Dotted: more digits, as the result needs them.',
  zh: '点线：为算出这个结果，多显示了几位。',
}
