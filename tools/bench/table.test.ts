import { expect, test } from 'vitest'
import { columns, ratios, verdicts } from './table.mjs'

const row = (engine: string, backend: string, stepsPerSecond: number, losses = [0.7, 0.6, 0.5]) => ({
  work: 'mlp',
  engine,
  backend,
  adapter: '',
  stepsPerSecond,
  losses,
})

test('ours is set against peers on the same kind of machine only, and its best backend counts', () => {
  const lines = ratios([
    row('gradstep', 'webgpu', 1000),
    row('gradstep', 'cpu', 90),
    row('gradstep', 'wasm', 120),
    row('tfjs', 'webgpu', 10),
    row('tfjs', 'webgl', 40),
    row('tfjs', 'cpu', 60),
  ]).split('\n')
  expect(lines).toEqual([
    'mlp: gradstep, webgpu is as many times as fast as tfjs, webgpu 100×; tfjs, webgl 25×',
    'mlp: gradstep, wasm is as many times as fast as tfjs, cpu 2×',
  ])
})

test('a work that a peer or we cannot do gives no ratio', () => {
  const cannot = { ...row('tfjs', 'cpu', 0), stepsPerSecond: undefined as never, why: 'no such kernel' }
  expect(ratios([row('gradstep', 'cpu', 90), cannot])).toBe('')
  expect(columns(cannot)).toContain('– no such kernel')
})

test('an engine that does not train the same is named, with the loss', () => {
  const rows = [row('gradstep', 'cpu', 1), row('tfjs', 'cpu', 1), row('jax-js', 'wasm', 1, [0.7, 0.61, 0.5])]
  expect(verdicts(rows.slice(0, 2))).toEqual([])
  expect(verdicts(rows)).toEqual(['mlp, jax-js, wasm: loss 2 is 0.61, that of the others 0.6.'])
  expect(verdicts([...rows.slice(0, 2), row('jax-js', 'wasm', 1, [0.7, NaN, 0.5])])).toHaveLength(1)
})
