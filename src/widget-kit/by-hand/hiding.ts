/** What the reader works out by hand: one quantity of the step in view, or all of them. */
export interface Turn {
  /** A stop (`g`, a line of the rule, `loss`), `every`, or null while nothing is hidden. */
  readonly hide: string | null
  /** What is no longer hidden, because it was answered or shown; see `placeOf`. */
  readonly open: readonly string[]
}

export const NO_TURN: Turn = { hide: null, open: [] }
export const EVERY = 'every'

/** One number of one step. */
export const placeOf = (step: number, stop: string, coordinate: number): string =>
  `${step} ${stop} ${coordinate}`

/** Whether a stop has one number for all coordinates, which stands at coordinate 0. */
export const isAlone = (stop: string): boolean => ['norm', 'rate', 'loss'].includes(stop)

/** Whether a number of a step is not to be shown. */
export type Hidden = (stop: string, coordinate: number) => boolean

export const nothingHidden: Hidden = () => false

/** What of a step is hidden. The loss has one number, at coordinate 0; before the first step there is nothing to find. */
export function hiddenAt(turn: Turn, step: number): Hidden {
  if (turn.hide === null || step < 1) return nothingHidden
  return (stop, coordinate) =>
    (turn.hide === EVERY || turn.hide === stop) && !turn.open.includes(placeOf(step, stop, coordinate))
}

/** Whether any number of these stops is hidden. */
export const hidesAny = (hidden: Hidden, stops: readonly string[], coordinates: number): boolean =>
  stops.some((stop) =>
    Array.from({ length: isAlone(stop) ? 1 : coordinates }, (_, c) => c).some((c) => hidden(stop, c)),
  )

/** What a hidden number is shown as. */
export const HIDDEN = '?'

export const opened = (turn: Turn, place: string): Turn =>
  turn.open.includes(place) ? turn : { ...turn, open: [...turn.open, place] }

/**
 * Whether a cell of the table is not to be shown while step `shown` is in view. A row has the gradient at its point,
 * which the step after it uses.
 */
export const hidesCell =
  (turn: Turn, shown: number) =>
  (t: number, quantity: string, coordinate: number): boolean =>
    t === (quantity === 'g' ? shown - 1 : shown) && hiddenAt(turn, shown)(quantity, coordinate)
