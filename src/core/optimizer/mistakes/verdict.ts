import type { Trajectory } from '../trajectory.ts'
import { judge } from './judge.ts'
import type { MistakeId } from './mistake.ts'
import { type Asked, type Proposal, stepAsked, tellApart } from './telling.ts'

export type Verdict =
  | { readonly kind: 'right' }
  /** Right, but these mistakes give the same number here; each of them shows at one of the proposals. */
  | {
      readonly kind: 'undecided'
      readonly ids: readonly MistakeId[]
      readonly proposals: readonly Proposal[]
    }
  /** Every mistake that gives the answer. */
  | { readonly kind: 'mistake'; readonly ids: readonly MistakeId[] }
  /** The right number, but with fewer digits than it is shown with. */
  | { readonly kind: 'rounded' }
  | { readonly kind: 'wrong' }

/**
 * What there is to say about an answer to step k of a run; null where the run has no such step, or none whose numbers
 * are finite. Mistakes that no step and no setting can show in this quantity, such as the sign of g in v, are not
 * spoken of.
 */
export function verdictOn(run: Trajectory, k: number, asked: Asked, answer: number): Verdict | null {
  const step = stepAsked(run, k)
  if (!step) return null
  const verdict = judge(step, asked.target, asked.coordinate, answer, asked.digits)
  if (verdict.kind !== 'undecided') return verdict
  const proposals = tellApart(run, k, asked, verdict.same)
  const ids = new Set(proposals.flatMap(({ tells }) => tells.map(({ id }) => id)))
  return ids.size > 0 ? { kind: 'undecided', ids: [...ids], proposals } : { kind: 'right' }
}
