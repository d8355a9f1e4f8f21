import { describe, expect, it } from 'vitest'
import { GOLDEN_CASES } from '../../core/network/reference/golden.ts'
import { FAMILY_IDS } from '../../core/optimizer/conventions.ts'
import { DENSE_LIMITS } from '../../core/network/spec.ts'
import type { TrainingPlan } from '../trainer.ts'
import { workgroupMemory, WorkgroupTooSmallError } from './memory.ts'

/** What every WebGPU device has at least. */
const LEAST = 16384

const plan: TrainingPlan = {
  net: { kind: 'dense', inputs: 2, hidden: [8, 8], activation: 'tanh', outputs: 1, dropout: 0 },
  loss: { kind: 'binary', smoothing: 0 },
  batchSize: 32,
  optimizer: 'adam',
  seed: 1,
  clips: false,
}

describe('the memory of a workgroup', () => {
  it('holds parameters, slots, and every row’s values and slopes', () => {
    // 105 parameters with two moments each; 33 places for each of 2 inputs, 2 · 17 values and slopes, and a loss.
    const memory = workgroupMemory(plan, LEAST, 32)
    expect(memory).toEqual({ rows: 32, stride: 33, keepsGradient: false, bytes: 4 * (105 * 3 + 33 * 37) })
  })

  it('clipping needs the gradient, and a sum of each thread', () => {
    const memory = workgroupMemory({ ...plan, clips: true }, LEAST, 64)
    expect(memory.keepsGradient).toBe(true)
    expect(memory.bytes).toBe(4 * (105 * 4 + 33 * 37 + 64))
  })

  it('takes as many rows at once as have room, and keeps the gradient between the parts', () => {
    const memory = workgroupMemory({ ...plan, batchSize: 500 }, 6000, 32)
    // (6000 / 4 − 4 · 105) / 37 = 29.2
    expect(memory).toMatchObject({ rows: 29, stride: 29, keepsGradient: true })
    expect(memory.bytes).toBeLessThanOrEqual(6000)
    expect(workgroupMemory({ ...plan, batchSize: 2000 }, 1e9, 32).rows).toBe(64)
  })

  it('says how much a network needs that does not fit at all', () => {
    const net = { ...plan.net, hidden: [200, 200] } as TrainingPlan['net']
    const { rows, bytes } = workgroupMemory({ ...plan, net }, LEAST, 32)
    expect(rows).toBe(1)
    // 41,001 parameters, thrice and the gradient; one row of 2 + 2 · 401 + 1 numbers.
    expect(bytes).toBe(4 * (41001 * 4 + 805))
    expect(new WorkgroupTooSmallError(bytes, LEAST).message).toContain(`${bytes} bytes`)
  })

  it('the largest network of the playground fits everywhere, with every optimizer', () => {
    const hidden = Array<number>(DENSE_LIMITS.layers.max).fill(DENSE_LIMITS.units.max)
    for (const optimizer of FAMILY_IDS) {
      const net = { kind: 'dense', inputs: 8, hidden, activation: 'tanh', outputs: 8, dropout: 0.1 } as const
      const { bytes } = workgroupMemory({ ...plan, net, optimizer, batchSize: 1000, clips: true }, LEAST, 128)
      expect(bytes).toBeLessThanOrEqual(LEAST)
    }
  })

  it('is for dense networks', () => {
    expect(() => workgroupMemory({ ...plan, net: GOLDEN_CASES[3]!.net }, LEAST, 32)).toThrow('conv')
  })
})
