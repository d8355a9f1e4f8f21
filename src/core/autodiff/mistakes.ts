import type { Graph } from './graph.ts'
import { VALUE_MISTAKES, type ValueMistakeId, valueQuestion } from './value-mistakes.ts'
import { contributionOf, type Item, localOf, type Sweep, sweepTo, itemsOf } from './sweep.ts'

/** Mistakes that people make at one edge, each a rule that can be run. */
export const EDGE_MISTAKES = [
  'no-local',
  'no-upstream',
  'added',
  'other-path',
  'wrong-input',
  'wrong-sign',
] as const
type EdgeMistakeId = (typeof EDGE_MISTAKES)[number]

/** All mistakes, at edges and in values; some are made at both. */
export type MistakeId = EdgeMistakeId | ValueMistakeId
export const MISTAKES: readonly MistakeId[] = [...new Set([...EDGE_MISTAKES, ...VALUE_MISTAKES])]

/** What a mistaken rule gives. */
export interface Mistaken {
  readonly id: MistakeId
  readonly value: number
}

/** An item about to be done: what is asked, and what everyone who answers has at hand. */
export interface Question {
  /** Of a node, its value; of an edge, its tail's gradient after it: what arrived before and this contribution. */
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
const USUAL_DIGITS = 4

/** Numbers of so many digits are off by up to half a unit of the last; of a product's two factors that adds up. */
function tolerance({ right, scale }: Question, digits: number): number {
  const unit = 10 ** (1 - digits)
  return Math.max(SHARE, unit) * Math.abs(right) + Math.max(ROUNDING, unit / 2) * scale
}

export interface Judgement {
  readonly right: boolean
  /** Of a wrong answer, every mistake that gives it; of a right one, every mistake that cannot be told from it here. */
  readonly mistakes: readonly MistakeId[]
}

const named = (question: Question, value: number, digits: number): MistakeId[] => {
  const near = question.mistakes.filter((m) => Math.abs(m.value - value) <= tolerance(question, digits))
  return MISTAKES.filter((id) => near.some((m) => m.id === id))
}

/**
 * Whether an answer is right, and which mistakes explain it, where the numbers to work with are shown to so many digits.
 * A mistake counts only where its result differs.
 */
export function judge(question: Question, answer: number, digits = USUAL_DIGITS): Judgement {
  const blind = named(question, question.right, digits)
  if (Math.abs(answer - question.right) <= tolerance(question, digits))
    return { right: true, mistakes: blind }
  const mistakes = named(question, answer, digits).filter((id) => !isBlind(question, id, digits))
  return { right: false, mistakes }
}

/** Whether every result that this mistake can have here is right. */
const isBlind = (question: Question, id: MistakeId, digits: number): boolean =>
  question.mistakes
    .filter((m) => m.id === id)
    .every((m) => Math.abs(m.value - question.right) <= tolerance(question, digits))

/** The question at an item, with `before` being both passes up to, not including, it; null at the seed. */
export function questionOf(graph: Graph, item: Item, before: Sweep): Question | null {
  if (item.kind === 'seed') return null
  return item.kind === 'edge' ? questionAt(graph, item, before) : valueQuestion(graph, item.node, before)
}

/**
 * The next item of the same kind, wrapping round, at which the mistake can be made and shows; as the number of items
 * done with it. Null where none can tell.
 */
export function tellingItem(
  graph: Graph,
  leafValues: readonly number[],
  from: number,
  mistake: MistakeId,
  kind: 'value' | 'edge',
  digits = USUAL_DIGITS,
): number | null {
  const items = itemsOf(graph)
  for (let i = 1; i <= items.length; i++) {
    const at = (from - 1 + i) % items.length
    const item = items[at]!
    const question = item.kind === kind ? questionOf(graph, item, sweepTo(graph, leafValues, at)) : null
    if (!question) continue
    const own = question.mistakes.filter((m) => m.id === mistake)
    const shows = own.length > 0 && !named(question, question.right, digits).includes(mistake)
    if (shows && Number.isFinite(question.right)) return at + 1
  }
  return null
}
