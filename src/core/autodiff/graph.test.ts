import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import reference from '../network/reference/dense-2-8-8-1.json' with { type: 'json' }
import { derivative } from '../formula/derive.ts'
import { evaluate } from '../formula/evaluate.ts'
import { add, call, div, type Expr, expr, max, mul, neg, pow, sqrt, sub, symbolsIn } from '../formula/expr.ts'
import { parse } from '../formula/parse.ts'
import { print } from '../formula/print.ts'
import { operationsIn, costOf } from './cost.ts'
import { EXPRESSION_NAMES, graphFrom, graphOf } from './from-formula.ts'
import { type Graph, graphBuilder } from './graph.ts'
import { NETWORK_LOSSES, networkGraph, UNITS } from './network.ts'
import { affine, application, CROSS_ENTROPY, RELU, SIGMOID } from './operations.ts'
import { GRAPH_PRESET_IDS, GRAPH_PRESETS, presetGraph } from './presets.ts'
import { advance, gradientsOf, itemsOf, localOf, startSweep, sweepTo } from './sweep.ts'

const typed = (text: string): Expr => {
  const parsed = parse(text, EXPRESSION_NAMES)
  if (!parsed.ok) throw new Error(parsed.error.code)
  return parsed.expr
}
const formulas = (graph: Graph) =>
  graph.nodes.filter((n) => n.formula).map((n) => `${n.name} = ${print(n.formula!)}`)
const locals = (graph: Graph) =>
  graph.edges.map((e) => [`${graph.nodes[e.head]!.name}/${graph.nodes[e.tail]!.name}`, print(e.local)])

describe('the graph of an expression', () => {
  test('one operation a node, its local derivatives at its edges', () => {
    const graph = graphOf(typed('(a*b + c)^2'))
    expect(formulas(graph)).toEqual(['v1 = a*b', 'v2 = v1 + c', 'L = v2^2'])
    expect(locals(graph)).toEqual([
      ['v1/a', 'b'],
      ['v1/b', 'a'],
      ['v2/v1', '1'],
      ['v2/c', '1'],
      ['L/v2', '2*v2'],
    ])
  })

  test('equal parts are one node; x·x has two edges', () => {
    expect(formulas(graphOf(typed('sin(x*y) + (x*y)^2')))).toEqual([
      'v1 = x*y',
      'v2 = sin(v1)',
      'v3 = v1^2',
      'L = v2 + v3',
    ])
    const square = graphOf(typed('x*x'))
    expect(square.nodes).toHaveLength(2)
    expect(locals(square)).toEqual([
      ['L/x', 'x'],
      ['L/x', 'x'],
    ])
  })

  test('numbers belong to their operation, sigmoid and ReLU are one node each', () => {
    expect(formulas(graphOf(typed('2*x/3 + 1/4')))).toEqual(['v1 = 2*x', 'v2 = v1/3', 'L = v2 + 1/4'])
    const named = graphOf(typed('1/(1 + exp(-(w*x))) * max(0, x)'))
    expect(named.nodes.map((n) => n.named)).toEqual([null, null, null, 'sigmoid', 'relu', null])
    expect(formulas(graphOf(typed('(1 + exp(-x))^(-1)')))).toHaveLength(4)
  })

  test('what cannot be drawn is refused, at once', () => {
    const code = (text: string) => {
      const result = graphFrom(text)
      return result.ok ? 'ok' : result.error.code
    }
    expect(code('3 + 4')).toBe('constant')
    expect(code('x')).toBe('no-operation')
    expect(code('(x)')).toBe('no-operation')
    expect(code('foo(x)')).toBe('unknown-name')
    expect(code('x^1e400')).toBe('number-out-of-range')
    expect(code('('.repeat(5000))).toBe('too-long')
    expect(code('('.repeat(400))).toBe('too-deep')
    expect(code('%$x '.repeat(16_000))).toBe('too-long')
    expect(code('x' + '+x'.repeat(28))).toBe('ok')
    expect(code('x' + '+x'.repeat(30))).toBe('too-large')
    expect(code('a+b+c+d+t+u+w+x+y+z+a1+a2')).toBe('ok')
    expect(code('a+b+c+d+t+u+w+x+y+z+a1+a2+a3')).toBe('too-large')
    expect(code('-x')).toBe('ok')
  })
})

