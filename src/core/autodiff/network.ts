import { type Graph, graphBuilder, type Operation } from './graph.ts'
import { affine, application, CROSS_ENTROPY, RELU, SIGMOID, SQUARED_ERROR } from './operations.ts'

export const UNITS = ['tanh', 'sigmoid', 'relu'] as const
export type Unit = (typeof UNITS)[number]
export const NETWORK_LOSSES = ['squared-error', 'cross-entropy'] as const
export type NetworkLoss = (typeof NETWORK_LOSSES)[number]

/** The activation function of a hidden unit as one operation. */
export const UNIT_OPERATION: Readonly<Record<Unit, Operation>> = {
  tanh: application('tanh'),
  sigmoid: SIGMOID,
  relu: RELU,
}

/** The operations of the network in their order, squared error without the p. */
const NAMES: Readonly<Record<NetworkLoss, readonly string[]>> = {
  'squared-error': ['z1', 'h1', 'z2', 'h2', 'z'],
  'cross-entropy': ['z1', 'h1', 'z2', 'h2', 'z', 'p'],
}

/**
 * Two inputs, two hidden units, one output:
 *   zⱼ = wⱼ₁·x₁ + wⱼ₂·x₂ + bⱼ,  hⱼ = φ(zⱼ),  z = u₁·h₁ + u₂·h₂ + c,
 * then L = (z − y)², or p = σ(z) and the cross-entropy of p. Leaves in this order: w₁₁, w₁₂, b₁, w₂₁, w₂₂, b₂, u₁, u₂,
 * c, and the data x₁, x₂, y, which need no gradient.
 */
export function networkGraph(unit: Unit, loss: NetworkLoss): Graph {
  const g = graphBuilder()
  const [w11, w12, b1, w21, w22, b2, u1, u2, c] = PARAMETERS.map((name) => g.leaf(name, 'parameter'))
  const [x1, x2, y] = ['x1', 'x2', 'y'].map((name) => g.leaf(name, 'data'))
  const h1 = g.apply(UNIT_OPERATION[unit], [g.apply(affine(2), [w11!, x1!, w12!, x2!, b1!])])
  const h2 = g.apply(UNIT_OPERATION[unit], [g.apply(affine(2), [w21!, x1!, w22!, x2!, b2!])])
  const z = g.apply(affine(2), [u1!, h1, u2!, h2, c!])
  if (loss === 'squared-error') g.apply(SQUARED_ERROR, [z, y!])
  else g.apply(CROSS_ENTROPY, [g.apply(SIGMOID, [z]), y!])
  return g.build((i) => NAMES[loss][i] ?? 'L')
}

const PARAMETERS = ['w11', 'w12', 'b1', 'w21', 'w22', 'b2', 'u1', 'u2', 'c'] as const
