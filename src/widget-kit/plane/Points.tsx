import { memo } from 'react'
import { firstOf, PICTURE, type Dataset, type Sample } from '../../core/dataset/index.ts'
import { FIELD_CLASSES } from '../../ui/field-bands.ts'
import { marksOf, SIGNS, signOf } from './marks.ts'
import './plane.css'

/** The most points of a set that are drawn. */
export const MOST_DRAWN = 500

export const drawnOf = ({ train, validation }: Dataset): Dataset => ({
  train: firstOf(train, MOST_DRAWN),
  validation: firstOf(validation, MOST_DRAWN),
})

export const PLANE = `${-PICTURE} ${-PICTURE} ${2 * PICTURE} ${2 * PICTURE}`

interface PointsProps extends Dataset {
  readonly range: number
}

/** Points that have a class: a sign and a colour each, filled where they are trained on. */
export const ClassPoints = memo(function ClassPoints({
  train,
  validation,
  range,
  classes,
}: PointsProps & { readonly classes: number }) {
  const paths = (sample: Sample, className: string) =>
    SIGNS.slice(0, classes).map((sign, k) => (
      <path
        key={`${className}${k}`}
        className={`plane-point${className} is-${k}`}
        d={marksOf(sample, range, (y) => (y === k ? sign : null))}
      />
    ))
  return (
    <svg className="plane-points" viewBox={PLANE} aria-hidden="true" focusable="false">
      {paths(validation, ' is-hollow')}
      {paths(train, '')}
    </svg>
  )
})

/** Which of the picture's nine steps a number belongs to; beyond the ends of the scale, the outermost. */
export const stepOf = (y: number, scale: number): number =>
  Math.min(FIELD_CLASSES - 1, Math.max(0, Math.floor(((y / scale + 1) / 2) * FIELD_CLASSES)))

/** Points that have a number, in the colours of the plane: circles are trained on, diamonds validate. */
export const ValuePoints = memo(function ValuePoints({
  train,
  validation,
  range,
  scale,
}: PointsProps & { readonly scale: number }) {
  const steps = Array.from({ length: FIELD_CLASSES }, (_, k) => k)
  const paths = (sample: Sample, label: number) => [
    <path key={label} className="plane-value" d={marksOf(sample, range, () => signOf(label))} />,
    ...steps.map((k) => (
      <path
        key={`${label}-${k}`}
        className={`plane-tint is-${k}`}
        d={marksOf(sample, range, (y) => (stepOf(y, scale) === k ? signOf(label) : null))}
      />
    )),
  ]
  return (
    <svg className="plane-points" viewBox={PLANE} aria-hidden="true" focusable="false">
      {paths(validation, 3)}
      {paths(train, 1)}
    </svg>
  )
})
