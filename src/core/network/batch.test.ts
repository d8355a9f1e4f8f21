import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { batches, epochOf } from './batch.ts'

const setting = fc
  .record({
    seed: fc.nat(),
    n: fc.integer({ min: 1, max: 40 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ seed, n, share }) => ({ seed, n, size: Math.max(1, Math.round(share * n)) }))

describe('batches', () => {
  it('use every point once an epoch', () => {
    fc.assert(
      fc.property(setting, ({ seed, n, size }) => {
        const batch = batches(seed, n, size)
        const row = Array.from({ length: 3 * n }, (_, step) => [...batch(step)]).flat()
        for (let epoch = 0; epoch < 3; epoch++) {
          const used = row.slice(epoch * n, (epoch + 1) * n).sort((a, b) => a - b)
          expect(used).toEqual(Array.from({ length: n }, (_, i) => i))
        }
      }),
    )
  })

  it('depend on seed and step alone, in whatever order they are asked for', () => {
    fc.assert(
      fc.property(setting, fc.array(fc.nat(500)), ({ seed, n, size }, steps) => {
        const batch = batches(seed, n, size)
        for (const step of steps) expect([...batch(step)]).toEqual([...batches(seed, n, size)(step)])
      }),
    )
  })

  it('count epochs by points used', () => {
    expect(epochOf(5, 30, 12)).toBe(2)
  })
})
