import { memory } from '@tensorflow/tfjs-core'
import { expect, it } from 'vitest'
import { makeDataset } from '../../core/dataset/index.ts'
import { initialParameters } from '../../core/network/initial.ts'
import { trainingOptimizer } from '../../core/optimizer/index.ts'
import { tunablesOf, type RunSpec } from '../run-spec.ts'
import type { HostState } from '../trainer.ts'
import { createRunTrainer } from './run-trainer.ts'
import { openTestDevice, runSpec } from './session-harness.ts'
import { createTensorTrainer } from './tensor-trainer.ts'

const device = await openTestDevice()

const never = (): boolean => false
const specs: [string, RunSpec][] = [
  ['two classes', runSpec({ l2: 0.01 })],
  [
    'three classes',
    runSpec({
      model: {
        kind: 'dense',
        hidden: [5, 4],
        activation: 'relu',
        outputs: 3,
        loss: { kind: 'categorical', smoothing: 0.1 },
      },
      data: { kind: 'arms', noise: 0.1, seed: 1, trainShare: 0.5, count: 300, classes: 3 },
    }),
  ],
  [
    'a number',
    runSpec({
      model: {
        kind: 'dense',
        hidden: [6],
        activation: 'sigmoid',
        outputs: 1,
        loss: { kind: 'huber', delta: 0.5 },
      },
      data: { kind: 'ripple', noise: 0.1, seed: 1, trainShare: 0.5, count: 300 },
    }),
  ],
]

function stateOf(spec: RunSpec): HostState {
  const parameters = initialParameters(spec.model, spec.seed)
  const slots = trainingOptimizer(spec.optimizer.id).state.map(({ name, initial }) => {
    return [name, new Float32Array(parameters.length).fill(initial)] as const
  })
  return { parameters, slots: Object.fromEntries(slots) }
}

/** The largest |a − b| over the largest |b|. */
const relative = (a: Float32Array, b: Float32Array): number =>
  Math.max(...b.map((v, i) => Math.abs(v - a[i]!))) / Math.max(...b.map(Math.abs))

it.each(specs)('plain arrays and tensors train the same run: %s', async (_, spec) => {
  device.activate()
  const before = memory().numTensors
  const { train } = makeDataset(spec.data)
  const both = [createRunTrainer(spec, train, device, () => 0), createTensorTrainer(spec, train)]
  // The CPU has no use for tensors.
  const ends = await Promise.all(
    both.map(async (trainer) => {
      trainer.write(stateOf(spec))
      expect(trainer.train(1, 10, tunablesOf(spec), never)).toBe(10)
      trainer.assign(3, 0.25)
      expect((await trainer.read()).parameters[3]).toBe(0.25)
      expect(trainer.train(11, 10, { ...tunablesOf(spec), l2: 0.1 }, never)).toBe(10)
      const end = await trainer.read()
      trainer.dispose()
      return end
    }),
  )
  expect(memory().numTensors).toBe(before)
  const [arrays, tensors] = ends as [HostState, HostState]
  expect(relative(arrays.parameters, tensors.parameters)).toBeLessThan(1e-5)
  for (const name of ['m', 'v'])
    expect(relative(arrays.slots[name]!, tensors.slots[name]!)).toBeLessThan(1e-4)
})

it('makes at least one step, and no more when the time is over', () => {
  const [, spec] = specs[0]!
  const { train } = makeDataset(spec.data)
  const trainer = createRunTrainer(spec, train, device, () => 0)
  trainer.write(stateOf(spec))
  let asked = 0
  expect(trainer.train(1, Infinity, tunablesOf(spec), () => ++asked === 5)).toBe(5)
  expect(trainer.train(6, Infinity, tunablesOf(spec), () => true)).toBe(1)
})
