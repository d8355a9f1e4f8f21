import { graphFrom } from '../../core/autodiff/from-formula.ts'
import type { Graph } from '../../core/autodiff/graph.ts'
import { networkGraph, type NetworkLoss, type Unit } from '../../core/autodiff/network.ts'
import { GRAPH_PRESETS, type GraphPresetId, presetGraph } from '../../core/autodiff/presets.ts'
import { type Item, itemsOf, type Sweep, sweepTo } from '../../core/autodiff/sweep.ts'
import type { Values } from '../../widget-kit/param.ts'
import { params } from './params.ts'

export type GraphId = GraphPresetId | 'network' | 'typed'

export type Turn = 'off' | 'on' | 'all'

/** Everything the reader has chosen; both passes are computed from it, the same whichever way one comes to a place. */
export interface State {
  readonly graph: GraphId
  readonly formula: string
  /** Of the leaves, in the order of the graph. */
  readonly values: readonly number[]
  readonly activation: Unit
  readonly loss: NetworkLoss
  /** How many items of the two passes are done. */
  readonly step: number
  readonly digits: number
  /** What the reader works out: nothing, the gradients, or the values too. */
  readonly turn: Turn
  /** The step whose hidden result has been found or shown; 0 for none. */
  readonly told: number
}

export type Action =
  | { readonly type: 'graph'; readonly graph: GraphId }
  | { readonly type: 'formula'; readonly formula: string }
  | { readonly type: 'value'; readonly leaf: number; readonly value: number }
  | { readonly type: 'activation'; readonly activation: Unit }
  | { readonly type: 'loss'; readonly loss: NetworkLoss }
  | { readonly type: 'digits'; readonly digits: number }
  | { readonly type: 'turn'; readonly turn: Turn }
  | { readonly type: 'go'; readonly step: number }
  | { readonly type: 'forward' | 'back' | 'next-pass' | 'last-pass' }
  | { readonly type: 'tell' }

type Choice = Pick<State, 'graph' | 'formula' | 'activation' | 'loss'>

const graphs = new Map<string, Graph>()
const CACHED = 8

const keyOf = ({ graph, formula, activation, loss }: Choice): string =>
  graph === 'typed' ? `typed ${formula}` : graph === 'network' ? `network ${activation} ${loss}` : graph

function made({ graph, formula, activation, loss }: Choice): Graph {
  if (graph === 'network') return networkGraph(activation, loss)
  if (graph !== 'typed') return presetGraph(graph)
  const result = graphFrom(formula)
  if (!result.ok) throw new Error(`“${formula}” makes no graph: ${result.error.code}.`)
  return result.graph
}

/** The graph that the state describes; the same object for the same choice. */
export function graphOf(choice: Choice): Graph {
  const key = keyOf(choice)
  const known = graphs.get(key)
  if (known) return known
  const graph = made(choice)
  graphs.set(key, graph)
  for (const old of graphs.keys()) if (graphs.size > CACHED) graphs.delete(old)
  return graph
}

/** The network of the lesson: small numbers that a hand can work with. */
const NETWORK_VALUES = [0.5, -0.5, 0, 1, 0.5, -0.5, 1, -1, 0.5, 1, 2, 1]
/** Values for the leaves of a typed expression; the first row at which everything is finite is used. */
const TYPED_VALUES = [
  [2, -3, 4, 1, 0.5, -1, 1.5, -0.5, 3, -2, 0.25, 1],
  [2, 3, 4, 1, 0.5, 1.5, 2.5, 0.25, 3, 1.25, 0.75, 1],
  [0.5, 0.25, 0.75, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.45, 0.55, 0.35],
] as const

/** Where each computation begins. */
export function usualValues(choice: Choice): readonly number[] {
  if (choice.graph === 'network') return NETWORK_VALUES
  if (choice.graph !== 'typed') return GRAPH_PRESETS[choice.graph].values
  const graph = graphOf(choice)
  const rows = TYPED_VALUES.map((row) => row.slice(0, graph.leaves.length))
  return rows.find((row) => isFinite(sweepTo(graph, row))) ?? rows[0]!
}

const isFinite = ({ values, gradients }: Sweep): boolean =>
  [...values, ...gradients].every((x) => x === null || Number.isFinite(x))

/** Everything that follows from a state. */
export interface Place {
  readonly graph: Graph
  readonly items: readonly Item[]
  /** Values that the forward pass computes; the item after them begins the backward pass. */
  readonly forward: number
  /** The item that has just been done; null at the start. */
  readonly item: Item | null
  readonly before: Sweep
  readonly sweep: Sweep
  /** Whether the reader is asked for the result of the item, which is a number. */
  readonly isAsked: boolean
  /** Whether it is still to be found. */
  readonly hidden: boolean
}

/** Whether the reader is asked for what an item gives; the seed is no question. */
const asks = (turn: Turn, { kind }: Item): boolean =>
  (kind === 'edge' && turn !== 'off') || (kind === 'value' && turn === 'all')

