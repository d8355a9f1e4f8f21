import type { Generator } from './draw.ts'

/**
 * A disc and rings around it, class 0 in the middle; rings and gaps are equally wide: with w = 1/(2·classes − 1) the
 * class c has its radius uniform on [2c·w, (2c + 1)·w] and the angle uniform: (r cos φ, r sin φ).
 */
export const rings: Generator = (draw, label, _index, classes) => {
  const width = 1 / (2 * classes - 1)
  const radius = draw.uniform(0, 2 * label * width, (2 * label + 1) * width)
  const angle = draw.uniform(1, 0, 2 * Math.PI)
  return [radius * Math.cos(angle), radius * Math.sin(angle)]
}
