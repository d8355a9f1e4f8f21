import type { ReactNode } from 'react'
import type { Formats } from '../format.ts'
import type { DataSettings } from '../model.ts'
import type { Scores } from '../picture.ts'
import { scoreText } from './differences.ts'

/** A run as one row: where it stands, or ended. */
export interface RunRow {
  readonly name: string
  /** What it learns from: scores are shares or R². */
  readonly of: DataSettings
  /** null before it has reported. */
  readonly at: (Scores & { readonly step: number }) | null
  readonly phase?: string
  /** What else there is to say of it, or to do with it; a column of its own where rows have it. */
  readonly last?: ReactNode
}

export interface RunHeads {
  readonly first: string
  readonly step: string
  readonly loss: string
  readonly score: string
  readonly train: string
  readonly validation: string
}

interface Props {
  readonly rows: readonly RunRow[]
  readonly heads: RunHeads
  readonly formats: Formats
  readonly className?: string
}

/** Runs one under the other: step, losses and scores, each for training and validation. */
export function RunsTable({ rows, heads, formats, className = '' }: Props) {
  const hasLast = rows.some((row) => 'last' in row)
  return (
    <table className={`data-table ${className}`}>
      <thead>
        <tr>
          {[heads.first, heads.step].map((name, i) => (
            <th key={i} scope="col" rowSpan={2}>
              {name}
            </th>
          ))}
          {[heads.loss, heads.score].map((name, i) => (
            <th key={i} scope="colgroup" colSpan={2}>
              {name}
            </th>
          ))}
          {hasLast && <td rowSpan={2} />}
        </tr>
        <tr>
          {[heads.train, heads.validation, heads.train, heads.validation].map((name, i) => (
            <th key={i} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, of, at, phase, last }, i) => (
          <tr key={i} data-phase={phase}>
            <th scope="row">{name}</th>
            {(at
              ? [
                  formats.whole(at.step),
                  formats.loss(at.trainLoss),
                  formats.loss(at.validationLoss),
                  scoreText(of, at.trainScore, formats),
                  scoreText(of, at.validationScore, formats),
                ]
              : ['–', '–', '–', '–', '–']
            ).map((text, k) => (
              <td key={k}>{text}</td>
            ))}
            {hasLast && <td className="pg-fate">{last}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