describe('both passes', () => {
  test('(a·b + c)² by hand', () => {
    const graph = presetGraph('square-of-sum')
    // u = −6, s = −2, L = 4; ∂L/∂s = −4, so c has −4, a −4·(−3), b −4·2.
    expect(sweepTo(graph, [2, -3, 4]).values).toEqual([2, -3, -6, 4, -2, 4])
    expect(gradientsOf(graph, [2, -3, 4])).toEqual({ a: 12, b: -8, c: -4 })
  })

  test('a value used twice sums over both paths: ∂(xy + x)/∂x = y + 1', () => {
    const graph = presetGraph('reused')
    expect(gradientsOf(graph, [3, -2])).toEqual({ x: -1, y: 3 })
    const contributions = itemsOf(graph).flatMap((i) => (i.kind === 'edge' ? [[i.nth, i.of]] : []))
    expect(contributions).toEqual([
      [1, 1],
      [1, 2],
      [2, 2],
      [1, 1],
    ])
  })

  test('a saturated sigmoid and a dead ReLU', () => {
    const s = 1 / (1 + Math.exp(-8))
    const { w, b } = gradientsOf(presetGraph('saturated'), GRAPH_PRESETS.saturated.values)
    expect(b).toBeCloseTo(2 * s * s * (1 - s), 15)
    expect(w).toBeCloseTo(4 * s * s * (1 - s), 15)
    expect(gradientsOf(presetGraph('dead-relu'), GRAPH_PRESETS['dead-relu'].values)).toEqual({ w: -0, b: -0 })
  })

  test('data gets no gradient, and no edge to it is walked', () => {
    const graph = presetGraph('neuron')
    expect(Object.keys(gradientsOf(graph, [1, 1, 1, 1]))).toEqual(['w', 'b'])
    const tails = itemsOf(graph).flatMap((i) =>
      i.kind === 'edge' ? [graph.nodes[graph.edges[i.edge]!.tail]!.name] : [],
    )
    expect(tails).toEqual(['r', 's', 'z', 'u', 'b', 'w'])
  })
})

/** Expressions of x, y, z without singularities. */
const smooth: fc.Arbitrary<Expr> = fc
  .letrec<{ tree: Expr }>((tie) => {
    const two = fc.tuple(tie('tree'), tie('tree'))
    const safe = tie('tree').map((u) => add(1, pow(u, 2)))
    return {
      tree: fc.oneof(
        { depthSize: 'small', maxDepth: 5, withCrossShrink: true },
        fc.oneof(
          { weight: 4, arbitrary: fc.constantFrom('x', 'y', 'z').map(expr) },
          { weight: 1, arbitrary: fc.constantFrom(2, 0.5, -1.5, 3).map(expr) },
        ),
        two.map(([a, b]) => add(a, b)),
        two.map(([a, b]) => sub(a, b)),
        two.map(([a, b]) => mul(a, b)),
        two.map(([a, b]) => max(a, b)),
        tie('tree').map((a) => mul(a, a)),
        fc.tuple(tie('tree'), safe).map(([a, b]) => div(a, b)),
        fc.tuple(tie('tree'), fc.constantFrom(2, 3)).map(([a, n]) => pow(a, n)),
        fc.tuple(safe, tie('tree')).map(([a, b]) => pow(a, b)),
        tie('tree').map(neg),
        tie('tree').map((u) => div(1, add(1, call('exp', neg(u))))),
        fc
          .tuple(fc.constantFrom('sin', 'cos', 'tanh', 'exp'), tie('tree'))
          .map(([fn, u]) => call(fn as 'sin', u)),
        safe.map((u) => sqrt(u)),
        safe.map((u) => call('ln', u)),
      ),
    }
  })
  .tree.filter((e) => e.kind !== 'symbol' && symbolsIn(e).length > 0)

const point = fc.array(
  fc.integer({ min: -20, max: 20 }).map((i) => i / 8 + 1 / 64),
  { minLength: 3, maxLength: 3 },
)
const leavesOf = (graph: Graph, [x, y, z]: readonly number[]) =>
  graph.leaves.map((id) => ({ x, y, z })[graph.nodes[id]!.name as 'x']!)

/** The largest number that occurs on the way: what rounding is to be measured by. */
function largest(graph: Graph, leaves: readonly number[]): number {
  const sweep = sweepTo(graph, leaves)
  const sizes = [...sweep.values, ...sweep.gradients, ...graph.edges.map((e) => localOf(graph, e, sweep))]
  return sizes.reduce<number>((most, x) => Math.max(most, Math.abs(x ?? 0)), 1)
}

