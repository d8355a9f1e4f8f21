import { expect, test } from 'vitest'
import { choose, runStages } from './test.mjs'

const ALL = ['format', 'lint', 'types', 'unit', 'build', 'size', 'e2e']
const result = (passed: number, failed: number) => () => Promise.resolve({ passed, failed })

test('stages run in their order, with the build before what needs it', () => {
  expect(choose([], ALL)).toEqual(ALL)
  expect(choose(['unit', 'lint'], ALL)).toEqual(['lint', 'unit'])
  expect(choose(['e2e'], ALL)).toEqual(['build', 'e2e'])
  expect(choose([], ['build', 'e2e'])).toEqual(['build', 'e2e'])
  expect(() => choose(['units'], ALL)).toThrow('no stage units')
})

const silent = () => undefined

test('a failed stage does not stop the others, and all counts add up', async () => {
  const table = { lint: result(0, 1), unit: result(40, 2), build: result(1, 0), e2e: result(9, 0) }
  expect(await runStages(['lint', 'unit', 'build', 'e2e'], table, silent)).toEqual({ passed: 50, failed: 3 })
})

test('what needs a build that failed is not run and counts as failed', async () => {
  const ran: string[] = []
  const noting = (name: string) => () => {
    ran.push(name)
    return Promise.resolve({ passed: 1, failed: 0 })
  }
  const table = { build: result(0, 1), size: noting('size'), e2e: noting('e2e'), unit: noting('unit') }
  expect(await runStages(['build', 'size', 'e2e', 'unit'], table, silent)).toEqual({ passed: 1, failed: 3 })
  expect(ran).toEqual(['unit'])
})
