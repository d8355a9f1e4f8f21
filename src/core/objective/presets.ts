import { parse } from '../formula/parse.ts'
import { type Objective, objectiveOf, type ObjectiveFacts, type ParameterName } from './objective.ts'

export const PRESET_IDS = [
  'square',
  'double-well',
  'bowl',
  'narrow-valley',
  'rosenbrock',
  'beale',
  'himmelblau',
  'saddle',
] as const
export type PresetId = (typeof PRESET_IDS)[number]

interface Preset extends Omit<ObjectiveFacts, 'id'> {
  readonly text: string
  readonly names: readonly ParameterName[]
}

/**
 * Known functions. Rosenbrock (1960), Beale (1958) and Himmelblau (1972) are the usual tests of optimizers; `bowl` and
 * `narrow-valley` have the condition numbers 10 and 100; `saddle` has no minimum: it falls without bound along y.
 */
const PRESETS: Readonly<Record<PresetId, Preset>> = {
  square: {
    text: '(x-3)^2',
    names: ['x'],
    window: [[-1, 7]],
    start: [0],
    learningRate: 0.1,
    minima: [[3]],
  },
  'double-well': {
    text: '(x^2-1)^2 + 0.3*x',
    names: ['x'],
    window: [[-1.8, 1.8]],
    start: [1.6],
    learningRate: 0.02,
    minima: [[-1.0355787140888542], [0.9601495555191059]],
  },
  bowl: {
    text: '0.5*x^2 + 5*y^2',
    names: ['x', 'y'],
    window: [
      [-5, 5],
      [-3, 3],
    ],
    start: [-4, 2],
    learningRate: 0.1,
    minima: [[0, 0]],
  },
  'narrow-valley': {
    text: '0.5*x^2 + 50*y^2',
    names: ['x', 'y'],
    window: [
      [-5, 5],
      [-2, 2],
    ],
    start: [-4, 1],
    learningRate: 0.015,
    minima: [[0, 0]],
  },
  rosenbrock: {
    text: '(1-x)^2 + 100*(y-x^2)^2',
    names: ['x', 'y'],
    window: [
      [-2, 2],
      [-1, 3],
    ],
    start: [-1.2, 1],
    learningRate: 0.001,
    minima: [[1, 1]],
  },
  beale: {
    text: '(1.5-x+x*y)^2 + (2.25-x+x*y^2)^2 + (2.625-x+x*y^3)^2',
    names: ['x', 'y'],
    window: [
      [-1, 4.5],
      [-2, 2],
    ],
    start: [1, 1.2],
    learningRate: 0.01,
    minima: [[3, 0.5]],
  },
  himmelblau: {
    text: '(x^2+y-11)^2 + (x+y^2-7)^2',
    names: ['x', 'y'],
    window: [
      [-5, 5],
      [-5, 5],
    ],
    start: [0, -1],
    learningRate: 0.01,
    minima: [
      [3, 2],
      [-2.805118086952745, 3.131312518250573],
      [-3.779310253377747, -3.283185991286169],
      [3.584428340330491, -1.848126526964404],
    ],
  },
  saddle: {
    text: 'x^2 - y^2',
    names: ['x', 'y'],
    window: [
      [-2, 2],
      [-2, 2],
    ],
    start: [1.5, 0.01],
    learningRate: 0.1,
    minima: [],
  },
}

/** The condition number of `bowl`. */
export const BOWL_CONDITION = 10
const CONDITIONED = 16
const bowls = new Map<number, Objective>()

/**
 * The bowl ½x² + ½κy²: its curvatures are 1 and κ ≥ 1, so κ is its condition number. The learning rate to begin with is
 * 1/κ, at most 0.1. With κ = 10 it is the preset `bowl`.
 */
export function bowl(condition: number): Objective {
  if (condition === BOWL_CONDITION) return preset('bowl')
  const known = bowls.get(condition)
  if (known) return known
  const { text: _, names, ...facts } = PRESETS.bowl
  const text = `0.5*x^2 + ${condition / 2}*y^2`
  const parsed = parse(text, names)
  if (!parsed.ok) throw new Error(`A bowl with the condition number ${condition}: ${parsed.error.code}.`)
  const learningRate = Number(Math.min(0.1, 1 / condition).toPrecision(2))
  const objective = objectiveOf({ id: 'bowl', ...facts, learningRate }, text, parsed.expr, names)
  bowls.set(condition, objective)
  for (const old of bowls.keys()) if (bowls.size > CONDITIONED) bowls.delete(old)
  return objective
}

const made = new Map<PresetId, Objective>()

/** The objective of that name, parsed from its text and differentiated when first asked for. */
export function preset(id: PresetId): Objective {
  const known = made.get(id)
  if (known) return known
  const { text, names, ...facts } = PRESETS[id]
  const parsed = parse(text, names)
  if (!parsed.ok) throw new Error(`Preset “${id}”: ${parsed.error.code} at character ${parsed.error.at}.`)
  const objective = objectiveOf({ id, ...facts }, text, parsed.expr, names)
  made.set(id, objective)
  return objective
}
