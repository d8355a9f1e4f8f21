import { expect, test } from 'vitest'
import { GOLDEN_CASES } from '../../core/network/reference/golden.ts'
import { ARENAS, type Now, type Place } from '../kernels/kernel.ts'
import { matmulInRegisters } from '../kernels/matmul-registers.ts'
import { planOf } from './plan.ts'

test('the GPT’s kernels, as their twins in float64, make the steps of PyTorch', () => {
  const golden = GOLDEN_CASES.find(({ net }) => net.kind === 'gpt')!
  const { net, loss, optimizer, hyperparameters, batch } = golden
  const plan = planOf({ net, loss, optimizer, batchSize: 3, seed: 1, clips: false }, matmulInRegisters)
  const arenas = Object.fromEntries(ARENAS.map((arena) => [arena, new Float64Array(plan.sizes[arena])]))
  const at = ({ arena, offset, size }: Place) => arenas[arena]!.subarray(offset, offset + size)
  at(plan.memory.parameters).set(golden.initial)
  at(plan.inputs.x).set(batch.x.values)
  at(plan.inputs.y).set(batch.y.values)
  at(plan.weights.place).set(plan.weights.bits)
  const tokens = [...batch.x.values]
  const order = [...tokens.keys()].sort((a, b) => tokens[a]! - tokens[b]!)
  at(plan.inputs.occurrences!.order).set(order)
  at(plan.inputs.occurrences!.starts).forEach(
    (_, v, starts) => (starts[v] = tokens.filter((token) => token < v).length),
  )
  for (let t = 1; t <= 20; t++) {
    const constants = new Float64Array(plan.rule.constantCount)
    plan.rule.writeConstants(t, hyperparameters, constants)
    const now: Now = { t, seed: 1, isTraining: true, ring: t - 1, l1: 0, l2: 0, constants: [...constants] }
    for (const { operands, twin } of plan.dispatches) {
      twin(Object.fromEntries(Object.entries(operands).map(([name, place]) => [name, at(place)])), now)
    }
    if (t === 1) {
      const gradient = at(plan.memory.gradients)
      golden.gradient.forEach((g, k) => expect(Math.abs(gradient[k]! - g)).toBeLessThan(1e-12))
    }
  }
  golden.losses.forEach((l, t) => expect(at(plan.memory.losses)[t]! / l).toBeCloseTo(1, 9))
  const parameters = at(plan.memory.parameters)
  golden.final.forEach((w, k) => {
    if (golden.isDetermined(k)) expect(Math.abs(parameters[k]! - w)).toBeLessThan(1e-8)
  })
  expect(plan.dispatches).toHaveLength(11 + 21 * 2)
})
