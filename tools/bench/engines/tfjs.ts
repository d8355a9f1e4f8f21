import * as tf from '@tensorflow/tfjs'
import { parametersOf } from '../../../src/core/network/architecture.ts'
import type { Gpt } from '../../../src/core/network/architecture.ts'
import { startTfjs } from '../start-tfjs.ts'
import type { Engine } from '../engine.ts'
import type { Work } from '../works.ts'
import { bySteps } from './tfjs-steps.ts'

/*
 * Stock TensorFlow.js, as its users write it: layers and `trainOnBatch` where it has the layers, plain operations and
 * its own optimizer for the GPT.
 */

/** The flat parameters as tensors of their shapes. */
export const tensorsOf = ({ plan, initial }: Work): tf.Tensor[] =>
  parametersOf(plan.net).map(({ shape, offset, size }) =>
    tf.tensor(initial.slice(offset, offset + size), [...shape]),
  )

function layersOf({ plan: { net } }: Work): tf.Sequential {
  const model = tf.sequential()
  switch (net.kind) {
    case 'dense':
      net.hidden.forEach((units, l) =>
        model.add(
          tf.layers.dense({ units, activation: 'tanh', ...(l === 0 ? { inputShape: [net.inputs] } : {}) }),
        ),
      )
      model.add(tf.layers.dense({ units: net.outputs }))
      break
    case 'conv':
      net.layers.forEach(({ filters, kernel }, l) => {
        const inputShape = l === 0 ? { inputShape: [net.side, net.side, net.channels] } : {}
        model.add(tf.layers.conv2d({ filters, kernelSize: kernel, activation: 'relu', ...inputShape }))
        model.add(tf.layers.maxPooling2d({ poolSize: 2, strides: 2 }))
      })
      model.add(tf.layers.flatten())
      model.add(tf.layers.dense({ units: net.classes }))
      break
    case 'lstm':
      model.add(
        tf.layers.embedding({
          inputDim: net.vocabulary,
          outputDim: net.embedding,
          inputLength: net.length,
        }),
      )
      model.add(
        tf.layers.lstm({
          units: net.units,
          recurrentActivation: 'sigmoid',
          // The default one takes seconds.
          recurrentInitializer: 'glorotNormal',
        }),
      )
      model.add(tf.layers.dense({ units: net.outputs }))
      break
    case 'gpt':
      throw new Error('A GPT has no layers here.')
  }
  return model
}

/** Mean cross-entropy from logits. */
const binary = (y: tf.Tensor, z: tf.Tensor) => tf.losses.sigmoidCrossEntropy(y, z)
const categorical = (y: tf.Tensor, z: tf.Tensor) => tf.losses.softmaxCrossEntropy(y, z)

function viaLayers(work: Work) {
  const { plan, settings, batch } = work
  const { alpha, beta1, beta2, epsilon } = settings.hyperparameters as Record<string, number>
  const model = layersOf(work)
  const isCategorical = plan.loss.kind === 'categorical'
  model.compile({
    optimizer: tf.train.adam(alpha, beta1, beta2, epsilon),
    loss: isCategorical ? categorical : binary,
  })
  const first = tensorsOf(work)
  model.setWeights(first)
  tf.dispose(first)
  let loss = NaN
  return {
    step: async (t: number) => {
      const { x, y } = batch(t)
      const input = tf.tensor(x.values, [...x.shape])
      const target = isCategorical
        ? tf.tidy(() => tf.oneHot(tf.tensor1d(y.values, 'int32'), 10))
        : tf.tensor(y.values, [...y.shape])
      loss = (await model.trainOnBatch(input, target)) as number
      tf.dispose([input, target])
    },
    loss: () => Promise.resolve(loss),
    finish: () => Promise.resolve(),
  }
}

function norm(x: tf.Tensor, gain: tf.Tensor, bias: tf.Tensor): tf.Tensor {
  const { mean, variance } = tf.moments(x, -1, true)
  return x.sub(mean).mul(variance.add(1e-5).rsqrt()).mul(gain).add(bias)
}

function gelu(x: tf.Tensor): tf.Tensor {
  const inner = x.add(x.mul(x).mul(x).mul(0.044715)).mul(Math.sqrt(2 / Math.PI))
  return x.mul(0.5).mul(inner.tanh().add(1))
}

function attention(qkv: tf.Tensor, size: number, { context, width, heads }: Gpt, mask: tf.Tensor): tf.Tensor {
  const depth = width / heads
  const [q, k, v] = tf
    .split(qkv.reshape([size, context, 3 * width]), 3, 2)
    .map((part) => part.reshape([size, context, heads, depth]).transpose([0, 2, 1, 3]))
  const scores = tf
    .matMul(q!, k!, false, true)
    .mul(1 / Math.sqrt(depth))
    .add(mask)
  return tf
    .matMul(tf.softmax(scores), v!)
    .transpose([0, 2, 1, 3])
    .reshape([size * context, width])
}

/** Rows are tokens all the way: batched products with one matrix have a wrong gradient. */
function gptLogits(net: Gpt, p: readonly tf.Tensor[], x: tf.Tensor2D, size: number, mask: tf.Tensor) {
  const rows = size * net.context
  let h: tf.Tensor = tf
    .gather(p[0]!, x.reshape([rows]).toInt())
    .reshape([size, net.context, net.width])
    .add(p[1]!)
    .reshape([rows, net.width])
  for (let l = 0; l < net.layers; l++) {
    const [g1, b1, wq, bq, wo, bo, g2, b2, we, be, wc, bc] = p.slice(2 + 12 * l, 14 + 12 * l) as tf.Tensor[]
    const qkv = tf.matMul(norm(h, g1!, b1!), wq!).add(bq!)
    h = h.add(tf.matMul(attention(qkv, size, net, mask), wo!).add(bo!))
    const wide = gelu(tf.matMul(norm(h, g2!, b2!), we!).add(be!))
    h = h.add(tf.matMul(wide, wc!).add(bc!))
  }
  const [gain, bias, head] = p.slice(2 + 12 * net.layers)
  return tf.matMul(norm(h, gain!, bias!), head!)
}

function gpt(work: Work, net: Gpt) {
  const { batchSize } = work.plan
  const first = tensorsOf(work)
  const variables = first.map((tensor) => tf.variable(tensor))
  tf.dispose(first)
  const mask = tf.tidy(() =>
    tf.sub(1, tf.linalg.bandPart(tf.ones([net.context, net.context]), -1, 0)).mul(-1e9),
  )
  return bySteps(work, variables, (t) => {
    const { x, y } = work.batch(t)
    const ids = tf.tensor2d(x.values, [batchSize, net.context], 'int32')
    const target = tf.oneHot(tf.tensor1d(y.values, 'int32'), net.vocabulary)
    return tf.losses.softmaxCrossEntropy(target, gptLogits(net, variables, ids, batchSize, mask))
  })
}

const engine: Engine = async (work, backend) => {
  await startTfjs(backend)
  return work.plan.net.kind === 'gpt' ? gpt(work, work.plan.net) : viaLayers(work)
}
export default engine
