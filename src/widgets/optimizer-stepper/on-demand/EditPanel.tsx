import { formatNumber } from '../../../core/formula/precision.ts'
import { Button } from '../../../ui/Button.tsx'
import { NumberField } from '../../../ui/NumberField.tsx'
import { type Language, sentences } from '../../../widget-kit/language.ts'
import { complaintIn, useControl } from '../../../widget-kit/ParamControl.tsx'
import { EDIT_LIMIT } from '../model.ts'
import type { PanelProps } from '../panel.ts'
import { changeable, isSquare, nameOf, numbersOf } from '../quantities.ts'
import { runOf } from '../run.ts'

interface Props extends PanelProps {
  readonly lang: Language
  /** Whether the reader works out a number of row t. */
  hides(t: number, quantity: string, coordinate: number): boolean
  say(text: string): void
}

/** A field for every number that the next step will read: θ, the gradient, and what the rule remembers. */
export default function EditPanel({ state, rule, objective, t, lang, hides, say, dispatch }: Props) {
  const { locked } = useControl('edit')
  const run = runOf(state)
  const frame = run.frame(state.step)
  if (run.firstNonFinite(state.step)) return <p className="quiet">{t.edit.broken}</p>
  const field = (quantity: string, coordinate: number) => {
    const name = nameOf(quantity, coordinate, objective.names, t)
    const value = numbersOf(frame, quantity)[coordinate] ?? 0
    const byHand = state.changes.some(
      (c) => c.step === state.step && c.name === quantity && c.coordinate === coordinate,
    )
    return (
      <div key={`${quantity} ${coordinate}`} className={byHand ? 'edit-field by-hand' : 'edit-field'}>
        <NumberField
          label={byHand ? `${name} (${t.byHand})` : name}
          value={value}
          min={isSquare(rule, quantity) ? 0 : -EDIT_LIMIT}
          max={EDIT_LIMIT}
          disabled={locked}
          complaint={complaintIn(lang)}
          onChange={(x) => {
            dispatch({ type: 'edit', name: quantity, coordinate, value: x })
            say(t.edit.said(name, formatNumber(x, 17).text))
          }}
        />
        {byHand && (
          <Button
            label={t.edit.back(name)}
            icon="undo"
            iconOnly
            quiet
            onPress={() => {
              dispatch({ type: 'edit', name: quantity, coordinate, value: null })
              say(t.edit.returned(name))
            }}
          />
        )}
      </div>
    )
  }
  const all = changeable(rule).flatMap((quantity) => objective.names.map((_, c) => [quantity, c] as const))
  const open = all.filter(([quantity, c]) => !hides(state.step, quantity, c))
  return (
    <>
      <p className="quiet">
        {sentences(lang, [t.edit.intro(state.step), open.length < all.length ? t.edit.hidden : ''])}
      </p>
      <div className="edit-fields">{open.map(([quantity, c]) => field(quantity, c))}</div>
    </>
  )
}
