import { memo, useState } from 'react'
import { Button } from '../../ui/Button.tsx'
import { NumberField } from '../../ui/NumberField.tsx'
import type { Language } from '../../widget-kit/language.ts'
import { complaintIn } from '../../widget-kit/ParamControl.tsx'
import { fieldValue, type Formats } from './format.ts'
import type { Messages } from './messages.ts'
import { WEIGHT_LIMIT } from './model.ts'
import type { Parameter } from './parameters.ts'
import { isSelected, type Selection } from './selection.ts'

export interface EditorProps {
  readonly all: readonly Parameter[]
  readonly values: Float32Array
  /** The number of the output layer. */
  readonly last: number
  readonly lang: Language
  readonly t: Messages
  readonly locked: boolean
  /** `was` is the value that the field showed, unrounded. */
  edit(parameter: Parameter, value: number, was: number): void
}

/** The full name of a parameter, for its field and for announcements. */
export const nameOf = (p: Parameter, last: number, t: Messages): string =>
  p.kind === 'weight' ? t.weight(t.node(p.from, last), t.node(p.to, last)) : t.bias(t.node(p.to, last))

function Field({
  parameter,
  values,
  last,
  lang,
  t,
  locked,
  edit,
}: Omit<EditorProps, 'all'> & { readonly parameter: Parameter }) {
  const was = values[parameter.index] ?? 0
  return (
    <NumberField
      label={nameOf(parameter, last, t)}
      showLabel={false}
      value={fieldValue(was)}
      min={-WEIGHT_LIMIT}
      max={WEIGHT_LIMIT}
      disabled={locked}
      complaint={complaintIn(lang)}
      onChange={(value) => edit(parameter, value, was)}
    />
  )
}

/** The numbers of what is selected in the diagram. Its place is kept when nothing is. */
export function Editor({
  selection,
  byHand,
  ...props
}: EditorProps & {
  readonly selection: Selection
  /** Opens the next step of a parameter, written out. */
  byHand(parameter: Parameter): void
}) {
  const { all, last, t } = props
  const shown = all.filter((p) => isSelected(selection, p))
  const [first] = shown
  if (!first) return <p className="pg-editor is-empty">{t.choose}</p>
  const heading = selection?.kind === 'unit' ? t.numbersOf(t.node(first.to, last)) : nameOf(first, last, t)
  return (
    <div className="pg-editor" role="group" aria-label={heading}>
      <p className="pg-editor-title">{heading}</p>
      <div className="pg-fields">
        {shown.map((parameter) => (
          <span className="pg-field" key={parameter.index}>
            <span className="pg-field-name" aria-hidden="true">
              {parameter.kind === 'weight' ? t.from(t.short(parameter.from, last)) : t.biasShort}
            </span>
            <Field {...props} parameter={parameter} />
            <Button
              label={t.byHand(nameOf(parameter, last, t))}
              icon="calculate"
              iconOnly
              quiet
              onPress={() => byHand(parameter)}
            />
          </span>
        ))}
      </div>
    </div>
  )
}

export interface WeightTableProps extends EditorProps {
  readonly formats: Formats
  /** Nothing has been trained yet. */
  readonly still: boolean
}

/**
 * Every weight and bias, for keyboard and screen reader. The fields are made when the fold is opened; until then it is
 * plain text, and it stands still while a run goes on.
 */
export const WeightTable = memo(function WeightTable(props: WeightTableProps) {
  const { all, values, last, t, formats, still } = props
  const [open, setOpen] = useState(false)
  return (
    <details className="pg-weights" onToggle={(e) => setOpen(e.currentTarget.open)}>
      {/* The fields are there before the fold opens: the browser tells of it a moment later, and Tab may be quicker. */}
      <summary onClick={(e) => setOpen(!(e.currentTarget.parentElement as HTMLDetailsElement).open)}>
        {t.allWeights(formats.whole(all.length))}
      </summary>
      {(open || still) && (
        <div
          className="pg-weights-scroll"
          tabIndex={0}
          role="group"
          aria-label={t.allWeights(formats.whole(all.length))}
        >
          <table className="data-table">
            <thead>
              <tr>
                <th scope="col">{t.parameter}</th>
                <th scope="col">{t.value}</th>
              </tr>
            </thead>
            <tbody>
              {all.map((parameter) => (
                <tr key={parameter.index}>
                  <th scope="row">{nameOf(parameter, last, t)}</th>
                  <td>
                    {open ? (
                      <Field {...props} parameter={parameter} />
                    ) : (
                      formats.weight(values[parameter.index] ?? 0)
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </details>
  )
})
