import { append, EMPTY_SERIES, type Series } from '../../../../core/metric/index.ts'
import type { DivergedEvent, Event, FailedEvent, ProgressEvent } from '../../../../engine/protocol.ts'

/** One run of an experiment, as far as it has come. */
export interface Track {
  readonly phase: 'waiting' | 'running' | 'done' | 'diverged' | 'failed' | 'stopped'
  readonly series: Series
  /** The last that it reported; null before. */
  readonly at: ProgressEvent | null
  readonly problem: DivergedEvent | FailedEvent | null
}

export const WAITING: Track = { phase: 'waiting', series: EMPTY_SERIES, at: null, problem: null }

export const isOver = ({ phase }: Track): boolean => phase !== 'waiting' && phase !== 'running'

/** A run that is to make `steps` steps, after an event. What is over stays as it is. */
export function afterEvent(track: Track, event: Event, steps: number): Track {
  if (isOver(track)) return track
  switch (event.type) {
    case 'progress': {
      const { step, trainLoss, validationLoss } = event
      const series = append(track.series, { step, train: trainLoss, validation: validationLoss })
      return { ...track, series, at: event, phase: step >= steps ? 'done' : 'running' }
    }
    case 'diverged':
      return { ...track, phase: 'diverged', problem: event }
    case 'failed':
      return { ...track, phase: 'failed', problem: event }
    default:
      return track
  }
}
