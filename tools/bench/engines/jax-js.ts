import {
  blockUntilReady,
  defaultDevice,
  init,
  jit,
  lax,
  nn,
  numpy as np,
  tree,
  valueAndGrad,
  type Array as JaxArray,
} from '@jax-js/jax'
import {
  convSides,
  parametersOf,
  type Architecture,
  type ConvNet,
  type DenseNet,
  type Gpt,
  type LstmClassifier,
} from '../../../src/core/network/architecture.ts'
import { CannotRun, type Engine } from '../engine.ts'

/*
 * jax-js: a whole step, loss, gradients and update, traced and compiled once. An array is used up by the function that
 * takes it; `.ref` keeps it.
 */

type Parameters = Record<string, JaxArray>
type Loss = (p: Parameters, x: JaxArray, y: JaxArray) => JaxArray

const linear = (p: Parameters, name: string, x: JaxArray): JaxArray =>
  np.dot(x, p[`${name}.weight`]!.ref).add(p[`${name}.bias`]!.ref)

const norm = (p: Parameters, name: string, x: JaxArray): JaxArray =>
  nn.standardize(x, -1, { epsilon: 1e-5 }).mul(p[`${name}.gain`]!.ref).add(p[`${name}.bias`]!.ref)

/** ln(1 + eᶻ) − y z, the mean. */
const binary = (z: JaxArray, y: JaxArray): JaxArray => nn.softplus(z.ref).sub(y.mul(z)).mean()

const dense =
  (net: DenseNet): Loss =>
  (p, x, y) => {
    let a = x
    for (let l = 0; l < net.hidden.length; l++) a = np.tanh(linear(p, `layer${l}`, a))
    const z = linear(p, `layer${net.hidden.length}`, a)
    return binary(z, y)
  }

const gpt =
  (net: Gpt, size: number): Loss =>
  (p, x, y) => {
    const { context, width, heads, vocabulary } = net
    const rows = size * context
    let h = np
      .dot(nn.oneHot(x.reshape([-1]), vocabulary), p.tokens!.ref)
      .reshape([size, context, width])
      .add(p.positions!.ref)
    for (let l = 0; l < net.layers; l++) {
      const name = `layer${l}`
      const qkv = linear(p, `${name}.qkv`, norm(p, `${name}.norm1`, h.ref))
      const parts = qkv.reshape([size, context, 3, heads, width / heads])
      const q = parts.ref.slice([], [], 0)
      const k = parts.ref.slice([], [], 1)
      const v = parts.slice([], [], 2)
      const mixed = nn.dotProductAttention(q, k, v, { isCausal: true }).reshape([size, context, width])
      h = h.add(linear(p, `${name}.project`, mixed))
      const wide = nn.gelu(linear(p, `${name}.expand`, norm(p, `${name}.norm2`, h.ref)))
      h = h.add(linear(p, `${name}.contract`, wide))
    }
    const logits = np.dot(norm(p, 'norm', h), p.head!.ref).reshape([rows, vocabulary])
    return categorical(logits, y.reshape([-1]), vocabulary, rows)
  }

/** −ln p of the right classes, the mean over rows. */
const categorical = (logits: JaxArray, classes: JaxArray, count: number, rows: number): JaxArray =>
  nn
    .logSoftmax(logits, -1)
    .mul(nn.oneHot(classes, count))
    .sum()
    .mul(-1 / rows)

/** Channels first, as its convolution wants them. */
const conv =
  (net: ConvNet, size: number): Loss =>
  (p, x, y) => {
    const sides = convSides(net)
    let h = x.transpose([0, 3, 1, 2])
    net.layers.forEach(({ filters }, l) => {
      const side = sides[2 * l + 1]!
      const kernel = p[`conv${l}.weight`]!.ref.transpose([3, 2, 0, 1])
      const bias = p[`conv${l}.bias`]!.ref.reshape([1, filters, 1, 1])
      const z = nn.relu(lax.conv(h, kernel, [1, 1], 'VALID').add(bias))
      h = np.max(np.max(z.reshape([size, filters, side, 2, side, 2]), 5), 3)
    })
    const flat = h.transpose([0, 2, 3, 1]).reshape([size, -1])
    return categorical(linear(p, 'dense', flat), y, net.classes, size)
  }

