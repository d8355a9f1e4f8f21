import { Button } from '../../ui/Button.tsx'
import { NumberField } from '../../ui/NumberField.tsx'
import { Tex } from '../../ui/Tex.tsx'
import type { Language } from '../../widget-kit/language.ts'
import { complaintIn, useControl } from '../../widget-kit/ParamControl.tsx'
import type { Row } from './bench.ts'
import { className } from './formulas.ts'
import { cell } from './lines.ts'
import { domainOf, isCategorical } from './losses.ts'
import { rangeOf, targetRangeOf } from './model.ts'
import type { PanelProps } from './panel.ts'
import { MOST_SAMPLES } from './params.ts'

interface Props extends PanelProps {
  readonly lang: Language
}

const HIDDEN = '?'

/** Every sample: target and prediction, both to be typed, its term and its gradient; below them sum and mean. */
export function SampleTable(p: Props) {
  const { state, bench, t, dispatch } = p
  const editing = useControl('p')
  const open = editing.shown && !editing.locked
  const n = bench.rows.length
  return (
    <div className="lb-table">
      <div className="scroll-x" tabIndex={0} role="group" aria-label={t.table}>
        <table className="data-table">
          <Head {...p} />
          <tbody>
            {bench.rows.map((row, i) => (
              <tr key={i} className={i === state.focus ? 'lb-current' : undefined} data-sample={i + 1}>
                <th scope="row">{i + 1}</th>
                <Cells {...p} row={row} i={i} open={open} />
                <td className="controls">
                  <Button
                    label={t.remove(i + 1)}
                    icon="minus"
                    iconOnly
                    quiet
                    disabled={n === 1 || editing.locked}
                    onPress={() => dispatch({ type: 'remove', sample: i })}
                  />
                </td>
              </tr>
            ))}
          </tbody>
          <Foot {...p} />
        </table>
      </div>
      <div className="controls">
        <Button
          label={t.add}
          icon="plus"
          disabled={n === MOST_SAMPLES || editing.locked}
          onPress={() => dispatch({ type: 'add' })}
        />
      </div>
    </div>
  )
}

/** The columns between target and term: how many, and what they are called. */
const isResidual = (loss: Props['state']['loss']): boolean => domainOf(loss) === 'number'
const isLogit = (loss: Props['state']['loss']): boolean => loss === 'bce-logits'

function Head({ state, bench, t }: Props) {
  const width = bench.rows[0]!.predictions.length
  const letter = domainOf(state.loss) === 'logit' ? 'z' : isCategorical(state.loss) ? 'p' : '\\hat y'
  const tex = (text: string, quantity?: string) => (quantity ? `\\htmlClass{q q-${quantity}}{${text}}` : text)
  const of = (k: number) => `_{\\mathrm{${className(k)}}}`
  const classes = Array.from({ length: width }, (_, k) => k)
  const many = isCategorical(state.loss)
  return (
    <thead>
      <tr>
        <Heading tex="i" name={t.columns.sample} />
        <Heading tex="y" name={t.columns.target} />
        {classes.map((k) => (
          <Heading
            key={k}
            tex={tex(many ? letter + of(k) : letter, 'parameter')}
            name={many ? `${t.columns.prediction} ${className(k)}` : t.columns.prediction}
          />
        ))}
        {isResidual(state.loss) && <Heading tex="\hat y - y" name={t.columns.residual} />}
        {isLogit(state.loss) && <Heading tex="\sigma(z)" name={t.columns.probability} />}
        <Heading tex={tex('\\ell', 'loss')} name={t.columns.term} />
        {classes.map((k) => (
          <Heading
            key={k}
            tex={tex(`\\partial L/\\partial ${many ? letter + of(k) : letter}`, 'gradient')}
            name={many ? t.columns.gradientOf(className(k)) : t.columns.gradient}
          />
        ))}
        <td />
      </tr>
    </thead>
  )
}

function Cells({
  state,
  t,
  lang,
  dispatch,
  row,
  i,
  open,
}: Props & { readonly row: Row; readonly i: number; readonly open: boolean }) {
  const show = (x: number) => cell(x, state.digits)
  const [min, max] = rangeOf(state.loss)
  const [lowest, highest] = targetRangeOf(state.loss, state.classes)
  const many = isCategorical(state.loss)
  const field = (label: string, value: number, range: readonly [number, number], set: (x: number) => void) =>
    open ? (
      <NumberField
        label={label}
        showLabel={false}
        value={value}
        min={range[0]}
        max={range[1]}
        complaint={complaintIn(lang)}
        onChange={set}
      />
    ) : (
      show(value)
    )
  const setTarget = (value: number) => dispatch({ type: 'target', sample: i, value })
  return (
    <>
      <td>
        {many ? (
          <ClassChoice
            label={t.target(i + 1)}
            value={row.target}
            classes={state.classes}
            disabled={!open}
            onChange={setTarget}
          />
        ) : (
          field(t.target(i + 1), row.target, [lowest, highest], setTarget)
        )}
      </td>
      {row.predictions.map((value, k) => (
        <td key={k}>
          {field(many ? t.predictionOf(i + 1, className(k)) : t.prediction(i + 1), value, [min, max], (x) =>
            dispatch({ type: 'predict', sample: i, k, value: x }),
          )}
        </td>
      ))}
      {isResidual(state.loss) && <td>{show(row.predictions[0]! - row.target)}</td>}
      {isLogit(state.loss) && <td>{show(row.probabilities[0]!)}</td>}
      <td className="q-loss" data-cell="term">
        {state.turn === 'on' ? HIDDEN : show(row.term)}
      </td>
      {row.gradient.map((g, k) => (
        <td key={k} className="q-gradient" data-cell="gradient">
          {show(g)}
        </td>
      ))}
    </>
  )
}

function ClassChoice(p: {
  readonly label: string
  readonly value: number
  readonly classes: number
  readonly disabled: boolean
  onChange(value: number): void
}) {
  return (
    <select
      autoComplete="off"
      aria-label={p.label}
      value={p.value}
      disabled={p.disabled}
      onChange={(e) => p.onChange(Number(e.target.value))}
    >
      {Array.from({ length: p.classes }, (_, k) => (
        <option key={k} value={k}>
          {className(k)}
        </option>
      ))}
    </select>
  )
}

function Foot({ state, bench, t }: Props) {
  const width = bench.rows[0]!.predictions.length
  const before = 1 + width + (isResidual(state.loss) || isLogit(state.loss) ? 1 : 0)
  const line = (name: 'sum' | 'mean') => (
    <tr className={state.reduction === name ? 'lb-asked' : undefined} data-total={name}>
      <th scope="row" colSpan={before + 1}>
        {t[name]}
      </th>
      <td className="q-loss">{state.turn === 'on' ? HIDDEN : cell(bench[name], state.digits)}</td>
      <td colSpan={width + 1} />
    </tr>
  )
  return (
    <tfoot>
      {line('sum')}
      {line('mean')}
    </tfoot>
  )
}

/** A symbol to look at, and its name to listen to. */
function Heading({ tex, name }: { readonly tex: string; readonly name: string }) {
  return (
    <th scope="col">
      <span aria-hidden="true">
        <Tex tex={tex} />
      </span>
      <span className="visually-hidden">{name}</span>
    </th>
  )
}
