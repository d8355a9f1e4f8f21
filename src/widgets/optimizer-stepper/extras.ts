/** What only some states need: it is fetched when one of them is asked for, and not with the first frame. */
type Extras = typeof import('./on-demand/extras.ts')

let fetched: Extras | null = import.meta.env.SSR ? await import('./on-demand/extras.ts') : null

/** Whether every state can be made. */
export const hasExtras = (): boolean => fetched !== null

export async function fetchExtras(): Promise<void> {
  fetched ??= await import('./on-demand/extras.ts')
}

/** For a state that was prepared for. */
export function extras(): Extras {
  if (!fetched) throw new Error('This state needs what has not been fetched yet.')
  return fetched
}

/** A word of every property, address or state that needs more than gradient descent, momentum or Adam on a formula. */
const WORDS =
  /nesterov|adagrad|rmsprop|adadelta|amsgrad|adamw|nadam|lion|convention|least-squares|schedule|warmup|state/

export const prepare = (text: string): Promise<void> | undefined =>
  fetched === null && WORDS.test(text) ? fetchExtras() : undefined
