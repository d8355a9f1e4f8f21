import { expect, test } from 'vitest'
import { createAnnouncer, REPORT_GAP_MS } from './announcer.ts'

function setUp() {
  const shown: string[] = []
  const waiting: { act: () => void; ms: number }[] = []
  const announcer = createAnnouncer(
    (text) => shown.push(text),
    (act, ms) => {
      waiting.push({ act, ms })
      return () => waiting.splice(0)
    },
  )
  return { shown, waiting, announcer }
}

test('reports wait for their turn and none is lost', () => {
  const { shown, waiting, announcer } = setUp()
  for (const text of ['start', 'a quarter', 'half']) announcer.report(text)
  expect(shown).toEqual(['start'])
  expect(waiting.map((w) => w.ms)).toEqual([REPORT_GAP_MS])
  waiting.shift()!.act()
  waiting.shift()!.act()
  expect(shown).toEqual(['start', 'a quarter', 'half'])
  waiting.shift()!.act()
  announcer.report('end')
  expect(shown.at(-1)).toBe('end')
})

test('what the reader does is said at once', () => {
  const { shown, announcer } = setUp()
  announcer.report('start')
  announcer.say('step 1')
  expect(shown).toEqual(['start', 'step 1'])
})
