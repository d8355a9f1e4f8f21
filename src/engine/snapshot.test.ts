import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parameterCount } from '../core/network/spec.ts'
import { decodeFloats, encodeDoubles, encodeFloats } from './floats.ts'
import { decodeSnapshot, encodeSnapshot, SnapshotError, type RunSnapshot } from './snapshot.ts'
import { runSpec } from './worker/session-harness.ts'

const float = fc.float({ noNaN: true, noDefaultInfinity: true })

const anySnapshot = fc.array(fc.integer({ min: 1, max: 8 }), { maxLength: 4 }).chain((hidden) => {
  const spec = runSpec({ model: { kind: 'dense', hidden, activation: 'relu' } })
  const count = parameterCount(spec.model)
  const numbers = fc.array(float, { minLength: count, maxLength: count }).map((a) => Float32Array.from(a))
  const steps = fc.uniqueArray(fc.nat(), { maxLength: 20 }).map((a) => a.sort((x, y) => x - y))
  return fc
    .record({
      parameters: numbers,
      m: numbers,
      v: numbers,
      step: fc.nat(),
      steps,
      loss: fc.double({ noNaN: true, noDefaultInfinity: true }),
    })
    .map(({ parameters, m, v, step, steps, loss }): RunSnapshot => ({
      version: 1,
      spec,
      step,
      parameters,
      slots: { m, v },
      series: { stride: 1, points: steps.map((s) => ({ step: s, train: loss + 0, validation: loss / 3 })) },
    }))
})

const bits = (a: Float32Array) => [...new Uint32Array(a.buffer, a.byteOffset, a.length)]

const EXAMPLE: RunSnapshot = {
  version: 1,
  spec: runSpec({ model: { kind: 'dense', hidden: [], activation: 'tanh' } }),
  step: 4,
  parameters: Float32Array.of(1, -2, 0.5),
  slots: { m: new Float32Array(3), v: new Float32Array(3) },
  series: { stride: 1, points: [{ step: 0, train: 0.7, validation: 0.8 }] },
}

const refusal = (text: string): string => {
  try {
    decodeSnapshot(text)
  } catch (error) {
    if (error instanceof SnapshotError) return error.code
    throw error
  }
  return 'accepted'
}
const changed = (change: object): string =>
  JSON.stringify({ ...JSON.parse(encodeSnapshot(EXAMPLE)), ...change })

describe('a snapshot as text', () => {
  it('comes back bit for bit', () => {
    fc.assert(
      fc.property(anySnapshot, (snapshot) => {
        const back = decodeSnapshot(encodeSnapshot(snapshot))
        expect(bits(back.parameters)).toEqual(bits(snapshot.parameters))
        for (const name of ['m', 'v']) expect(bits(back.slots[name]!)).toEqual(bits(snapshot.slots[name]!))
        expect(back.spec).toEqual(snapshot.spec)
        expect(back.step).toBe(snapshot.step)
        // JSON has no negative zero, which a loss never is.
        expect(back.series.points.map((p) => p.train + 0)).toEqual(
          snapshot.series.points.map((p) => p.train + 0),
        )
      }),
    )
  })

  it('brings a table of own points back bit for bit', () => {
    const table = Float64Array.of(0.1, -1 / 3, 1, 1e300, 5e-324, 0)
    const task = { kind: 'classes', classes: 2 } as const
    const data = { kind: 'own', origin: 'table', task, table, seed: 1, trainShare: 0.5 } as const
    const own = { ...EXAMPLE, spec: { ...EXAMPLE.spec, data, batchSize: 1 } }
    expect(decodeSnapshot(encodeSnapshot(own)).spec.data).toEqual(data)
    const damaged = encodeSnapshot(own).replace(encodeDoubles(table), 'AAAA')
    expect(refusal(damaged)).toBe('snapshot-damaged')
  })

  it('writes numbers as the little-endian bytes of IEEE 754', () => {
    // 1.0 is 3f800000, −2.0 is c0000000.
    expect(encodeFloats(Float32Array.of(1, -2))).toBe(
      Buffer.from('0000803f000000c0', 'hex').toString('base64'),
    )
    expect(decodeFloats('AAAA')).toBeNull()
    expect(decodeFloats('?')).toBeNull()
  })

  it('is refused with a code when it is damaged', () => {
    expect(refusal(changed({}))).toBe('accepted')
    expect(refusal('{')).toBe('snapshot-unreadable')
    expect(refusal('[]')).toBe('snapshot-unreadable')
    expect(refusal(changed({ version: 2 }))).toBe('snapshot-version')
    expect(refusal(changed({ parameters: 'AAAA' }))).toBe('snapshot-damaged')
    expect(refusal(changed({ parameters: encodeFloats(Float32Array.of(1, 2)) }))).toBe('snapshot-damaged')
    expect(refusal(changed({ parameters: encodeFloats(Float32Array.of(1, NaN, 2)) }))).toBe(
      'snapshot-damaged',
    )
    expect(refusal(changed({ slots: {} }))).toBe('snapshot-damaged')
    expect(refusal(changed({ step: -1 }))).toBe('snapshot-damaged')
    expect(refusal(changed({ spec: { ...EXAMPLE.spec, seed: 'x' } }))).toBe('snapshot-damaged')
    expect(
      refusal(
        changed({
          series: {
            stride: 1,
            points: [
              { step: 2, train: 1, validation: 1 },
              { step: 1, train: 1, validation: 1 },
            ],
          },
        }),
      ),
    ).toBe('snapshot-damaged')
  })

  it('is refused when any part of its text is cut off', () => {
    const text = encodeSnapshot(EXAMPLE)
    fc.assert(
      fc.property(fc.nat(text.length - 1), (end) => {
        expect(refusal(text.slice(0, end))).toBe('snapshot-unreadable')
      }),
    )
  })
})
