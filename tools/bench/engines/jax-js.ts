import {
  blockUntilReady,
  defaultDevice,
  init,
  jit,
  nn,
  numpy as np,
  tree,
  valueAndGrad,
  type Array as JaxArray,
} from '@jax-js/jax'
import { parametersOf, type DenseNet, type Gpt } from '../../../src/core/network/architecture.ts'
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

const dense =
  (net: DenseNet): Loss =>
  (p, x, y) => {
    let a = x
    for (let l = 0; l < net.hidden.length; l++) a = np.tanh(linear(p, `layer${l}`, a))
    const z = linear(p, `layer${net.hidden.length}`, a)
    // ln(1 + eᶻ) − y z
    return nn.softplus(z.ref).sub(y.mul(z)).mean()
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
    return nn
      .logSoftmax(logits, -1)
      .mul(nn.oneHot(y.reshape([-1]), vocabulary))
      .sum()
      .mul(-1 / rows)
  }

const engine: Engine = async ({ plan, settings, initial, batch }, backend) => {
  const { net } = plan
  if (backend !== 'webgpu' && backend !== 'wasm') throw new CannotRun('webgpu and wasm only')
  if (net.kind === 'conv') throw new CannotRun('its max-pooling has no gradient')
  if (net.kind === 'lstm')
    throw new CannotRun('the sequence is unrolled: tracing 100 steps does not end in minutes')
  const devices = await init()
  if (!devices.includes(backend)) throw new CannotRun(`jax-js found no ${backend}`)
  defaultDevice(backend)
  const { alpha, beta1, beta2, epsilon, lambda = 0 } = settings.hyperparameters as Record<string, number>
  const lossOf: Loss = net.kind === 'dense' ? dense(net) : gpt(net, plan.batchSize)
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
  const isToken = net.kind === 'gpt'
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
