import type { SoftmaxStage } from '../../core/loss/softmax-formulas.ts'
import type { SoftmaxStages } from '../../core/loss/softmax-stages.ts'
import { Tex } from '../../ui/Tex.tsx'
import { computed, isHidden, type Method } from './model.ts'
import { Num } from './Num.tsx'
import type { PanelProps } from './panel.ts'

interface Column {
  readonly tex: string
  readonly name: string
  readonly hidden: boolean
  readonly stage?: SoftmaxStage
  of(stages: SoftmaxStages): number
}

/** The two ways in the same numbers: where one breaks, the other need not. A row's button chooses its way. */
export function Compare({ state, t, show, dispatch, locked }: PanelProps & { locked: boolean }) {
  const ways: readonly { method: Method; name: string }[] = [
    { method: 'naive', name: t.naiveWay },
    { method: 'stable', name: t.stableWay },
  ]
  const columns: Column[] = [
    {
      tex: '\\max',
      name: t.largestExponent,
      hidden: false,
      stage: 'scaled',
      of: (s) => Math.max(...s.shifted),
    },
    { tex: 'S', name: t.sum, hidden: false, of: (s) => s.sum },
    {
      tex: '\\ln\\textstyle\\sum e^{s}',
      name: t.names['log-sum-exp'],
      stage: 'log-sum-exp',
      hidden: false,
      of: (s) => s.logSumExp,
    },
  ]
  if (state.target !== null) {
    const hidden = isHidden(state, 'loss', state.focus)
    columns.push({ tex: '\\ell', name: t.names.loss, hidden, of: (s) => s.loss ?? NaN })
  }
  return (
    <div className="scroll-x" tabIndex={0} role="group" aria-label={t.both}>
      <table className="data-table softmax-ways">
        <caption className="softmax-head">{t.both}</caption>
        <thead>
          <tr>
            <th scope="col">{t.way}</th>
            {columns.map((c) => (
              <th key={c.tex} scope="col">
                <span className="softmax-way-name">{c.name}</span>
                <Tex tex={c.tex} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {ways.map(({ method, name }) => {
            const stages = computed(state, method)
            return (
              <tr
                key={method}
                data-method={method}
                className={method === state.method ? 'current' : undefined}
              >
                <th scope="row">
                  <button
                    type="button"
                    className="softmax-way"
                    aria-pressed={method === state.method}
                    disabled={locked}
                    onClick={() => dispatch({ type: 'method', method })}
                  >
                    {name}
                  </button>
                </th>
                {columns.map((c) => {
                  const x = c.of(stages)
                  return (
                    <td
                      key={c.tex}
                      title={c.hidden ? undefined : String(x)}
                      className={Number.isFinite(x) ? undefined : 'wrong'}
                      data-broken={Number.isFinite(x) ? undefined : ''}
                    >
                      {c.hidden ? '?' : <Num x={x} stage={c.stage} state={state} show={show} />}
                    </td>
                  )
                })}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
