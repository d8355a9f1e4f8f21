import { normal, STREAMS, uniform } from '../rng.ts'

/** The random numbers of one point: as many independent ones as a generator asks for, each by its place. */
export interface Draw {
  /** Uniform on [low, high). */
  readonly uniform: (place: number, low: number, high: number) => number
  /** Standard normal. */
  readonly normal: (place: number) => number
}

/** Makes a point of the given class (0, 1, … of so many); `index` counts the points of the dataset. */
export type Generator = (
  draw: Draw,
  label: number,
  index: number,
  classes: number,
) => readonly [number, number]

/** The number at a point, without noise. */
export type Surface = (x1: number, x2: number) => number

const PLACES = 8

/** The draws of point `index`: those of different points and of different places are independent. */
export function drawsOf(seed: number, index: number): Draw {
  return {
    uniform: (place, low, high) => low + (high - low) * uniform(seed, STREAMS.data, PLACES * index + place),
    normal: (place) => normal(seed, STREAMS.displacement, PLACES * index + place),
  }
}
