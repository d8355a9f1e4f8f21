import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react'
import { Button } from '../../ui/Button.tsx'
import type { ViewProps } from '../../widget-kit/define-widget.ts'
import { listed } from '../../widget-kit/language.ts'
import { useControl } from '../../widget-kit/ParamControl.tsx'
import { BarsPlot } from './BarsPlot.tsx'
import { benchOf } from './bench.ts'
import { Controls } from './Controls.tsx'
import { CurvePlot } from './CurvePlot.tsx'
import { categoricalFormulas, pointwiseFormulas } from './formulas.ts'
import { FormulaPanel } from './FormulaPanel.tsx'
import { cell } from './lines.ts'
import { isCategorical } from './losses.ts'
import type { BenchMessages } from './messages.ts'
import type { Action, State } from './model.ts'
import type { PanelProps } from './panel.ts'
import { SampleTable } from './SampleTable.tsx'
import { type Scales, scalesOf } from './scales.ts'
import { SquaresPlot } from './SquaresPlot.tsx'

/** Only who takes a turn needs it. */
const Turn = lazy(() => import('./Turn.tsx'))

type Props = ViewProps<State, Action, BenchMessages>

export function View({ state, dispatch, t, lang, say }: Props) {
  const { locked } = useControl('p')
  const turning = useControl('turn')
  const bench = useMemo(() => benchOf(state), [state])
  const fitting = useMemo(() => scalesOf(state), [state])
  // While a dot is held the picture keeps its scales, or it would move under the finger.
  const [held, setHeld] = useState<Scales | null>(null)
  const scales = held ?? fitting
  const show = (x: number) => cell(x, state.digits)
  const panel: PanelProps = { state, bench, t, dispatch }

  const row = bench.rows[state.focus]!
  const spoken =
    state.turn === 'on'
      ? t.saidHidden(state.focus + 1, listed(lang, row.predictions.map(show)))
      : t.said(state.focus + 1, show(row.term), show(bench.value))
  const said = useRef(spoken)
  useEffect(() => {
    if (said.current === spoken) return
    said.current = spoken
    say(spoken)
  }, [spoken, say])

  const picture = {
    ...panel,
    scales,
    locked,
    show,
    onHold: () => setHeld(scales),
    onRelease: () => setHeld(null),
  }
  const Picture = isCategorical(state.loss) ? BarsPlot : state.loss === 'mse' ? SquaresPlot : CurvePlot
  // Another question has another answer.
  const question = JSON.stringify({ ...state, focus: 0, digits: 0, turn: '' })
  return (
    <div
      className={isCategorical(state.loss) ? 'loss-bench is-categorical' : 'loss-bench'}
      data-loss={state.loss}
    >
      <div className="lb-left">
        <FormulaPanel {...panel} />
        {turning.shown && (
          <div className="lb-turn">
            <Button
              label={t.turn}
              pressed={state.turn === 'on'}
              disabled={turning.locked}
              onPress={() => dispatch({ type: 'turn', turn: state.turn === 'on' ? 'off' : 'on' })}
            />
            {state.turn === 'on' && (
              <div className="lb-answer">
                <Suspense fallback={null}>
                  <Turn
                    key={question}
                    state={state}
                    bench={bench}
                    dispatch={dispatch}
                    lang={lang}
                    say={say}
                  />
                </Suspense>
              </div>
            )}
          </div>
        )}
      </div>
      <div className="lb-right">
        <Picture {...picture} />
        <Status {...panel} />
      </div>
      <SampleTable {...panel} lang={lang} />
      <Controls {...panel} lang={lang} />
    </div>
  )
}

/** One quiet place: what the formula cannot say by itself here, or what to do. */
function Status({ state, bench, t, dispatch }: PanelProps) {
  const infinite = bench.rows.findIndex((row) => row.term === Infinity)
  if (infinite >= 0) {
    return (
      <div className="lb-status is-wrong">
        <p>{t.infinite(infinite + 1)}</p>
        <Button
          label={t.toLogits}
          onPress={() => dispatch({ type: 'loss', loss: state.loss === 'cce' ? 'cce-logits' : 'bce-logits' })}
        />
      </div>
    )
  }
  const row = bench.rows[state.focus]!
  return (
    <div className="lb-status">
      <p>{noteOf(state, row, t)}</p>
    </div>
  )
}

function noteOf(state: State, row: PanelProps['bench']['rows'][number], t: BenchMessages): string {
  if (!isCategorical(state.loss))
    return pointwiseFormulas(state, row, state.focus).atLimit ? t.atLimit : t.drag
  const { atLimit, logSumExp } = categoricalFormulas(state, row)
  if (logSumExp?.shift !== undefined && logSumExp.shift !== null) return t.shifted
  return atLimit ? t.atLimit : t.targets
}
