import { describe, expect, test } from 'vitest'
import { objectiveFrom } from '../objective/objective.ts'
import { adadelta } from './adadelta.ts'
import { adagrad, adagradDecaying } from './adagrad.ts'
import { adam } from './adam.ts'
import { adamw } from './adamw.ts'
import { amsgrad } from './amsgrad.ts'
import { gradientDescent } from './gradient-descent.ts'
import { momentum } from './momentum.ts'
import { momentumDampened } from './momentum-variants.ts'
import { nadam } from './nadam.ts'
import { nesterov } from './nesterov.ts'
import { rmsprop, rmspropCentered } from './rmsprop.ts'
import type { Rule } from './rule.ts'
import { applyRule, defaultHyperparameters, initialState } from './step.ts'
import { withWeightDecay } from './weight-decay.ts'
import reference from './reference/pytorch-optimizers.json'

/** PyTorch's arguments, as far as the reference has any. */
interface Hyper {
  lr: number
  betas?: number[]
  momentum?: number
  dampening?: number
  weight_decay?: number
  lr_decay?: number
  centered?: boolean
  momentum_decay?: number
  alpha?: number
  rho?: number
  eps?: number
}
interface Case {
  optimizer: string
  hyper: Hyper
  objective: keyof typeof reference.objectives
  diverged: boolean
  losses: number[]
  /** Of all steps, coordinate by coordinate: at the point before each, and after it. */
  g: number[]
  theta: number[]
  state: Record<string, number[]>
}
const CASES = reference.cases as unknown as Case[]

function ruleOf({ optimizer, hyper }: Case): Rule {
  const decayed = (rule: Rule): Rule => (hyper.weight_decay === undefined ? rule : withWeightDecay(rule))
  switch (optimizer) {
    case 'sgd':
      return decayed(gradientDescent)
    case 'momentum':
      return hyper.dampening === undefined ? momentum : momentumDampened
    case 'adam':
      return decayed(adam)
    case 'adagrad':
      return hyper.lr_decay === undefined ? adagrad : adagradDecaying
    case 'rmsprop':
      return hyper.centered ? rmspropCentered : rmsprop
    default:
      return [nesterov, adadelta, amsgrad, adamw, nadam].find((rule) => rule.id === optimizer)!
  }
}

/** Our name for each of PyTorch's arguments; what the case does not name keeps our default, which must be PyTorch's. */
function hyperparametersOf(rule: Rule, { hyper }: Case): Record<string, number> {
  const [beta1, beta2] = hyper.betas ?? []
  const given: Record<string, number | undefined> = {
    alpha: hyper.lr,
    beta: hyper.momentum,
    beta1,
    beta2,
    tau: hyper.dampening,
    rho: hyper.rho ?? hyper.alpha,
    epsilon: hyper.eps,
    eta: hyper.lr_decay,
    psi: hyper.momentum_decay,
    lambda: hyper.weight_decay,
    l2: hyper.weight_decay,
  }
  const defaults = defaultHyperparameters(rule)
  return Object.fromEntries(Object.keys(defaults).map((name) => [name, given[name] ?? defaults[name]!]))
}

const SLOT_OF: Record<string, string> = {
  momentum_buffer: 'u',
  exp_avg: 'm',
  exp_avg_sq: 'v',
  max_exp_avg_sq: 'v_max',
  sum: 's',
  square_avg: 'v',
  grad_avg: 'a',
  acc_delta: 'w',
  mu_product: 'product',
}

function expectClose(ours: readonly number[], theirs: readonly number[], what: string): void {
  theirs.forEach((b, i) => {
    const a = ours[i]!
    expect(Math.abs(a - b), `${what}: ${a} and ${b}`).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(b)))
  })
}

test('the reference has every setting on every objective', () => {
  const settings = new Set(CASES.map((c) => c.optimizer + JSON.stringify(c.hyper)))
  expect([settings.size, CASES.length]).toEqual([18, 72])
  // Of every step, and of every coordinate: nothing is compared with what is not there.
  expect(CASES.reduce((sum, c) => sum + c.losses.length, 0)).toBe(1703)
  for (const { objective, losses, g, theta, state } of CASES) {
    const numbers = losses.length * reference.objectives[objective].start.length
    expect([g.length, theta.length]).toEqual([numbers, numbers])
    for (const values of Object.values(state)) expect([numbers, losses.length]).toContain(values.length)
  }
})

describe('every optimizer agrees with PyTorch at every step', () => {
  test.each(CASES.map((c) => [`${c.optimizer} ${JSON.stringify(c.hyper)} on ${c.objective}`, c] as const))(
    '%s',
    (_, c) => {
      const { formula, start } = reference.objectives[c.objective]
      const typed = objectiveFrom(formula)
      if (!typed.ok) throw new Error(typed.error.code)
      const rule = ruleOf(c)
      const hyperparameters = hyperparametersOf(rule, c)
      let theta: readonly number[] = start
      let state = initialState(rule, start.length)
      expect(c.theta.length).toBe(c.losses.length * start.length)
      const n = start.length
      const names = Object.keys(c.state)
      // PyTorch keeps some numbers once for all coordinates.
      const of = (values: readonly number[], k: number) =>
        values.length === n * c.losses.length ? values.slice(k * n, (k + 1) * n) : values.slice(k, k + 1)
      expect(names.map((name) => SLOT_OF[name]).sort()).toEqual(rule.state.map((slot) => slot.name).sort())
      c.losses.forEach((loss, k) => {
        const t = k + 1
        expectClose([typed.objective.valueAt(theta)], [loss], `loss before step ${t}`)
        const gradient = typed.objective.gradientAt(theta)
        expectClose(gradient, of(c.g, k), `gradient before step ${t}`)
        ;({ theta, state } = applyRule(rule, { t, theta, gradient, state, hyperparameters }))
        expectClose(theta, of(c.theta, k), `theta after step ${t}`)
        for (const name of names)
          expectClose(state[SLOT_OF[name]!]!, of(c.state[name]!, k), `${name} after step ${t}`)
      })
    },
  )
})
