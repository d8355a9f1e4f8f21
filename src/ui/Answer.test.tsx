import { renderToString } from 'react-dom/server'
import { expect, test } from 'vitest'
import { Answer, type AnswerVerdict } from './Answer.tsx'

const t = { check: 'Check', notANumber: 'No number yet.', reveal: 'Show it' }
const rendered = (verdict: AnswerVerdict | null, reveal = false): string =>
  renderToString(
    <Answer
      label="Your value"
      t={t}
      verdict={verdict}
      onAnswer={() => {}}
      {...(reveal ? { onReveal: () => {} } : {})}
    />,
  )

test('the verdict is a word and a picture, and describes the field', () => {
  const html = rendered({ kind: 'mistake', text: 'You forgot the square.' })
  const described = /aria-describedby="([^"]+)"/.exec(html)![1]
  const verdict = new RegExp(`<div class="verdict" id="${described}"[^>]*>(.*?)</div>`).exec(html)![1]!
  expect(verdict).toContain('<svg')
  expect(verdict).toContain('You forgot the square.')
  expect(html).toContain('data-state="wrong"')
})

test.each([
  ['right', 'right'],
  ['undecided', 'right'],
  ['wrong', 'wrong'],
] as const)('an answer that is %s looks %s', (kind, state) => {
  expect(rendered({ kind, text: '' })).toContain(`data-state="${state}"`)
})

test('before an answer there is no verdict, and its line is kept', () => {
  const html = rendered(null)
  expect(html).toContain('data-state="asked"')
  expect(html).toMatch(/<div class="verdict"[^>]*><\/div>/)
})

test('the result can be shown where there is a way to show it', () => {
  expect(rendered(null)).not.toContain('Show it')
  expect(rendered(null, true)).toContain('Show it')
})