/** The sequence unrolled: it has no loop. */
const lstm =
  (net: LstmClassifier, size: number): Loss =>
  (p, x, y) => {
    const { vocabulary, length, embedding, units } = net
    const seen = np
      .dot(nn.oneHot(x.reshape([-1]), vocabulary), p.embedding!.ref)
      .reshape([size * length, embedding])
    const inputs = np
      .dot(seen, p.input!.ref)
      .add(p.bias!.ref)
      .reshape([size, length, 4 * units])
    let h = np.zeros([size, units])
    let c = np.zeros([size, units])
    for (let t = 0; t < length; t++) {
      const z = inputs.ref.slice([], t).add(np.dot(h, p.recurrent!.ref)).reshape([size, 4, units])
      const gate = (k: number) => z.ref.slice([], k)
      const kept = c.mul(nn.sigmoid(gate(1)))
      c = kept.add(nn.sigmoid(gate(0)).mul(np.tanh(gate(2))))
      h = nn.sigmoid(gate(3)).mul(np.tanh(c.ref))
      z.dispose()
    }
    inputs.dispose()
    c.dispose()
    return binary(linear(p, 'dense', h), y)
  }

function lossFor(net: Architecture, size: number): Loss {
  switch (net.kind) {
    case 'dense':
      return dense(net)
    case 'conv':
      return conv(net, size)
    case 'lstm':
      return lstm(net, size)
    case 'gpt':
      return gpt(net, size)
  }
}

const engine: Engine = async ({ plan, settings, initial, batch }, backend) => {
  const { net } = plan
  if (backend !== 'webgpu' && backend !== 'wasm') throw new CannotRun('webgpu and wasm only')
  const devices = await init()
  if (!devices.includes(backend)) throw new CannotRun(`jax-js found no ${backend}`)
  defaultDevice(backend)
  const { alpha, beta1, beta2, epsilon, lambda = 0 } = settings.hyperparameters as Record<string, number>
  const lossOf = lossFor(net, plan.batchSize)
  const loss: Loss = (p, x, y) => {
    const value = lossOf(p, x, y)
    tree.dispose(p)
    return value
  }
  const step = jit((p: Parameters, m: Parameters, v: Parameters, t: JaxArray, x: JaxArray, y: JaxArray) => {
    const [value, g] = valueAndGrad(loss)(tree.ref(p), x, y) as [JaxArray, Parameters]
    const next: [Parameters, Parameters, Parameters] = [{}, {}, {}]
    const first = np.subtract(1, np.power(beta1!, t.ref))
    const second = np.subtract(1, np.power(beta2!, t))
    for (const name of Object.keys(p)) {
      const m2 = m[name]!.mul(beta1!).add(g[name]!.ref.mul(1 - beta1!))
      const v2 = v[name]!.mul(beta2!).add(np.square(g[name]!).mul(1 - beta2!))
      const update = m2.ref.div(first.ref).div(np.sqrt(v2.ref.div(second.ref)).add(epsilon!))
      next[0][name] = p[name]!.mul(1 - alpha! * lambda).sub(update.mul(alpha!))
      next[1][name] = m2
      next[2][name] = v2
    }
    first.dispose()
    second.dispose()
    return [value, ...next]
  })
  const isToken = plan.loss.kind === 'categorical'
  let p: Parameters = Object.fromEntries(
    parametersOf(net).map(({ name, shape, offset, size }) => [
      name,
      np.array(initial.slice(offset, offset + size)).reshape([...shape]),
    ]),
  )
  let m: Parameters = tree.map((a: JaxArray) => np.zeros(a.shape), tree.ref(p)) as Parameters
  let v: Parameters = tree.map((a: JaxArray) => np.zeros(a.shape), tree.ref(p)) as Parameters
  let last: JaxArray | null = null
  return {
    step: (t) => {
      const { x, y } = batch(t)
      const targets = isToken ? new Int32Array(y.values) : new Float32Array(y.values)
      last?.dispose()
      const made = step(
        p,
        m,
        v,
        np.array(t, { dtype: np.float32 }),
        np.array(x.values).reshape([...x.shape]),
        np.array(targets).reshape([...y.shape]),
      ) as [JaxArray, Parameters, Parameters, Parameters]
      ;[last, p, m, v] = made
    },
    loss: async () => Number(await last!.ref.jsAsync()),
    finish: async () => void (await blockUntilReady(last!.ref)),
  }
}
export default engine
