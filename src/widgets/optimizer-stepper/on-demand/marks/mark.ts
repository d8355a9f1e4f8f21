import { evaluate } from '../../../../core/formula/evaluate.ts'
import { type Expr, symbolsIn } from '../../../../core/formula/expr.ts'
import type { Quantity } from '../../../../core/formula/quantity.ts'
import type { Setup, Trace } from '../../../../core/optimizer/frame.ts'
import type { Rule } from '../../../../core/optimizer/rule.ts'
import { notationsIn } from '../../../../core/optimizer/notation.ts'
import { placeIn, type SurfaceView } from '../../../../ui/plot/surface.ts'
import { arrow, box, inside, outwards, type Place, tangent } from './shapes.ts'

/** What a mark is, which decides what is said of it. */
export type MarkKind = 'gradient' | 'samples' | 'direction' | 'spread' | 'step' | 'point' | 'loss'

/** A stop in the picture: paths on a square of 100 × 100, and the letter that stands beside them. */
export interface Mark {
  readonly kind: MarkKind
  readonly quantity: Quantity
  readonly main: string
  /** For comparison: the gradient, or those of the samples. */
  readonly thin: string
  /** The gradient of all samples, where the step sees some. */
  readonly dashed: string
  readonly ring: Place | null
  readonly label: { readonly tex: string; readonly at: Place }
  /** Where the step begins. */
  readonly begin: Place
}

/** The longest arrow that has no length of its own in the picture goes so far, in shares of its width. */
const REACH = 0.22
/** A step shorter or longer than this is drawn a power of ten as long. */
const [SHORT, LONG] = [0.04, 1]

type Vector = readonly number[]
const lengthOf = (v: Vector): number => Math.hypot(...v)
const scaled = (v: Vector, by: number): Vector => v.map((x) => x * by)
const powerOfTen = (x: number): string => (x === 10 ? '10' : `10^{${Math.round(Math.log10(x))}}`)

/** With which sign a quantity is added to θ as it is: −1 for Δ in θ − Δ; 0 where it is not. */
function signInStep(rule: Rule, name: string): number {
  const theta = rule.assignments.find((a) => a.target === 'theta')
  if (!theta) return 0
  const zero = Object.fromEntries(symbolsIn(theta.value).map((symbol) => [symbol, 0]))
  if (!(name in zero)) return 0
  return evaluate(theta.value, { ...zero, [name]: 1 }) || 0
}

/** Averages of squared updates, as Adadelta has, are no squares of gradients. */
function isOfUpdates(rule: Rule, target: string): boolean {
  const of = (name: string): Expr | undefined => rule.assignments.find((a) => a.target === name)?.value
  const quantity = (name: string) => rule.assignments.find((a) => a.target === name)?.quantity
  const e = of(target)
  return e !== undefined && symbolsIn(e).some((name) => quantity(name) === 'update')
}

/** Places of the picture for a point, and for a point that is some way from it. */
function placing(view: SurfaceView, flat: boolean, height: number) {
  const width = view.x[1] - view.x[0]
  const place = (point: Vector, level = height): Place =>
    placeIn(view, point[0] ?? NaN, flat ? level : (point[1] ?? NaN))
  return { width, place }
}

