import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { costOf } from '../../src/core/autodiff/cost.ts'
import { graphOf } from '../../src/core/autodiff/from-formula.ts'
import type { Graph } from '../../src/core/autodiff/graph.ts'
import { networkGraph, UNITS } from '../../src/core/autodiff/network.ts'
import { GRAPH_PRESETS, presetGraph } from '../../src/core/autodiff/presets.ts'
import { gradientsOf, sweepTo } from '../../src/core/autodiff/sweep.ts'
import { add, type Expr, expr, mul, sub } from '../../src/core/formula/expr.ts'
import * as facts from './facts.ts'

const { placeAt, tries, widgets } = facts

/** The slope that one measures by moving one leaf to either side. */
function measured(graph: Graph, leaves: readonly number[], leaf: number): number {
  const h = 1e-6
  const loss = (by: number) =>
    sweepTo(
      graph,
      leaves.map((x, i) => (i === leaf ? x + by : x)),
    ).values[graph.output]!
  return (loss(h) - loss(-h)) / (2 * h)
}

const numbers = fc.integer({ min: -2000, max: 2000 }).map((i) => i / 1000)
const leavesFor = (graph: Graph) =>
  fc.array(numbers, { minLength: graph.leaves.length, maxLength: graph.leaves.length })

test('chain-by-hand', () => {
  // ∂L/∂s = 2s = −4; a sum passes it on; a gets it times b = −3, b gets it times a = 2.
  const { gradientS, gradientU, gradientC, gradientA, gradientB } = facts
  expect([gradientS, gradientU, gradientC, gradientA, gradientB]).toEqual([-4, -4, -4, 12, -8])
  expect([facts.u, facts.s, facts.squareLoss]).toEqual([-6, -2, 4])
})

test('paths-add', () => {
  expect([facts.firstPath, facts.secondPath, facts.bothPaths]).toEqual([1, -2, -1])
  const graph = presetGraph('reused')
  expect(
    measured(
      graph,
      GRAPH_PRESETS.reused.values,
      graph.nodes.findIndex((n) => n.name === 'x'),
    ),
  ).toBeCloseTo(-1, 8)
})

/** The sum that each parameter belongs to, and the input that it multiplies; null for a bias. */
const BELONGS = {
  w11: ['z1', 'x1'],
  w12: ['z1', 'x2'],
  b1: ['z1', null],
  w21: ['z2', 'x1'],
  w22: ['z2', 'x2'],
  b2: ['z2', null],
  u1: ['z', 'h1'],
  u2: ['z', 'h2'],
  c: ['z', null],
} as const

test('weight-is-product', () => {
  for (const unit of UNITS) {
    const graph = networkGraph(unit, 'squared-error')
    fc.assert(
      fc.property(leavesFor(graph), (leaves) => {
        const { values, gradients } = sweepTo(graph, leaves)
        const id = (name: string) => graph.nodes.findIndex((n) => n.name === name)
        for (const [name, [sum, input]] of Object.entries(BELONGS)) {
          const product = gradients[id(sum)]! * (input ? values[id(input)]! : 1)
          expect(gradients[id(name)]!).toBeCloseTo(product, 12)
        }
      }),
      { numRuns: 30 },
    )
  }
})

test('one-sweep', () => {
  const graph = networkGraph('tanh', 'squared-error')
  const { sweep } = placeAt({ ...widgets.network, step: 21 })
  const leaves = graph.leaves.map((id) => sweep.values[id]!)
  const gradients = Object.values(gradientsOf(graph, leaves))
  expect(gradients).toHaveLength(facts.parameterCount)
  expect(facts.parameterCount).toBe(9)
  gradients.forEach((g, i) => expect(g).toBeCloseTo(measured(graph, leaves, i), 7))
  // The sweep walks every edge once.
  const walked = placeAt(widgets.network).items.flatMap((i) => (i.kind === 'edge' ? [i.edge] : []))
  expect(new Set(walked).size).toBe(walked.length)
})

