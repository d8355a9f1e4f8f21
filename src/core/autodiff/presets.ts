import { parse } from '../formula/parse.ts'
import { EXPRESSION_NAMES, graphOf, type GraphOptions } from './from-formula.ts'
import type { Graph } from './graph.ts'

/** A graph with a story: its formula, the names of its operations and the values to begin with, in leaf order. */
export interface GraphPreset extends GraphOptions {
  readonly formula: string
  readonly values: readonly number[]
}

export const GRAPH_PRESETS = {
  'square-of-sum': { formula: '(a*b + c)^2', values: [2, -3, 4], names: ['u', 's'] },
  neuron: {
    formula: '(1/(1 + exp(-(w*x + b))) - y)^2',
    values: [0.5, 2, -1.5, 1],
    data: ['x', 'y'],
    names: ['u', 'z', 's', 'r'],
  },
  reused: { formula: 'x*y + x', values: [3, -2], names: ['p'] },
  saturated: {
    formula: '(1/(1 + exp(-(w*x + b))) - y)^2',
    values: [4, 2, 0, 0],
    data: ['x', 'y'],
    names: ['u', 'z', 's', 'r'],
  },
  chain: {
    formula: '1/(1 + exp(-(w3*(1/(1 + exp(-(w2*(1/(1 + exp(-(w1*x)))))))))))',
    values: [1, 1, 1, 1],
    data: ['x'],
    names: ['z1', 'h1', 'z2', 'h2', 'z3'],
  },
  'dead-relu': {
    formula: '(max(0, w*x + b) - y)^2',
    values: [-1, 2, 0.5, 1],
    data: ['x', 'y'],
    names: ['u', 'z', 'h', 'r'],
  },
} as const satisfies Readonly<Record<string, GraphPreset>>

export type GraphPresetId = keyof typeof GRAPH_PRESETS
export const GRAPH_PRESET_IDS = Object.keys(GRAPH_PRESETS) as readonly GraphPresetId[]

/** The graph of a preset. */
export function presetGraph(id: GraphPresetId): Graph {
  const preset: GraphPreset = GRAPH_PRESETS[id]
  const parsed = parse(preset.formula, EXPRESSION_NAMES)
  if (!parsed.ok) throw new Error(`The formula of “${id}” is none: ${parsed.error.code}.`)
  return graphOf(parsed.expr, preset)
}
