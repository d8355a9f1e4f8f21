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

/** What the numbers of a DataSpec may be. */
export const DATA_LIMITS = {
  noise: { min: 0, max: 0.5, default: 0.1 },
  trainShare: { min: 0.1, max: 0.9, default: 0.5 },
  count: { min: 20, max: 2000, default: 300 },
  classes: { min: 3, max: 5, default: 3 },
} as const

/** Points of the plane with a class or a number each; from this description `makeDataset` makes the same everywhere. */
export interface DataSpec {
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

/** What is to be learnt: which of so many classes a point has, or its number. */
export type Task = { readonly kind: 'classes'; readonly classes: number } | { readonly kind: 'value' }

const has = <T extends string>(kinds: readonly T[], kind: string): kind is T =>
  (kinds as readonly string[]).includes(kind)

export const isValueKind = (kind: DatasetKind): kind is ValueKind => has(VALUE_KINDS, kind)
export const isClassKind = (kind: DatasetKind): kind is ClassKind => has(CLASS_KINDS, kind)

export function taskOf({ kind, classes }: Pick<DataSpec, 'kind' | 'classes'>): Task {
  if (isValueKind(kind)) return { kind: 'value' }
  return { kind: 'classes', classes: isClassKind(kind) ? (classes ?? DATA_LIMITS.classes.default) : 2 }
}

/** n points: `x` holds x₁, x₂ of the first point, then of the second, …; `y` holds the classes (0, 1, …) or numbers. */
export interface Sample {
  readonly x: Float32Array
  readonly y: Float32Array
  readonly n: number
}

export interface Dataset {
  readonly train: Sample
  readonly validation: Sample
}
