import type { Graph } from './graph.ts'
import { contributionOf, type Item, localOf, type Sweep, sweepTo, itemsOf } from './sweep.ts'

/** Mistakes that people make at one edge, each a rule that can be run. */
export const MISTAKES = [
  'no-local',
  'no-upstream',
  'added',
  'other-path',
  'wrong-input',
  'wrong-sign',
] as const
export type MistakeId = (typeof MISTAKES)[number]

/** What a mistaken rule gives at an edge. */
export interface Mistaken {
  readonly id: MistakeId
  readonly value: number
}

/** An edge about to be walked: what is asked, and what everyone who answers has at hand. */
export interface Question {
  /** The gradient of the tail after this edge: what arrived before and this contribution. */
  readonly right: number
  /** The size of what is summed, by which rounding is measured. */
  readonly scale: number
  readonly mistakes: readonly Mistaken[]
}

/**
 * The question at an edge, with `before` being both passes up to, not including, that edge. The mistaken rules:
 * only the upstream gradient; only the local derivative; their sum instead of their product; this path alone, or the
 * others alone; of a product the tail's own value instead of the other factor; the wrong sign, of this contribution or
 * of all.
 */
export function questionAt(graph: Graph, item: Item & { kind: 'edge' }, before: Sweep): Question {
  const edge = graph.edges[item.edge]!
  const upstream = before.gradients[edge.head] ?? NaN
  const local = localOf(graph, edge, before)
  const here = contributionOf(graph, edge, before)
  const sum = before.gradients[edge.tail] ?? null
  const after = (contribution: number): number => (sum === null ? contribution : sum + contribution)
  const right = after(here)
  const mistakes: Mistaken[] = [
    { id: 'no-local', value: after(upstream) },
    { id: 'no-upstream', value: after(local) },
    { id: 'added', value: after(upstream + local) },
  ]
  if (sum !== null) {
    mistakes.push({ id: 'other-path', value: here }, { id: 'other-path', value: sum })
    mistakes.push({ id: 'wrong-sign', value: sum - here })
  }
  if (isFactor(graph, item.edge)) {
    mistakes.push({ id: 'wrong-input', value: after(upstream * (before.values[edge.tail] ?? NaN)) })
  }
  mistakes.push({ id: 'wrong-sign', value: -right })
  return { right, scale: Math.abs(here) + Math.abs(sum ?? 0), mistakes }
}

/** Whether the tail is a factor of a product, so that the local derivative is the other factor. */
function isFactor(graph: Graph, edge: number): boolean {
  const { local, head } = graph.edges[edge]!
  return local.kind === 'symbol' && local.name !== graph.nodes[head]!.name
}

/** Answers are right within this share of the result, and within the rounding of shown numbers. */
const SHARE = 2e-3
const ROUNDING = 5e-4

const tolerance = ({ right, scale }: Question): number => SHARE * Math.abs(right) + ROUNDING * scale

export interface Judgement {
  readonly right: boolean
  /** Of a wrong answer, every mistake that gives it; of a right one, every mistake that this edge cannot tell from it. */
  readonly mistakes: readonly MistakeId[]
}

const named = (question: Question, value: number): MistakeId[] => {
  const near = question.mistakes.filter((m) => Math.abs(m.value - value) <= tolerance(question))
  return MISTAKES.filter((id) => near.some((m) => m.id === id))
}

/** Whether an answer is right, and which mistakes explain it. A mistake counts only where its result differs. */
export function judge(question: Question, answer: number): Judgement {
  const blind = named(question, question.right)
  if (Math.abs(answer - question.right) <= tolerance(question)) return { right: true, mistakes: blind }
  return { right: false, mistakes: named(question, answer).filter((id) => !isBlind(question, id)) }
}

/** Whether every result that this mistake can have here is right. */
const isBlind = (question: Question, id: MistakeId): boolean =>
  question.mistakes
    .filter((m) => m.id === id)
    .every((m) => Math.abs(m.value - question.right) <= tolerance(question))

/**
 * The next edge, wrapping round, at which the mistake can be made and shows; as the number of items done with that
 * edge. Null where no edge can tell.
 */
export function tellingEdge(
  graph: Graph,
  leafValues: readonly number[],
  from: number,
  mistake: MistakeId,
): number | null {
  const items = itemsOf(graph)
  for (let i = 1; i <= items.length; i++) {
    const at = (from - 1 + i) % items.length
    const item = items[at]!
    if (item.kind !== 'edge') continue
    const question = questionAt(graph, item, sweepTo(graph, leafValues, at))
    const own = question.mistakes.filter((m) => m.id === mistake)
    const shows = own.length > 0 && !named(question, question.right).includes(mistake)
    if (shows && Number.isFinite(question.right)) return at + 1
  }
  return null
}
