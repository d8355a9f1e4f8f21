import { memo, useMemo, type ReactNode } from 'react'
import type { Dataset, Task } from '../../core/dataset/index.ts'
import { GRID } from '../../engine/protocol.ts'
import { FIELD_CLASSES } from '../../ui/field-bands.ts'
import { FieldMap } from '../../ui/FieldMap.tsx'
import { classRegions } from './class-regions.ts'
import { ClassMap, ClassNumbers } from './ClassMap.tsx'
import { Axes, Sign, type Ticks } from '../../widget-kit/plane/Axes.tsx'
import { signOf } from '../../widget-kit/plane/marks.ts'
import type { Messages } from './messages.ts'
import { ClassPoints, drawnOf, ValuePoints } from '../../widget-kit/plane/Points.tsx'

interface KeyProps {
  readonly task: Task
  readonly t: Messages
  readonly className: (k: number) => string
  readonly ends: readonly [string, string]
}

function Key({ task, t, className, ends: [low, high] }: KeyProps) {
  if (task.kind === 'value') {
    return (
      <div className="plane-key">
        <span className="pg-legend" role="img" aria-label={t.key.scale(low, high)}>
          <span>{low}</span>
          <svg viewBox={`0 0 ${FIELD_CLASSES} 1`} preserveAspectRatio="none" aria-hidden="true">
            {Array.from({ length: FIELD_CLASSES }, (_, k) => (
              <path key={k} className={`plane-tint is-${k}`} d={`M${k} 0h1v1h-1Z`} />
            ))}
          </svg>
          <span>{high}</span>
        </span>
        <span>
          <Sign className="plane-value" path={signOf(1)(0, 0)} /> {t.key.valueTrain}
        </span>
        <span>
          <Sign className="plane-value" path={signOf(3)(0, 0)} /> {t.key.valueValidation}
        </span>
        <span>{t.key.rSquared}</span>
      </div>
    )
  }
  return (
    <p className="plane-key">
      {Array.from({ length: task.classes }, (_, k) => (
        <span key={k}>
          <Sign className={`plane-point is-${k}`} path={signOf(k)(0, 0)} /> {className(k)}
        </span>
      ))}
      <span>{t.key.train}</span>
      <span>{t.key.validation}</span>
    </p>
  )
}

export interface OutputMapProps {
  readonly data: Dataset
  readonly task: Task
  /** The edge of the picture, in the units of the inputs. */
  readonly range: number
  /** What the ends of the colour scale mean where numbers are predicted. */
  readonly scale: number
  /** The outputs over the plane, as `outputFields` makes them. */
  readonly fields: readonly Float32Array[]
  /** What the picture says, in words. */
  readonly label: string
  readonly t: Messages
  /** The names of own classes; left out, they are called by their numbers. */
  readonly names?: readonly string[] | undefined
  readonly ticks?: { readonly x: Ticks; readonly y: Ticks } | undefined
  /** What is written at the ends of the colour scale; left out, the scale itself. */
  readonly ends?: readonly [string, string] | undefined
  /** What lies over the plane: the reader's hand. */
  readonly children?: ReactNode
  /** What stands under the key. */
  readonly below?: ReactNode
}

/** The plane: what the network says everywhere, and the points that it learns from and is checked on. */
export const OutputMap = memo(function OutputMap(props: OutputMapProps) {
  const { data, task, range, scale, fields, label, t, names, ticks, ends, children, below } = props
  const drawn = useMemo(() => drawnOf(data), [data])
  const regions = useMemo(() => (fields.length > 1 ? classRegions(fields, GRID) : null), [fields])
  const [low, high] = task.kind === 'value' ? [-scale, scale] : [0, 1]
  const usual = (k: number): Ticks => ['−1', t.input(k), '1']
  return (
    <div className="pg-output">
      <div className="pg-heading">{t.outputTitle}</div>
      <div className="plane">
        {regions ? (
          <ClassMap regions={regions} grid={GRID} label={label} />
        ) : (
          <FieldMap values={fields[0] as Float32Array} grid={GRID} low={low} high={high} label={label} />
        )}
        {task.kind === 'value' ? (
          <ValuePoints {...drawn} range={range} scale={scale} />
        ) : (
          <ClassPoints {...drawn} range={range} classes={task.classes} />
        )}
        {regions && <ClassNumbers regions={regions} grid={GRID} />}
        {children}
        <Axes x={ticks?.x ?? usual(0)} y={ticks?.y ?? usual(1)} />
      </div>
      <Key
        task={task}
        t={t}
        className={(k) => names?.[k] ?? t.key.class(String(k))}
        ends={ends ?? [`−${scale}`, String(scale)]}
      />
      {below}
    </div>
  )
})
