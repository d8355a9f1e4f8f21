import { expect, test } from 'vitest'
import { adam } from '../../../core/optimizer/adam.ts'
import { applyRule, defaultHyperparameters, type StepInput } from '../../../core/optimizer/step.ts'
import { hiddenAt, nothingHidden } from '../../../widget-kit/by-hand/hiding.ts'
import { alignedTex } from '../../../widget-kit/by-hand/lines.ts'
import { weightHead, weightLines } from './weight-lines.ts'

const input: StepInput = {
  t: 2,
  theta: [1.0000123],
  gradient: [0.5],
  state: { m: [0.1], v: [0.02] },
  hyperparameters: { ...defaultHyperparameters(adam), alpha: 0.1 },
}
const trace = { ...applyRule(adam, input), ...input }
const lines = (stop: string, hide: string | null = null) =>
  weightLines(adam, trace, stop, 4, hide ? hiddenAt({ hide, open: [] }, 2) : nothingHidden)

test('the gradient is given, every other line has its numbers, worked out by hand', () => {
  expect(alignedTex(lines('g'), 4).match(/&=/g)).toHaveLength(2)
  expect(lines('g').rows[0]).toMatchObject({ numbers: '', text: '0.5', value: 0.5 })
  // m = 0.9·0.1 + 0.1·0.5.
  const [m] = lines('m').rows
  expect(m).toMatchObject({ text: '0.14', operands: { beta1: 0.9, m_prev: 0.1, g: 0.5 } })
  expect(alignedTex(lines('m'), 4).match(/&=/g)).toHaveLength(3)
  expect(weightHead(adam, 'm', 'g')).toContain('highlight')
})

test('operands that a difference needs with more digits are marked', () => {
  // θ = 1.0000123 − 0.1·…: shown to four digits, the difference is safe.
  expect(lines('theta').rows[0]!.numbers).not.toContain('more-digits')
  const near = { ...trace, theta: [0.1000123], values: { ...trace.values, delta: [0.1] } }
  const { numbers } = weightLines(adam, near, 'theta', 4, nothingHidden).rows[0]!
  expect(numbers).toMatch(/more-digits\}\{0\.10001\d*/)
})

test('what the reader works out is in none of the lines', () => {
  const delta = trace.values['delta']![0]!
  expect(lines('delta', 'delta').rows[0]).toMatchObject({ text: '?', isHidden: true })
  const below = lines('theta', 'delta').rows[0]!
  expect(Object.keys(below.operands)).toEqual(['theta_prev'])
  expect(alignedTex(lines('delta', 'delta'), 4)).not.toContain(delta.toPrecision(4))
})
