import { expect, test } from 'vitest'
import { inOneLanguage } from './widgets.ts'

test('messages of one language keep that language alone, and other code is left as it is', () => {
  const code =
    'const en = {}\nconst zh = {}\nexport const messages: Readonly<Record<Language, T>> = { en, zh }\n'
  expect(inOneLanguage(code, 'zh')).toBe(code.replace('{ en, zh }', '{ zh }'))
  const other = 'export const pair = { en, zh }\nconst messages = all\n'
  expect(inOneLanguage(other, 'zh')).toBe(other)
})
