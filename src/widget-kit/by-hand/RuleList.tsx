import { Tex } from '../../ui/Tex.tsx'
import './by-hand.css'

interface Stop {
  readonly id: string
  readonly name: string | undefined
  /** Its line in symbols. */
  readonly tex: string
}

interface Props {
  readonly stops: readonly Stop[]
  /** The place of the one that is looked at. */
  readonly current: number
  /** So many are done; those behind them are still ahead. */
  readonly done: number
  onChoose(place: number): void
}

/** A rule in symbols, a row for each part of a step, each a button that shows its numbers. */
export function RuleList({ stops, current, done, onChoose }: Props) {
  return (
    <ol className="rule">
      {stops.map(({ id, name, tex }, i) => (
        <li key={id} className={i >= done ? 'ahead' : undefined}>
          <button
            type="button"
            className="rule-row"
            aria-current={i === current ? 'step' : undefined}
            aria-label={name}
            title={name}
            onClick={() => onChoose(i)}
          >
            <Tex tex={tex} />
          </button>
        </li>
      ))}
    </ol>
  )
}
