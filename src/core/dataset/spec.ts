import type { Scaling } from './scaling.ts'

/** Two classes, several classes, and numbers to predict, each in the order in which they are offered. */
export const TWO_CLASS_KINDS = ['circles', 'xor', 'gaussians', 'spiral', 'moons'] as const
export const CLASS_KINDS = ['clouds', 'arms', 'rings'] as const
export const VALUE_KINDS = ['plane', 'hills', 'ripple'] as const

/** The kinds of toy data. */
export const DATASET_KINDS = [...TWO_CLASS_KINDS, ...CLASS_KINDS, ...VALUE_KINDS] as const
export type TwoClassKind = (typeof TWO_CLASS_KINDS)[number]
export type ClassKind = (typeof CLASS_KINDS)[number]
export type ValueKind = (typeof VALUE_KINDS)[number]
export type DatasetKind = (typeof DATASET_KINDS)[number]

/** The picture of a dataset shows the square [−PICTURE, PICTURE]². */
export const PICTURE = 1.2

/** The same for standardized columns. */
const STANDARD_PICTURE = 3

/** Numbers a point has in a table: x₁, x₂, and its class or number. */
export const COLUMNS = 3

/** What the numbers of a DataSpec may be. */
export const DATA_LIMITS = {
  noise: { min: 0, max: 0.5, default: 0.1 },
  trainShare: { min: 0.1, max: 0.9, default: 0.5 },
  count: { min: 20, max: 2000, default: 300 },
  classes: { min: 3, max: 5, default: 3 },
  rows: { min: 2, max: 100_000 },
} as const

/** Made-up points of the plane with a class or a number each. */
export interface GeneratedData {
  readonly kind: DatasetKind
  /** 0 … 0.5: half of it is the standard deviation by which points, or the numbers to predict, are displaced. */
  readonly noise: number
  /** An unsigned 32-bit integer. */
  readonly seed: number
  /** 0.1 … 0.9: the share of the points that is trained on; the rest validates. */
  readonly trainShare: number
  /** How many points in all, 20 … 2000. */
  readonly count: number
  /** 3 … 5, for the kinds with several classes; 3 where it is left out. */
  readonly classes?: number
}

/** The reader's own points: drawn on the picture as they are, or rows of a table, which are standardized. */
export interface OwnData {
  readonly kind: 'own'
  readonly origin: 'drawn' | 'table'
  readonly task: Task
  /** x₁, x₂ and the class or number of one point after another; two points at least. */
  readonly table: Float64Array
  /** Decides which points are trained on; an unsigned 32-bit integer. */
  readonly seed: number
  readonly trainShare: number
}

/** From this description `makeDataset` makes the same points everywhere. */
export type DataSpec = GeneratedData | OwnData

/** What is to be learnt: which of so many classes a point has, or its number. */
export type Task = { readonly kind: 'classes'; readonly classes: number } | { readonly kind: 'value' }

const has = <T extends string>(kinds: readonly T[], kind: string): kind is T =>
  (kinds as readonly string[]).includes(kind)

export const isValueKind = (kind: string): kind is ValueKind => has(VALUE_KINDS, kind)
export const isClassKind = (kind: string): kind is ClassKind => has(CLASS_KINDS, kind)

export function taskOf(data: Pick<GeneratedData, 'kind' | 'classes'> | Pick<OwnData, 'kind' | 'task'>): Task {
  if (data.kind === 'own') return data.task
  if (isValueKind(data.kind)) return { kind: 'value' }
  const classes = isClassKind(data.kind) ? (data.classes ?? DATA_LIMITS.classes.default) : 2
  return { kind: 'classes', classes }
}

/** How many points there are in all. */
export const countOf = (
  data: Pick<GeneratedData, 'kind' | 'count'> | Pick<OwnData, 'kind' | 'table'>,
): number => (data.kind === 'own' ? Math.floor(data.table.length / COLUMNS) : data.count)

/** The picture shows the square [−range, range]²: standardized columns lie within three deviations, or nearly all. */
export const rangeOf = (data: DataSpec): number =>
  data.kind === 'own' && data.origin === 'table' ? STANDARD_PICTURE : PICTURE

/** n points: `x` holds x₁, x₂ of the first point, then of the second, …; `y` holds the classes (0, 1, …) or numbers. */
export interface Sample {
  readonly x: Float32Array
  readonly y: Float32Array
  readonly n: number
}

export interface Dataset {
  readonly train: Sample
  readonly validation: Sample
  /** How the columns x₁, x₂ and y of a table were scaled. */
  readonly scalings?: readonly [Scaling, Scaling, Scaling]
}
