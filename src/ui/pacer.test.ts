import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createPacer, type Clock, type Pace } from './pacer.ts'

/** A clock that stands still until it is told to go on. */
function fakeClock() {
  let time = 0
  let timers: { readonly at: number; readonly act: () => void }[] = []
  const clock: Clock = {
    now: () => time,
    after: (ms, act) => {
      const timer = { at: time + ms, act }
      timers.push(timer)
      return () => {
        timers = timers.filter((t) => t !== timer)
      }
    },
  }
  const pass = (ms: number) => {
    const end = time + ms
    for (;;) {
      const [next] = timers.filter((t) => t.at <= end).sort((a, b) => a.at - b.at)
      if (!next) break
      timers = timers.filter((t) => t !== next)
      time = next.at
      next.act()
    }
    time = end
  }
  return { clock, pass, pending: () => timers.length }
}

function made(pace: Pace) {
  const { clock, pass, pending } = fakeClock()
  const seen: [time: number, value: number][] = []
  const pacer = createPacer<number>((value) => seen.push([clock.now(), value]), clock, pace)
  return { pacer, pass, pending, seen }
}

test('the first value is drawn at once, then the latest when the least time is over', () => {
  const { pacer, pass, seen } = made({ least: 200, rest: 2 })
  pacer.offer(1)
  pass(10)
  pacer.drawn()
  for (const value of [2, 3, 4]) {
    pass(50)
    pacer.offer(value)
  }
  pass(1000)
  expect(seen).toEqual([
    [0, 1],
    [200, 4],
  ])
})

test('what is slow to draw rests in proportion', () => {
  const { pacer, pass, seen } = made({ least: 200, rest: 2 })
  pacer.offer(1)
  pass(300)
  // Nothing begins before the drawing is done.
  pacer.offer(2)
  pass(100)
  expect(seen).toEqual([[0, 1]])
  pacer.drawn()
  pass(799)
  expect(seen).toHaveLength(1)
  pass(1)
  // Done at 400 after 400, so 800 of rest.
  expect(seen[1]).toEqual([1200, 2])
})

test('a value after a long pause does not wait', () => {
  const { pacer, pass, seen } = made({ least: 200, rest: 2 })
  pacer.offer(1)
  pacer.drawn()
  pass(5000)
  pacer.offer(2)
  expect(seen[1]).toEqual([5000, 2])
})

test('when stopped it forgets what waits, and can begin again', () => {
  const { pacer, pass, pending, seen } = made({ least: 200, rest: 0 })
  pacer.offer(1)
  pacer.drawn()
  pacer.offer(2)
  pacer.stop()
  expect(pending()).toBe(0)
  pass(1000)
  pacer.offer(3)
  pacer.stop()
  pacer.offer(4)
  expect(seen.map(([, value]) => value)).toEqual([1, 3, 4])
})

test('whatever comes, drawings keep their distance and the last value is drawn', () => {
  const offers = fc.array(fc.record({ wait: fc.nat(150), cost: fc.integer({ min: 1, max: 300 }) }), {
    minLength: 1,
    maxLength: 60,
  })
  fc.assert(
    fc.property(offers, fc.nat(400), fc.nat(4), (all, least, rest) => {
      const { clock, pass } = fakeClock()
      const seen: { value: number; begin: number; cost: number }[] = []
      const pacer = createPacer<number>(
        (value) => {
          const { cost } = all[value]!
          seen.push({ value, begin: clock.now(), cost })
          clock.after(cost, () => pacer.drawn())
        },
        clock,
        { least, rest },
      )
      all.forEach(({ wait }, value) => {
        pass(wait)
        pacer.offer(value)
      })
      pass(10_000)
      expect(seen[seen.length - 1]?.value).toBe(all.length - 1)
      seen.slice(1).forEach(({ begin }, i) => {
        const before = seen[i]!
        expect(begin - before.begin).toBeGreaterThanOrEqual(Math.max(least, (1 + rest) * before.cost))
      })
    }),
  )
})
