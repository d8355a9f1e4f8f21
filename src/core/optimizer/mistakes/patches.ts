import { add, type Expr, expr, mul, symbolsIn } from '../../formula/expr.ts'
import { replaced, rewritten } from '../../formula/rewrite.ts'
import type { Rule } from '../rule.ts'
import { LINE_MISTAKES } from './line-mistakes.ts'
import type { Mistake, MistakeId } from './mistake.ts'

/** Lines of a rule that a mistake writes differently, by target. */
type Patch = Readonly<Record<string, Expr>>

const patched = (rule: Rule, patch: Patch): Rule => ({
  ...rule,
  id: `${rule.id}, mistaken`,
  assignments: rule.assignments.map((a) => ({ ...a, value: patch[a.target] ?? a.value })),
})

function mistakeOf(id: MistakeId, rule: Rule, patch: Patch): Mistake {
  const mistaken = patched(rule, patch)
  return { id, at: Object.keys(patch), rule: mistaken }
}

/** The lines that `change` changes. */
function patchOf(rule: Rule, change: (value: Expr, place: number) => Expr): Patch {
  const changed = rule.assignments.flatMap(({ target, value }, i) => {
    const other = change(value, i)
    return other === value ? [] : [[target, other] as const]
  })
  return Object.fromEntries(changed)
}

/** The mistake made in each of its lines alone, and in all of them. Two wrong signs are none. */
function inEachAndAll(id: MistakeId, rule: Rule, all: Patch): Mistake[] {
  const lines = Object.entries(all)
  const single = lines.map(([target, value]) => mistakeOf(id, rule, { [target]: value }))
  return lines.length > 1 && id !== 'wrong-sign' ? [...single, mistakeOf(id, rule, all)] : single
}

function lineMistakes(rule: Rule): Mistake[] {
  return LINE_MISTAKES.flatMap(([id, change]) =>
    inEachAndAll(
      id,
      rule,
      patchOf(rule, (value, i) => change(value, rule.assignments[i]!, rule)),
    ),
  )
}

/** For each slot: read before its step where it is read after, the other way round, or not kept at all. */
function slotMistakes(rule: Rule): Mistake[] {
  return rule.state.flatMap(({ name, initial }) => {
    const own = rule.assignments.findIndex((a) => a.target === name)
    const [old, now] = [`${name}_prev`, name]
    const after = patchOf(rule, (value, i) => (i > own ? replaced(value, { [now]: expr(old) }) : value))
    const before = patchOf(rule, (value, i) => (i > own ? replaced(value, { [old]: expr(now) }) : value))
    const kept = patchOf(rule, (value, i) => (i === own ? replaced(value, { [old]: expr(0) }) : value))
    return [
      ...inEachAndAll('old-value', rule, after),
      ...inEachAndAll('new-value', rule, before),
      ...(initial === 1 ? [] : inEachAndAll('nothing-kept', rule, kept)),
    ]
  })
}

/** Decoupled decay as L2: into the gradient, out of the step. */
function coupledDecay(rule: Rule): Mistake[] {
  if (!rule.hyperparameters.some((h) => h.name === 'lambda')) return []
  const by = { lambda: expr(0), g: add('g', mul('lambda', 'theta_prev')) }
  return [
    mistakeOf(
      'decay-coupled',
      rule,
      patchOf(rule, (value) => replaced(value, by)),
    ),
  ]
}

/** L2 as decoupled decay: out of the gradient, αλθ taken from the parameter. */
function decoupledDecay(rule: Rule): Mistake[] {
  const l2 = rule.assignments.find((a) => symbolsIn(a.value).includes('l2'))
  if (!l2) return []
  const decay = mul(mul('alpha', 'l2'), 'theta_prev')
  const patch = patchOf(rule, (value, i) => {
    const without = replaced(value, { [l2.target]: expr('g') })
    if (rule.assignments[i]!.target !== 'theta') return without
    if (without.kind === 'subtract') return { ...without, right: add(without.right, decay) }
    return { kind: 'subtract', left: without, right: decay }
  })
  return [mistakeOf('decay-decoupled', rule, patch)]
}

const CURVATURE = 'curvature'

/** The rule with a number more that its lines may read. */
export const withNumber = (rule: Rule, name: string): Rule => ({
  ...rule,
  hyperparameters: [
    ...rule.hyperparameters,
    { name, tex: name, default: 0, min: -Infinity, max: Infinity, scale: 'linear' },
  ],
})

/** The second derivative for the squared gradient. */
function secondDerivative(rule: Rule): Mistake[] {
  // Decay and clipping put a gradient of another name in the place of g.
  const gradients = ['g', ...rule.assignments.filter((a) => a.quantity === 'gradient').map((a) => a.target)]
  const isSquare = (e: Expr): boolean =>
    e.kind === 'power' && e.left.kind === 'symbol' && gradients.includes(e.left.name)
  const patch = patchOf(rule, (value) => rewritten(value, (e) => (isSquare(e) ? expr(CURVATURE) : undefined)))
  if (Object.keys(patch).length === 0) return []
  const mistaken = mistakeOf('second-derivative', withNumber(rule, CURVATURE), patch)
  return [
    {
      ...mistaken,
      reads: ({ seen, input }, c) => ({ [CURVATURE]: seen.hessianAt(input.theta)[c]?.[c] ?? NaN }),
    },
  ]
}

/** Every mistake one can make in the lines of a rule. */
export const ruleMistakes = (rule: Rule): Mistake[] => [
  ...lineMistakes(rule),
  ...slotMistakes(rule),
  ...coupledDecay(rule),
  ...decoupledDecay(rule),
  ...secondDerivative(rule),
]
