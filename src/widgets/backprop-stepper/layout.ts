import type { Graph } from '../../core/autodiff/graph.ts'

/*
 * A layered drawing, left to right: every node in the column after its last operand, leaves just before their first
 * use; an edge that crosses columns keeps a free row in each. Rows are ordered by the mean of the neighbours, some
 * sweeps to and fro, and the order with the fewest crossings is kept.
 */

export interface Point {
  readonly x: number
  readonly y: number
}
export interface Drawn {
  readonly width: number
  readonly height: number
  /** The middle of every node. */
  readonly nodes: readonly Point[]
  /** The way of every edge: leaves its tail at the first point, enters its head at the last, level at each. */
  readonly edges: readonly (readonly Point[])[]
}

export const BOX = { width: 108, leaf: 46, value: 64 } as const
const COLUMN_GAP = 78
const ROW_GAP = 14
const MARGIN = 6
const SWEEPS = 8

/** Something that takes a row in a column: a node, or an edge passing through. */
interface Slot {
  readonly node: number | null
  readonly column: number
  readonly height: number
  readonly before: Slot[]
  readonly after: Slot[]
  y: number
}

export function columnsOf(graph: Graph): number[] {
  const column: number[] = []
  for (const node of graph.nodes) {
    const tails = node.into.map((id) => graph.edges[id]!.tail)
    column[node.id] = tails.length === 0 ? 0 : 1 + Math.max(...tails.map((id) => column[id]!))
  }
  for (const id of graph.leaves) {
    const heads = graph.edges.filter((edge) => edge.tail === id).map((edge) => column[edge.head]!)
    column[id] = Math.min(...heads) - 1
  }
  return column
}

interface Woven {
  readonly slots: readonly Slot[]
  /** By node. */
  readonly of: readonly Slot[]
  /** By edge: the slots that it passes, tail and head included. */
  readonly ways: readonly (readonly Slot[])[]
}

function woven(graph: Graph): Woven {
  const column = columnsOf(graph)
  const slots: Slot[] = []
  const slot = (node: number | null, at: number, height: number): Slot => {
    const made: Slot = { node, column: at, height, before: [], after: [], y: 0 }
    slots.push(made)
    return made
  }
  const of = graph.nodes.map(({ id, formula }) => slot(id, column[id]!, formula ? BOX.value : BOX.leaf))
  const ways = graph.edges.map(({ tail, head }) => {
    const way = [of[tail]!]
    for (let c = column[tail]! + 1; c < column[head]!; c++) way.push(slot(null, c, 0))
    way.push(of[head]!)
    for (const [i, here] of way.slice(1).entries()) {
      way[i]!.after.push(here)
      here.before.push(way[i]!)
    }
    return way
  })
  return { slots, of, ways }
}

const mean = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0) / list.length

/** The columns, each a list of slots from top to bottom. */
function ordered(slots: readonly Slot[]): Slot[][] {
  const count = 1 + Math.max(...slots.map((s) => s.column))
  let columns = Array.from({ length: count }, (_, c) => slots.filter((s) => s.column === c))
  let best = columns
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const row = new Map(columns.flatMap((column) => column.map((s, i) => [s, i / column.length] as const)))
    const towards = sweep % 2 === 0 ? 'after' : 'before'
    const wish = (s: Slot): number => {
      const neighbours = s[towards].length > 0 ? s[towards] : [...s.before, ...s.after]
      return mean(neighbours.map((other) => row.get(other)!))
    }
    const order = towards === 'after' ? [...columns.keys()].reverse() : [...columns.keys()]
    columns = [...columns]
    for (const c of order) {
      const column = columns[c]!
      const wishes = new Map(column.map((s) => [s, wish(s)]))
      columns[c] = [...column].sort((a, b) => wishes.get(a)! - wishes.get(b)!)
      columns[c].forEach((s, i) => row.set(s, i / columns[c]!.length))
    }
    if (crossings(columns) < crossings(best)) best = columns
  }
  return best
}

