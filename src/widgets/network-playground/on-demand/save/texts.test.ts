import { expect, test } from 'vitest'
import { readProps } from '../../../../widget-kit/read-params.ts'
import { init } from '../../model.ts'
import { params } from '../../params.ts'
import { runSettingsOf } from '../../pins.ts'
import { lossesCsv, runJson } from './texts.ts'

const settings = init(readProps(params, {}).values)

test('losses are one line a measurement, pinned runs by their letters', () => {
  const pin = {
    slot: 1,
    settings,
    edits: 0,
    step: 5,
    scores: [1, 1, 1, 1],
    curve: [0, 1, 2, 5, 0.5, 0.25],
  } as const
  expect(lossesCsv([{ step: 0, train: 0.7, validation: 0.75 }], [pin])).toBe(
    'run,step,training_loss,validation_loss\r\nrun,0,0.7,0.75\r\nB,0,1,2\r\nB,5,0.5,0.25\r\n',
  )
})

test('a run as JSON has its settings and every parameter', () => {
  const scores = { trainLoss: 0.1, validationLoss: 0.2, trainScore: 1, validationScore: 0.9 }
  const picture = { step: 3, epoch: 1, parameters: Float32Array.of(0.5, -2), fields: [], ...scores }
  expect(JSON.parse(runJson(settings, picture))).toEqual({
    settings: runSettingsOf(settings),
    step: 3,
    scores,
    parameters: [0.5, -2],
  })
  const own = { ...settings, data: 'own', points: [[0.5, -1, 2]] } as const
  expect(JSON.parse(runJson(own, picture))).toMatchObject({ points: [[0.5, -1, 2]] })
})
