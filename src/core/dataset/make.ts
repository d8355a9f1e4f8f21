import { circles } from './circles.ts'
import { drawsOf, type Generator } from './draw.ts'
import { gaussians } from './gaussians.ts'
import { moons } from './moons.ts'
import { PICTURE, type DataSpec, type Dataset, type DatasetKind, type Sample } from './spec.ts'
import { spiral } from './spiral.ts'
import { xor } from './xor.ts'

const GENERATORS: Readonly<Record<DatasetKind, Generator>> = { circles, xor, gaussians, spiral, moons }

/** A coordinate that noise carried out of the picture is mirrored at its edge, so that no point is out of sight. */
function mirror(v: number): number {
  const inside = v > PICTURE ? 2 * PICTURE - v : v < -PICTURE ? -2 * PICTURE - v : v
  return Math.max(-PICTURE, Math.min(PICTURE, inside))
}

/**
 * Point i is (clean point of class i mod 2) + (noise / 2) · (standard normal, standard normal). The points are
 * independent and the classes take turns, so the first round(count · trainShare) points are a fair, balanced training
 * set as they are; the others validate. At least one point is on each side.
 */
export function makeDataset(spec: DataSpec): Dataset {
  const x = new Float32Array(2 * spec.count)
  const y = new Float32Array(spec.count)
  const generate = GENERATORS[spec.kind]
  for (let i = 0; i < spec.count; i++) {
    const draw = drawsOf(spec.seed, i)
    const label = i % 2
    const [x1, x2] = generate(draw, label, i)
    x[2 * i] = mirror(x1 + (spec.noise / 2) * draw.normal(0))
    x[2 * i + 1] = mirror(x2 + (spec.noise / 2) * draw.normal(1))
    y[i] = label
  }
  const cut = trainCount(spec)
  const part = (from: number, to: number): Sample => ({
    x: x.slice(2 * from, 2 * to),
    y: y.slice(from, to),
    n: to - from,
  })
  return { train: part(0, cut), validation: part(cut, spec.count) }
}

/** How many of the points are trained on. */
export function trainCount(spec: Pick<DataSpec, 'count' | 'trainShare'>): number {
  return Math.max(1, Math.min(spec.count - 1, Math.round(spec.count * spec.trainShare)))
}
