import type { Expr } from '../../formula/expr.ts'
import { type CodeLanguage, type Identifiers, identifiers } from '../../formula/identifiers.ts'
import { print } from '../../formula/print.ts'
import type { Samples } from '../../objective/sampling.ts'
import type { Setup } from '../frame.ts'

/** The samples of a run as programs need them: their numbers, what each adds, and which of them each step sees. */
export interface SampledPlan {
  /** One sample's loss as a person would type it. */
  readonly text: string
  /** The identifiers of the parameters and of a sample's numbers. */
  readonly ids: Identifiers
  readonly names: readonly string[]
  readonly samples: readonly (readonly number[])[]
  readonly loss: Expr
  readonly gradient: readonly Expr[]
  /** The samples of steps 1, 2, …, counted from 1; one list where every step has the same. */
  readonly batches: Samples | readonly Samples[]
  /** What was chosen by hand instead. */
  readonly picks: readonly { readonly t: number; readonly samples: Samples }[]
}

export const isOneForAll = (batches: SampledPlan['batches']): batches is Samples =>
  typeof batches[0] === 'number'

/** What the functions of the programs use beside the names of the formulas. */
const TAKEN = ['point', 'samples', 'batch', 'chosen', 'mean', 'loss', 'gradient']

export function plannedSamples(
  { objective, sampling, picks = [] }: Setup,
  steps: number,
  language: CodeLanguage,
): SampledPlan | null {
  if (!sampling) return null
  const { names, samples, loss, gradient } = sampling.term
  const batches = Array.from({ length: steps }, (_, k) => counted(sampling.samplesOf(k + 1)))
  const [first] = batches
  const isSame = first !== undefined && batches.every((batch) => batch.join() === first.join())
  const byHand = new Map(picks.map((pick) => [pick.step + 1, counted(pick.samples)]))
  return {
    text: print(loss),
    ids: identifiers([...objective.names, ...names], language, TAKEN),
    names,
    samples,
    loss,
    gradient,
    batches: isSame ? first : batches,
    picks: [...byHand]
      .filter(([t]) => t >= 1 && t <= steps)
      .map(([t, chosen]) => ({ t, samples: chosen }))
      .sort((a, b) => a.t - b.t),
  }
}

const counted = (samples: Samples): Samples => samples.map((i) => i + 1)

/** Pieces of code with commas between, on lines no longer than this. */
const WIDEST = 96

export function wrapped(pieces: readonly string[]): string[] {
  const lines: string[] = []
  for (const piece of pieces) {
    const last = lines.length - 1
    const longer = `${lines[last] ?? ''} ${piece},`
    if (last >= 0 && longer.length <= WIDEST) lines[last] = longer
    else lines.push(`${piece},`)
  }
  return lines
}
