import { memo, useCallback, useMemo, type CSSProperties } from 'react'
import { taskOf } from '../../core/dataset/index.ts'
import { DENSE_LIMITS, outputsOf, widths as widthsOf } from '../../core/network/spec.ts'
import { Button } from '../../ui/Button.tsx'
import { useControl } from '../../widget-kit/ParamControl.tsx'
import type { Formats } from './format.ts'
import { Links, PITCH } from './Links.tsx'
import type { Messages } from './messages.ts'
import { dataOf, modelOf, withLayers, withUnits, type State } from './model.ts'
import { pictureIndex, placeIn, type Parameter } from './parameters.ts'
import { INPUT_FIELDS, valueScaleOf, type Drawn, type Picture } from './picture.ts'
import { isSelected, isUnitSelected, type Selection } from './selection.ts'
import { Input, Unit } from './Unit.tsx'

export interface NetworkProps {
  readonly state: State
  readonly picture: Picture
  readonly parameters: readonly Parameter[]
  readonly selection: Selection
  readonly t: Messages
  readonly formats: Formats
  select(selection: Selection): void
  set(name: 'layers', layers: readonly number[]): void
}

interface CounterProps {
  readonly n: number
  readonly min: number
  readonly max: number
  readonly text: string
  readonly fewer: string
  readonly more: string
  readonly locked: boolean
  onChange(n: number): void
}

/** − 4 + */
function Counter({ n, min, max, text, fewer, more, locked, onChange }: CounterProps) {
  return (
    <span className="pg-counter">
      <Button
        label={fewer}
        icon="minus"
        iconOnly
        quiet
        disabled={locked || n <= min}
        onPress={() => onChange(n - 1)}
      />
      <span className="pg-count">{text}</span>
      <Button
        label={more}
        icon="plus"
        iconOnly
        quiet
        disabled={locked || n >= max}
        onPress={() => onChange(n + 1)}
      />
    </span>
  )
}

/** What stands above each column: names of inputs and output, and the units of a hidden layer with − and +. */
function Heads({ state, t, formats, set }: NetworkProps) {
  const { shown, locked } = useControl('layers')
  const { layers } = state
  return (
    <div className="pg-heads">
      <span>{t.inputs}</span>
      {layers.map((units, l) => (
        <span key={l}>
          {shown ? (
            <Counter
              n={units}
              {...DENSE_LIMITS.units}
              text={formats.whole(units)}
              fewer={t.removeUnit(formats.whole(l + 1))}
              more={t.addUnit(formats.whole(l + 1))}
              locked={locked}
              onChange={(n) => set('layers', withUnits(layers, l, n))}
            />
          ) : (
            formats.whole(units)
          )}
        </span>
      ))}
      <span>{outputsOf(modelOf(state)) > 1 ? t.outputs : t.output}</span>
    </div>
  )
}

/** What the little pictures of the outputs show. */
function outputAs(state: State): Drawn {
  const data = dataOf(state)
  return taskOf(data).kind === 'value' ? { value: valueScaleOf(data) } : 'probability'
}

/** One button a unit, column by column, over the links. */
function Units({ state, picture, selection, t, select }: NetworkProps) {
  const shape = modelOf(state)
  const widths = widthsOf(shape)
  const last = widths.length - 1
  return widths.map((units, layer) => (
    <div className="pg-column" key={layer}>
      {Array.from({ length: units }, (_, unit) => {
        const place = placeIn(shape, layer, unit)
        if (layer === 0) {
          return <Input key={unit} field={INPUT_FIELDS[unit] as Float32Array} name={t.input(unit)} />
        }
        const pressed = isUnitSelected(selection, place)
        return (
          <Unit
            key={unit}
            field={picture.fields[pictureIndex({ hidden: state.layers }, place)] as Float32Array}
            activation={layer === last ? outputAs(state) : state.activation}
            name={place.isClass ? String(unit) : undefined}
            label={t.select(t.node(place, last))}
            pressed={pressed}
            onPress={() => select(pressed ? null : { kind: 'unit', ...place })}
          />
        )
      })}
    </div>
  ))
}

/** Smaller networks leave room around them, so that a unit more or less moves nothing. */
const MIN_ROWS = 6

/** The network: inputs, hidden layers, output, and every weight between them. */
export const Network = memo(function Network(props: NetworkProps) {
  const { state, picture, parameters, selection, t, formats, select, set } = props
  const { shown, locked } = useControl('layers')
  const { layers } = state
  const outputs = outputsOf(modelOf(state))
  const widths = useMemo(() => widthsOf({ hidden: layers, outputs }), [layers, outputs])
  const weights = useMemo(() => parameters.filter((p) => p.kind === 'weight'), [parameters])
  const selectWeight = useCallback((index: number) => select({ kind: 'weight', index }), [select])
  const height = Math.max(MIN_ROWS, ...widths) * PITCH
  const style = { '--pg-columns': widths.length, '--pg-height': `${height}px` } as CSSProperties
  return (
    <div className="pg-network">
      <div className="pg-heading">
        {shown ? (
          <Counter
            n={layers.length}
            {...DENSE_LIMITS.layers}
            text={t.layerCount(formats.whole(layers.length))}
            fewer={t.removeLayer}
            more={t.addLayer}
            locked={locked}
            onChange={(n) => set('layers', withLayers(layers, n))}
          />
        ) : (
          t.layerCount(formats.whole(layers.length))
        )}
      </div>
      <div className="pg-scroll" role="group" aria-label={t.networkRegion} tabIndex={0}>
        <div className="pg-net" style={style}>
          <Heads {...props} />
          <div className="pg-columns">
            <Links
              weights={weights}
              widths={widths}
              height={height}
              parameters={picture.parameters}
              selected={(w) => isSelected(selection, w)}
              onSelect={selectWeight}
            />
            <Units {...props} />
          </div>
        </div>
      </div>
    </div>
  )
})
