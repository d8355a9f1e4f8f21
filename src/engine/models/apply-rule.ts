import {
  abs,
  add,
  cos,
  div,
  exp,
  fill,
  log,
  maximum,
  mul,
  neg,
  pow,
  scalar,
  sign,
  sin,
  sqrt,
  square,
  sub,
  sum,
  tan,
  tanh,
  type Scalar,
  type Tensor,
  type Tensor1D,
} from '@tensorflow/tfjs-core'
import { evaluate } from '../../core/formula/evaluate.ts'
import { symbolsIn, type BinaryKind, type Expr, type FunctionName } from '../../core/formula/expr.ts'
import { readsNorm } from '../../core/optimizer/clipping.ts'
import type { Rule } from '../../core/optimizer/rule.ts'

/** The parameters and what the optimizer remembers, as tensors of one length. */
export interface OptimizerState {
  readonly parameters: Tensor1D
  readonly slots: Readonly<Record<string, Tensor1D>>
}

/** An optimizer whose formulas run on tensors. */
export interface AppliedRule {
  /**
   * Step t (1, 2, …) with the gradient g. The new tensors belong to the caller; call it in a `tidy` that returns them.
   */
  readonly apply: (state: OptimizerState, g: Tensor1D, t: number, hyperparameters: Numbers) => OptimizerState
  /** Gives the constants back. */
  readonly dispose: () => void
}

type Numbers = Readonly<Record<string, number>>

const BINARY: Readonly<Record<BinaryKind, (a: Tensor, b: Tensor) => Tensor>> = {
  add,
  subtract: sub,
  multiply: mul,
  divide: div,
  power: pow,
  maximum,
}

const FUNCTION: Readonly<Record<FunctionName, (x: Tensor) => Tensor>> = {
  sqrt,
  exp,
  ln: log,
  sin,
  cos,
  tan,
  tanh,
  abs,
  sign,
}

/** The slots before the first step. */
export function initialSlots(rule: Rule, count: number): Record<string, Tensor1D> {
  return Object.fromEntries(rule.state.map(({ name, initial }) => [name, fill([count], initial)]))
}

/**
 * The numbers that formulas need as tensors, one for each place in a formula: kept as long as the number stays the
 * same, because every new one is an upload.
 */
function createConstants(protect: (tensor: Scalar) => Scalar) {
  const known = new Map<Expr, { value: number; tensor: Scalar }>()
  return {
    at(place: Expr, value: number): Scalar {
      const old = known.get(place)
      if (old && Object.is(old.value, value)) return old.tensor
      old?.tensor.dispose()
      const tensor = protect(scalar(value))
      known.set(place, { value, tensor })
      return tensor
    },
    dispose(): void {
      known.forEach(({ tensor }) => tensor.dispose())
      known.clear()
    },
  }
}

/**
 * The rule's assignments as tensor operations. Parts without a tensor in them (1 − β₁, 1 − β₁ᵗ, …) are evaluated in
 * float64, as the reference does, and go in as one constant each; everything else becomes one operation a node.
 * `protect` is tfjs's `keep`.
 */
export function createAppliedRule(rule: Rule, protect: (tensor: Scalar) => Scalar): AppliedRule {
  const constants = createConstants(protect)

  const tensorOf = (e: Expr, tensors: ReadonlyMap<string, Tensor>, numbers: Numbers): Tensor => {
    if (!symbolsIn(e).some((name) => tensors.has(name))) return constants.at(e, evaluate(e, numbers))
    const part = (of: Expr): Tensor => tensorOf(of, tensors, numbers)
    switch (e.kind) {
      case 'number':
        return constants.at(e, e.value)
      case 'symbol':
        return tensors.get(e.name) as Tensor
      case 'negate':
        return neg(part(e.of))
      case 'call':
        return FUNCTION[e.fn](part(e.of))
      default:
        if (e.kind === 'power' && e.right.kind === 'number' && e.right.value === 2)
          return square(part(e.left))
        return BINARY[e.kind](part(e.left), part(e.right))
    }
  }

  return {
    apply(state, g, t, hyperparameters) {
      const tensors = new Map<string, Tensor>([
        ['g', g],
        ['theta_prev', state.parameters],
      ])
      if (readsNorm(rule)) tensors.set('norm', sqrt(sum(square(g))))
      for (const { name } of rule.state) tensors.set(`${name}_prev`, state.slots[name] as Tensor)
      const numbers: Record<string, number> = { ...hyperparameters, t }
      for (const { target, value } of rule.assignments) {
        const isNumber = !symbolsIn(value).some((name) => tensors.has(name))
        if (isNumber) numbers[target] = evaluate(value, numbers)
        else tensors.set(target, tensorOf(value, tensors, numbers))
      }
      const slots = rule.state.map(({ name }) => [name, tensors.get(name) as Tensor1D] as const)
      return { parameters: tensors.get('theta') as Tensor1D, slots: Object.fromEntries(slots) }
    },
    dispose: constants.dispose,
  }
}
