import katex from 'katex'
import { describe, expect, test } from 'vitest'
import { evaluate } from '../formula/evaluate.ts'
import { formatNumber, substitution } from '../formula/precision.ts'
import { tex, texWithNumbers } from '../formula/tex.ts'
import { preset } from '../objective/presets.ts'
import { ALL_RULES } from './conventions.ts'
import { notationsOf, type Rule } from './rule.ts'
import { sourcesOf } from './sources.ts'
import { coordinateValues, defaultHyperparameters } from './step.ts'
import { type Frame, trajectory } from './trajectory.ts'
import { withWeightDecay } from './weight-decay.ts'

const RULES = [...ALL_RULES, ...ALL_RULES.filter((rule) => !rule.id.endsWith('-l2')).map(withWeightDecay)]

/** A run on Rosenbrock's function with a learning rate at which no rule diverges, changed on the way. */
function runOf(rule: Rule) {
  const objective = preset('rosenbrock')
  const hyperparameters = { ...defaultHyperparameters(rule), alpha: 0.0004 }
  const changes = [{ step: 20, name: 'alpha', value: 0.0003 }]
  return trajectory({ rule, objective, start: objective.start, hyperparameters, changes })
}

/** Every number of a frame as its 64 bits, so that nothing passes as equal but the same. */
const bits = (frame: Frame): string =>
  JSON.stringify(frame, (_, value: unknown) =>
    typeof value === 'number' ? [...new Uint8Array(new Float64Array([value]).buffer)].join() : value,
  )

const katexOptions: katex.KatexOptions = {
  throwOnError: true,
  trust: (context) => context.command === '\\htmlClass',
  strict: (code: string) => (code === 'htmlExtension' ? 'ignore' : 'error'),
}

describe.each(RULES.map((rule) => [rule.id, rule] as const))('%s', (_, rule) => {
  test('50 steps forward and 50 back are the same frames, bit for bit', () => {
    const run = runOf(rule)
    const forward = Array.from({ length: 51 }, (_, k) => bits(run.frame(k)))
    // Far away, so that no frame and no state on the way back is one that was kept.
    for (let k = 100; k <= 230; k++) run.frame(k)
    const back = Array.from({ length: 51 }, (_, k) => bits(run.frame(50 - k))).reverse()
    expect(back).toEqual(forward)
    expect(new Set(forward).size).toBe(51)
  })

  test('the shown numbers give the shown result, at every line of every step', () => {
    const run = runOf(rule)
    for (let k = 1; k <= 30; k++) {
      const trace = run.frame(k).trace!
      const values = coordinateValues(rule, trace, trace, k % 2)
      for (const { target, value } of rule.assignments) {
        const { shown, result } = substitution(value, values, 4)
        const put = Object.fromEntries(Object.entries(shown).map(([name, { value }]) => [name, value]))
        const unit = result.value === 0 ? 0 : 10 ** (Math.floor(Math.log10(Math.abs(result.value))) - 3)
        expect(formatNumber(values[target]!, 4).value).toBe(result.value)
        const distance = Math.abs(evaluate(value, put) - result.value)
        expect(distance, `${target} at ${k}`).toBeLessThanOrEqual(unit * (1 + 1e-6))
      }
    }
  })

  test('is written with notations alone, and KaTeX sets it in symbols and in numbers', () => {
    const notations = notationsOf(rule)
    const trace = runOf(rule).frame(2).trace!
    const values = coordinateValues(rule, trace, trace, 0)
    for (const { value, tex: target } of rule.assignments) {
      const symbols = tex(value, { notations })
      expect(symbols).not.toContain('mathrm')
      for (const source of [target, symbols, texWithNumbers(value, { notations, values, digits: 4 })]) {
        expect(katex.renderToString(source, katexOptions)).toContain('katex')
      }
    }
  })

  test('its data are in order', () => {
    expect(rule.assignments.at(-1)!.target).toBe('theta')
    expect(sourcesOf(rule).length).toBeGreaterThan(0)
    for (const h of rule.hyperparameters) {
      expect(h.default >= h.min && h.default <= h.max && (h.scale === 'linear' || h.min > 0), h.name).toBe(
        true,
      )
    }
    const notations = notationsOf(rule)
    const written = [...rule.hyperparameters, ...rule.state, ...rule.assignments].map((x) =>
      'target' in x ? x.target : x.name,
    )
    const names = [...new Set(written), 'g', 't', 'theta_prev', ...rule.state.map((s) => `${s.name}_prev`)]
    const texts = names.map((name) => notations[name]!.tex)
    expect(new Set(texts).size, texts.join(' ')).toBe(names.length)
  })
})
