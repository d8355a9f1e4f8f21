import { useEffect, useMemo, useRef } from 'react'
import type { Edge, GraphNode } from '../../core/autodiff/graph.ts'
import { localOf } from '../../core/autodiff/sweep.ts'
import { BOX, drawn, type Point } from './layout.ts'
import { boxText, operationText, shown } from './lines.ts'
import { hiddenNode, hiddenValue, named, type PanelProps } from './panel.ts'

/** More digits than these do not fit into a box; the table has them. */
const BOX_DIGITS = 5
/** Pixels of the drawing to the rem, so that it grows with the text. */
const PER_REM = 16

/** The graph, left to right: boxes with value and gradient, edges with their local derivatives. */
export function GraphPicture({ state, place, t }: Omit<PanelProps, 'dispatch'>) {
  const { graph, sweep, item } = place
  const drawing = useMemo(() => drawn(graph), [graph])
  const frame = useRef<HTMLDivElement>(null)
  const current = item?.kind === 'edge' ? graph.edges[item.edge]!.tail : item?.node
  const x = current === undefined ? 0 : drawing.nodes[current]!.x
  useEffect(() => {
    const element = frame.current
    if (!element || element.scrollWidth <= element.clientWidth) return
    element.scrollLeft = (x / drawing.width) * element.scrollWidth - element.clientWidth / 2
  }, [x, drawing])
  const list = (of: readonly (number | null)[]): string[] =>
    graph.nodes
      .filter(({ id }) => of[id] !== null && id !== (of === sweep.values ? hiddenValue : hiddenNode)(place))
      .map(({ id }) => `${named(graph, id)} ${shown(of[id]!, state.digits)}`)
  const operations = graph.nodes
    .filter((node) => node.formula)
    .map((node) => `${named(graph, node.id)} = ${operationText(graph, node)}`)
  return (
    <div className="scroll-x bp-frame" ref={frame} tabIndex={0} role="group" aria-label={t.graph}>
      <svg
        className="bp-graph"
        role="img"
        aria-label={t.graphAlt({
          output: named(graph, graph.output),
          operations,
          values: list(sweep.values),
          gradients: list(sweep.gradients),
        })}
        viewBox={`0 0 ${drawing.width} ${drawing.height}`}
        width={`${drawing.width / PER_REM}rem`}
        height={`${drawing.height / PER_REM}rem`}
      >
        {graph.edges.map((edge) => (
          <EdgeLine key={edge.id} edge={edge} way={drawing.edges[edge.id]!} place={place} />
        ))}
        {graph.nodes.map((node) => (
          <Box key={node.id} node={node} at={drawing.nodes[node.id]!} state={state} place={place} t={t} />
        ))}
        {graph.edges.map((edge) => (
          <EdgeLabel key={edge.id} edge={edge} way={drawing.edges[edge.id]!} state={state} place={place} />
        ))}
      </svg>
    </div>
  )
}

/** Through the points, level at each of them. */
const pathOf = (way: readonly Point[]): string =>
  way
    .map(({ x, y }, i) => {
      const last = way[i - 1]
      if (!last) return `M${x} ${y}`
      const middle = (last.x + x) / 2
      return `C${middle} ${last.y} ${middle} ${y} ${x} ${y}`
    })
    .join('')

type EdgeState = 'ahead' | 'forward' | 'known' | 'backward' | 'walked' | 'idle'

/** What an edge is at this place: its picture differs in width, dashes and arrow, not in colour alone. */
function stateOf(edge: Edge, { graph, item, sweep, items }: PanelProps['place']): EdgeState {
  if (item?.kind === 'edge' && item.edge === edge.id) return 'backward'
  if (item?.kind === 'value' && item.node === edge.head) return 'forward'
  const walk = items.findIndex((i) => i.kind === 'edge' && i.edge === edge.id)
  if (walk >= 0 && walk < sweep.done) return 'walked'
  if (!graph.nodes[edge.tail]!.needsGradient) return 'idle'
  return sweep.values[edge.head] === null ? 'ahead' : 'known'
}

interface EdgeProps {
  readonly edge: Edge
  readonly way: readonly Point[]
  readonly place: PanelProps['place']
}

