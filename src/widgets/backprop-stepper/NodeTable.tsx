import type { GraphNode } from '../../core/autodiff/graph.ts'
import { operationText, shown } from './lines.ts'
import { hiddenNode, hiddenValue, named, type PanelProps } from './panel.ts'

/** Every quantity with its operation, value and gradient: the graph for those who read, listen, or copy. */
export function NodeTable({ state, place, t, dispatch }: PanelProps) {
  const { graph } = place
  const operations = graph.nodes.filter((node) => node.formula).reverse()
  const leaves = graph.leaves.map((id) => graph.nodes[id]!)
  const rows = [...operations, ...leaves]
  return (
    <div className="scroll-x" tabIndex={0} role="group" aria-label={t.table}>
      <table className="data-table bp-table">
        <caption className="visually-hidden">{t.tableOf}</caption>
        <thead>
          <tr>
            <th scope="col">{t.quantity}</th>
            <th scope="col">{t.operation}</th>
            <th scope="col">{t.value}</th>
            <th scope="col" className="q-gradient">
              {t.gradient}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((node) => (
            <Row key={node.id} node={node} state={state} place={place} t={t} dispatch={dispatch} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** The step after which a node needs nothing more: its gradient if it is to have one, else its value. */
function stepOf(node: GraphNode, { graph, items }: PanelProps['place']): number {
  const touches = items.map((item) =>
    item.kind === 'edge' ? graph.edges[item.edge]!.tail === node.id : item.node === node.id,
  )
  return touches.lastIndexOf(true) + 1
}

function Row({ node, state, place, t, dispatch }: PanelProps & { node: GraphNode }) {
  const { graph, sweep, item } = place
  const isCurrent = item?.kind === 'edge' ? graph.edges[item.edge]!.tail === node.id : item?.node === node.id
  const name = named(graph, node.id)
  const value = sweep.values[node.id] ?? null
  const gradient = sweep.gradients[node.id] ?? null
  const isLeaf = node.formula === null
  const isSecret = hiddenValue(place) === node.id
  const quantity = node.id === graph.output ? 'loss' : node.role === 'parameter' ? 'parameter' : ''
  const gradientText = () => {
    if (!node.needsGradient) return <Later text={t.none} />
    if (hiddenNode(place) === node.id) return t.secret
    if (gradient === null) return <Later text={t.unknown} />
    const x = shown(gradient, state.digits)
    return sweep.missing[node.id]! > 0 ? t.partial(x) : x
  }
  return (
    <tr className={isCurrent ? 'current' : undefined} data-node={node.name}>
      <th scope="row">
        <button
          type="button"
          className="row-link"
          aria-label={t.goTo(name)}
          onClick={() => dispatch({ type: 'go', step: stepOf(node, place) })}
        >
          {name}
        </button>
      </th>
      <td className="bp-operation">
        {isLeaf ? (node.role === 'data' ? t.data : t.given) : operationText(graph, node)}
      </td>
      <td className={quantity ? `q-${quantity}` : undefined} title={exactly(value, isSecret)}>
        {isSecret ? t.secret : value === null ? <Later text={t.unknown} /> : shown(value, state.digits)}
      </td>
      <td className="q-gradient" title={exactly(gradient, hiddenNode(place) === node.id)}>
        {gradientText()}
      </td>
    </tr>
  )
}

/** A dash to look at, and what it means to listen to. */
function Later({ text }: { text: string }) {
  return (
    <span className="bp-later">
      <span aria-hidden="true">–</span>
      <span className="visually-hidden">{text}</span>
    </span>
  )
}

const exactly = (x: number | null, hidden: boolean): string | undefined =>
  x === null || hidden ? undefined : String(x)
