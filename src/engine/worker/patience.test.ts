import { expect, it } from 'vitest'
import { createPatience, FIRST_TIME_MS } from './patience.ts'

function opened() {
  let time = 0
  const told: number[] = []
  const patience = createPatience(
    () => time,
    () => told.push(patience.ms()),
  )
  const taking = (ms: number) => () => {
    time += ms
  }
  return { ...patience, told, taking }
}

it('asks for time before something is done for the first time, and then for five times what it took', () => {
  const { during, ms, told, taking } = opened()
  expect(ms()).toBe(0)
  during('step', taking(3000))
  expect(told).toEqual([FIRST_TIME_MS, 15_000])
  during('step', taking(100))
  expect(told.length).toBe(2)
  expect(ms()).toBe(500)
})

it('is that of the slowest, until that is gone', () => {
  const { during, ms, taking, forget } = opened()
  during('a', taking(2000))
  during('b', taking(10))
  expect(ms()).toBe(10_000)
  forget('a')
  expect(ms()).toBe(50)
})

it('lasts through an opening, whatever is done in it', () => {
  const { during, ms, opening, taking } = opened()
  const end = opening()
  during('a', taking(10))
  expect(ms()).toBe(FIRST_TIME_MS)
  end()
  expect(ms()).toBe(50)
})

it('does not count what did nothing, and ends also where something throws', () => {
  const { during, ms, taking } = opened()
  during('look', taking(1000), () => false)
  expect(ms()).toBe(0)
  const throwing = () => {
    throw new Error('no')
  }
  expect(() => during('look', throwing)).toThrow('no')
  expect(ms()).toBe(0)
})