test('network-cost', () => {
  // Forward: three sums of 4, two tanh, a difference and a square. Backward, local derivative + product:
  // z (2(z − y): 2 + 1), five edges of the output’s sum, 1 − h² twice (2 + 1), and three edges each.
  expect(facts.forwardCost).toBe(3 * 4 + 2 + 2)
  expect(facts.backwardCost).toBe(3 + 5 + 2 * 3 + 2 * 3)
  expect([facts.nudgePasses, facts.nudgeCost]).toEqual([10, 160])
})

test('cheap', () => {
  const polynomials = fc.letrec<{ tree: Expr }>((tie) => {
    const two = fc.tuple(tie('tree'), tie('tree'))
    return {
      tree: fc.oneof(
        { depthSize: 'small', maxDepth: 7 },
        fc.nat(40).map((i) => expr(`x${i}`)),
        two.map(([a, b]) => add(a, b)),
        two.map(([a, b]) => sub(a, b)),
        two.map(([a, b]) => mul(a, b)),
      ),
    }
  }).tree
  fc.assert(
    fc.property(
      polynomials.filter((e) => e.kind !== 'symbol'),
      (e) => {
        const { forward, backward } = costOf(graphOf(e))
        expect(backward).toBeLessThanOrEqual(facts.perOperation * forward)
      },
    ),
  )
  // A product of many variables: still within the bound, while nudging takes one pass for each of them.
  const many = Array.from({ length: 200 }, (_, i) => expr(`x${i}`)).reduce((a: Expr, b) => mul(a, b))
  const { forward, backward } = costOf(graphOf(many))
  expect([forward, backward]).toEqual([199, 2 * 199])
})

test('quarter', () => {
  const slope = (z: number) => {
    const s = 1 / (1 + Math.exp(-z))
    return s * (1 - s)
  }
  expect(slope(0)).toBe(facts.quarter)
  for (let z = 0.1; z < 30; z += 0.1) {
    expect(slope(z)).toBeLessThan(slope(z - 0.1))
    expect(slope(-z)).toBeLessThan(slope(0.1 - z))
  }
  expect(slope(30)).toBeLessThan(1e-12)
})

test('vanishing', () => {
  expect(facts.sigmoids).toBe(3)
  const [h1, h2, h3] = [1, 1, 1].reduce<number[]>(
    (all) => [...all, 1 / (1 + Math.exp(-(all.at(-1) ?? 1)))],
    [],
  )
  const slope = (h: number) => h * (1 - h)
  expect(facts.chainLast).toBeCloseTo(slope(h3!) * h2!, 14)
  expect(facts.chainFirst).toBeCloseTo(slope(h3!) * slope(h2!) * slope(h1!), 14)
  const graph = presetGraph('chain')
  const unit = fc.integer({ min: -1000, max: 1000 }).map((i) => i / 1000)
  fc.assert(
    fc.property(fc.array(unit, { minLength: 4, maxLength: 4 }), (leaves) => {
      expect(Math.abs(gradientsOf(graph, leaves)['w1']!)).toBeLessThanOrEqual(facts.threeQuarters)
    }),
  )
})

test('saturated', () => {
  const s = 1 / (1 + Math.exp(-8))
  expect(facts.saturatedZ).toBe(8)
  expect(facts.saturatedLoss).toBeCloseTo(s * s, 14)
  expect(facts.saturatedLocal).toBeCloseTo(s * (1 - s), 14)
  expect(facts.saturatedGradient).toBeCloseTo(2 * s * s * (1 - s) * 2, 14)
  // A loss of one is the worst that a sigmoid can do with target zero.
  expect(facts.saturatedLoss).toBeGreaterThan(0.999)
})

