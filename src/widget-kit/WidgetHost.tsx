import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { createAnnouncer, type Announcer } from './announcer.ts'
import { Boundary } from './Boundary.tsx'
import { Frame } from './Frame.tsx'
import { begin, record } from './history.ts'
import { IDLE } from './idle.ts'
import type { Instance } from './instance.ts'
import type { Language } from './language.ts'
import { KIT_MESSAGES } from './messages.ts'
import { DEFAULT_OPTIONS, OptionsContext, type Options } from './options.ts'
import type { RunControl } from './training.ts'
import { useSeen } from './use-seen.ts'

export interface WidgetHostProps {
  readonly instance: Instance
  readonly lang: Language
  readonly options?: Options
  /** The address to which a state's query and hash are added. */
  address?(): URL
}

const here = () => new URL(location.href)
const nothing = () => {}
const noRun = () => nothing

/** The live region's text, and the announcer that writes it. The timer exists in the page only. */
function useAnnouncer(): { spoken: string; announcer: Announcer } {
  const [spoken, setSpoken] = useState('')
  const announcer = useMemo(
    () =>
      createAnnouncer(setSpoken, (act, ms) => {
        const timer = setTimeout(act, ms)
        return () => clearTimeout(timer)
      }),
    [],
  )
  useEffect(() => () => announcer.stop(), [announcer])
  return { spoken, announcer }
}

/** Keeps the run what the state says it should be. */
function useRun(instance: Instance, state: unknown, dispatch: (action: unknown) => void): RunControl {
  const { training, widget } = instance
  const run = useSyncExternalStore(
    training?.store.subscribe ?? noRun,
    training?.store.get ?? (() => IDLE),
    () => IDLE,
  )
  useEffect(() => {
    if (training && widget.training) training.sync(widget.training.spec(state), widget.training.edits(state))
  }, [training, widget, state])
  return useMemo(
    () => ({
      ...run,
      start: () => training?.start(),
      pause: () => training?.pause(),
      step: (n: number) => training?.step(n),
      snapshot: () => training?.snapshot() ?? null,
      reset: () => {
        training?.reset()
        if (widget.training) dispatch(widget.training.onReset)
      },
    }),
    [run, training, widget, dispatch],
  )
}

/** A placed widget with everything the kit gives it. The same on the server, in a lesson and in an embed. */
export function WidgetHost({ instance, lang, options = DEFAULT_OPTIONS, address = here }: WidgetHostProps) {
  const { widget, history, base } = instance
  const { present: state } = useSyncExternalStore(history.subscribe, history.get, history.get)
  const { spoken, announcer } = useAnnouncer()
  const dispatch = useCallback(
    (action: unknown) => {
      const old = history.get()
      history.set(record(old, widget.reduce(old.present, action), widget.mergeKey?.(action) ?? null))
    },
    [history, widget],
  )
  const run = useRun(instance, state, dispatch)
  const figure = useRef<HTMLElement>(null)
  useSeen(figure, instance.training, options.unseen === 'rest')
  const t = KIT_MESSAGES[lang]
  const { View } = widget
  return (
    <OptionsContext value={options}>
      <Frame
        figure={figure}
        instance={instance}
        lang={lang}
        address={address}
        say={announcer.say}
        spoken={spoken}
        controls={options.controls === 'full'}
      >
        <Boundary broken={t.broken} again={t.again} onRestart={() => history.set(begin(widget.init(base)))}>
          <View
            state={state}
            dispatch={dispatch}
            t={widget.messages[lang]}
            lang={lang}
            say={announcer.say}
            report={announcer.report}
            run={run}
          />
        </Boundary>
      </Frame>
    </OptionsContext>
  )
}
