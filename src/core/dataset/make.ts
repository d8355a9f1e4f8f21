import { arms } from './arms.ts'
import { circles } from './circles.ts'
import { clouds } from './clouds.ts'
import { drawsOf, type Draw, type Generator, type Surface } from './draw.ts'
import { gaussians } from './gaussians.ts'
import { hills } from './hills.ts'
import { moons } from './moons.ts'
import { plane } from './plane.ts'
import { rings } from './rings.ts'
import { ripple } from './ripple.ts'
import { ownDataset, trainedOf } from './own.ts'
import {
  isValueKind,
  PICTURE,
  taskOf,
  type ClassKind,
  type DataSpec,
  type Dataset,
  type GeneratedData,
  type Sample,
  type TwoClassKind,
  type ValueKind,
} from './spec.ts'
import { spiral } from './spiral.ts'
import { xor } from './xor.ts'

const GENERATORS: Readonly<Record<TwoClassKind | ClassKind, Generator>> = {
  ...{ circles, xor, gaussians, spiral, moons },
  ...{ clouds, arms, rings },
}
const SURFACES: Readonly<Record<ValueKind, Surface>> = { plane, hills, ripple }

type Point = readonly [x1: number, x2: number, y: number]

/** How one point after another of that data is made. */
function maker(spec: GeneratedData): (draw: Draw, index: number) => Point {
  const { kind, noise } = spec
  const off = (draw: Draw, place: number): number => (noise / 2) * draw.normal(place)
  if (isValueKind(kind)) {
    return (draw) => {
      const [x1, x2] = [draw.uniform(0, -1, 1), draw.uniform(1, -1, 1)]
      return [x1, x2, SURFACES[kind](x1, x2) + off(draw, 0)]
    }
  }
  const task = taskOf(spec)
  const classes = task.kind === 'classes' ? task.classes : 0
  return (draw, index) => {
    const label = index % classes
    const [x1, x2] = GENERATORS[kind](draw, label, index, classes)
    return [mirror(x1 + off(draw, 0)), mirror(x2 + off(draw, 1)), label]
  }
}

/** A coordinate that noise carried out of the picture is mirrored at its edge, so that no point is out of sight. */
function mirror(v: number): number {
  const inside = v > PICTURE ? 2 * PICTURE - v : v < -PICTURE ? -2 * PICTURE - v : v
  return Math.max(-PICTURE, Math.min(PICTURE, inside))
}

/**
 * Point i is (clean point of class i mod classes) + (noise / 2) · (standard normal, standard normal); where a number is
 * to be predicted, the point is uniform on [−1, 1]² and its number is surface(x₁, x₂) + (noise / 2) · standard normal.
 * The points are independent and the classes take turns, so the first round(count · trainShare) points are a fair,
 * balanced training set as they are; the others validate. At least one point is on each side.
 * What is made of the reader's own points: see `ownDataset`.
 */
export function makeDataset(spec: DataSpec): Dataset {
  if (spec.kind === 'own') return ownDataset(spec)
  const x = new Float32Array(2 * spec.count)
  const y = new Float32Array(spec.count)
  const make = maker(spec)
  for (let i = 0; i < spec.count; i++) [x[2 * i], x[2 * i + 1], y[i]] = make(drawsOf(spec.seed, i), i)
  const cut = trainCount(spec)
  const part = (from: number, to: number): Sample => ({
    x: x.slice(2 * from, 2 * to),
    y: y.slice(from, to),
    n: to - from,
  })
  return { train: part(0, cut), validation: part(cut, spec.count) }
}

/** How many of the points are trained on. */
export function trainCount(spec: DataSpec): number {
  if (spec.kind === 'own') return trainedOf(spec)
  return Math.max(1, Math.min(spec.count - 1, Math.round(spec.count * spec.trainShare)))
}
