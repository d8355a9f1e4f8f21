import { describe, expect, it } from 'vitest'
import { tunablesOf } from '../run-spec.ts'
import { openTestDevice, runSpec } from './session-harness.ts'
import { createSession } from './session.ts'

const device = await openTestDevice()
const runId = 'a'

/** A session whose clock stands still but when it is told to go on. */
function openPaced(pace: number | null) {
  let time = 1000
  let waits = 0
  const spec = runSpec({ pace })
  const session = createSession({
    runId,
    spec,
    device,
    post: () => undefined,
    now: () => time,
    wait: async () => void waits++,
  })
  return {
    session,
    waits: () => waits,
    /** So many slices, one every `ms` milliseconds. */
    async train(slices: number, ms: number) {
      for (let i = 0; i < slices; i++) {
        time += ms
        session.train(5)
        await session.fence()
      }
    },
    setPace: (next: number | null) =>
      session.handle({ type: 'set', runId, tunables: { ...tunablesOf(spec), pace: next } }),
  }
}

describe('a run with a pace', () => {
  it('makes so many steps a second and no more, and rests in between', async () => {
    const { session, train, waits } = openPaced(50)
    session.handle({ type: 'run', runId })
    for (let second = 1; second <= 4; second++) {
      await train(100, 10)
      // A tenth of a second's steps may come at once in the beginning.
      expect(session.step()).toBeGreaterThanOrEqual(50 * second)
      expect(session.step()).toBeLessThanOrEqual(50 * second + 5)
    }
    expect(waits()).toBeGreaterThan(100)
    await session.dispose()
  })

  it('does not hurry afterwards to make up for a time without training', async () => {
    const { session, train } = openPaced(50)
    session.handle({ type: 'run', runId })
    await train(100, 10)
    const before = session.step()
    await train(1, 60_000)
    expect(session.step()).toBeLessThanOrEqual(before + 5)
    await train(100, 10)
    expect(session.step()).toBeLessThanOrEqual(before + 5 + 55)
    await session.dispose()
  })

  it('goes on at once when the pace is changed, slower or faster', async () => {
    const { session, train, setPace } = openPaced(1000)
    session.handle({ type: 'run', runId })
    await train(100, 10)
    setPace(20)
    let before = session.step()
    await train(100, 10)
    expect(session.step() - before).toBeGreaterThanOrEqual(19)
    expect(session.step() - before).toBeLessThanOrEqual(22)
    setPace(500)
    before = session.step()
    await train(100, 10)
    expect(session.step() - before).toBeGreaterThanOrEqual(495)
    await session.dispose()
  })

  it('is not held up by counted steps made before', async () => {
    const { session, train } = openPaced(10)
    session.handle({ type: 'step', runId, count: 1000 })
    await train(100, 10)
    expect(session.step()).toBe(1000)
    session.handle({ type: 'run', runId })
    await train(100, 10)
    expect(session.step()).toBeGreaterThanOrEqual(1009)
    await session.dispose()
  })

  it('makes counted steps as fast as it can', async () => {
    const { session, waits } = openPaced(1)
    session.handle({ type: 'step', runId, count: 40 })
    session.train(5)
    await session.fence()
    expect(session.step()).toBe(40)
    expect(waits()).toBe(0)
    await session.dispose()
  })
})
