import { lazy, Suspense, useContext, useEffect, useMemo, useRef, useState } from 'react'
import { Button } from '../../ui/Button.tsx'
import { PlayBar } from '../../ui/PlayBar.tsx'
import type { ViewProps } from '../../widget-kit/define-widget.ts'
import { OptionsContext } from '../../widget-kit/options.ts'
import { Controls } from './Controls.tsx'
import { GraphPicture } from './GraphPicture.tsx'
import { operationText, shown } from './lines.ts'
import type { BackpropMessages } from './messages.ts'
import { type Action, isBroken, placeOf, type State } from './model.ts'
import { NodeTable } from './NodeTable.tsx'
import { named, type PanelProps, passed } from './panel.ts'
import { StepPanel } from './StepPanel.tsx'

/** Time between two steps when playing: long enough to find the edge and read its number. */
const BEAT_MS = 1000

/** Only who takes a turn needs it. */
const Turn = lazy(() => import('./on-demand/Turn.tsx'))

type Props = ViewProps<State, Action, BackpropMessages>

export function View({ state, dispatch, t, lang, say }: Props) {
  const { autoplay } = useContext(OptionsContext)
  const [playing, setPlaying] = useState(false)
  const place = useMemo(() => placeOf(state), [state])
  const last = place.items.length
  const atEnd = state.step === last

  useEffect(() => setPlaying(autoplay), [autoplay])
  useEffect(() => {
    if (!playing) return
    const timer = setInterval(() => dispatch({ type: 'forward' }), BEAT_MS)
    return () => clearInterval(timer)
  }, [playing, dispatch])
  // It plays to the end, and stops where the reader has something to find.
  useEffect(() => {
    if (atEnd || place.hidden) setPlaying(false)
  }, [atEnd, place.hidden])

  const go = (action: Action) => {
    setPlaying(false)
    dispatch(action)
  }
  const spoken = sentence({ state, place, t })
  // What is fetched later is not part of the first frame.
  const [isAwake, setAwake] = useState(false)
  useEffect(() => setAwake(true), [])

  const silent = useRef(true)
  useEffect(() => {
    // The first frame says nothing: nobody has done anything yet. A verdict is said by who gives it.
    if (!silent.current && !playing && spoken) say(spoken)
    silent.current = false
  }, [spoken, playing, say])

  const panel: PanelProps = { state, place, t, dispatch: go }
  return (
    <div className="bp" data-phase={isBroken(place) ? 'diverged' : undefined}>
      <div className="bp-step">
        <StepPanel {...panel} />
        {state.turn !== 'off' && (
          <div className="bp-turn" role="group" aria-label={t.turn}>
            {isAwake && (
              <Suspense fallback={null}>
                <Turn {...panel} say={say} />
              </Suspense>
            )}
          </div>
        )}
      </div>
      <div className="bp-picture">
        <GraphPicture {...panel} />
        <p className="quiet">{t.key}</p>
      </div>
      <div className="bp-bar">
        <PlayBar
          t={t.bar}
          playing={playing}
          atStart={state.step === 0}
          atEnd={atEnd}
          onReset={() => go({ type: 'go', step: 0 })}
          onBack={() => go({ type: 'back' })}
          onPlay={() => {
            if (atEnd) dispatch({ type: 'go', step: 0 })
            setPlaying(true)
          }}
          onPause={() => setPlaying(false)}
          onStep={() => go({ type: 'forward' })}
          keys={{
            ArrowDown: () => go({ type: 'next-pass' }),
            ArrowUp: () => go({ type: 'last-pass' }),
            Home: () => go({ type: 'go', step: 0 }),
            End: () => go({ type: 'go', step: last }),
          }}
        >
          <Button label={t.lastPass} icon="up" iconOnly onPress={() => go({ type: 'last-pass' })} />
          <Button label={t.nextPass} icon="down" iconOnly onPress={() => go({ type: 'next-pass' })} />
          <span className="bp-at" data-step={state.step} data-last={last}>
            {t.at(state.step, last)}
          </span>
        </PlayBar>
        <input
          autoComplete="off"
          className="bp-scrub"
          type="range"
          aria-label={t.jump}
          aria-valuetext={t.at(state.step, last)}
          min={0}
          max={last}
          value={state.step}
          onChange={(e) => go({ type: 'go', step: Number(e.target.value) })}
        />
        <p className={isBroken(place) ? 'bp-status wrong' : 'bp-status'}>{status({ state, place, t })}</p>
      </div>
      <div className="bp-table-frame">
        <NodeTable {...panel} />
      </div>
      <Controls {...panel} lang={lang} />
    </div>
  )
}

type Told = Pick<PanelProps, 'state' | 'place' | 't'>

/** One quiet line: where the passes are. */
function status({ state, place, t }: Told): string {
  const { item, items } = place
  if (isBroken(place)) return t.broken
  if (!item) return t.start
  if (item.kind === 'value') return t.forward
  if (item.kind === 'seed') return t.seeded
  const sentence = t.backward(passed(item, { state, place }))
  return state.step === items.length && !place.hidden ? t.finished(sentence) : sentence
}

/** What a step did, for those who listen; a result to be found is not given away. */
function sentence({ state, place, t }: Told): string {
  const { graph, item, sweep } = place
  if (state.turn !== 'off' && state.told > 0) return ''
  if (!item) return t.saidStart
  if (item.kind === 'seed') return t.saidSeed(named(graph, item.node))
  if (item.kind === 'edge') {
    const words = passed(item, { state, place })
    return place.hidden ? t.saidQuestion(words) : t.saidEdge(words)
  }
  const node = graph.nodes[item.node]!
  if (place.hidden) return t.saidValueQuestion(named(graph, item.node), operationText(graph, node))
  return t.saidValue(
    named(graph, item.node),
    operationText(graph, node),
    shown(sweep.values[item.node] ?? NaN, state.digits),
  )
}
