import { sizeOf } from '../../core/network/parameters.ts'
import type { Now } from '../kernels/kernel.ts'
import type { Trainer } from '../trainer.ts'
import type { Machine } from './machine.ts'
import type { Plan } from './plan.ts'

/** Outside training nothing is dropped. */
const STILL: Now = { t: 0, seed: 0, isTraining: false, ring: 0, l1: 0, l2: 0, constants: [] }

/** What each row keeps of its numbers. */
const beginnings = (numbers: Float32Array, rows: number, row: number, kept: number): Float32Array => {
  if (row === kept) return numbers.slice(0, rows * row)
  const result = new Float32Array(rows * kept)
  for (let r = 0; r < rows; r++) result.set(numbers.subarray(r * row, r * row + kept), r * kept)
  return result
}

/**
 * The outputs for as many rows as are asked, a batch of the plan at a time, in one read-back. A text may be shorter than a GPT
 * sees: no token hears of those after it, so it is filled up with zeros whose outputs are left out.
 * Errors: a RangeError when rows have another size.
 */
export function createOutputs({ net, inputs: { x: place }, batchSize, ...plan }: Plan, machine: Machine) {
  const row = place.size / batchSize
  const outputsOfRow = sizeOf(plan.outputShape)
  const filled = new Float64Array(place.size)
  const outputs: Trainer['outputs'] = async ({ values, shape: [rows = 0] }) => {
    const given = values.length / rows
    if (given !== row && !(net.kind === 'gpt' && given < row)) {
      throw new RangeError(`A row of this network has ${row} numbers, not ${given}.`)
    }
    const batches = Math.ceil(rows / batchSize)
    const reading = machine.reading(batches * plan.outputs.size)
    for (let from = 0; from < rows; from += batchSize) {
      filled.fill(0)
      for (let r = 0; r < Math.min(batchSize, rows - from); r++)
        filled.set(values.subarray((from + r) * given, (from + r + 1) * given), r * row)
      machine.write(place, filled)
      machine.run(STILL, 0, plan.forward)
      reading.add(plan.outputs)
    }
    return beginnings(await reading.numbers(), rows, outputsOfRow, (outputsOfRow * given) / row)
  }
  return outputs
}
