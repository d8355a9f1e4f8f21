import { type Expr, expr, symbolsIn } from '../../formula/expr.ts'
import { type CodeLanguage, type Identifiers, identifiers } from '../../formula/identifiers.ts'
import { piecesOf, type Schedule, type SchedulePiece, type Settings, settingsOf } from '../schedule.ts'

/** The comments of a program. */
export interface ScheduleWords {
  /** The first line: which schedule, how many updates. */
  readonly title: string
  /** What the function gives: the rate after k updates, which update k + 1 uses. */
  readonly rate: string
  /** Beside a model that the reader is to replace by their own. */
  readonly model: string
  /** Where the rate itself is the factor, because the optimizer's own rate is 1. */
  readonly factor: string
  /** Beside the loss that the reader is to replace by their own. */
  readonly loss: string
}

/** A schedule with its settings, and the run that it is for. */
export interface ScheduleProgram {
  readonly schedule: Schedule
  readonly settings: Settings
  readonly updates: number
  readonly words: ScheduleWords
}

/** How a piece's own names are found, in words of a programming language: the drops so far, the cycle around k. */
export type Repetition = 'drops' | 'cycles'

/** A name of a branch: a formula, or the function's own value at another k, under the name that k has. */
export type BranchDefinition = { readonly id: string } & (
  { readonly value: Expr } | { readonly rateAt: string }
)

/** One branch of the function: holds while k < to; null for the last. */
export interface Branch {
  readonly to: number | null
  readonly repeats: Repetition | null
  readonly definitions: readonly BranchDefinition[]
  readonly value: Expr
}

/** A schedule as both languages need it. */
export interface Outline {
  readonly ids: Identifiers
  readonly constants: readonly { readonly id: string; readonly value: number }[]
  readonly branches: readonly Branch[]
}

/** Names of pieces that differ from one repetition to the next. */
const REPEATED: Readonly<Record<Repetition, readonly string[]>> = { drops: ['n'], cycles: ['k_i', 'T_i'] }

const repetitionOf = (piece: SchedulePiece): Repetition | null =>
  (['drops', 'cycles'] as const).find((kind) =>
    REPEATED[kind].every((name) => piece.definitions.some((d) => d.name === name)),
  ) ?? null

/** The peak that a warm-up climbs to is the rate with which the schedule begins after it. */
const PEAK = 'alpha_W'

/**
 * The schedule as branches of one function of k: pieces that repeat are one branch that finds its repetition itself. No
 * name of it gets one of `taken`.
 * @throws Error as `settingsOf`
 */
export function outlined(
  program: Omit<ScheduleProgram, 'words'>,
  language: CodeLanguage,
  taken: readonly string[] = [],
): Outline {
  const { schedule } = program
  const settings = settingsOf(schedule, program.settings)
  const updates = Math.max(program.updates, (settings['warm_up'] ?? 0) + 1)
  const pieces: SchedulePiece[] = []
  for (const piece of piecesOf(schedule, updates, settings)) {
    pieces.push(piece)
    if (repetitionOf(piece)) break
  }
  const definitions = pieces.flatMap((piece) => piece.definitions.map((d) => d.name))
  const needed = new Set(
    pieces.flatMap((p) => [p.value, ...p.definitions.map((d) => d.value)].flatMap(symbolsIn)),
  )
  for (const piece of pieces) if (repetitionOf(piece)) for (const name of HELPERS) needed.add(name)
  const names = Object.keys(settings)
  const ids = identifiers(['k', ...names, ...definitions], language, [
    'rateAt',
    'rate_at',
    'model',
    'optimizer',
    'scheduler',
    'loss',
    ...taken,
  ])
  return {
    ids,
    constants: names
      .filter((name) => needed.has(name))
      .map((name) => ({ id: ids[name]!, value: settings[name]! })),
    branches: pieces.map((piece, i) => ({
      to: i === pieces.length - 1 ? null : piece.to,
      repeats: repetitionOf(piece),
      definitions: piece.definitions
        .filter((d) => repetitionOf(piece) === null || !REPEATED[repetitionOf(piece)!].includes(d.name))
        .map((d) => ({
          id: ids[d.name]!,
          ...(d.name === PEAK ? { rateAt: ids['warm_up']! } : { value: d.value }),
        })),
      value: piece.value,
    })),
  }
}

/** What finding a repetition reads beside the formula's own names. */
const HELPERS = ['warm_up', 'every', 'first', 'multiplier'] as const

/** k, counted from the end of the warm-up where there is one. */
export const since = ({ ids, constants }: Outline): Expr =>
  constants.some((c) => c.id === ids['warm_up'] && c.value > 0)
    ? { kind: 'subtract', left: expr('k'), right: expr('warm_up') }
    : expr('k')

/** A piece of code as a factor: one name as it is, anything else in parentheses. */
export const enclosed = (code: string): string => (/^\w+$/.test(code) ? code : `(${code})`)

/** Text that stays on one line of code. */
export const oneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()
