import type { ReactNode } from 'react'
import type { Formats } from '../../format.ts'
import type { DataSettings } from '../../model.ts'
import { scoreText } from '../differences.ts'
import type { ExperimentMessages } from './messages.ts'
import type { Track } from './tracks.ts'

export interface Row {
  readonly name: string
  readonly settings: DataSettings
  readonly track: Track
  /** What can be done with it. */
  readonly act?: ReactNode
}

interface Props {
  readonly rows: readonly Row[]
  readonly first: string
  readonly t: ExperimentMessages
  readonly formats: Formats
}

const notDone = ({ phase }: Track, t: ExperimentMessages): string | null => {
  switch (phase) {
    case 'done':
      return null
    case 'diverged':
      return t.divergedShort
    case 'failed':
      return t.failedShort
    case 'stopped':
      return t.stoppedShort
    case 'waiting':
      return t.waitingShort
    case 'running':
      return t.runningShort
  }
}

/** Where the runs of an experiment stand, or ended. */
export function RunTable({ rows, first, t, formats }: Props) {
  return (
    <div className="scroll-x" role="region" aria-label={t.table} tabIndex={0}>
      <table className="data-table pg-run-table">
        <thead>
          <tr>
            <th scope="col" rowSpan={2}>
              {first}
            </th>
            <th scope="col" rowSpan={2}>
              {t.step}
            </th>
            <th scope="colgroup" colSpan={2}>
              {t.lossHead}
            </th>
            <th scope="colgroup" colSpan={2}>
              {t.scoreHead}
            </th>
            <td rowSpan={2} />
          </tr>
          <tr>
            {[t.trainHead, t.validationHead, t.trainHead, t.validationHead].map((name, i) => (
              <th key={i} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, settings, track, act }, i) => (
            <tr key={i} data-phase={track.phase}>
              <th scope="row">{name}</th>
              <td>{track.at ? formats.whole(track.at.step) : '–'}</td>
              <td>{track.at ? formats.loss(track.at.trainLoss) : '–'}</td>
              <td>{track.at ? formats.loss(track.at.validationLoss) : '–'}</td>
              <td>{track.at ? scoreText(settings, track.at.trainScore, formats) : '–'}</td>
              <td>{track.at ? scoreText(settings, track.at.validationScore, formats) : '–'}</td>
              <td className="pg-fate">{notDone(track, t) ?? act}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
