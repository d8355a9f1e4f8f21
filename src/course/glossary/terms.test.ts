import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { LANGUAGES } from '../../widget-kit/language.ts'
import { otherWords } from './other-words.ts'
import { plainly } from './plainly.ts'
import { byLetter, searchText, termOf, TERMS } from './terms.ts'

const repeated = (all: readonly string[]) => all.filter((x, i) => all.indexOf(x) !== i)

test('every term has an address and a name of its own in each language', () => {
  expect(repeated(TERMS.map((t) => t.id))).toEqual([])
  for (const lang of LANGUAGES) expect(repeated(TERMS.map((t) => t.name[lang]))).toEqual([])
  for (const { id } of TERMS) expect(id).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/)
})

test('a meaning is a short text: sentences, with the punctuation of their language', () => {
  for (const { id, means } of TERMS) {
    expect(means.en, id).toMatch(/\.$/)
    expect(means.en.length, id).toBeLessThanOrEqual(180)
    expect(means.zh, id).toMatch(/。$/)
    expect(means.zh.length, id).toBeLessThanOrEqual(80)
    expect(means.zh, id).not.toMatch(/\p{Script=Han}\s*[,;:?!]|\p{Script=Han} +\p{Script=Han}|\.$/u)
    expect(means.zh, id).not.toMatch(/\p{Script=Han} +[A-Za-z]|[A-Za-z] +\p{Script=Han}/u)
  }
})

test('the reading has a syllable for every Han character, and begins as the name does', () => {
  for (const { id, name, pinyin } of TERMS) {
    const parts = name.zh.match(/\p{Script=Han}|[A-Za-z0-9-]+/gu) ?? []
    const syllables = pinyin.split(' ')
    expect(syllables.length, id).toBe(parts.length)
    parts.forEach((part, i) => {
      if (/[A-Za-z]/.test(part)) expect(syllables[i], id).toBe(part.toLowerCase())
    })
  }
})

test('one character is read one way throughout, but for those with two readings', () => {
  const readings = new Map<string, Set<string>>()
  for (const { name, pinyin } of TERMS) {
    const parts = name.zh.match(/\p{Script=Han}|[A-Za-z0-9-]+/gu) ?? []
    parts.forEach((part, i) =>
      readings.set(part, (readings.get(part) ?? new Set()).add(pinyin.split(' ')[i] ?? '')),
    )
  }
  const several = [...readings].filter(([, all]) => all.size > 1).map(([part]) => part)
  expect(several).toEqual([])
})

test.each(LANGUAGES)('the glossary has every term once, in order, under its letter (%s)', (lang) => {
  const letters = byLetter(lang)
  const all = letters.flatMap((l) => l.terms)
  expect(all.map((t) => t.id).sort()).toEqual(TERMS.map((t) => t.id).sort())
  const keys = all.map((t) => plainly(lang === 'en' ? t.name.en : t.pinyin))
  expect(keys).toEqual([...keys].sort())
  expect(letters.map((l) => l.letter)).toEqual([...new Set(keys.map((k) => k.charAt(0).toUpperCase()))])
})

test('a search finds a term by either name, by pinyin with ü as u or v, and by its other names', () => {
  const text = searchText(termOf('learning-rate'))
  for (const typed of ['Learning Rate', '学习率', 'xue xi lü', 'xuexilu', 'xuexilv', 'XuéXíLǜ', 'step size'])
    expect(text).toContain(plainly(typed))
  expect(searchText(termOf('stochastic-gradient-descent'))).toContain('sgd')
  expect(() => termOf('no-such-term')).toThrow('no-such-term')
})

describe('one word for one thing', () => {
  test('other words are found where they stand, and the right ones are not', () => {
    expect(otherWords('把学习速率调小，权值就稳定了', 'zh')).toEqual(['学习速率 (学习率)', '权值 (权重)'])
    expect(otherWords('超参数与均方误差', 'zh')).toEqual([])
    expect(otherWords('超参与均方误', 'zh')).toEqual(['超参 (超参数)', '均方误 (均方误差)'])
    expect(otherWords('A mini batch and back-propagation', 'en')).toEqual([
      'mini batch (mini-batch)',
      'back-propagation (backpropagation)',
    ])
  })

  test('no term is explained in words that another one rules out', () => {
    for (const { id, name, means } of TERMS)
      for (const lang of LANGUAGES) expect(otherWords(`${name[lang]} ${means[lang]}`, lang), id).toEqual([])
  })

  const root = path.resolve(import.meta.dirname, '../..')
  const files = fs
    .readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => /(^|[/\\])(messages|params)[\w-]*\.ts$/.test(file))
  test.each(files)('the sentences of %s use the words of the glossary', (file) => {
    const strings = [
      ...fs
        .readFileSync(path.join(root, file), 'utf8')
        .matchAll(/'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`/g),
    ].map(([, a, b]) => a ?? b ?? '')
    // An identifier is no word: prose has a space in English, a Han character in Chinese.
    const found = strings.flatMap((text) => [
      ...(text.includes(' ') ? otherWords(text, 'en') : []),
      ...otherWords(text, 'zh'),
    ])
    expect(found).toEqual([])
  })
})
