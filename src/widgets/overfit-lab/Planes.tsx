import { memo, useMemo } from 'react'
import { PICTURE, type Dataset } from '../../core/dataset/index.ts'
import { GRID } from '../../engine/protocol.ts'
import { FieldMap } from '../../ui/FieldMap.tsx'
import { Axes, Sign, type Ticks } from '../../widget-kit/plane/Axes.tsx'
import { signOf } from '../../widget-kit/plane/marks.ts'
import { ClassPoints, drawnOf } from '../../widget-kit/plane/Points.tsx'
import type { Formats } from './format.ts'
import type { Messages } from './messages.ts'
import type { Shown } from './shown.ts'

interface PlaneProps {
  readonly name: string
  readonly shown: Shown
  readonly data: Dataset
  readonly t: Messages
  readonly formats: Formats
}

/** What one network says everywhere, and its points. */
const Plane = memo(function Plane({ name, shown, data, t, formats }: PlaneProps) {
  const drawn = useMemo(() => drawnOf(data), [data])
  const ticks = (k: 0 | 1): Ticks => ['−1', t.x[k], '1']
  const of = formats.whole(shown.of)
  return (
    <figure className="of-run">
      <figcaption className="of-name">
        <span>{name}</span> <span className="of-step">{t.ofStep(of)}</span>
      </figcaption>
      <div className="plane">
        <FieldMap
          values={shown.field}
          grid={GRID}
          low={0}
          high={1}
          label={t.planeLabel(name, of, formats.percent(shown.validationScore))}
        />
        <ClassPoints {...drawn} range={PICTURE} classes={2} />
        <Axes x={ticks(0)} y={ticks(1)} />
      </div>
    </figure>
  )
})

export interface PlanesProps {
  readonly plain: Shown
  /** The run with a cure, and the cure's name; null where none is chosen. */
  readonly cured: { readonly shown: Shown; readonly name: string } | null
  readonly data: Dataset
  readonly t: Messages
  readonly formats: Formats
}

/** The run without a cure and the one with it, side by side. */
export function Planes({ plain, cured, data, t, formats }: PlanesProps) {
  const common = { data, t, formats }
  return (
    <div className="of-pictures">
      <div className="of-planes">
        <Plane {...common} name={t.without} shown={plain} />
        {cured ? (
          <Plane {...common} name={t.with(cured.name)} shown={cured.shown} />
        ) : (
          <div className="of-run">
            <div className="of-name" />
            <div className="plane of-later">
              <p>{t.later}</p>
            </div>
          </div>
        )}
      </div>
      <p className="plane-key of-key">
        {[0, 1].map((k) => (
          <span key={k}>
            <Sign className={`plane-point is-${k}`} path={signOf(k)(0, 0)} /> {t.key.class(String(k))}
          </span>
        ))}
        <span>{t.key.train}</span>
        <span>{t.key.validation}</span>
      </p>
    </div>
  )
}
