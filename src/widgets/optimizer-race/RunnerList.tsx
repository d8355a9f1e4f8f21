import { lazy, Suspense, useState } from 'react'
import { FAMILIES } from '../../core/optimizer/conventions.ts'
import { RATE_GRID } from '../../core/optimizer/rate-search.ts'
import { Button } from '../../ui/Button.tsx'
import { Choice } from '../../ui/Choice.tsx'
import { Slider } from '../../ui/Slider.tsx'
import type { Language } from '../../widget-kit/language.ts'
import { complaintIn, useControl } from '../../widget-kit/ParamControl.tsx'
import { exact, letterOf, sharedRate } from './labels.ts'
import { LaneMark } from './LaneMark.tsx'
import type { RaceMessages } from './messages.ts'
import type { Action, State } from './model.ts'
import { conventionOf, FEWEST, MOST } from './runners.ts'
import { useRateSearch } from './use-rate-search.ts'

/** The form of a rule and its other hyperparameters, fetched when somebody wants to see them. */
const RunnerDetails = lazy(() => import('./on-demand/RunnerDetails.tsx'))

export interface RunnerListProps {
  readonly state: State
  readonly t: RaceMessages
  readonly lang: Language
  dispatch(action: Action): void
  say(text: string): void
}

/** Who runs, and how fast; below it the two ways of a fair comparison. */
export function RunnerList({ state, t, lang, dispatch, say }: RunnerListProps) {
  const { shown, locked } = useControl('runners')
  const [open, setOpen] = useState<number | null>(null)
  const search = useRateSearch(state, t, dispatch, say)
  if (!shown) return null
  const first = state.runners[0]?.hyper['alpha'] ?? NaN
  return (
    <div className="controls race-runners" role="group" aria-label={t.runners}>
      <p className="race-title">{t.runners}</p>
      {state.runners.map((runner, i) => (
        <div key={i} className="race-runner" data-runner={letterOf(i)}>
          <LaneMark lane={i} />
          <Choice
            label={t.runner(letterOf(i))}
            value={runner.family}
            options={FAMILIES.map((f) => ({ value: f.id, label: t.families[f.id] ?? f.id }))}
            disabled={locked}
            onChange={(family) => dispatch({ type: 'runner', at: i, family })}
          />
          <RateSlider {...{ state, t, lang, locked, dispatch }} at={i} />
          <span className="race-buttons">
            <Button
              label={t.moreOf(letterOf(i))}
              icon={open === i ? 'up' : 'down'}
              iconOnly
              quiet
              pressed={open === i}
              onPress={() => setOpen(open === i ? null : i)}
            />
            <Button
              label={t.removeOf(letterOf(i))}
              icon="minus"
              iconOnly
              quiet
              disabled={locked || state.runners.length <= FEWEST}
              onPress={() => {
                setOpen(null)
                dispatch({ type: 'remove', at: i })
              }}
            />
          </span>
          {open === i && (
            <Suspense>
              <RunnerDetails {...{ runner, t, lang, locked, dispatch }} at={i} />
            </Suspense>
          )}
        </div>
      ))}
      <div className="race-fair">
        <Button
          label={t.add}
          icon="plus"
          disabled={locked || state.runners.length >= MOST}
          onPress={() => dispatch({ type: 'add' })}
        />
        <Button
          label={t.same(exact(first))}
          disabled={locked}
          onPress={() => dispatch({ type: 'same-rate', value: first })}
        />
        <Button
          label={search.share === null ? t.search : t.stop}
          disabled={locked}
          onPress={search.share === null ? search.start : search.stop}
        />
      </div>
      <p className="quiet race-note">
        {search.share === null ? fairness(state, t) : t.searching(Math.floor(100 * search.share))}
      </p>
    </div>
  )
}

function fairness(state: State, t: RaceMessages): string {
  if (state.found)
    return t.fairFound(RATE_GRID.length, exact(RATE_GRID[0]!), exact(RATE_GRID.at(-1)!), state.limit)
  const shared = sharedRate(state)
  return shared === null ? t.fairOwn : t.fairSame(exact(shared))
}

interface RateProps extends Omit<RunnerListProps, 'say'> {
  readonly at: number
  readonly locked: boolean
}

function RateSlider({ state, t, lang, at, locked, dispatch }: RateProps) {
  const runner = state.runners[at]!
  const alpha = conventionOf(runner).rule.hyperparameters.find((h) => h.name === 'alpha')
  return (
    <Slider
      label={t.rateOf(letterOf(at))}
      value={runner.hyper['alpha'] ?? NaN}
      min={alpha?.min ?? 0}
      max={alpha?.max ?? 1}
      scale="log"
      disabled={locked}
      complaint={complaintIn(lang)}
      onChange={(value) => dispatch({ type: 'hyper', at, name: 'alpha', value })}
    />
  )
}
