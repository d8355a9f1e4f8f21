/**
 * What a symbol means. Each quantity has one colour in formula, table, slider and plot alike (the style sheet's
 * `.q-<quantity>`), and never colour alone: its letter goes with it.
 */
export const QUANTITIES = [
  'parameter',
  'gradient',
  'first-moment',
  'second-moment',
  'update',
  'loss',
  'hyperparameter',
] as const
export type Quantity = (typeof QUANTITIES)[number]

/** How a name is written in mathematics, and what it stands for. */
export interface Notation {
  readonly tex: string
  readonly quantity?: Quantity
}
export type Notations = Readonly<Record<string, Notation>>