test('cross-entropy-cancels', () => {
  expect(facts.crossEntropyZ).toBeCloseTo(facts.p - facts.target, 14)
  for (const unit of UNITS) {
    const graph = networkGraph(unit, 'cross-entropy')
    fc.assert(
      fc.property(leavesFor(graph), fc.constantFrom(0, 1), (some, y) => {
        const { values, gradients } = sweepTo(graph, [...some.slice(0, -1), y])
        const at = (name: string) => graph.nodes.findIndex((n) => n.name === name)
        expect(gradients[at('z')]!).toBeCloseTo(values[at('p')]! - y, 10)
      }),
      { numRuns: 30 },
    )
  }
})

test('nothing-moves', () => {
  for (const props of Object.values(widgets)) {
    const start = placeAt({ ...props, step: 0 })
    const end = placeAt({ ...props, step: 120 })
    for (const id of start.graph.leaves) expect(end.sweep.values[id]).toBe(start.sweep.values[id])
    for (const { id, role } of start.graph.nodes)
      if (role === 'parameter') expect(end.sweep.gradients[id]).not.toBeNull()
  }
})

test('step-lowers', () => {
  // 2 − 0.01·12, −3 − 0.01·(−8), 4 − 0.01·(−4).
  const [a, b, c] = [1.88, -2.92, 4.04]
  facts.stepped.forEach((x, i) => expect(x).toBeCloseTo([a, b, c][i]!, 14))
  expect(facts.steppedLoss).toBeCloseTo((a * b + c) ** 2, 12)
  expect(facts.steppedLoss).toBeLessThan(facts.squareLoss)
})

test('dead-relu', () => {
  const graph = presetGraph('dead-relu')
  const [w0, x, b0, y] = GRAPH_PRESETS['dead-relu'].values
  let [w, b]: [number, number] = [w0, b0]
  const start = [w, b]
  for (let k = 0; k < facts.deadSteps; k++) {
    const g = gradientsOf(graph, [w, x, b, y])
    ;[w, b] = [w - 0.1 * g['w']!, b - 0.1 * g['b']!]
  }
  expect([w, b]).toEqual(start)
  expect([facts.deadZ, facts.deadLoss]).toEqual([-1.5, 1])
})

test('awake', () => {
  // z = −1·2 + 2.5 = 0.5, so h = 0.5 and ∂L/∂b = 2(0.5 − 1).
  expect([facts.awakeZ, facts.awakeGradientB]).toEqual([0.5, -1])
})

describe('the numbers of the questions', () => {
  test.each([
    ['the nudge', facts.openingAnswer, 2 * -2 * -3],
    ['stopped at the product', facts.openingNoLocal, -4],
    ['the product alone', facts.openingNoUpstream, -3],
    ['the wrong factor', facts.openingWrongInput, -8],
    ['four sigmoids', facts.fourQuarters, 1 / 256],
  ])('%s', (_, found, byHand) => expect(found).toBeCloseTo(byHand, 14))

  test('the weight of the network', () => {
    const [h1, h2] = [Math.tanh(-0.5), Math.tanh(1.5)]
    const z = h1 - h2 + 0.5
    const z1 = 2 * (z - 1) * (1 - h1 * h1)
    expect(facts.weightAnswer).toBeCloseTo(z1 * 2, 13)
    expect(facts.weightNoLocal).toBeCloseTo(z1, 13)
    expect(facts.weightWrongInput).toBeCloseTo(z1 * -0.5, 13)
    expect(facts.gradientZ1).toBeCloseTo(z1, 13)
    expect(facts.gradientZ2).toBeCloseTo(-2 * (z - 1) * (1 - h2 * h2), 13)
  })

  test('a nudge of a thousandth', () => {
    // ((2.001)(−3) + 4)² − 4
    expect(facts.nudged).toBeCloseTo((-2.003) ** 2 - 4, 14)
  })
})

test.each(Object.entries(tries))('the link %s leads to a step that its widget has', (_, { at, ...props }) => {
  const own = Object.values(widgets)[at - 1]!
  const place = placeAt({ ...own, ...props })
  expect(place.sweep.done).toBe(props.step)
})
