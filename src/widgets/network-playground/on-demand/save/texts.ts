import type { SeriesPoint } from '../../../../core/metric/index.ts'
import { LETTERS } from '../../LossChart.tsx'
import type { State } from '../../model.ts'
import { markOf } from '../../own-table.ts'
import type { Picture } from '../../picture.ts'
import { curveOf, runSettingsOf, type Pin, type RunSettings } from '../../pins.ts'

/** The losses as CSV, one line a measurement: the run's own, named “run”, then the pinned runs by their letters. */
export function lossesCsv(points: readonly SeriesPoint[], pins: readonly Pin[]): string {
  const lines = (name: string, own: readonly SeriesPoint[]) =>
    own.map((p) => [name, p.step, p.train, p.validation].join(','))
  const all = [
    ...lines('run', points),
    ...pins.flatMap((pin) => lines(LETTERS.charAt(pin.slot), curveOf(pin))),
  ]
  return ['run,step,training_loss,validation_loss', ...all, ''].join('\r\n')
}

/**
 * The settings and the network as JSON; parameters in the order of core's `layout`: each layer's weights, then biases.
 * Points are the reader's own, where they are what is trained on; of a table there is only what it is.
 */
export function runJson(state: RunSettings & Pick<State, 'points' | 'table'>, picture: Picture): string {
  const { step, trainLoss, validationLoss, trainScore, validationScore, parameters } = picture
  const run = {
    settings: runSettingsOf(state),
    ...(state.data === 'own' && { points: state.points }),
    ...(state.data === 'table' && { table: state.table && markOf(state.table) }),
    step,
    scores: { trainLoss, validationLoss, trainScore, validationScore },
    parameters: [...parameters],
  }
  return `${JSON.stringify(run, null, 2)}\n`
}