describe('against the exact derivative', () => {
  test('values are those of evaluate, bit for bit; gradients are those of derivative', () => {
    let compared = 0
    fc.assert(
      fc.property(smooth, point, (e, at) => {
        const graph = graphOf(e)
        const leaves = leavesOf(graph, at)
        const env = { x: at[0]!, y: at[1]!, z: at[2]! }
        expect(sweepTo(graph, leaves).values[graph.output]).toBe(evaluate(e, env))
        const size = largest(graph, leaves)
        if (!(size < 1e4)) return
        compared++
        for (const [name, g] of Object.entries(gradientsOf(graph, leaves))) {
          const exact = evaluate(derivative(e, name), env)
          // Far out in a sigmoid the symbolic form overflows, e⁸⁰⁰/(1 + e⁸⁰⁰)²; the graph's y·(1 − y) does not.
          if (Number.isNaN(exact)) expect(Number.isFinite(g)).toBe(true)
          else expect(Math.abs(g - exact)).toBeLessThan(1e-13 * size * size)
        }
      }),
      { numRuns: 1500 },
    )
    expect(compared).toBeGreaterThan(500)
  })

  test('gradients are the slopes that one measures', () => {
    fc.assert(
      fc.property(smooth, point, (e, at) => {
        const graph = graphOf(e)
        if (JSON.stringify(e).includes('maximum') || !(largest(graph, leavesOf(graph, at)) < 20)) return
        const h = 2 ** -17
        const f = (shift: readonly number[]) => {
          const leaves = leavesOf(
            graph,
            at.map((x, i) => x + (shift[i] ?? 0) * h),
          )
          return sweepTo(graph, leaves).values[graph.output]!
        }
        const gradients = gradientsOf(graph, leavesOf(graph, at))
        for (const [i, name] of ['x', 'y', 'z'].entries()) {
          if (!Object.hasOwn(gradients, name)) continue
          const unit = [0, 1, 2].map((j) => (i === j ? 1 : 0))
          const slope = (f(unit) - f(unit.map((u) => -u))) / (2 * h)
          expect(Math.abs(gradients[name]! - slope)).toBeLessThan(1e-4 * (1 + Math.abs(slope)))
        }
      }),
      { numRuns: 400 },
    )
  })

  test('every shorter local derivative is the exact one', () => {
    const shorter = [...(['exp', 'sqrt', 'tanh'] as const).map(application), SIGMOID, RELU, CROSS_ENTROPY]
    for (const operation of shorter) {
      const g = graphBuilder()
      const count = symbolsIn(operation.formula).length
      g.apply(
        operation,
        Array.from({ length: count }, (_, i) => g.leaf(`x${i + 1}`, 'parameter')),
      )
      const graph = g.build(() => 'L')
      for (const at of [
        [0.3, 0.9],
        [0.71, 0.2],
      ]) {
        const sweep = sweepTo(graph, at)
        for (const edge of graph.edges) {
          const exact = derivative(graph.nodes[graph.output]!.formula!, graph.nodes[edge.tail]!.name)
          expect(localOf(graph, edge, sweep)).toBeCloseTo(evaluate(exact, { x1: at[0]!, x2: at[1]! }), 13)
        }
      }
    }
  })
})

test('walking step by step and jumping give the same bits', () => {
  fc.assert(
    fc.property(smooth, point, fc.nat(60), (e, at, stop) => {
      const graph = graphOf(e)
      const leaves = leavesOf(graph, at)
      const items = itemsOf(graph)
      let walked = startSweep(graph, leaves)
      for (const item of items.slice(0, stop)) walked = advance(graph, item, walked)
      expect(walked).toEqual(sweepTo(graph, leaves, stop))
      const all = sweepTo(graph, leaves)
      expect(items.slice(stop).reduce((s, item) => advance(graph, item, s), walked)).toEqual(all)
      expect(all.missing.every((m, id) => m === 0 || !graph.nodes[id]!.needsGradient)).toBe(true)
    }),
    { numRuns: 200 },
  )
})

test('a gradient is complete before it is passed on', () => {
  fc.assert(
    fc.property(smooth, (e) => {
      const graph = graphOf(e)
      let sweep = startSweep(
        graph,
        graph.leaves.map(() => 1),
      )
      for (const item of itemsOf(graph)) {
        if (item.kind === 'edge') expect(sweep.missing[graph.edges[item.edge]!.head]).toBe(0)
        sweep = advance(graph, item, sweep)
      }
    }),
    { numRuns: 200 },
  )
})