function EdgeLine({ edge, way, place }: EdgeProps) {
  const state = stateOf(edge, place)
  const [tail, head] = [way[0]!, way.at(-1)!]
  const isBack = state === 'backward' || state === 'walked'
  const size = state === 'backward' || state === 'forward' ? 12 : 8
  const tip = isBack ? tail : head
  const base = tip.x + (isBack ? size : -size)
  return (
    <g className={`bp-edge is-${state}`}>
      <path d={pathOf(way)} />
      <polygon points={`${tip.x},${tip.y} ${base},${tip.y - size / 2} ${base},${tip.y + size / 2}`} />
    </g>
  )
}

/**
 * Where the label of an edge stands: on its first part; where several edges leave one node, and would have their
 * labels on one heap, nearer to their heads.
 */
function labelPoint(edge: Edge, way: readonly Point[], { graph }: PanelProps['place']): Point {
  const isOneOfMany = graph.edges.some((e) => e.tail === edge.tail && e.id !== edge.id)
  if (!isOneOfMany) return pointOn(way.slice(0, 2), 0.45)
  return pointOn(way.slice(-2), way.length > 2 ? 0.45 : 0.62)
}

/** A point of a part of an edge, which is level at both ends. */
function pointOn([from, to]: readonly Point[], t: number): Point {
  const late = t * t * (3 - 2 * t)
  const middle = (from!.x + to!.x) / 2
  const x = (1 - t) ** 3 * from!.x + 3 * t * (1 - t) * middle + t ** 3 * to!.x
  return { x, y: from!.y + late * (to!.y - from!.y) }
}

/** The local derivative. */
function EdgeLabel({ edge, way, state, place }: EdgeProps & Pick<PanelProps, 'state'>) {
  const kind = stateOf(edge, place)
  if (kind !== 'walked' && kind !== 'backward') return null
  const isHidden = kind === 'backward' && place.hidden
  const local = () => shown(localOf(place.graph, edge, place.sweep), Math.min(state.digits, BOX_DIGITS - 1))
  const { x, y } = labelPoint(edge, way, place)
  return (
    <text className={`bp-local is-${kind}`} x={x} y={y + 4}>
      {isHidden ? '?' : local()}
    </text>
  )
}

interface BoxProps extends Omit<PanelProps, 'dispatch'> {
  readonly node: GraphNode
  readonly at: Point
}

function Box({ node, at, state, place, t }: BoxProps) {
  const { graph, sweep, item } = place
  const digits = Math.min(state.digits, BOX_DIGITS)
  const value = sweep.values[node.id] ?? null
  const gradient = sweep.gradients[node.id] ?? null
  const isCurrent = item?.kind === 'edge' ? graph.edges[item.edge]!.tail === node.id : item?.node === node.id
  const height = node.formula ? BOX.value : BOX.leaf
  const top = at.y - height / 2
  const kind = node.id === graph.output ? 'loss' : node.role
  const classes = `bp-box of-${kind}${isCurrent ? ' is-current' : ''}${value === null ? ' is-ahead' : ''}`
  const gradientText = () => {
    if (hiddenNode(place) === node.id) return '∂ ?'
    if (gradient === null) return ''
    return `∂ ${shown(gradient, digits)}${sweep.missing[node.id]! > 0 ? ' …' : ''}`
  }
  const shownValue = hiddenValue(place) === node.id ? '?' : value === null ? '–' : shown(value, digits)
  return (
    <g className={classes}>
      <title>{node.formula ? `${named(graph, node.id)} = ${operationText(graph, node)}` : t.given}</title>
      <rect x={at.x - BOX.width / 2} y={top} width={BOX.width} height={height} rx={node.formula ? 3 : 14} />
      {node.formula ? (
        <>
          <text className="bp-name" x={at.x} y={top + 18}>
            {boxText(graph, node)}
          </text>
          <text className="bp-value" x={at.x} y={top + 37}>
            {shownValue}
          </text>
        </>
      ) : (
        <text className="bp-value" x={at.x} y={top + 19}>
          <tspan className="bp-name">{boxText(graph, node)}</tspan> = {shownValue}
        </text>
      )}
      <text className="bp-gradient" x={at.x} y={top + (node.formula ? 56 : 38)}>
        {gradientText()}
      </text>
    </g>
  )
}
