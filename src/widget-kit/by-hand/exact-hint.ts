import type { Localized } from '../language.ts'

/** How one sees all digits of a number in `NumberLines`. */
export const EXACT_HINT: Localized = {
  en: 'Point at, tap or focus a number to see it exactly.',
  zh: '悬停、点按或用键盘选中一个数，可看到精确值。',
}
