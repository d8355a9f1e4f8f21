import * as v from 'valibot'
import type { SeriesPoint } from '../../core/metric/index.ts'
import type { Settings } from './model.ts'
import { pointsSchema, type OwnPoint } from './own-points.ts'
import { tableSchema, type OwnTable } from './own-table.ts'
import { params } from './params.ts'
import type { Scores } from './picture.ts'

/** Settings of the view alone: a run does not depend on them. */
export const VIEW_NAMES = ['speed', 'scale', 'smooth', 'overlay'] as const
type ViewName = (typeof VIEW_NAMES)[number]
export type RunName = Exclude<keyof Settings, ViewName>
export type RunSettings = Omit<Settings, ViewName>

/** The settings that decide a run, in the order of their declaration. */
export const RUN_NAMES = (Object.keys(params) as (keyof Settings)[]).filter(
  (name): name is RunName => !(VIEW_NAMES as readonly string[]).includes(name),
)

export const runSettingsOf = (settings: RunSettings): RunSettings =>
  Object.fromEntries(RUN_NAMES.map((name) => [name, settings[name]])) as unknown as RunSettings

/** A run that the reader keeps to compare others with: how it was set, where it stood, its losses so far. */
export interface Pin {
  /** Its letter, the same as long as it is pinned: 0 … 3 for A … D. */
  readonly slot: number
  readonly settings: RunSettings
  /** The reader's own points, where they are what was trained on. */
  readonly points?: readonly OwnPoint[]
  /** The table, where it is. */
  readonly table?: OwnTable
  /** How many of its numbers were set by hand. */
  readonly edits: number
  readonly step: number
  /** Training and validation loss, training and validation score (see `Scores`), at that step. */
  readonly scores: readonly [number, number, number, number]
  /** Step, training loss, validation loss; step, … */
  readonly curve: readonly number[]
}

export const MOST_PINS = 4
/** Points of a curve that are kept, and those that a link may have to do with. */
export const CURVE_POINTS = 96
const FEWEST_POINTS = 24

/** At most so many points, evenly chosen, the first and the last among them. */
export function fewer<T>(points: readonly T[], most: number): readonly T[] {
  if (points.length <= most) return points
  const every = (points.length - 1) / (most - 1)
  return Array.from({ length: most }, (_, i) => points[Math.round(i * every)] as T)
}

/** Four digits are finer than a chart shows, and short in a link. */
const short = (x: number): number => Number(x.toPrecision(4)) + 0

/** The run as it can be pinned now. */
export function pinOf(
  settings: RunSettings & { readonly points?: readonly OwnPoint[]; readonly table?: OwnTable | null },
  edits: number,
  at: Scores & { readonly step: number },
  points: readonly SeriesPoint[],
): Omit<Pin, 'slot'> {
  return {
    settings: runSettingsOf(settings),
    ...(settings.data === 'own' && settings.points ? { points: settings.points } : {}),
    ...(settings.data === 'table' && settings.table ? { table: settings.table } : {}),
    edits,
    step: at.step,
    scores: [at.trainLoss, at.validationLoss, at.trainScore, at.validationScore].map(short) as never,
    curve: fewer(points, CURVE_POINTS).flatMap((p) => [p.step, short(p.train), short(p.validation)]),
  }
}

/** The curve as points again. */
export const curveOf = ({ curve }: Pick<Pin, 'curve'>): SeriesPoint[] =>
  Array.from({ length: curve.length / 3 }, (_, i) => ({
    step: curve[3 * i] as number,
    train: curve[3 * i + 1] as number,
    validation: curve[3 * i + 2] as number,
  }))

/** With one more pin, under the first letter that is free; the same pins when all letters are taken. */
export function withPin(pins: readonly Pin[], pin: Omit<Pin, 'slot'>): readonly Pin[] {
  const slot = [...Array(MOST_PINS).keys()].find((s) => pins.every((p) => p.slot !== s))
  return slot === undefined ? pins : [...pins, { slot, ...pin }].sort((a, b) => a.slot - b.slot)
}

/** Pins that take less room in a link: coarser curves; then none; null when there is nothing left to save. */
export function lighterPins(pins: readonly Pin[]): readonly Pin[] | null {
  if (pins.length === 0) return null
  if (pins.every((p) => p.curve.length <= 3 * FEWEST_POINTS)) return []
  return pins.map((p) => {
    const half = Math.max(FEWEST_POINTS, Math.ceil(p.curve.length / 6))
    return { ...p, curve: fewer(curveOf(p), half).flatMap((q) => [q.step, q.train, q.validation]) }
  })
}

const finite = v.pipe(v.number(), v.finite())
const step = v.pipe(v.number(), v.safeInteger(), v.minValue(0))

/** A pin from outside. */
const pinSchema = v.object({
  slot: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MOST_PINS - 1)),
  settings: v.object(
    Object.fromEntries(
      RUN_NAMES.map((name) => [
        name,
        v.optional(params[name].schema as v.GenericSchema<unknown, unknown>, params[name].default),
      ]),
    ) as unknown as v.ObjectEntries,
  ),
  points: v.exactOptional(pointsSchema),
  table: v.exactOptional(v.nonNullable(tableSchema)),
  edits: step,
  step,
  scores: v.tuple([finite, finite, finite, finite]),
  curve: v.pipe(
    v.array(finite),
    v.minLength(3),
    v.maxLength(3 * CURVE_POINTS),
    v.check((c) => c.length % 3 === 0 && c.every((x, i) => i % 3 > 0 || x > (c[i - 3] ?? -1))),
  ),
})

/** Pins from outside: each letter once, in order. */
export const pinsSchema = v.pipe(
  v.array(pinSchema),
  v.maxLength(MOST_PINS),
  v.check((pins) => pins.every((p, i) => i === 0 || p.slot > (pins[i - 1]?.slot ?? 0))),
) as unknown as v.GenericSchema<unknown, readonly Pin[]>
