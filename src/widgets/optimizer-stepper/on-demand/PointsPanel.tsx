import { Button } from '../../../ui/Button.tsx'
import { NumberField } from '../../../ui/NumberField.tsx'
import type { Language } from '../../../widget-kit/language.ts'
import { complaintIn, useControl } from '../../../widget-kit/ParamControl.tsx'
import type { StepperMessages } from '../messages.ts'
import type { Action } from '../model.ts'
import { MOST_POINTS, params } from '../params.ts'
import { pointsOf } from '../run.ts'
import type { State } from '../state.ts'

interface Props {
  readonly state: State
  readonly t: StepperMessages
  readonly lang: Language
  dispatch(action: Action): void
}

/** The points that the line is fitted to, as numbers. */
export default function PointsPanel({ state, t, lang, dispatch }: Props) {
  const { locked } = useControl('points')
  const points = pointsOf(state)
  const change = (next: readonly (readonly number[])[]) => dispatch({ type: 'points', points: next.flat() })
  return (
    <div className="points">
      {points.map((point, i) => (
        <div key={i} className="point">
          {(['x', 'y'] as const).map((axis, c) => (
            <NumberField
              key={axis}
              label={t.samples.point(i + 1, axis)}
              value={point[c] ?? 0}
              min={params.points.min}
              max={params.points.max}
              disabled={locked}
              complaint={complaintIn(lang)}
              onChange={(x) =>
                change(points.map((p, j) => (j === i ? p.map((old, k) => (k === c ? x : old)) : p)))
              }
            />
          ))}
          <Button
            label={t.samples.remove(i + 1)}
            icon="minus"
            iconOnly
            quiet
            disabled={locked || points.length === 1}
            onPress={() => change(points.filter((_, j) => j !== i))}
          />
        </div>
      ))}
      <Button
        label={t.samples.add}
        icon="plus"
        quiet
        disabled={locked || points.length === MOST_POINTS}
        onPress={() => change([...points, [0, 0]])}
      />
    </div>
  )
}
