import { useContext, useEffect, useMemo, useState } from 'react'
import { Button } from '../../ui/Button.tsx'
import { PlayBar } from '../../ui/PlayBar.tsx'
import { Tex } from '../../ui/Tex.tsx'
import type { ViewProps } from '../../widget-kit/define-widget.ts'
import { type Language, listed, sentences } from '../../widget-kit/language.ts'
import { OptionsContext } from '../../widget-kit/options.ts'
import { ParamControl, useControl } from '../../widget-kit/ParamControl.tsx'
import { isBroken } from './condition.ts'
import { Bars } from './Bars.tsx'
import { Compare } from './Compare.tsx'
import { Controls } from './Controls.tsx'
import { cell, digitsFor, linesOf } from './lines.ts'
import type { SoftmaxMessages } from './messages.ts'
import { Mixture } from './Mixture.tsx'
import { type Action, computed, isHidden, reduce, type State, stopsOf } from './model.ts'
import type { PanelProps } from './panel.ts'
import { CLASSES, FEWEST, MOST, params } from './params.ts'
import { StagePanel } from './StagePanel.tsx'
import { StageTable } from './StageTable.tsx'
import { numericsText, Status } from './Status.tsx'
import { Turn } from './Turn.tsx'

/** Time between two stages when playing: long enough to read three lines. */
const BEAT_MS = 1200

type Props = ViewProps<State, Action, SoftmaxMessages>

/** What an action has led to, in words: the stage that the cursor came to, or what became of the probabilities. */
function spokenAfter(state: State, action: Action, t: SoftmaxMessages, lang: Language): string {
  const stages = computed(state)
  const { precision, digits } = state
  const show = (x: number) => cell(x, precision, digits)
  const name = CLASSES[state.focus] ?? ''
  switch (action.type) {
    case 'next':
    case 'previous':
    case 'first':
    case 'last':
    case 'next-class':
    case 'previous-class':
    case 'stage':
    case 'focus': {
      const hidden = isHidden(state, state.stage, state.focus)
      const value = hidden
        ? t.hidden
        : linesOf(state.stage, stages, state.focus, { precision, digits, hidden: 'nothing' }).text
      return t.saidStage(t.names[state.stage], name, value)
    }
    default: {
      const each = stages.probabilities.map(
        (p, k) => `${CLASSES[k]} ${isHidden(state, 'probability', k) ? t.hidden : show(p)}`,
      )
      const all = t.saidAll(listed(lang, each))
      return isBroken(stages) ? sentences(lang, [all, numericsText(state, stages, t)]) : all
    }
  }
}

export function View({ state, dispatch, t, lang, say }: Props) {
  const { autoplay } = useContext(OptionsContext)
  const logits = useControl('logits')
  const { locked } = useControl('method')
  const [playing, setPlaying] = useState(false)
  const stages = useMemo(() => computed(state), [state])
  const stops = stopsOf(state)
  const place = stops.indexOf(state.stage)
  const atEnd = place === stops.length - 1
  useEffect(() => setPlaying(autoplay), [autoplay])
  useEffect(() => {
    if (!playing) return
    if (atEnd) return setPlaying(false)
    const timer = setInterval(() => dispatch({ type: 'next' }), BEAT_MS)
    return () => clearInterval(timer)
  }, [playing, atEnd, dispatch])
  // What a change led to is said when the reader asked for it, not while the stages play by themselves.
  const go = (action: Action) => {
    setPlaying(false)
    dispatch(action)
    say(spokenAfter(reduce(state, action), action, t, lang))
  }
  const play = () => {
    if (atEnd) dispatch({ type: 'first' })
    setPlaying(true)
  }
  const panel: PanelProps = {
    state,
    stages,
    t,
    lang,
    show: (x, stage) => cell(x, state.precision, stage ? digitsFor(stage, x, state.digits) : state.digits),
    dispatch: go,
  }
  return (
    <div className="softmax">
      <div className="softmax-formulas">
        <StagePanel {...panel} />
      </div>
      <div className="softmax-picture">
        <Bars {...panel} />
        {logits.shown && !logits.locked && (
          <div className="softmax-size">
            <Button
              label={t.add}
              icon="plus"
              quiet
              disabled={state.logits.length >= MOST}
              onPress={() => go({ type: 'add' })}
            />
            <Button
              label={t.remove}
              icon="minus"
              quiet
              disabled={state.logits.length <= FEWEST}
              onPress={() => go({ type: 'remove' })}
            />
          </div>
        )}
        <ParamControl
          name="shift"
          param={params.shift}
          symbol={<Tex tex="c" />}
          lang={lang}
          value={state.shift}
          onChange={(value) => go({ type: 'shift', value })}
        />
        <Mixture {...panel} />
        <ParamControl
          name="temperature"
          param={params.temperature}
          symbol={<Tex tex="\htmlClass{q q-hyperparameter}{T}" />}
          lang={lang}
          value={state.temperature}
          onChange={(value) => go({ type: 'temperature', value })}
        />
      </div>
      <div className="softmax-bar">
        <PlayBar
          t={t.bar}
          playing={playing}
          atStart={place === 0}
          atEnd={atEnd}
          onReset={() => go({ type: 'first' })}
          onBack={() => go({ type: 'previous' })}
          onPlay={play}
          onPause={() => setPlaying(false)}
          onStep={() => go({ type: 'next' })}
          keys={{
            ArrowDown: () => go({ type: 'next-class' }),
            ArrowUp: () => go({ type: 'previous-class' }),
            Home: () => go({ type: 'first' }),
            End: () => go({ type: 'last' }),
          }}
        >
          <span className="softmax-at" data-step={place}>
            {t.stageAt(place + 1, stops.length, CLASSES[state.focus] ?? '')}
          </span>
        </PlayBar>
        <Status {...panel} />
      </div>
      <div className="softmax-rest">
        <StageTable {...panel} />
        <div className="softmax-both">
          <Compare {...panel} locked={locked} />
          <Turn {...panel} say={say} />
        </div>
      </div>
      <Controls {...panel} />
    </div>
  )
}
