import { hold } from '../held.ts'
import { parametersOf, type DenseNet } from '../../core/network/architecture.ts'
import { parameterTotal, weightMaskOf } from '../../core/network/parameters.ts'
import { createRuleProgram, ruleOf } from '../rule-program.ts'
import {
  MOST_LOSSES,
  type HostState,
  type StepSettings,
  type Trainer,
  type TrainingPlan,
} from '../trainer.ts'
import { createDensePass } from './dense-pass.ts'
import { createRowLoss } from './row-loss.ts'
import { createArrayUpdate } from './update.ts'

/** The network, when it is one that plain arrays train. Errors: an Error for every other kind. */
export function denseNetOf({ net }: Pick<TrainingPlan, 'net'>): DenseNet {
  if (net.kind === 'dense') return net
  throw new Error(`Only dense networks train here, not one of the kind “${net.kind}”.`)
}

/** Plain arrays can be written to at any time. */
export interface ArrayTrainer extends Trainer {
  /** Replaces one parameter. */
  readonly assign: (index: number, value: number) => void
  /** A copy of the state, at once. */
  readonly now: () => HostState
}

/** The gradient of λ₁ Σ |w| + (λ₂/2) Σ w² over the weights is added to `gradient`. */
function addPenalties(
  gradient: Float32Array,
  parameters: Float32Array,
  isWeight: Float32Array,
  { l1, l2 }: StepSettings,
): void {
  if (l1 === 0 && l2 === 0) return
  for (let k = 0; k < gradient.length; k++) {
    const w = parameters[k]!
    if (isWeight[k] === 1) gradient[k] = gradient[k]! + l1 * Math.sign(w) + l2 * w
  }
}

/** g / max(1, ‖g‖ / C), over all parameters together. */
function clip(gradient: Float32Array, clipNorm: number): void {
  let sum = 0
  for (let k = 0; k < gradient.length; k++) sum += gradient[k]! * gradient[k]!
  const factor = Math.max(1, Math.sqrt(sum) / clipNorm)
  if (factor === 1) return
  for (let k = 0; k < gradient.length; k++) gradient[k] = gradient[k]! / factor
}

/** The last so many losses, in order. */
function createLossRing() {
  const ring = new Float32Array(MOST_LOSSES)
  let made = 0
  let read = 0
  return {
    push: (loss: number): void => void (ring[made++ % MOST_LOSSES] = loss),
    take(): Float32Array {
      const from = Math.max(read, made - MOST_LOSSES)
      const losses = Float32Array.from({ length: made - from }, (_, i) => ring[(from + i) % MOST_LOSSES]!)
      read = made
      return losses
    },
  }
}

/**
 * Trains a dense network with loops over plain arrays: no tensor, no GPU. What is stored is 32 bits wide; sums are made
 * in 64. A step makes nothing new. Errors: an Error for a network that is not dense.
 */
export function createArrayTrainer(plan: TrainingPlan): ArrayTrainer {
  const net = denseNetOf(plan)
  const layout = parametersOf(net)
  const program = createRuleProgram(ruleOf(plan.optimizer))
  const parameters = new Float32Array(parameterTotal(layout))
  const gradient = new Float32Array(parameters.length)
  const slots = Object.fromEntries(
    program.rule.state.map(({ name, initial }) => [name, new Float32Array(parameters.length).fill(initial)]),
  )
  const isWeight = weightMaskOf(layout)
  const pass = createDensePass(net, plan.batchSize)
  const logits = pass.values[pass.values.length - 1]!
  const rowLoss = createRowLoss(plan.loss, net.outputs)
  const update = createArrayUpdate(program, parameters, slots, gradient)
  const losses = createLossRing()
  const x = new Float32Array(plan.batchSize * net.inputs)
  const y = new Float32Array(plan.batchSize * (plan.loss.kind === 'categorical' ? 1 : net.outputs))
  const draw = { seed: plan.seed, step: 0 }

  const write = (state: HostState): void => {
    parameters.set(state.parameters)
    for (const name of program.slots) slots[name]!.set(state.slots[name]!)
  }
  const copy = (): HostState => ({
    parameters: parameters.slice(),
    slots: Object.fromEntries(program.slots.map((name) => [name, slots[name]!.slice()])),
  })

  return {
    write,
    assign: (index, value) => void (parameters[index] = value),
    now: copy,
    read: () => Promise.resolve(copy()),
    step(t, batch, settings) {
      x.set(batch.x.values)
      y.set(batch.y.values)
      draw.step = t
      pass.forward(parameters, x, plan.batchSize, draw)
      losses.push(rowLoss(logits, y, plan.batchSize, pass.outputSlopes))
      pass.backward(gradient)
      addPenalties(gradient, parameters, isWeight, settings)
      if (plan.clips) clip(gradient, settings.clipNorm)
      update.apply(t, settings.hyperparameters)
    },
    losses: () => Promise.resolve(losses.take()),
    outputs(points) {
      const rows = points.values.length / net.inputs
      const all = createDensePass(net, rows)
      all.forward(parameters, Float32Array.from(points.values), rows)
      return Promise.resolve(all.values[all.values.length - 1]!)
    },
    hold() {
      const held = copy()
      return { restore: () => write(held), release: () => undefined }
    },
    dispose: hold(1),
  }
}