describe('networks', () => {
  test.each(UNITS)('the small network of %s units is what a hand computes', (unit) => {
    const act = {
      tanh: Math.tanh,
      relu: (z: number) => Math.max(0, z),
      sigmoid: (z: number) => 1 / (1 + Math.exp(-z)),
    }
    const leaves = [0.5, -0.3, 0.1, 0.8, 0.4, -0.2, 1.5, -0.7, 0.3, 1.2, -0.6, 1]
    const [w11, w12, b1, w21, w22, b2, u1, u2, c, x1, x2, y] = leaves as [number, ...number[]] & number[]
    for (const loss of NETWORK_LOSSES) {
      const f = (q: readonly number[]) => {
        const h1 = act[unit](q[0]! * x1! + q[1]! * x2! + q[2]!)
        const h2 = act[unit](q[3]! * x1! + q[4]! * x2! + q[5]!)
        const z = q[6]! * h1 + q[7]! * h2 + q[8]!
        return loss === 'squared-error' ? (z - y!) ** 2 : -Math.log(1 / (1 + Math.exp(-z)))
      }
      const at = [w11, w12!, b1!, w21!, w22!, b2!, u1!, u2!, c!]
      const graph = networkGraph(unit, loss)
      expect(sweepTo(graph, leaves).values[graph.output]).toBeCloseTo(f(at), 14)
      const gradients = Object.values(gradientsOf(graph, leaves))
      expect(gradients).toHaveLength(9)
      for (const [i, g] of gradients.entries()) {
        const moved = (h: number) => f(at.map((q, j) => (i === j ? q + h : q)))
        expect(g).toBeCloseTo((moved(1e-5) - moved(-1e-5)) / 2e-5, 8)
      }
    }
  })

  test('a whole network and its batch as one graph: the gradients of PyTorch', () => {
    // tanh 2-8-8-1, binary cross-entropy of the sigmoid, mean over 16 points; parameters in rows of inputs.
    const { x, y, initial, gradient } = reference.cases[0]!
    const g = graphBuilder()
    const p = initial.map((_, i) => g.leaf(`p${i}`, 'parameter'))
    const inputs = x.map((_, i) => g.leaf(`x${i}`, 'data'))
    const targets = y.map((_, i) => g.leaf(`y${i}`, 'data'))
    const layer = (from: readonly number[], offset: number, units: number) =>
      Array.from({ length: units }, (_, k) => {
        const pairs = from.flatMap((h, i) => [p[offset + i * units + k]!, h])
        return g.apply(affine(from.length), [...pairs, p[offset + from.length * units + k]!])
      })
    const tanh = application('tanh')
    const losses = targets.map((target, n) => {
      const h1 = layer([inputs[2 * n]!, inputs[2 * n + 1]!], 0, 8).map((z) => g.apply(tanh, [z]))
      const h2 = layer(h1, 24, 8).map((z) => g.apply(tanh, [z]))
      return g.apply(CROSS_ENTROPY, [g.apply(SIGMOID, [layer(h2, 96, 1)[0]!]), target])
    })
    const sum = losses.reduce((a, b) => g.apply({ formula: add('$0', '$1') }, [a, b]))
    g.apply({ formula: div('$0', 16) }, [sum])
    const graph = g.build((i) => `v${i}`)
    const found = Object.values(gradientsOf(graph, [...initial, ...x, ...y]))
    expect(found).toHaveLength(105)
    for (const [i, expected] of gradient.entries()) expect(Math.abs(found[i]! - expected)).toBeLessThan(1e-14)
  })
})

describe('what a gradient costs', () => {
  test('of sums, differences and products at most four times the forward pass', () => {
    const polynomial = fc.letrec<{ tree: Expr }>((tie) => {
      const two = fc.tuple(tie('tree'), tie('tree'))
      return {
        tree: fc.oneof(
          { depthSize: 'small', maxDepth: 6 },
          fc.constantFrom('x', 'y', 'z').map(expr),
          two.map(([a, b]) => add(a, b)),
          two.map(([a, b]) => sub(a, b)),
          two.map(([a, b]) => mul(a, b)),
        ),
      }
    }).tree
    fc.assert(
      fc.property(
        polynomial.filter((e) => e.kind !== 'symbol'),
        (e) => {
          const { forward, backward } = costOf(graphOf(e))
          expect(backward).toBeLessThanOrEqual(4 * forward)
        },
      ),
    )
  })

  test('counted by hand', () => {
    // Forward ·, +, ²; backward 2s and a product, then 1·, 1·, ·b, ·a.
    expect(costOf(presetGraph('square-of-sum'))).toEqual({ forward: 3, backward: 6 })
    // x has a second contribution, which is added.
    expect(costOf(presetGraph('reused'))).toEqual({ forward: 2, backward: 5 })
    expect(operationsIn(typed('-3*x'))).toBe(1)
  })
})

test.each(GRAPH_PRESET_IDS)('the preset %s has a value for every leaf, and finite gradients', (id) => {
  const graph = presetGraph(id)
  expect(GRAPH_PRESETS[id].values).toHaveLength(graph.leaves.length)
  expect(Object.values(gradientsOf(graph, GRAPH_PRESETS[id].values)).every(Number.isFinite)).toBe(true)
})
