import { CannotRun, type Engine } from '../engine.ts'

/*
 * A small dense network as TensorFlow Playground builds one: an object for every unit and every link, a point at a time
 * forward and back, plain arithmetic. With Adam, so that it can be compared.
 */

interface Link {
  weight: number
  slope: number
  m: number
  v: number
}

interface Unit {
  readonly links: Link[]
  readonly bias: Link
  value: number
  delta: number
}

const plainLoops: Engine = ({ plan: { net, batchSize }, settings, initial, batch }, backend) => {
  if (net.kind !== 'dense' || backend !== 'cpu') throw new CannotRun('dense networks on the CPU only')
  let at = 0
  const link = (weight: number): Link => ({ weight, slope: 0, m: 0, v: 0 })
  const widths = [net.inputs, ...net.hidden, net.outputs]
  const layers = widths.slice(1).map((units, l) => {
    const inputs = widths[l]!
    const weights = initial.subarray(at, (at += inputs * units))
    const biases = initial.subarray(at, (at += units))
    return Array.from({ length: units }, (_, j): Unit => {
      const links = Array.from({ length: inputs }, (_, i) => link(weights[i * units + j]!))
      return { links, bias: link(biases[j]!), value: 0, delta: 0 }
    })
  })
  const parameters = layers.flat().flatMap((unit) => [...unit.links, unit.bias])
  const { alpha, beta1, beta2, epsilon } = settings.hyperparameters as Record<string, number>
  let loss = NaN

  const forward = (x: readonly number[]): number => {
    let input = x
    layers.forEach((layer, l) => {
      for (const unit of layer) {
        let sum = unit.bias.weight
        unit.links.forEach((each, i) => (sum += each.weight * input[i]!))
        unit.value = l === layers.length - 1 ? sum : Math.tanh(sum)
      }
      input = layer.map((unit) => unit.value)
    })
    return input[0]!
  }
  const backward = (x: readonly number[], slope: number): void => {
    for (let l = layers.length - 1; l >= 0; l--) {
      const layer = layers[l]!
      const next = layers[l + 1]
      const input = l > 0 ? layers[l - 1]!.map((unit) => unit.value) : x
      layer.forEach((unit, j) => {
        if (!next) unit.delta = slope
        else {
          let sum = 0
          for (const other of next) sum += other.delta * other.links[j]!.weight
          unit.delta = sum * (1 - unit.value * unit.value)
        }
        unit.links.forEach((each, i) => (each.slope += unit.delta * input[i]!))
        unit.bias.slope += unit.delta
      })
    }
  }
  const step = (t: number): void => {
    const { x, y } = batch(t)
    let sum = 0
    for (const each of parameters) each.slope = 0
    for (let n = 0; n < batchSize; n++) {
      const point = [x.values[2 * n]!, x.values[2 * n + 1]!]
      const z = forward(point)
      const target = y.values[n]!
      sum += Math.max(z, 0) - target * z + Math.log1p(Math.exp(-Math.abs(z)))
      backward(point, (1 / (1 + Math.exp(-z)) - target) / batchSize)
    }
    for (const each of parameters) {
      each.m = beta1! * each.m + (1 - beta1!) * each.slope
      each.v = beta2! * each.v + (1 - beta2!) * each.slope * each.slope
      const m = each.m / (1 - beta1! ** t)
      each.weight -= (alpha! * m) / (Math.sqrt(each.v / (1 - beta2! ** t)) + epsilon!)
    }
    loss = sum / batchSize
  }
  return Promise.resolve({ step, loss: () => Promise.resolve(loss), finish: () => Promise.resolve() })
}
export default plainLoops