/** The number that an item has given. */
const resultOf = (graph: Graph, item: Item, { values, gradients }: Sweep): number | null =>
  (item.kind === 'edge'
    ? gradients[graph.edges[item.edge]!.tail]
    : (item.kind === 'value' ? values : gradients)[item.node]) ?? null

export function placeOf(state: State): Place {
  const graph = graphOf(state)
  const items = itemsOf(graph)
  const item = items[state.step - 1] ?? null
  const sweep = sweepTo(graph, state.values, state.step)
  const result = item && resultOf(graph, item, sweep)
  const isAsked = item !== null && asks(state.turn, item) && Number.isFinite(result)
  return {
    graph,
    items,
    forward: items.findIndex((i) => i.kind === 'seed'),
    item,
    before: sweepTo(graph, state.values, Math.max(0, state.step - 1)),
    sweep,
    isAsked,
    hidden: isAsked && state.told !== state.step,
  }
}

/** The first number of a place that is none, if there is one. */
export const isBroken = ({ sweep }: Place): boolean => !isFinite(sweep)

/** The state at a place of its two passes, kept inside them. */
function at(state: State, step: number): State {
  const last = itemsOf(graphOf(state)).length
  const to = Math.max(0, Math.min(Math.floor(step) || 0, last))
  return to === state.step && state.told === 0 ? state : { ...state, step: to, told: 0 }
}

/** The state with the values that its leaves are given; those that are not given, or no numbers, are the usual ones. */
function withValues(state: State, given: readonly (number | undefined)[]): State {
  const { min, max } = params.values
  const fits = (x: number | undefined): x is number => x !== undefined && x >= min && x <= max
  const values = usualValues(state).map((usual, i) => (fits(given[i]) ? given[i] : usual))
  return { ...state, values, told: 0 }
}

/** Another computation, from its start; leaves that it has in common with the old one keep their values. */
function withFormula(state: State, formula: string): State {
  const old = graphOf(state)
  const next: State = { ...state, graph: 'typed', formula }
  const known = new Map(old.leaves.map((id, i) => [old.nodes[id]!.name, state.values[i]]))
  const graph = graphOf(next)
  return at(
    withValues(
      next,
      graph.leaves.map((id) => known.get(graph.nodes[id]!.name)),
    ),
    0,
  )
}

function withValue(state: State, leaf: number, value: number): State {
  const { min, max } = params.values
  if (!(value >= min && value <= max) || !(leaf in state.values)) return state
  return { ...state, values: state.values.map((x, i) => (i === leaf ? value : x)), told: 0 }
}

/** The ends of the passes: the start, all values, all gradients. */
function toPass(state: State, forward: boolean): State {
  const { items, forward: values } = placeOf(state)
  const ends = [0, values, items.length]
  const next = forward ? ends.find((e) => e > state.step) : ends.reverse().find((e) => e < state.step)
  return at(state, next ?? state.step)
}

export function reduce(state: State, action: Action): State {
  switch (action.type) {
    case 'graph':
      if (action.graph === state.graph) return state
      return at(withValues({ ...state, graph: action.graph }, []), 0)
    case 'formula':
      return graphFrom(action.formula).ok ? withFormula(state, action.formula) : state
    case 'value':
      return withValue(state, action.leaf, action.value)
    case 'activation':
      return at({ ...state, activation: action.activation }, state.step)
    case 'loss':
      return at({ ...state, loss: action.loss }, state.step)
    case 'digits':
      return { ...state, digits: action.digits }
    case 'turn':
      return { ...state, turn: action.turn, told: 0 }
    case 'go':
      return at(state, action.step)
    case 'forward':
      return at(state, state.step + 1)
    case 'back':
      return at(state, state.step - 1)
    case 'next-pass':
      return toPass(state, true)
    case 'last-pass':
      return toPass(state, false)
    case 'tell':
      return { ...state, told: state.step }
  }
}

/** Walking is one change for the history, and so is dragging one slider. */
export function mergeKey(action: Action): string | null {
  switch (action.type) {
    case 'forward':
    case 'back':
    case 'next-pass':
    case 'last-pass':
    case 'go':
    case 'tell':
      return 'cursor'
    case 'value':
      return `value ${action.leaf}`
    case 'digits':
      return 'digits'
    default:
      return null
  }
}

export function init(p: Values<typeof params>): State {
  const { graph, formula, activation, loss, digits, turn } = p
  const base: State = { graph, formula, values: [], activation, loss, step: 0, digits, turn, told: 0 }
  return at(withValues(base, p.values), p.step)
}

export const valuesOf = (s: State): Values<typeof params> => ({
  graph: s.graph,
  formula: s.formula,
  values: s.values.every((x, i) => x === usualValues(s)[i]) ? [] : s.values,
  activation: s.activation,
  loss: s.loss,
  step: s.step,
  digits: s.digits,
  turn: s.turn,
})
