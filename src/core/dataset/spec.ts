/** The kinds of toy data, in the order in which they are offered. */
export const DATASET_KINDS = ['circles', 'xor', 'gaussians', 'spiral', 'moons'] as const
export type DatasetKind = (typeof DATASET_KINDS)[number]

/** The picture of a dataset shows the square [−PICTURE, PICTURE]². */
export const PICTURE = 1.2

/** What the numbers of a DataSpec may be. */
export const DATA_LIMITS = {
  noise: { min: 0, max: 0.5, default: 0.1 },
  trainShare: { min: 0.1, max: 0.9, default: 0.5 },
  count: { min: 20, max: 2000, default: 300 },
} as const

/** A two-class dataset in the plane; a pure description, from which `makeDataset` makes the same points everywhere. */
export interface DataSpec {
  readonly kind: DatasetKind
  /** 0 … 0.5: half of it is the standard deviation by which points are displaced. */
  readonly noise: number
  /** An unsigned 32-bit integer. */
  readonly seed: number
  /** 0.1 … 0.9: the share of the points that is trained on; the rest validates. */
  readonly trainShare: number
  /** How many points in all, 20 … 2000. */
  readonly count: number
}

/** n points: `x` holds x₁, x₂ of the first point, then of the second, …; `y` holds the classes, 0 or 1. */
export interface Sample {
  readonly x: Float32Array
  readonly y: Float32Array
  readonly n: number
}

export interface Dataset {
  readonly train: Sample
  readonly validation: Sample
}
