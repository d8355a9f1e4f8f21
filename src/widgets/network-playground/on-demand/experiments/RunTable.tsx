import type { ReactNode } from 'react'
import type { Formats } from '../../format.ts'
import type { DataSettings } from '../../model.ts'
import { RunsTable } from '../RunsTable.tsx'
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
  const heads = {
    first,
    step: t.step,
    loss: t.lossHead,
    score: t.scoreHead,
    train: t.trainHead,
    validation: t.validationHead,
  }
  return (
    <div className="scroll-x" role="region" aria-label={t.table} tabIndex={0}>
      <RunsTable
        className="pg-run-table"
        heads={heads}
        formats={formats}
        rows={rows.map(({ name, settings, track, act }) => ({
          name,
          of: settings,
          at: track.at,
          phase: track.phase,
          last: notDone(track, t) ?? act,
        }))}
      />
    </div>
  )
}
