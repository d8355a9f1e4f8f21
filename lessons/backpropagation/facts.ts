/*
 * Every number of this lesson, computed by the core. Both languages import these names; neither types a number.
 * A name ending in `Tex` is TeX for `<Formula>`; `widgets` and `tries` hold the properties of every `<Widget>` and
 * `<Try>`, in the order of the text.
 */
import { costOf, operationsIn } from '../../src/core/autodiff/cost.ts'
import { type MistakeId, type Question, questionAt } from '../../src/core/autodiff/mistakes.ts'
import { graphNotations } from '../../src/core/autodiff/notation.ts'
import { sweepTo } from '../../src/core/autodiff/sweep.ts'
import { tex } from '../../src/core/formula/tex.ts'
import { alignedTex, linesOf } from '../../src/widgets/backprop-stepper/lines.ts'
import { init, type Place, placeOf } from '../../src/widgets/backprop-stepper/model.ts'
import { params } from '../../src/widgets/backprop-stepper/params.ts'
import type { Values } from '../../src/widget-kit/param.ts'

/* ---- The widgets and the links into them ---- */

/** The properties of the four widgets. */
export const widgets = {
  square: { graph: 'square-of-sum' },
  reused: { graph: 'reused', step: 6 },
  network: { graph: 'network' },
  chain: { graph: 'chain', step: 15 },
} as const

/** The properties of every link. */
export const tries = {
  ask: { at: 1, step: 5, turn: 'on' },
  firstPath: { at: 2, step: 5 },
  networkDone: { at: 3, step: 21 },
  saturated: { at: 4, graph: 'saturated', step: 12 },
  cancels: { at: 3, loss: 'cross-entropy', step: 10 },
  slip: { at: 1, step: 9 },
  dead: { at: 4, graph: 'dead-relu', step: 12 },
  awake: { at: 4, graph: 'dead-relu', values: [-1, 2, 2.5, 1], step: 12 },
} as const

type Settings = Values<typeof params>
const defaults = Object.fromEntries(
  Object.entries(params).map(([name, param]) => [name, param.default]),
) as unknown as Settings

/** Where the widget with these properties stands. */
export const placeAt = (props: Readonly<Record<string, unknown>>): Place =>
  placeOf(init({ ...defaults, ...props }))

/** Both passes of a widget, to their end. */
const finished = (props: Readonly<Record<string, unknown>>): Place =>
  placeAt({ ...props, step: params.step.max })

function idOf(place: Place, name: string): number {
  const node = place.graph.nodes.find((n) => n.name === name)
  if (!node) throw new Error(`The graph has no “${name}”.`)
  return node.id
}
export const valueOf = (place: Place, name: string): number => place.sweep.values[idOf(place, name)]!
export const gradientOf = (place: Place, name: string): number => place.sweep.gradients[idOf(place, name)]!

/** The lines of the widget at this place, as a formula. */
const linesTex = (place: Place): string =>
  alignedTex(linesOf(place.graph, place.item!, place.sweep, 4), false)

/** The number of the step that walks the last edge into a node. */
function stepInto(props: Readonly<Record<string, unknown>>, name: string): number {
  const place = placeAt(props)
  const id = idOf(place, name)
  const walks = place.items.map((i) => i.kind === 'edge' && place.graph.edges[i.edge]!.tail === id)
  return walks.lastIndexOf(true) + 1
}

/** What is asked at the last edge into a node, with the mistakes run. */
function questionInto(props: Readonly<Record<string, unknown>>, name: string): Question {
  const place = placeAt({ ...props, step: stepInto(props, name) })
  if (place.item?.kind !== 'edge') throw new Error(`No edge leads back to “${name}”.`)
  return questionAt(place.graph, place.item, place.before)
}

const mistaken = (question: Question, id: MistakeId): number =>
  question.mistakes.find((m) => m.id === id)!.value

/* ---- (a·b + c)², widget 1 ---- */

const square = finished(widgets.square)
export const [a, b, c] = (['a', 'b', 'c'] as const).map((name) => valueOf(square, name)) as [
  number,
  number,
  number,
]
export const u = valueOf(square, 'u')
export const s = valueOf(square, 's')
export const squareLoss = valueOf(square, 'L')
/** ∂L/∂s = 2s. */
export const gradientS = gradientOf(square, 's')
export const gradientU = gradientOf(square, 'u')
export const gradientA = gradientOf(square, 'a')
export const gradientB = gradientOf(square, 'b')
export const gradientC = gradientOf(square, 'c')

/** The nudge of the opening question. */
export const nudge = 0.001
const lossAt = (values: readonly number[]): number =>
  sweepTo(square.graph, values).values[square.graph.output]!
/** By how much the loss changes. */
export const nudged = lossAt([a + nudge, b, c]) - squareLoss
/** … for each unit of the nudge. */
export const nudgedRatio = nudged / nudge

const opening = questionInto(widgets.square, 'a')
/** The question: ∂L/∂a. */
export const openingAnswer = opening.right
/** Mistaken: stopped at the square, ∂L/∂u. */
export const openingNoLocal = mistaken(opening, 'no-local')
/** Mistaken: the product alone, ∂u/∂a. */
export const openingNoUpstream = mistaken(opening, 'no-upstream')
/** Mistaken: multiplied by a instead of b. */
export const openingWrongInput = mistaken(opening, 'wrong-input')
export const openingWrongSign = mistaken(opening, 'wrong-sign')

