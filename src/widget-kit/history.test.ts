import fc from 'fast-check'
import { expect, test } from 'vitest'
import { begin, HISTORY_LIMIT, jump, lengthOf, record, redo, undo } from './history.ts'

test('any number of changes undone and redone gives the same states', () => {
  fc.assert(
    fc.property(fc.array(fc.integer(), { maxLength: 50 }), (changes) => {
      const seen = [begin(0)]
      for (const change of changes) seen.push(record(seen.at(-1)!, change))
      let h = seen.at(-1)!
      const all = [...h.past, h.present]
      for (let i = all.length - 1; i >= 0; i--) {
        expect(h.present).toBe(all[i])
        h = undo(h)
      }
      for (const state of all.slice(1)) {
        h = redo(h)
        expect(h.present).toBe(state)
      }
      expect(lengthOf(h)).toBe(all.length)
    }),
  )
})

test('a drag is one step; a change after undo forgets what was undone', () => {
  let h = record(record(begin(0), 1, 'rate'), 2, 'rate')
  expect(h.past).toEqual([0])
  h = record(h, 3, null)
  h = record(undo(h), 4)
  expect([...h.past, h.present, ...h.future]).toEqual([0, 2, 4])
})

test('after an undo the next drag is a step of its own', () => {
  const h = record(undo(record(record(begin(0), 1), 2, 'rate')), 3, 'rate')
  expect(h.past).toEqual([0, 1])
})

test('memory is bounded, and a jump outside goes to the nearest', () => {
  let h = begin(0)
  for (let i = 1; i <= HISTORY_LIMIT + 50; i++) h = record(h, i)
  expect(h.past.length).toBe(HISTORY_LIMIT)
  expect(jump(h, -5).present).toBe(50)
  expect(jump(h, 1e9).present).toBe(HISTORY_LIMIT + 50)
})
