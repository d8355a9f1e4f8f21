import { lazy, useContext } from 'react'
import type { ViewProps } from '../../widget-kit/define-widget.ts'
import { OptionsContext } from '../../widget-kit/options.ts'
import { Fold } from './Fold.tsx'
import type { Messages } from './messages.ts'
import type { Action, State } from './model.ts'
import type { Shown } from './use-picture.ts'

const Trial = lazy(() => import('./on-demand/experiments/Trial.tsx'))
const Sweep = lazy(() => import('./on-demand/experiments/Sweep.tsx'))
const Layers = lazy(() => import('./on-demand/layers/Layers.tsx'))
const Save = lazy(() => import('./on-demand/save/Save.tsx'))

/** What every panel is given. */
export interface PanelProps extends Pick<
  ViewProps<State, Action, Messages>,
  'state' | 'dispatch' | 'lang' | 'say' | 'report'
> {
  /** What the losses of such a run are, with their unit. */
  lossNameOf(settings: State): string
}

/** Experiments and a closer look, each fetched when it is opened. */
export function Panels({
  t,
  shown,
  isRunning,
  ...panel
}: PanelProps & { readonly t: Messages; readonly shown: Shown; readonly isRunning: boolean }) {
  const { controls } = useContext(OptionsContext)
  if (controls !== 'full') return null
  return (
    <div className="pg-panels controls">
      <Fold label={t.panels.trial} kind="trial">
        {() => <Trial {...panel} />}
      </Fold>
      <Fold label={t.panels.sweep} kind="sweep">
        {() => <Sweep {...panel} />}
      </Fold>
      <Fold label={t.panels.layers} kind="layers">
        {(isOpen) =>
          isOpen && <Layers state={panel.state} lang={panel.lang} shown={shown} isRunning={isRunning} />
        }
      </Fold>
      <Fold label={t.panels.save} kind="save">
        {() => <Save state={panel.state} lang={panel.lang} say={panel.say} shown={shown} />}
      </Fold>
    </div>
  )
}
