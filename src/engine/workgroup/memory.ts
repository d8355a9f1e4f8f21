import { parametersOf, type DenseNet } from '../../core/network/architecture.ts'
import { parameterTotal } from '../../core/network/parameters.ts'
import { denseNetOf } from '../arrays/trainer.ts'
import { ruleOf } from '../rule-program.ts'
import type { TrainingPlan } from '../trainer.ts'

/** How a network lies in a workgroup's memory. */
export interface WorkgroupMemory {
  /** Rows of a batch that are computed together; a larger batch is taken in several parts. */
  readonly rows: number
  /** From one value of a row to the next: odd, so that neighbouring threads do not meet in one memory bank. */
  readonly stride: number
  /** Whether gradients need a place of their own: when a batch comes in parts, or is clipped. */
  readonly keepsGradient: boolean
  readonly bytes: number
}

const BYTES = 4

/** More rows at once are no faster: by then every thread has its row. */
const MOST_ROWS = 64

/** Numbers that are kept for each row: inputs, each layer's values and slopes, and the loss. */
const perRow = ({ inputs, hidden, outputs }: DenseNet): number =>
  inputs + 2 * hidden.reduce((sum, units) => sum + units, outputs) + 1

function memoryWith(plan: TrainingPlan, rows: number, threads: number): WorkgroupMemory {
  const net = denseNetOf(plan)
  const keepsGradient = plan.clips || rows < plan.batchSize
  const copies = 1 + ruleOf(plan.optimizer).state.length + (keepsGradient ? 1 : 0)
  const stride = rows % 2 === 0 ? rows + 1 : rows
  const parameters = copies * parameterTotal(parametersOf(net))
  const numbers = parameters + stride * perRow(net) + (plan.clips ? threads : 0)
  return { rows, stride, keepsGradient, bytes: BYTES * numbers }
}

/**
 * The memory that a workgroup of so many threads needs to train this network: parameters, the optimizer's slots, and as
 * many rows of a batch as `limit` bytes (the device's maxComputeWorkgroupStorageSize) leave room for. `bytes` is more
 * than the limit when not even one row has room. Errors: an Error for a network that is not dense.
 */
export function workgroupMemory(plan: TrainingPlan, limit: number, threads: number): WorkgroupMemory {
  const most = Math.min(plan.batchSize, MOST_ROWS)
  for (let rows = most; rows > 1; rows--) {
    const memory = memoryWith(plan, rows, threads)
    if (memory.bytes <= limit) return memory
  }
  return memoryWith(plan, 1, threads)
}

/** What a plan needs that does not fit into a workgroup. */
export class WorkgroupTooSmallError extends Error {
  readonly needed: number
  readonly limit: number
  constructor(needed: number, limit: number) {
    super(`The network needs ${needed} bytes of workgroup memory; this device has ${limit}.`)
    this.name = 'WorkgroupTooSmallError'
    this.needed = needed
    this.limit = limit
  }
}
