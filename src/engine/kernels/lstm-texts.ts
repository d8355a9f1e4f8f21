import type { Program } from './kernel.ts'

/* What an LSTM's two kernels have in common. */

export interface LstmShape {
  readonly texts: number
  /** Tokens of a text. */
  readonly length: number
  readonly units: number
  /** Whether token 0 is padding, which leaves h and c as they are. */
  readonly hasPadding: boolean
}

/** How a workgroup takes texts and units; each number of W that a thread reads serves as many texts. */
export interface LstmLoops {
  /** The most texts that a workgroup goes through at once. */
  readonly texts: number
  /** Units that a thread has, where there are enough. */
  readonly units: number
}

/** The most threads that every device gives a workgroup, and the most bytes. */
const MOST_THREADS = 256
const MOST_BYTES = 16_384

/** A workgroup for every few texts: how many, and how many numbers of its memory each of them takes. */
export function perTexts(
  { texts, units }: LstmShape,
  loops: LstmLoops,
  numbers: number,
  body: (atOnce: number, each: (statement: (r: number) => string) => string) => Program['code'],
): Program {
  const room = Math.max(1, Math.floor(MOST_BYTES / (4 * numbers)))
  let atOnce = Math.min(loops.texts, room)
  while (texts % atOnce > 0) atOnce--
  const each = (statement: (r: number) => string): string =>
    Array.from({ length: atOnce }, (_, r) => statement(r)).join('\n      ')
  const threads = Math.min(MOST_THREADS, 4 * Math.ceil(units / (4 * loops.units)))
  const code = `
const UNITS = ${units}u;
const THREADS = ${threads}u;
${body(atOnce, each)}`
  return { workgroups: [texts / atOnce, 1, 1], code }
}

/** Whether what stands in this row is a token, in WGSL. */
export const isToken = ({ hasPadding }: LstmShape, row: string): string =>
  hasPadding ? `tokens[${row}] != 0` : 'true'
