import { expect, it } from 'vitest'
import { createScheduler, type Trainable } from './scheduler.ts'

/** A run of so many turns; `fence` says what becomes of the work of each. */
function run(turns: number, fence: () => Promise<void> = () => Promise.resolve()) {
  let made = 0
  const session: Trainable = {
    isTraining: () => made < turns,
    train: () => void made++,
    evaluateIfDue: () => null,
    fence,
  }
  return { session, made: () => made }
}

function opened() {
  const failed: string[] = []
  const rest = () => new Promise<void>((resolve) => setImmediate(resolve))
  return { ...createScheduler(rest, (runId, error) => failed.push(`${runId}: ${String(error)}`)), failed }
}

it('puts what goes wrong with the work of a turn to the run whose turn it was', async () => {
  const { add, wake, failed } = opened()
  const sound = run(20)
  add('broken', run(20, () => Promise.reject(new Error('lost'))).session)
  add('sound', sound.session)
  await wake()
  expect(failed).toEqual(['broken: Error: lost'])
  expect(sound.made()).toBe(20)
})

it('asks no run that has been taken away', async () => {
  const { add, remove, wake, failed } = opened()
  const gone = run(20)
  add('gone', gone.session)
  remove('gone')
  await wake()
  expect([gone.made(), failed]).toEqual([0, []])
})

it('hands in no third turn while the first is not done', async () => {
  const { add, wake } = opened()
  const done: (() => void)[] = []
  const slow = run(5, () => new Promise((resolve) => done.push(resolve)))
  add('slow', slow.session)
  const work = wake()
  for (let made = 2; made <= 5; made++) {
    await expect.poll(() => slow.made()).toBe(made)
    await new Promise((resolve) => setImmediate(resolve))
    expect(slow.made()).toBe(made)
    done.shift()?.()
  }
  done.forEach((resolve) => resolve())
  await work
})