/** The mark of a stop of the step that `trace` made; null for what has no place in the picture, such as a rate. */
export function markOf(stop: string, setup: Setup, trace: Trace, view: SurfaceView): Mark | null {
  const { rule, objective } = setup
  const flat = objective.names.length === 1
  const { width, place } = placing(view, flat, trace.lossBefore)
  const from = trace.theta
  const begin = place(from)
  const notation = notationsIn(setup)[stop]
  const tex = notation?.tex ?? stop
  const empty = { begin, thin: '', dashed: '', ring: null, quantity: notation?.quantity ?? 'loss' } as const
  const plus = (v: Vector): Vector => from.map((x, c) => x + (v[c] ?? 0))
  const arrowOf = (v: Vector): string => arrow(begin, place(plus(v)))
  const labelled = (tip: Place, text = tex): Mark['label'] => ({ tex: text, at: outwards(begin, tip) })
  const theta = trace.values['theta'] ?? []
  const finite = (...vectors: Vector[]): boolean => vectors.flat().every(Number.isFinite)
  /** How much longer gradients are drawn than they are, beside something as long as `other`. */
  const scaleBeside = (...others: Vector[]): number => {
    const longest = Math.max(...[trace.gradient, ...others].map(lengthOf))
    return longest > 0 ? (REACH * width) / longest : 0
  }

  switch (stop) {
    case 'theta': {
      const end = place(theta, trace.lossAfter)
      if (!finite(theta, end)) return null
      return { ...empty, kind: 'point', main: arrow(begin, end), ring: end, label: labelled(end) }
    }
    case 'loss': {
      const end = place(theta, trace.lossAfter)
      if (!finite(theta, end)) return null
      return { ...empty, kind: 'loss', main: '', ring: end, label: { tex, at: [end[0], end[1] - 7] } }
    }
    case 'norm':
    case 'g': {
      if (!finite(trace.gradient)) return null
      const seen = samplesOf(setup, trace)
      const scale = scaleBeside(...seen.each, ...(seen.all ? [seen.all] : []))
      const tip = place(plus(scaled(trace.gradient, scale)))
      const slope =
        flat && stop === 'g' ? tangent(view, from[0] ?? 0, trace.lossBefore, trace.gradient[0] ?? 0) : ''
      return {
        ...empty,
        kind: seen.all ? 'samples' : 'gradient',
        main: arrowOf(scaled(trace.gradient, scale)) + slope,
        thin: seen.each.map((g) => arrowOf(scaled(g, scale))).join(''),
        dashed: seen.all ? arrowOf(scaled(seen.all, scale)) : '',
        label: labelled(tip),
      }
    }
  }
  const values = trace.values[stop]
  if (!values || !finite(values, trace.gradient)) return null
  const sign = signInStep(rule, stop)
  if (sign !== 0 || notation?.quantity === 'update') {
    const move = scaled(values, sign || -1)
    const by = readable(lengthOf(move) / width)
    const tip = place(plus(scaled(move, by)))
    const name = `${sign > 0 ? '' : '-'}${tex}${by === 1 ? '' : `\\,(\\times ${powerOfTen(by)})`}`
    return { ...empty, kind: 'step', main: arrowOf(scaled(move, by)), label: labelled(tip, name) }
  }
  if (notation?.quantity === 'gradient' || notation?.quantity === 'first-moment') {
    const scale = scaleBeside(values)
    const tip = place(plus(scaled(values, scale)))
    return {
      ...empty,
      kind: 'direction',
      main: arrowOf(scaled(values, scale)),
      thin: arrowOf(scaled(trace.gradient, scale)),
      label: labelled(tip),
    }
  }
  if (notation?.quantity !== 'second-moment' && stop !== 'd') return null
  const sides = stop === 'd' ? values : values.map(Math.sqrt)
  const own = isOfUpdates(rule, stop)
  const longest = lengthOf(sides)
  const scale = own ? (longest > 0 ? (REACH * width) / longest : 0) : scaleBeside(sides)
  const corner = place(plus(scaled(sides, scale)))
  return {
    ...empty,
    quantity: notation?.quantity ?? 'second-moment',
    kind: 'spread',
    main: box(begin, corner, flat),
    thin: own ? '' : arrowOf(scaled(trace.gradient, scale)),
    label: { tex: stop === 'd' ? tex : `\\sqrt{${tex}}`, at: [corner[0], corner[1] - 5] },
  }
}

/** The power of ten by which a step of this share of the picture is drawn longer or shorter, so that one sees it. */
function readable(share: number): number {
  if (!(share > 0) || (share >= SHORT && share <= LONG)) return 1
  return 10 ** (share < SHORT ? Math.ceil(Math.log10(SHORT / share)) : -Math.ceil(Math.log10(share / LONG)))
}

/** The gradients of the step's samples, and of all of them, where the step sees some. */
function samplesOf(
  { sampling, objective }: Setup,
  { samples, theta }: Trace,
): { readonly each: readonly Vector[]; readonly all: Vector | null } {
  if (!sampling || !samples) return { each: [], all: null }
  const each = samples.length > 1 ? samples.map((i) => sampling.over([i]).gradientAt(theta)) : []
  return { each, all: objective.gradientAt(theta) }
}

/** Whether anything of the mark is inside the picture. */
export const isVisible = ({ begin, ring }: Mark): boolean => inside(begin) || (ring !== null && inside(ring))
