import { softmax } from '../../core/loss/softmax.ts'
import { params } from './params.ts'

/** The mistakes that the widget can name, in the order in which it names them. */
export const MISTAKES = [
  'not-divided',
  'no-exponential',
  'base-2',
  'base-10',
  'multiplied-by-t',
  'without-t',
  'others-only',
  'percent',
] as const
export type Mistake = (typeof MISTAKES)[number]

export type Judged =
  | { readonly kind: 'right' }
  /** Right, but so would the mistaken ways be. */
  | { readonly kind: 'undecided'; readonly mistakes: readonly Mistake[] }
  | { readonly kind: 'mistake'; readonly mistakes: readonly Mistake[] }
  | { readonly kind: 'wrong' }

/** Three decimals, or half a per cent where that is more. */
const near = (a: number, b: number): boolean =>
  Math.abs(a - b) <= Math.max(0.0005, 0.005 * Math.abs(b)) + 1e-12

const share = (weights: readonly number[], k: number): number =>
  weights[k]! / weights.reduce((total, w) => total + w, 0)

/** What each mistaken rule gives for class k, by running it. Where one can go wrong in two ways, both are there. */
export function mistaken(
  z: readonly number[],
  temperature: number,
  k: number,
): Readonly<Record<Mistake, readonly number[]>> {
  const scaled = z.map((x) => x / temperature)
  const max = Math.max(...scaled)
  const p = softmax(z, temperature)[k]!
  /** bˣ = e^(x·ln b), so another base is another temperature. */
  const withBase = (base: number) => softmax(z, temperature / Math.log(base))[k]!
  return {
    'not-divided': [Math.exp(scaled[k]!), Math.exp(scaled[k]! - max)],
    'no-exponential': [share(z, k)],
    'base-2': [withBase(2)],
    'base-10': [withBase(10)],
    'multiplied-by-t': [softmax(z, 1 / temperature)[k]!],
    'without-t': [softmax(z)[k]!],
    'others-only': [p / (1 - p)],
    percent: [100 * p],
  }
}

/** The mistakes that cannot be seen for class k, because they give what the right rule gives. */
export function unseen(z: readonly number[], temperature: number, k: number): Mistake[] {
  const p = softmax(z, temperature)[k]!
  const results = mistaken(z, temperature, k)
  return MISTAKES.filter((m) => results[m].some((x) => near(x, p)))
}

/** Judges an answer for the probability of class k. The right one wins over a mistake that is as near. */
export function judge(z: readonly number[], temperature: number, k: number, answer: number): Judged {
  const p = softmax(z, temperature)[k]!
  if (near(answer, p)) {
    const mistakes = unseen(z, temperature, k)
    return mistakes.length > 0 ? { kind: 'undecided', mistakes } : { kind: 'right' }
  }
  const results = mistaken(z, temperature, k)
  const mistakes = MISTAKES.filter((m) => results[m].some((x) => near(answer, x)))
  return mistakes.length > 0 ? { kind: 'mistake', mistakes } : { kind: 'wrong' }
}

export interface Setting {
  readonly logits: readonly number[]
  readonly shift: number
  readonly temperature: number
}

const PLAIN = [2, 1, 0.1, -0.5, 0.6, -1, 1.5, 0.3] as const
const TEMPERATURES = [2, 0.5, 3, 1.5] as const

/**
 * A setting in which every mistake gives another number: these logits if a temperature can do it, or else plain ones,
 * turned until the class is one that tells.
 */
export function tellingApart(z: readonly number[], temperature: number, k: number): Setting {
  const plain = z.map((_, j) => PLAIN[j]!)
  const turned = z.map((_, by) => z.map((__, j) => plain[(j + by) % z.length]!))
  const fits = (x: number) => Math.abs(x) <= params.logits.max
  for (const logits of [...(z.every(fits) ? [z] : []), ...turned]) {
    for (const t of [temperature, ...TEMPERATURES])
      if (unseen(logits, t, k).length === 0) return { logits, shift: 0, temperature: t }
  }
  return { logits: plain, shift: 0, temperature: 2 }
}
