import { evaluate } from '../formula/evaluate.ts'
import { pieceValues, type Schedule, type SchedulePiece, type Settings } from '../schedule/schedule.ts'

/** A schedule around a rule, with a value for each of its parameters but `alpha`. */
export interface Scheduling {
  readonly schedule: Schedule
  readonly settings: Settings
}

/** The learning rate of one step: its formula, what the formula reads, and what it gives. */
export interface Applied {
  readonly piece: SchedulePiece
  readonly values: Readonly<Record<string, number>>
  readonly rate: number
}

/** The rate that the step after t steps uses, when α is the chosen one: the schedule at k = t. */
export function scheduledRate({ schedule, settings }: Scheduling, t: number, alpha: number): Applied {
  const all = { ...settings, alpha }
  const piece = schedule.pieceAt(t, all)
  const values = pieceValues(piece, t, all)
  return { piece, values, rate: evaluate(piece.value, values) }
}
