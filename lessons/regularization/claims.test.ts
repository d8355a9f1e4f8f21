import { expect, test } from 'vitest'
import { dropoutLayersOf, layerMask } from '../../src/core/network/dropout-layers.ts'
import { denseNetFor } from '../../src/engine/models/dense-net.ts'
import { init, specOf } from '../../src/widgets/overfit-lab/model.ts'
import * as facts from './facts.ts'

const SEEDS = Array.from({ length: facts.seeds }, (_, k) => k + 1)
const plain = SEEDS.map((seed) => facts.outcomeOf({ seed }))
const cured = Object.fromEntries(
  facts.cures.map((cure) => [cure, SEEDS.map((seed) => facts.outcomeOf({ seed, cure }))]),
) as Record<(typeof facts.cures)[number], facts.Outcome[]>
const mean = (all: readonly number[]): number => all.reduce((sum, x) => sum + x / all.length, 0)

test('turns', () => {
  for (const { validationLoss, lowest } of plain)
    expect(validationLoss).toBeGreaterThan(1.5 * lowest.validation)
})

test('every-cure', () => {
  for (const cure of facts.cures)
    cured[cure].forEach((run, i) => {
      expect(run.validationLoss).toBeLessThan(plain[i]!.validationLoss)
    })
})

test('accuracy-is-a-draw', () => {
  const wins = facts.cures.map(
    (cure) => cured[cure].filter((run, i) => run.accuracy > plain[i]!.accuracy).length,
  )
  expect(Math.min(...wins)).toBe(10)
  expect(Math.max(...wins)).toBe(13)
})

test('shrinks', () => {
  cured.l2.forEach(({ weights }, i) => expect(weights.squares).toBeLessThan(plain[i]!.weights.squares / 8))
})

test('clears', () => {
  for (const { weights } of cured.l1) {
    expect(weights.count).toBe(88)
    expect(weights.small).toBeGreaterThanOrEqual(80)
  }
  for (const { weights } of plain) expect(weights.small).toBeLessThanOrEqual(8)
})

test('keeps-the-mean', () => {
  const spec = specOf(init({ ...facts.defaultState, cure: 'dropout' }))
  const net = { ...denseNetFor(spec.model), dropout: spec.dropout ?? 0 }
  for (const layer of dropoutLayersOf(net)) {
    const masks = Array.from({ length: 2000 }, (_, t) => [...layerMask(layer, spec.seed, t + 1, 10)]).flat()
    // 160,000 draws; each is 0 or 1/0.6, with a deviation of 0.82.
    expect(Math.abs(mean(masks) - 1)).toBeLessThan(0.01)
    expect(new Set(masks).size).toBe(2)
  }
})

test('half-as-high', () => {
  const [without, dropout, l1, l2] = [plain, cured.dropout, cured.l1, cured.l2].map((runs) =>
    mean(runs.map((r) => r.validationLoss)),
  ) as [number, number, number, number]
  expect(dropout).toBeLessThan(without / 2)
  expect(dropout).toBeGreaterThan(Math.max(l1, l2))
})

test('same-until-then', () => {
  cured.early.forEach(({ points }, i) => expect(points).toEqual(plain[i]!.points.slice(0, points.length)))
  expect(cured.early.some(({ steps }) => steps < facts.steps)).toBe(true)
})

test('lowest-on-average', () => {
  const lossOf = (runs: readonly facts.Outcome[]) => mean(runs.map((r) => r.validationLoss))
  const others = facts.cures.filter((cure) => cure !== 'jitter').map((cure) => lossOf(cured[cure]))
  expect(lossOf(cured.jitter)).toBeLessThan(Math.min(...others))
  expect(lossOf(cured.jitter).toFixed(2)).toBe('0.37')
  expect(lossOf(plain).toFixed(2)).toBe('1.14')
})

test('training-loss-wants-none', () => {
  for (const cure of facts.cures)
    cured[cure].forEach((run, i) => expect(run.trainLoss).toBeGreaterThan(plain[i]!.trainLoss))
})

test('too-strong', () => {
  for (const seed of SEEDS.slice(0, 5)) {
    const { l2 } = facts.tries.strong
    const { trainLoss, validationLoss, weights } = facts.outcomeOf({ cure: 'l2', l2, seed })
    expect(trainLoss).toBeCloseTo(0.693, 3)
    expect(validationLoss).toBeCloseTo(0.693, 3)
    expect(weights.squares).toBeLessThan(1e-4)
  }
})

test('too-wide', () => {
  expect(facts.wide.validationLoss).toBeGreaterThan(1.4 * facts.jitter.validationLoss)
  expect(facts.wide.trainLoss).toBeGreaterThan(2.5 * facts.jitter.trainLoss)
})

test('the answers that are asked for, in another way', () => {
  // L1: 0.02, 0.019, 0.018, …; L2: a factor of 0.997 a step.
  let [l1, l2, steps] = [facts.idle, facts.idle, 0]
  while (l1 > 1e-9) {
    l1 -= facts.rate * facts.lambda1
    l2 -= facts.rate * facts.lambda2 * l2
    steps++
  }
  expect(steps).toBe(facts.idleSteps)
  expect(l2).toBeCloseTo(facts.idleLeft, 12)
  expect(facts.kept).toBeCloseTo(1, 12)
  // The answer and the mistakes are further apart than the tolerance, and it has settled long before the end.
  const { l2Stronger, l2: weaker, firstSquares } = facts
  for (const other of [weaker.weights.squares, l2Stronger.weights.sizes, firstSquares])
    expect(Math.abs(l2Stronger.weights.squares - other)).toBeGreaterThan(0.5)
  const late = l2Stronger.points.slice(-50).map((p) => p.validation)
  expect(Math.max(...late) - Math.min(...late)).toBeLessThan(0.05)
})
