import type { Expr } from '../../formula/expr.ts'
import type { Identifiers } from '../../formula/identifiers.ts'
import type { Outline as Schedule } from '../../schedule/export/outline.ts'
import type { Outline } from './outline.ts'
import type { SampledPlan } from './sampled.ts'

/** The comments of a program. Line breaks in them become spaces. */
export interface ProgramWords {
  /** The first line: which optimizer, how many steps, from where. */
  readonly title: string
  /** What stands between a heading and what it is about. */
  readonly colon: string
  readonly hyperparameters: string
  readonly loss: string
  readonly gradient: string
  /** One step for one parameter. */
  readonly step: string
  readonly start: string
  readonly table: string
  /** Beside a hyperparameter that takes another value during the run. */
  readonly change: string
  /** Beside a number that was put in by hand, or samples that were chosen by hand. */
  readonly byHand: string
  /** The learning rate of a schedule after k steps; step k + 1 uses it. */
  readonly rate: string
  /** The samples, by the names of their numbers; their mean loss and its gradient over some; who sees which. */
  readonly samples: string
  readonly meanLoss: string
  readonly meanGradient: string
  readonly batches: string
  /** Where the program stops at a value that is not finite. */
  readonly notFinite: string
  /** What a name stands for: `m_hat` → “bias-corrected first moment”. A name without an entry has its symbol only. */
  readonly names: Readonly<Record<string, string>>
}

/** Something with a name in the formulas, an identifier in the code and a comment. */
export interface Named {
  readonly id: string
  readonly comment: string
}
export interface Constant extends Named {
  readonly value: number
  readonly changes: boolean
}
export interface Line extends Named {
  readonly value: Expr
  /** Whether it has a value for each parameter by itself; otherwise it is the same for all of them. */
  readonly perParameter: boolean
}
export interface Slot {
  readonly id: string
  /** What it held before the step. */
  readonly previous: string
  readonly initial: number
}

/** A number put in by hand after step t; in the gradient, before step t is made. */
export interface EditedPlace {
  readonly t: number
  readonly id: string
  readonly coordinate: number
  readonly value: number
}

/** A program as both languages need it. */
export interface Plan {
  readonly words: ProgramWords
  readonly sources: readonly string[]
  /** The identifiers of the rule's names; its α is, under a schedule, the rate of the step. */
  readonly ids: Identifiers
  /** Names of the rule that stand for one number, the same for every parameter. */
  readonly scalars: ReadonlySet<string>
  readonly hyperparameters: readonly Constant[]
  /** New values of hyperparameters, to be set before step `t` is made. */
  readonly changes: readonly { readonly t: number; readonly id: string; readonly value: number }[]
  /** The schedule as a function, and what it reads beside the hyperparameters. */
  readonly schedule: { readonly outline: Schedule; readonly constants: readonly Constant[] } | null
  readonly usesNorm: boolean
  readonly sampled: SampledPlan | null
  readonly edits: readonly EditedPlace[]
  readonly gradientEdits: readonly EditedPlace[]
  readonly objective: {
    readonly text: string
    /** The parameters' identifiers, and those of the parts of the gradient. */
    readonly ids: Identifiers
    readonly parameters: readonly string[]
    readonly loss: Expr
    readonly gradient: Outline
  }
  readonly lines: readonly Line[]
  readonly slots: readonly Slot[]
  readonly start: readonly number[]
  readonly steps: number
  /** What the table has a column of for each parameter. */
  readonly columns: readonly string[]
  /** And after those one column of each: ‖g‖, the rate, hyperparameters that change. */
  readonly after: readonly string[]
  readonly header: string
}

/** Text that stays on one line of code, whatever a reader typed or a language calls a line. */
export const oneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()
