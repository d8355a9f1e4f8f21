import type { LstmClassifier } from '../../core/network/architecture.ts'
import { dropoutLayerOf } from '../../core/network/dropout-layers.ts'
import { embeddingGradient } from '../kernels/embedding-gradient.ts'
import { embedding } from '../kernels/embedding.ts'
import { lstmGradient } from '../kernels/lstm-gradient.ts'
import { lstm as sequence } from '../kernels/lstm.ts'
import { matmul } from '../kernels/matmul.ts'
import { linearOf } from './linear.ts'
import { lossOf } from './loss.ts'
import type { Network, Recording } from './plan.ts'

/**
 * An LSTM classifier's training step. What the gates get of the tokens themselves is one product for all of them; only what they
 * get of the state goes from token to token, inside one kernel, and on the way back likewise. 14 dispatches.
 */
export function lstm(net: LstmClassifier, recording: Recording): Network {
  const { memory, plan, loops } = recording
  const { parameter: w, gradient: d, values, integers } = memory
  const { length, units, vocabulary, hasPadding } = net
  const texts = plan.batchSize
  const rows = texts * length
  const tokens = integers(rows)
  const occurrences = { order: integers(rows), starts: integers(vocabulary + 1) }
  const linear = linearOf(recording, texts)
  const shape = { texts, length, units, hasPadding }
  const looked = { rows, width: net.embedding, length, vocabulary }
  const [early, recurring] = [dropoutLayerOf(net, 'embedding'), dropoutLayerOf(net, 'recurrent')]

  const embedded = values(rows * net.embedding)
  const gates = values(rows * 4 * units)
  const before = values(rows * units)
  const cells = values(rows * units)
  const last = values(texts * units)
  const dLast = values(texts * units)
  const outputs = values(texts * net.outputs)
  const { y, ofRows, dispatch } = lossOf(recording, outputs, { rows: texts, outputs: net.outputs })

  const recurrent = w('recurrent')
  const ofGates = { inner: rows, columns: 4 * units, transposed: 'a' } as const
  return {
    inputs: { x: tokens, y, occurrences },
    forward: [
      embedding({ tokens, table: w('embedding'), out: embedded }, looked, early),
      matmul(
        loops.matmul,
        { a: embedded, b: w('input'), bias: w('bias'), out: gates },
        { rows, inner: net.embedding, columns: 4 * units },
      ),
      sequence(loops.lstm, { tokens, gates, recurrent, before, cells, out: last }, shape, recurring),
      linear.forward('dense', last, outputs),
    ],
    outputs,
    outputShape: [net.outputs],
    loss: dispatch,
    ofRows,
    backward: [
      ...linear.backward('dense', last, outputs, dLast),
      lstmGradient(loops.lstm, { tokens, gates, recurrent, cells, dOut: dLast }, shape, recurring),
      matmul(
        loops.matmul,
        { a: embedded, b: gates, out: d('input'), columnSums: d('bias') },
        { ...ofGates, rows: net.embedding },
      ),
      matmul(loops.matmul, { a: before, b: gates, out: d('recurrent') }, { ...ofGates, rows: units }),
      // What was looked up is not needed any more; its gradient takes its place.
      matmul(
        loops.matmul,
        { a: gates, b: w('input'), out: embedded },
        { rows, inner: 4 * units, columns: net.embedding, transposed: 'b' },
        { dropped: early },
      ),
      embeddingGradient({ dOut: embedded, ...occurrences, dTable: d('embedding') }, looked, { adds: false }),
    ],
  }
}
