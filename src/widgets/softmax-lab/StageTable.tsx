import { useId } from 'react'
import type { SoftmaxStage } from '../../core/loss/softmax-formulas.ts'
import { MoreDigits } from '../../ui/MoreDigits.tsx'
import { Tex } from '../../ui/Tex.tsx'
import { hasMoreDigits } from './lines.ts'
import { isHidden } from './model.ts'
import type { PanelProps } from './panel.ts'
import { Num } from './Num.tsx'
import { CLASSES } from './params.ts'

interface Column {
  readonly stage: SoftmaxStage | 'logit'
  readonly tex: string
  readonly values: readonly number[]
  /** What stands under the column, over all classes. */
  readonly total?: { readonly tex: string; readonly value: number; readonly stage?: SoftmaxStage }
  readonly quantity?: string
}

const sum = (xs: readonly number[]): number => xs.reduce((total, x) => total + x, 0)

function columnsOf({ stages, state }: PanelProps): Column[] {
  const { logits, scaled, maximum, shifted, exponentials, probabilities, gradient } = stages
  const whole = (xs: readonly number[]) => Number(sum(xs).toPrecision(state.precision === 'float32' ? 6 : 12))
  return [
    { stage: 'logit', tex: 'z', values: logits, quantity: 'parameter' },
    {
      stage: 'scaled',
      tex: 's = z/T',
      values: scaled,
      ...(stages.stable ? { total: { tex: 'm', value: maximum, stage: 'shifted' as const } } : {}),
    },
    ...(stages.stable ? [{ stage: 'shifted' as const, tex: 'd = s - m', values: shifted }] : []),
    {
      stage: 'exponential',
      tex: stages.stable ? 'E = e^d' : 'E = e^s',
      values: exponentials,
      total: { tex: 'S', value: stages.sum, stage: 'sum' },
    },
    {
      stage: 'probability',
      tex: 'p = E/S',
      values: probabilities,
      total: { tex: '\\textstyle\\sum p', value: whole(probabilities) },
    },
    ...(gradient
      ? [{ stage: 'gradient' as const, tex: 'g = (p-y)/T', values: gradient, quantity: 'gradient' }]
      : []),
  ]
}

/** All classes and all stages at once, with the largest and the sums underneath. */
export function StageTable(props: PanelProps) {
  const { state, stages, t, show, dispatch } = props
  const columns = columnsOf(props)
  const isMore = (stage: Column['stage'], x: number) => hasMoreDigits(stage, x, state.precision, state.digits)
  const hasMore =
    columns.some(({ stage, values }) => values.some((x) => isMore(stage, x))) ||
    isMore('log-sum-exp', stages.logSumExp)
  const note = useId()
  const isAt = (stage: Column['stage'], row: number) => stage === state.stage && row === state.focus
  return (
    <>
      <div className="scroll-x" tabIndex={0} role="group" aria-label={t.table} aria-describedby={note}>
        <table className="data-table softmax-table">
          <caption className="visually-hidden">{t.tableOf}</caption>
          <thead>
            <tr>
              <th scope="col">{t.class}</th>
              {columns.map((c) => (
                <th key={c.stage} scope="col" className={c.quantity && `q-${c.quantity}`}>
                  <span aria-hidden="true">
                    <Tex tex={c.tex} />
                  </span>
                  <span className="visually-hidden">{c.stage === 'logit' ? t.logit : t.names[c.stage]}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {stages.logits.map((_, k) => (
              <tr key={k} className={k === state.focus ? 'current' : undefined}>
                <th scope="row">
                  <button
                    type="button"
                    className="softmax-class"
                    aria-label={t.lookAt(CLASSES[k] ?? '')}
                    onClick={() => dispatch({ type: 'focus', k })}
                  >
                    {CLASSES[k]}
                  </button>
                </th>
                {columns.map((c) => {
                  const x = c.values[k] ?? NaN
                  const hidden = c.stage !== 'logit' && isHidden(state, c.stage, k)
                  return (
                    <td
                      key={c.stage}
                      data-stage={c.stage}
                      title={hidden ? undefined : String(x)}
                      className={Number.isFinite(x) ? undefined : 'wrong'}
                      aria-current={isAt(c.stage, k) ? 'step' : undefined}
                    >
                      {hidden ? '?' : <Num x={x} stage={c.stage} state={state} show={show} />}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">
                <span className="visually-hidden">{t.total}</span>
              </th>
              {columns.map(({ stage, total }) => (
                <td
                  key={stage}
                  title={total && String(total.value)}
                  className={total && !Number.isFinite(total.value) ? 'wrong' : undefined}
                  aria-current={total?.stage === 'sum' && state.stage === 'sum' ? 'step' : undefined}
                >
                  {total && (
                    <>
                      <Tex tex={`${total.tex} = `} />{' '}
                      <Num x={total.value} stage={stage} state={state} show={show} />
                    </>
                  )}
                </td>
              ))}
            </tr>
          </tfoot>
        </table>
      </div>
      <MoreDigits id={note} tex={hasMore} text={t.moreDigits} />
    </>
  )
}
