import type { Localized } from './language.ts'

/** What the dots under a number mean, for `ui/MoreDigits`; the same in every widget. */
export const MORE_DIGITS: Localized = {
  en: 'Dotted: shown with more digits; with fewer, these numbers would not give the result shown.',
  zh: '点线：多显示了几位；少了这几位，用这些数就算不出所示的结果。',
}
