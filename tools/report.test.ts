import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { countPlaywright, countVitest, readReport } from './report.mjs'

const dir = mkdtempSync(join(tmpdir(), 'gradstep-report-'))
afterAll(() => rmSync(dir, { recursive: true }))

const vitest = { numPassedTests: 5, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [] }
const playwright = { stats: { expected: 7, unexpected: 0, flaky: 0, skipped: 0 }, errors: [] }

test('only what passed at once counts as passed', () => {
  expect(countVitest(vitest)).toEqual({ passed: 5, failed: 0 })
  expect(countVitest({ ...vitest, numFailedTests: 1, numPendingTests: 2, numTodoTests: 3 })).toEqual({
    passed: 5,
    failed: 6,
  })
  expect(countPlaywright(playwright)).toEqual({ passed: 7, failed: 0 })
  const stats = { expected: 7, unexpected: 1, flaky: 2, skipped: 3 }
  expect(countPlaywright({ stats, errors: ['no server'] })).toEqual({ passed: 7, failed: 7 })
})

test('a test file that does not load counts, one with failed tests is not counted twice', () => {
  const broken = { status: 'failed', assertionResults: [] }
  const failing = { status: 'failed', assertionResults: [{ status: 'failed' }] }
  const fine = { status: 'passed', assertionResults: [{ status: 'passed' }] }
  expect(countVitest({ ...vitest, numFailedTests: 1, testResults: [broken, failing, fine] }).failed).toBe(2)
})

test('a runner that fails without saying so, or leaves no report, has failed', () => {
  const file = join(dir, 'report.json')
  expect(readReport(file, 0, countPlaywright)).toEqual({ passed: 0, failed: 1 })
  writeFileSync(file, JSON.stringify(playwright))
  expect(readReport(file, 0, countPlaywright)).toEqual({ passed: 7, failed: 0 })
  expect(readReport(file, 1, countPlaywright)).toEqual({ passed: 7, failed: 1 })
})
