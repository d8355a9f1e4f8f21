import { existsSync, readFileSync } from 'node:fs'

/**
 * What the test runners wrote, as counts. Our tests never skip: whatever was skipped, flaky, interrupted or not
 * run at all counts as failed.
 *
 * @typedef {{ passed: number, failed: number }} Counts
 */

/**
 * @param {string} file the JSON report
 * @param {number} code the runner's exit code
 * @param {(report: any) => Counts} count
 * @returns {Counts} at least one failure where the runner failed, or left no report
 */
export function readReport(file, code, count) {
  if (!existsSync(file)) return { passed: 0, failed: 1 }
  const { passed, failed } = count(JSON.parse(readFileSync(file, 'utf8')))
  return { passed, failed: failed === 0 && code !== 0 ? 1 : failed }
}

/**
 * @param {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number,
 *   testResults: { status: string, assertionResults: { status: string }[] }[] }} report of Vitest
 * @returns {Counts}
 */
export function countVitest(report) {
  // A file that does not even load has no tests in it, and must count all the same.
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  )
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = report
  return { passed: numPassedTests, failed: numFailedTests + numPendingTests + numTodoTests + broken.length }
}

/**
 * @param {{ stats: { expected: number, unexpected: number, flaky: number, skipped: number },
 *   errors: unknown[] }} report of Playwright
 * @returns {Counts}
 */
export function countPlaywright({ stats, errors }) {
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + stats.skipped + errors.length }
}
