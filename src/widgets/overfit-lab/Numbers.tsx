import { memo } from 'react'
import type { DenseModel } from '../../engine/run-spec.ts'
import type { Formats } from './format.ts'
import type { Messages } from './messages.ts'
import { lowestOf, type Shown } from './shown.ts'
import { numbersOf, weightsOf } from './weights.ts'

/** What the table says of one run. */
function cellsOf(shown: Shown, model: DenseModel, t: Messages['numbers'], f: Formats): readonly string[] {
  const weights = numbersOf(weightsOf(model, shown.parameters))
  const lowest = lowestOf(shown)
  return [
    f.whole(shown.of),
    f.loss(shown.trainLoss),
    f.loss(shown.validationLoss),
    f.loss(shown.validationLoss - shown.trainLoss),
    t.at(f.loss(lowest.validation), f.whole(lowest.step)),
    f.percent(shown.validationScore),
    f.sum(weights.sizes),
    f.sum(weights.squares),
    t.outOf(f.whole(weights.small), f.whole(weights.count)),
  ]
}

export interface NumbersProps {
  readonly plain: Shown
  readonly cured: { readonly shown: Shown; readonly name: string } | null
  readonly model: DenseModel
  readonly t: Messages
  readonly formats: Formats
}

/** Both runs in numbers, line by line. */
export const Numbers = memo(function Numbers({ plain, cured, model, t, formats }: NumbersProps) {
  const n = t.numbers
  const names = [n.of, n.train, n.validation, n.gap, n.lowest, n.score, n.sizes, n.squares, n.small]
  const left = cellsOf(plain, model, n, formats)
  const right = cured ? cellsOf(cured.shown, model, n, formats) : null
  return (
    <div className="of-numbers">
      <table className="data-table">
        <caption>{n.title}</caption>
        <thead>
          <tr>
            <td />
            <th scope="col">{t.without}</th>
            <th scope="col">{cured?.name ?? '–'}</th>
          </tr>
        </thead>
        <tbody>
          {names.map((name, k) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{left[k]}</td>
              <td>{right?.[k] ?? '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
})
