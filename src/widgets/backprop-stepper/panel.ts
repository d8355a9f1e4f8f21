import type { Graph } from '../../core/autodiff/graph.ts'
import { nameText } from '../../core/autodiff/notation.ts'
import { type Item, localOf } from '../../core/autodiff/sweep.ts'
import type { BackpropMessages } from './messages.ts'
import { shown } from './lines.ts'
import type { Action, Place, State } from './model.ts'

/** What every part of the view is given: the state, where it is, and how to change it. */
export interface PanelProps {
  readonly state: State
  readonly place: Place
  readonly t: BackpropMessages
  dispatch(action: Action): void
}

/** An edge that has just been walked, in words and numbers. */
export function passed(item: Item & { kind: 'edge' }, { state, place }: Pick<PanelProps, 'state' | 'place'>) {
  const { graph, sweep } = place
  const edge = graph.edges[item.edge]!
  const show = (x: number | null | undefined): string => shown(x ?? NaN, state.digits)
  return {
    head: named(graph, edge.head),
    tail: named(graph, edge.tail),
    upstream: show(sweep.gradients[edge.head]),
    local: show(localOf(graph, edge, sweep)),
    gradient: show(sweep.gradients[edge.tail]),
    nth: item.nth,
    of: item.of,
  }
}

export const named = (graph: Graph, node: number): string => nameText(graph.nodes[node]!.name)

/** The node whose value the reader is to find; null where none is hidden. */
export const hiddenValue = ({ item, hidden }: Place): number | null =>
  hidden && item?.kind === 'value' ? item.node : null

/** The node whose gradient the reader is to find; null where nothing is hidden. */
export function hiddenNode({ item, hidden, graph }: Place): number | null {
  return hidden && item?.kind === 'edge' ? graph.edges[item.edge]!.tail : null
}
