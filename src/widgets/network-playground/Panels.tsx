import { lazy, useContext } from 'react'
import type { ViewProps } from '../../widget-kit/define-widget.ts'
import { OptionsContext } from '../../widget-kit/options.ts'
import { Fold } from './Fold.tsx'
import type { Messages } from './messages.ts'
import type { Action, State } from './model.ts'

const Trial = lazy(() => import('./on-demand/experiments/Trial.tsx'))
const Sweep = lazy(() => import('./on-demand/experiments/Sweep.tsx'))

/** What every panel is given. */
export interface PanelProps extends Pick<
  ViewProps<State, Action, Messages>,
  'state' | 'dispatch' | 'lang' | 'say' | 'report'
> {
  /** What the losses are, with their unit. */
  readonly lossName: string
}

/** Experiments and a closer look, each fetched when it is opened. */
export function Panels({ t, ...panel }: PanelProps & { readonly t: Messages }) {
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
    </div>
  )
}
