import { evaluate } from '../formula/evaluate.ts'
import type { Expr } from '../formula/expr.ts'
import type { Notation, Notations } from '../formula/quantity.ts'

/**
 * A schedule says which learning rate each update uses, as expressions. Names inside them: `k`, how many updates have
 * been made (0, 1, …; so update t of an optimizer, which counts from 1, uses the rate at k = t − 1), the parameters,
 * and what the piece itself defines. `alpha` is always the rate that the schedule is about: the one it starts from or
 * climbs to. Nothing else computes a rate: what is printed is what is used.
 */
export interface Schedule {
  readonly id: string
  readonly parameters: readonly ScheduleParameter[]
  /** Whether neighbouring pieces meet, so that the rate never jumps. */
  readonly continuous: boolean
  /** The piece that holds at k, for settings that have been checked. */
  readonly pieceAt: (k: number, settings: Settings) => SchedulePiece
  readonly sources: readonly string[]
}

/** One formula and where it holds: from ≤ k < to, both whole numbers (or ∞). */
export interface SchedulePiece {
  readonly from: number
  readonly to: number
  readonly value: Expr
  /** What the formula's other names mean; each may use the parameters and the definitions before it. */
  readonly definitions: readonly Definition[]
}

export interface Definition extends Notation {
  readonly name: string
  readonly value: Expr
}

export interface ScheduleParameter {
  readonly name: string
  readonly tex: string
  readonly default: number
  readonly min: number
  readonly max: number
  readonly scale: 'linear' | 'log'
  /** Whether only whole numbers will do. */
  readonly whole: boolean
}

/** A number for every parameter, by name. */
export type Settings = Readonly<Record<string, number>>

/** The first piece of many, or the only one. */
export const everywhere = (value: Expr): SchedulePiece => ({ from: 0, to: Infinity, value, definitions: [] })

/**
 * Every parameter's value: the given one, or its default.
 * @throws Error on a name that the schedule has not, and on a value outside its range or not whole where it must be
 */
export function settingsOf(schedule: Schedule, given: Settings = {}): Settings {
  const settings: Record<string, number> = {}
  for (const { name, default: usual, min, max, whole } of schedule.parameters) {
    const value = (Object.hasOwn(given, name) ? given[name] : undefined) ?? usual
    if (!(value >= min && value <= max) || (whole && !Number.isInteger(value))) {
      const kind = whole ? 'a whole number' : 'a number'
      throw new Error(
        `“${name}” of the schedule “${schedule.id}” is ${value}; it must be ${kind} from ${min} to ${max}.`,
      )
    }
    settings[name] = value
  }
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(settings, name))
  if (unknown === undefined) return settings
  const known = Object.keys(settings).join(', ')
  throw new Error(`The schedule “${schedule.id}” has no “${unknown}”; it has ${known}.`)
}

/** Everything that a piece's formula reads at k, by name, for `evaluate`, `substitution` and `texWithNumbers`. */
export function pieceValues(piece: SchedulePiece, k: number, settings: Settings): Record<string, number> {
  const values: Record<string, number> = { ...settings, k }
  for (const { name, value } of piece.definitions) values[name] = evaluate(value, values)
  return values
}

/**
 * The schedule as a function of k, the number of updates made, to the learning rate of the next one.
 * @throws Error as `settingsOf`; the function itself throws when k is not 0, 1, 2 …
 */
export function learningRate(schedule: Schedule, given: Settings = {}): (k: number) => number {
  const settings = settingsOf(schedule, given)
  return (k) => {
    if (!Number.isInteger(k) || k < 0) throw new Error(`Step ${k} of a schedule: steps are 0, 1, 2 …`)
    const piece = schedule.pieceAt(k, settings)
    return evaluate(piece.value, pieceValues(piece, k, settings))
  }
}

/** The pieces that hold anywhere in 0 ≤ k < steps, in order. */
export function piecesOf(schedule: Schedule, steps: number, given: Settings = {}): SchedulePiece[] {
  const settings = settingsOf(schedule, given)
  const pieces: SchedulePiece[] = []
  for (let k = 0; k < steps;) {
    const piece = schedule.pieceAt(k, settings)
    pieces.push(piece)
    k = piece.to
  }
  return pieces
}

/** How every name of a piece is written. */
export function notationsOf(schedule: Schedule, piece: SchedulePiece): Notations {
  const all: Record<string, Notation> = { k: { tex: 'k' } }
  for (const { name, tex } of schedule.parameters) all[name] = { tex, quantity: 'hyperparameter' }
  for (const { name, tex } of piece.definitions) all[name] = { tex }
  return all
}
