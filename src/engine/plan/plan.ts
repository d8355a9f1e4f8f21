import type { Architecture } from '../../core/network/architecture.ts'
import { withClipping } from '../../core/optimizer/clipping.ts'
import { gradientNorm, gradientSquares, NORM_PARTS } from '../kernels/gradient-norm.ts'
import type { Dispatch, Place } from '../kernels/kernel.ts'
import { meanLoss } from '../kernels/mean-loss.ts'
import type { Loops } from '../kernels/loops.ts'
import { update } from '../kernels/update.ts'
import { createRuleProgram, ruleOf, type RuleProgram } from '../rule-program.ts'
import type { TrainingPlan } from '../trainer.ts'
import { conv } from './conv.ts'
import { dense } from './dense.ts'
import { gpt } from './gpt.ts'
import { lstm } from './lstm.ts'
import { memoryOf, weightBits, type Memory, type Sizes } from './memory.ts'

/** Where a batch goes. */
export interface Inputs {
  /** Numbers of a row of x: in `values`, or in `integers` where they are tokens. */
  readonly x: Place
  readonly y: Place
  /** Which rows have which token, as kernels/embedding-gradient.ts has it; for networks that look tokens up. */
  readonly occurrences?: { readonly order: Place; readonly starts: Place }
}

/** A network's part of a plan: everything but the optimizer. */
export interface Network {
  readonly inputs: Inputs
  /** From x to the outputs. */
  readonly forward: readonly Dispatch[]
  /** Values of one row of the batch, as a shape. */
  readonly outputs: Place
  readonly outputShape: readonly number[]
  /** Losses of rows, from the outputs and y; in `outputs` stands then their gradient. */
  readonly loss: Dispatch
  readonly ofRows: Place
  /** From the gradient of the outputs to those of all parameters. */
  readonly backward: readonly Dispatch[]
}

/** A whole training step as a fixed list of kernels over arenas. */
export interface Plan {
  readonly net: Architecture
  readonly batchSize: number
  readonly seed: number
  readonly rule: RuleProgram
  readonly inputs: Inputs
  readonly outputs: Place
  readonly outputShape: readonly number[]
  /** The first `forward` dispatches compute the outputs; all together are a step. */
  readonly dispatches: readonly Dispatch[]
  readonly forward: number
  readonly memory: Memory['all']
  readonly weights: { readonly place: Place; readonly bits: Int32Array }
  readonly sizes: Sizes
}

/** What a network's recorder is given. */
export interface Recording {
  readonly memory: Memory
  readonly plan: TrainingPlan
  readonly loops: Loops
}

function networkOf(recording: Recording): Network {
  const { net } = recording.plan
  switch (net.kind) {
    case 'gpt':
      return gpt(net, recording)
    case 'dense':
      return dense(net, recording)
    case 'conv':
      return conv(net, recording)
    case 'lstm':
      return lstm(net, recording)
  }
}

/** The list of kernels that makes one step of a run, with the loops that suit the adapter. Nothing is allocated. */
export function planOf(plan: TrainingPlan, loops: Loops): Plan {
  const { optimizer, clips } = plan
  const rule = createRuleProgram(clips ? withClipping(ruleOf(optimizer)) : ruleOf(optimizer))
  const memory = memoryOf(plan.net, rule.slots.length)
  const { inputs, forward, outputs, outputShape, loss, ofRows, backward } = networkOf({
    memory,
    plan,
    loops,
  })

  const bits = weightBits(plan.net)
  const weights = memory.integers(bits.length)
  const { parameters: theta, gradients: gradient, slots, losses: ring } = memory.all
  const whole = { theta, gradient, weights }
  const norm = memory.values(clips ? 1 : 0)
  const parts = memory.values(clips ? NORM_PARTS : 0)

  return {
    net: plan.net,
    batchSize: plan.batchSize,
    seed: plan.seed,
    rule,
    inputs,
    outputs,
    outputShape,
    dispatches: [
      ...forward,
      loss,
      meanLoss({ ofRows, ring }),
      ...backward,
      ...(clips ? [gradientSquares({ ...whole, parts }), gradientNorm({ parts, norm })] : []),
      update(rule, { ...whole, slots, ...(clips ? { norm } : {}) }),
    ],
    forward: forward.length,
    memory: memory.all,
    weights: { place: weights, bits },
    sizes: memory.sizes(),
  }
}
