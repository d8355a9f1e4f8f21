import type { CodeLanguage } from '../../formula/identifiers.ts'
import type { Setup } from '../frame.ts'
import { javaScriptProgram } from './javascript.ts'
import type { ProgramWords } from './plan.ts'
import { planned } from './planned.ts'
import { pythonProgram } from './python.ts'

export type { ProgramWords } from './plan.ts'

/** A run to be written down as a program. */
export interface ProgramRequest {
  readonly setup: Setup
  /** How many steps it makes, fewer where the run ends before. */
  readonly steps: number
  /** What the comments say, in the reader's language. */
  readonly words: ProgramWords
}

/**
 * The whole run as a program of its own: hyperparameters, schedule, objective, exact gradient, the rule's assignments
 * line by line under the names of the formulas, the start and the loop, in which whatever was changed on the way is
 * changed. Run (`node`, `python3` with NumPy or PyTorch, or pasted into a browser's console), it prints the columns of
 * `runTable` as comma-separated text, samples included, step 0 first, in float64. It ends like the run: after `steps`
 * steps or the first value that is not finite.
 * @throws Error when `steps` is not a whole number ≥ 0, or the rule reads a name that it does not have
 */
export function program(request: ProgramRequest, language: CodeLanguage): string {
  const plan = planned(request.setup, request.steps, request.words, language)
  return language === 'javascript' ? javaScriptProgram(plan) : pythonProgram(plan, language)
}
