import { PICTURE, type Sample } from '../../core/dataset/index.ts'

/*
 * The signs of points as SVG paths, all of the same area, so that none looks heavier: a square for class 0, a circle
 * for class 1, then a triangle, a diamond and a cross.
 */

const RADIUS = 0.03
const AREA = Math.PI * RADIUS ** 2

const short = (x: number): string => x.toFixed(3)

/** A closed polygon from the point itself to its corners, each given from the one before. */
const polygon =
  (start: readonly [number, number], sides: string) =>
  (x: number, y: number): string =>
    `M${short(x + start[0])} ${short(y + start[1])}${sides}Z`

const squareSide = Math.sqrt(AREA)
const triangleSide = Math.sqrt((4 * AREA) / Math.sqrt(3))
const triangleHeight = (triangleSide * Math.sqrt(3)) / 2
const diamondHalf = Math.sqrt(AREA / 2)
const crossArm = Math.sqrt(AREA / 5)
const [s, t, h, d, c] = [squareSide, triangleSide, triangleHeight, diamondHalf, crossArm].map(short)

const circle = (x: number, y: number): string =>
  `M${short(x - RADIUS)} ${short(y)}a${RADIUS} ${RADIUS} 0 1 0 ${2 * RADIUS} 0a${RADIUS} ${RADIUS} 0 1 0 ${-2 * RADIUS} 0Z`

/** The sign of each class at a place of the picture. */
export const SIGNS: readonly ((x: number, y: number) => string)[] = [
  polygon([-squareSide / 2, -squareSide / 2], `h${s}v${s}h-${s}`),
  circle,
  polygon([0, (-2 * triangleHeight) / 3], `l${short(triangleSide / 2)} ${h}h-${t}`),
  polygon([0, -diamondHalf], `l${d} ${d}l-${d} ${d}l-${d} -${d}`),
  polygon(
    [-crossArm / 2, (-3 * crossArm) / 2],
    `h${c}v${c}h${c}v${c}h-${c}v${c}h-${c}v-${c}h-${c}v-${c}h${c}`,
  ),
]

export const signOf = (label: number): ((x: number, y: number) => string) => SIGNS[label] ?? circle

/** The signs of those points that `sign` has one for, as one path; x₂ grows upwards, ±range is the picture's edge. */
export function marksOf(
  { x, y, n }: Sample,
  range: number,
  sign: (y: number) => ((x: number, y: number) => string) | null,
): string {
  const scale = PICTURE / range
  let path = ''
  for (let i = 0; i < n; i++) {
    const draw = sign(y[i] ?? NaN)
    if (draw) path += draw(scale * (x[2 * i] ?? NaN), -scale * (x[2 * i + 1] ?? NaN))
  }
  return path
}