const formulaTex = (place: Place, name: string): string => {
  const node = place.graph.nodes[idOf(place, name)]!
  return tex(node.formula!, { notations: graphNotations(place.graph) })
}
/** The three operations of widget 1, in symbols. */
export const operationsTex = `u = ${formulaTex(square, 'u')}, \\qquad s = ${formulaTex(square, 's')}, \\qquad ${tex(
  { kind: 'symbol', name: 'L' },
  { notations: graphNotations(square.graph) },
)} = ${formulaTex(square, 'L')}`
/** The edge from u back to a with its numbers. */
export const edgeTex = linesTex(placeAt({ ...widgets.square, step: stepInto(widgets.square, 'a') }))

/* ---- A value used twice, widget 2 ---- */

const reused = finished(widgets.reused)
export const x = valueOf(reused, 'x')
export const y = valueOf(reused, 'y')
/** The first path brings ∂L/∂x · 1, the second ∂L/∂p · y. */
export const firstPath = gradientOf(placeAt({ ...widgets.reused, step: tries.firstPath.step }), 'x')
export const bothPaths = gradientOf(reused, 'x')
export const secondPath = bothPaths - firstPath
export const pathsTex = linesTex(placeAt({ ...widgets.reused, step: stepInto(widgets.reused, 'x') }))

/* ---- The network, widget 3 ---- */

const network = finished(widgets.network)
export const h2 = valueOf(network, 'h2')
export const gradientH2 = gradientOf(network, 'h2')
export const gradientZ2 = gradientOf(network, 'z2')
export const x1 = valueOf(network, 'x1')
/** The edge through the second hidden unit with its numbers. */
export const unitTex = linesTex(placeAt({ ...widgets.network, step: stepInto(widgets.network, 'z2') }))

const asked = questionInto(widgets.network, 'w12')
/** The question: ∂L/∂w₁₂. */
export const weightAnswer = asked.right
export const gradientZ1 = gradientOf(network, 'z1')
export const x2 = valueOf(network, 'x2')
/** Mistaken: the gradient of the sum, not multiplied by the input. */
export const weightNoLocal = mistaken(asked, 'no-local')
/** Mistaken: multiplied by the weight itself. */
export const weightWrongInput = mistaken(asked, 'wrong-input')
export const weightWrongSign = mistaken(asked, 'wrong-sign')

/** Parameters of the network. */
export const parameterCount = network.graph.leaves.filter(
  (id) => network.graph.nodes[id]!.needsGradient,
).length
/** Operations of one forward and one backward pass. */
export const { forward: forwardCost, backward: backwardCost } = costOf(network.graph)
export const costRatio = backwardCost / forwardCost
/** Forward passes that measuring every derivative by a nudge takes: one as it is, one for each parameter. */
export const nudgePasses = parameterCount + 1
export const nudgeCost = nudgePasses * forwardCost
/** Mistaken: the pass without a nudge forgotten. */
export const nudgePassesNoBase = parameterCount
/** Mistaken: two for each, as central differences would have it, which need no pass without a nudge. */
export const nudgePassesCentral = 2 * parameterCount
/** Edges of a sum or product times what each takes: one product, one sum. */
export const perOperation = 4
/** Operations of a neuron's sum with two inputs, as a check on the counting: two products, two sums. */
export const sumCost = operationsIn(network.graph.nodes[idOf(network, 'z1')]!.formula!)

/* ---- Vanishing, widget 4 ---- */

const chain = finished(widgets.chain)
/** The largest slope of a sigmoid, where z = 0. */
export const quarter = 1 / 4
/** Sigmoids of widget 4. */
export const sigmoids = chain.graph.nodes.filter((node) => node.named === 'sigmoid').length
/** What so many sigmoids leave at most, with weights and inputs of size one. */
export const threeQuarters = quarter ** sigmoids
/** The gradient of the last and of the first weight of widget 4. */
export const chainLast = gradientOf(chain, 'w3')
export const chainFirst = gradientOf(chain, 'w1')
export const chainFactor = chainLast / chainFirst

/** The question: four sigmoids. */
export const four = 4
export const fourQuarters = quarter ** four
/** Mistaken: one sigmoid too few. */
export const fourOneLess = quarter ** (four - 1)
/** Mistaken: added instead of multiplied. */
export const fourAdded = quarter * four

const saturated = finished(tries.saturated)
export const saturatedZ = valueOf(saturated, 'z')
export const saturatedS = valueOf(saturated, 's')
export const saturatedLoss = valueOf(saturated, 'L')
export const saturatedLocal = saturatedS * (1 - saturatedS)
export const saturatedGradient = gradientOf(saturated, 'w')

const crossEntropy = finished({ ...widgets.network, ...tries.cancels })
export const p = valueOf(crossEntropy, 'p')
export const target = valueOf(crossEntropy, 'y')
/** ∂L/∂z = p − y. */
export const crossEntropyZ = gradientOf(crossEntropy, 'z')

/* ---- The slip: who updates ---- */

/** A learning rate small enough for this step. */
export const alpha = 0.01
/** What one step of gradient descent makes of a, b, c with those gradients, and of the loss. */
export const stepped = [a - alpha * gradientA, b - alpha * gradientB, c - alpha * gradientC] as const
export const steppedLoss = lossAt(stepped)

/* ---- When it breaks: the dead ReLU ---- */

const dead = finished(tries.dead)
export const deadZ = valueOf(dead, 'z')
export const deadLoss = valueOf(dead, 'L')
/** How many steps of gradient descent are tried on it. */
export const deadSteps = 1000
const awake = finished(tries.awake)
export const awakeBias = valueOf(awake, 'b')
export const awakeZ = valueOf(awake, 'z')
export const awakeGradientB = gradientOf(awake, 'b')

/** When the works that the text names appeared. */
export const years = { linnainmaa: 1970, rumelhart: 1986, baur: 1983, bengio: 1994 } as const