/** How many pairs of lines between neighbouring columns cross. */
function crossings(columns: readonly (readonly Slot[])[]): number {
  let count = 0
  for (const column of columns) {
    const lines = column.flatMap((s, i) => s.after.map((t) => [i, columns[t.column]!.indexOf(t)] as const))
    for (const [i, [a, b]] of lines.entries())
      for (const [c, d] of lines.slice(i + 1)) if ((a - c) * (b - d) < 0) count++
  }
  return count
}

const apart = (above: Slot, below: Slot): number => (above.height + below.height) / 2 + ROW_GAP

/**
 * The heights nearest to what each slot wishes, in order and far enough apart: neighbours that would overlap move
 * together (pool adjacent violators).
 */
function settle(column: readonly Slot[], wishes: readonly number[]): void {
  const offsets = column.map(() => 0)
  for (let i = 1; i < column.length; i++) offsets[i] = offsets[i - 1]! + apart(column[i - 1]!, column[i]!)
  const blocks: { from: number; to: number; sum: number }[] = []
  const level = (b: { from: number; to: number; sum: number }) => b.sum / (b.to - b.from)
  for (const [i, wish] of wishes.entries()) {
    blocks.push({ from: i, to: i + 1, sum: wish - offsets[i]! })
    while (blocks.length > 1 && level(blocks.at(-1)!) < level(blocks.at(-2)!)) {
      const last = blocks.pop()!
      const into = blocks.at(-1)!
      into.to = last.to
      into.sum += last.sum
    }
  }
  for (const block of blocks)
    for (let i = block.from; i < block.to; i++) column[i]!.y = level(block) + offsets[i]!
}

function heights(columns: readonly (readonly Slot[])[]): void {
  for (const column of columns)
    settle(
      column,
      column.map(() => 0),
    )
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (const column of sweep % 2 === 0 ? columns : [...columns].reverse())
      settle(
        column,
        column.map((s) => mean([...s.before, ...s.after].map((other) => other.y))),
      )
  }
}

/** The drawing of a graph; the same graph is always drawn the same. */
export function drawn(graph: Graph): Drawn {
  const { slots, of, ways } = woven(graph)
  const columns = ordered(slots)
  heights(columns)
  const top = Math.min(...slots.map((s) => s.y - s.height / 2))
  const bottom = Math.max(...slots.map((s) => s.y + s.height / 2))
  const step = BOX.width + COLUMN_GAP
  const middle = (s: Slot): Point => ({
    x: MARGIN + BOX.width / 2 + s.column * step,
    y: Math.round(MARGIN + s.y - top),
  })
  const half = BOX.width / 2
  const edges = ways.map((way, edge) =>
    way.flatMap((s, i): Point[] => {
      const { x, y } = middle(s)
      if (i === 0) return [{ x: x + half, y: y + leaving(graph, edge, ways) }]
      if (i === way.length - 1) return [{ x: x - half, y: y + entering(graph, edge, ways) }]
      return [
        { x: x - half, y },
        { x: x + half, y },
      ]
    }),
  )
  return {
    width: 2 * MARGIN + columns.length * step - COLUMN_GAP,
    height: Math.round(2 * MARGIN + bottom - top),
    nodes: of.map(middle),
    edges,
  }
}

/** Ports are this far apart at most, and never nearer to a corner than this. */
const PORT = { gap: 22, corner: 8 } as const

/** Where along a side of a box one of its edges stands, by how high the other ends are; equal ones in their order. */
function port(edge: number, own: readonly number[], far: (id: number) => number, height: number): number {
  const order = [...own].sort((a, b) => far(a) - far(b))
  const gap = Math.min(PORT.gap, (height - 2 * PORT.corner) / Math.max(1, own.length - 1))
  return Math.round((order.indexOf(edge) - (own.length - 1) / 2) * gap)
}

type Ways = readonly (readonly Slot[])[]

function leaving(graph: Graph, edge: number, ways: Ways): number {
  const { tail } = graph.edges[edge]!
  const own = graph.edges.filter((e) => e.tail === tail).map((e) => e.id)
  return port(edge, own, (id) => ways[id]![1]!.y, ways[edge]![0]!.height)
}

function entering(graph: Graph, edge: number, ways: Ways): number {
  const { into } = graph.nodes[graph.edges[edge]!.head]!
  return port(edge, into, (id) => ways[id]!.at(-2)!.y, BOX.value)
}
