import { lazy, Suspense, useContext } from 'react'
import { Button } from '../../ui/Button.tsx'
import type { Language } from '../../widget-kit/language.ts'
import { OptionsContext } from '../../widget-kit/options.ts'
import { Fold } from './Fold.tsx'
import { LETTERS } from './LossChart.tsx'
import type { Messages } from './messages.ts'
import type { Action, SettingName, State } from './model.ts'
import { MOST_PINS, pinOf, withPin } from './pins.ts'
import type { Shown } from './use-picture.ts'

const ChartOptions = lazy(() => import('./on-demand/chart/ChartOptions.tsx'))
const PinList = lazy(() => import('./on-demand/chart/PinList.tsx'))

export interface ChartToolsProps {
  readonly state: State
  readonly shown: Shown
  readonly lang: Language
  readonly t: Messages
  dispatch(action: Action): void
  set(name: SettingName, value: unknown): void
  say(text: string): void
}

/** Below the loss chart: keep this run to compare with, the runs kept, and how the chart is drawn. */
export function ChartTools({ state, shown, lang, t, dispatch, set, say }: ChartToolsProps) {
  const { controls } = useContext(OptionsContext)
  const { pins } = state
  const { picture, points } = shown
  const isFull = pins.length >= MOST_PINS
  const pin = () => {
    const added = pinOf(state, state.edits.length, picture, points)
    const slot = withPin(pins, added).find(
      (p) => !pins.includes(p) && !pins.some((q) => q.slot === p.slot),
    )?.slot
    dispatch({ type: 'pin', pin: added })
    say(t.pinned(LETTERS.charAt(slot ?? 0)))
  }
  if (controls !== 'full') return null
  return (
    <div className="pg-chart-tools controls">
      <Button
        label={t.pin}
        icon="pin"
        hint={t.pinHint}
        disabled={isFull || picture.step === 0}
        onPress={pin}
      />
      {pins.length > 0 && (
        <div className="pg-pins" data-pins={pins.length}>
          <Suspense fallback={null}>
            <PinList state={state} lang={lang} dispatch={dispatch} say={say} />
          </Suspense>
        </div>
      )}
      <Fold label={t.chartOptions} kind="chart">
        {() => <ChartOptions state={state} lang={lang} set={set} />}
      </Fold>
    </div>
  )
}
