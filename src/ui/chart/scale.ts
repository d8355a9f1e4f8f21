import type { CustomScaleDefinition } from 'recharts'

/**
 * A line through two points, in the shape in which Recharts asks for a scale: domain [a, b] → range [c, d],
 * x ↦ c + (d − c)(x − a)/(b − a). It spares the page d3's linear scale, with its colours and number formats.
 */
export function linearScale(
  from: readonly number[] = [0, 1],
  to: readonly number[] = [0, 1],
): CustomScaleDefinition<number> {
  let [domain, range] = [from, to]
  const ends = (pair: readonly number[]): [number, number] => [pair[0] ?? 0, pair[pair.length - 1] ?? 1]
  const through = (x: number, [a, b]: [number, number], [c, d]: [number, number]): number =>
    b === a ? (c + d) / 2 : c + ((d - c) * (x - a)) / (b - a)
  const scale = (x: number): number => through(x, ends(domain), ends(range))
  function domainOf(): readonly number[]
  function domainOf(next: readonly number[]): CustomScaleDefinition<number>
  function domainOf(next?: readonly number[]) {
    if (!next) return domain
    domain = [...next]
    return whole
  }
  function rangeOf(): readonly number[]
  function rangeOf(next: readonly number[]): CustomScaleDefinition<number>
  function rangeOf(next?: readonly number[]) {
    if (!next) return range
    range = [...next]
    return whole
  }
  const whole = Object.assign(scale, {
    domain: domainOf,
    range: rangeOf,
    copy: () => linearScale(domain, range),
    invert: (y: number) => through(y, ends(range), ends(domain)),
    ticks: () => ends(domain),
  }) as CustomScaleDefinition<number>
  return whole
}
