import { renderToString } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { makeDataset } from '../../core/dataset/index.ts'
import { fields, forward, initialParameters, networkLoss } from '../../core/network/index.ts'
import { GRID, type ProgressEvent } from '../../engine/protocol.ts'
import type { DenseModel } from '../../engine/run-spec.ts'
import type { AnyWidget } from '../../widget-kit/define-widget.ts'
import { IDLE } from '../../widget-kit/idle.ts'
import { createInstance } from '../../widget-kit/instance.ts'
import type { Language } from '../../widget-kit/language.ts'
import { DEFAULT_OPTIONS } from '../../widget-kit/options.ts'
import { WidgetHost } from '../../widget-kit/WidgetHost.tsx'
import widget from './index.ts'
import { firstShown, lowestOf, shownOf } from './shown.ts'

const rendered = (props: Record<string, unknown>, lang: Language = 'en'): string =>
  renderToString(
    <WidgetHost
      instance={createInstance(widget as unknown as AnyWidget, props)}
      lang={lang}
      options={DEFAULT_OPTIONS}
    />,
  )
const planes = (html: string): number => html.split('class="plane"').length - 1

describe('the first frame', () => {
  test('has one network without a cure, and room for the other', () => {
    const html = rendered({})
    expect(planes(html)).toBe(1)
    expect(html).toContain('Choose a cure')
    expect(html).toContain('step 0 of 2,000')
  })

  test.each(['l1', 'l2', 'dropout', 'early', 'jitter'])('with a cure has two, and its slider: %s', (cure) => {
    const html = rendered({ cure })
    expect(planes(html)).toBe(2)
    expect(html.split('type="range"').length).toBe(rendered({}).split('type="range"').length + 1)
  })

  test('says the same in Chinese', () => {
    expect(rendered({ cure: 'l2' }, 'zh')).toContain('采用：L2 正则化')
  })
})

const model: DenseModel = { kind: 'dense', hidden: [3], activation: 'tanh' }
const data = makeDataset({ kind: 'moons', noise: 0.2, seed: 2, trainShare: 0.1, count: 200 })

test('before the first step it is core’s network', () => {
  const shown = firstShown(model, 7, data)
  const parameters = initialParameters(model, 7)
  const { logits } = forward(model, parameters, data.validation.x)
  expect([...shown.parameters]).toEqual([...parameters])
  expect(shown.validationLoss).toBeCloseTo(networkLoss(model, logits, data.validation.y), 12)
  expect(shown.field).toEqual(fields(model, parameters, GRID, 1.2).at(-1))
})

describe('a run that reports', () => {
  const progress = (changes: Partial<ProgressEvent>): ProgressEvent => ({
    ...{ type: 'progress', runId: 'a', step: 340, epoch: 1, trainLoss: 0.2, validationLoss: 0.3 },
    ...{ trainScore: 1, validationScore: 0.5, grid: GRID, stepsPerSecond: 1, held: 0, readBacks: 1 },
    running: false,
    parameters: new Float32Array(13),
    fields: new Float32Array(4 * GRID * GRID).fill(1, 3 * GRID * GRID),
    ...changes,
  })
  const series = {
    stride: 1,
    points: [
      { step: 0, train: 0.7, validation: 0.7 },
      { step: 140, train: 0.2, validation: 0.3 },
      { step: 340, train: 0.1, validation: 0.5 },
    ],
  }
  const of = (changes: Partial<ProgressEvent>) =>
    shownOf(model, { ...IDLE, series, progress: progress(changes) }, 2000)

  test('is of the best step when it was stopped early', () => {
    const shown = of({ isOver: true, best: { step: 140, loss: 0.3 } })
    expect(shown).toMatchObject({ step: 340, of: 140, isOver: true, isStopped: true })
    expect(lowestOf(shown!).step).toBe(140)
  })

  test('is of the step it has made while it may still be stopped', () => {
    expect(of({ best: { step: 140, loss: 0.3 } })).toMatchObject({ of: 340, isOver: false, isStopped: false })
  })

  test('shows the output and no hidden unit', () => {
    expect([...new Set(of({})!.field)]).toEqual([1])
  })

  test('of another network is not shown', () => {
    expect(of({ parameters: new Float32Array(12) })).toBeNull()
    expect(of({ fields: new Float32Array(5) })).toBeNull()
  })
})
