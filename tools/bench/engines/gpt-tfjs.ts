import * as tf from '@tensorflow/tfjs'
import { model } from 'gpt-tfjs'
import { CannotRun, type Engine } from '../engine.ts'
import { startTfjs } from '../start-tfjs.ts'
import { tensorsOf } from './tfjs.ts'
import { bySteps } from './tfjs-steps.ts'

/** The GPT of the package gpt-tfjs, whose weights come in the same order as ours; trained as it trains its own. */
const engine: Engine = async (work, backend) => {
  const { net, batchSize } = work.plan
  if (net.kind !== 'gpt') throw new CannotRun('GPTs only')
  await startTfjs(backend)
  const transformer = model.GPT({
    nLayer: net.layers,
    nHead: net.heads,
    nEmbd: net.width,
    vocabSize: net.vocabulary,
    blockSize: net.context,
    dropout: 0,
    embdDrop: 0,
    residDrop: 0,
  })
  const first = tensorsOf(work)
  transformer.setWeights(first)
  tf.dispose(first)
  const variables = transformer.trainableWeights.map((weight) => weight.read() as tf.Variable)
  return bySteps(work, variables, (t) => {
    const { x, y } = work.batch(t)
    const ids = tf.tensor2d(x.values, [batchSize, net.context], 'int32')
    const target = tf.oneHot(tf.tensor2d(y.values, [batchSize, net.context], 'int32'), net.vocabulary)
    return tf.losses.softmaxCrossEntropy(target, transformer.apply(ids) as tf.Tensor)
  })
}
export default engine
