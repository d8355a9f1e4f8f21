/** An axis of a chart: which values it spans, where its ticks stand, and where a value lies, as a share of its length. */
export interface Axis {
  readonly scale: 'linear' | 'log'
  readonly from: number
  readonly to: number
  readonly ticks: readonly number[]
}

const STEPS = [1, 2, 2.5, 5, 10]

/** The smallest of 1, 2, 2.5, 5 × 10ⁿ that cuts `span` into at most `count` pieces. */
const niceStep = (span: number, count: number): number => {
  const raw = span / count
  const decade = 10 ** Math.floor(Math.log10(raw))
  return (STEPS.find((s) => s * decade >= raw * (1 - 1e-9)) ?? 10) * decade
}

/** Round ticks, the first and last of them the ends of the axis. */
export function linearAxis(low: number, high: number, count = 4): Axis {
  const flat = high - low <= Math.max(1e-9 * Math.max(Math.abs(low), Math.abs(high)), 1e-300)
  const span = flat ? Math.max(Math.abs(low), 1) : high - low
  const top = flat ? low + span : high
  const step = niceStep(span, count)
  const from = Math.floor(low / step + 1e-9) * step
  const steps = Math.max(1, Math.ceil((top - from) / step - 1e-9))
  // Multiplied, not summed: 0.1 + 0.2 is no tick label.
  const ticks = Array.from({ length: steps + 1 }, (_, i) => Number((from + i * step).toPrecision(12)))
  return { scale: 'linear', from: ticks[0] as number, to: ticks[ticks.length - 1] as number, ticks }
}

/** Whole decades around the values; at most `count` labelled. */
export function logAxis(low: number, high: number, count = 5): Axis {
  const first = Math.floor(Math.log10(low) + 1e-9)
  const last = Math.max(first + 1, Math.ceil(Math.log10(high) - 1e-9))
  const every = Math.ceil((last - first) / count)
  const ticks: number[] = []
  for (let e = first; e <= last; e += every) ticks.push(Number(`1e${e}`))
  return { scale: 'log', from: Number(`1e${first}`), to: Number(`1e${last}`), ticks }
}

const FINE = [1, 2, 5]

/** From a 1, 2 or 5 × 10ⁿ to another; these are ticks as long as there are few decades, then the decades are. */
export function fineLogAxis(low: number, high: number): Axis {
  const first = Math.floor(Math.log10(low) + 1e-9)
  const last = Math.ceil(Math.log10(high) - 1e-9)
  if (last - first > 2) return logAxis(low, high)
  const all = [first, first + 1, first + 2].flatMap((e) => FINE.map((d) => Number(`${d}e${e}`)))
  const from = Math.max(0, all.filter((tick) => tick <= low * (1 + 1e-9)).length - 1)
  const to = all.filter((tick) => tick < high * (1 - 1e-9)).length
  const ticks = all.slice(from, Math.max(to, from + 1) + 1)
  return { scale: 'log', from: ticks[0] as number, to: ticks[ticks.length - 1] as number, ticks }
}

/** Where a value lies on the axis: 0 at its start, 1 at its end. Values outside lie outside. */
export const shareOf = (axis: Axis, x: number): number =>
  axis.scale === 'log'
    ? Math.log(Math.max(x, Number.MIN_VALUE) / axis.from) / Math.log(axis.to / axis.from)
    : (x - axis.from) / (axis.to - axis.from)

/** Farther outside than this many lengths of the axis nothing is drawn: SVG has no use for 10³⁸. */
const FAR = 50

/** Where a value is drawn: its share, or far enough outside. */
export const drawnShare = (axis: Axis, x: number): number => Math.min(Math.max(shareOf(axis, x), -FAR), FAR)

/** Logarithmic when all values are positive and span more than two decades; otherwise linear, from 0 where that is near. */
export function axisFor(values: Iterable<number>, count = 4): Axis {
  let low = Infinity
  let high = -Infinity
  for (const x of values) {
    if (!Number.isFinite(x)) continue
    low = Math.min(low, x)
    high = Math.max(high, x)
  }
  if (low > high) return linearAxis(0, 1, count)
  if (low > 0 && high / low > 100) return logAxis(low, high)
  return linearAxis(low > 0 && (low < high * 0.6 || low === high) ? 0 : low, high, count)
}
