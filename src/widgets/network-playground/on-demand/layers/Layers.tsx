import { useMemo } from 'react'
import { firstOf } from '../../../../core/dataset/index.ts'
import { layerReports, type FiveNumbers, type LayerReport } from '../../../../core/network/layer-report.ts'
import { drawnShare, linearAxis, logAxis, shareOf, type Axis } from '../../../../ui/chart/axis.ts'
import { Tex } from '../../../../ui/Tex.tsx'
import { usePaced } from '../../../../ui/use-paced.ts'
import { formatsIn, type Formats } from '../../format.ts'
import type { PanelProps } from '../../Panels.tsx'
import type { Shown } from '../../use-picture.ts'
import { messages, type LayerMessages } from './messages.ts'
import './style.css'

/** More points say nothing that these do not. */
const MOST_POINTS = 1000
const PACE = { least: 500, rest: 4 } as const
/** Smaller gradients are drawn at the edge. */
const SMALLEST = 1e-12

interface Props extends Pick<PanelProps, 'state' | 'lang'> {
  readonly shown: Shown
  readonly isRunning: boolean
}

/** What goes through every layer and what comes back to it, at the step that is shown. */
export default function Layers({ state, lang, shown, isRunning }: Props) {
  const t = messages[lang]
  const formats = formatsIn(lang)
  const { data, model, picture } = shown
  const now = useMemo(() => ({ data, model, picture, l2: state.l2 }), [data, model, picture, state.l2])
  const at = usePaced(now, isRunning, PACE)
  const reports = useMemo(() => {
    const points = firstOf(at.data.train, MOST_POINTS)
    return layerReports(at.model, at.picture.parameters, points, at.l2)
  }, [at])
  const hidden = reports.slice(0, -1)
  const points = Math.min(at.data.train.n, MOST_POINTS)
  const name = (l: number) => (l === reports.length - 1 ? t.output : t.layer(String(l + 1)))
  const ends = (all: readonly (FiveNumbers | null)[]) =>
    all.flatMap((five) => (five ? [five[0], five[4]] : []))
  const values = ends(hidden.map((r) => r.values))
  const sizes = ends(reports.map((r) => r.gradients)).filter((g) => g > SMALLEST)
  const across = linearAxis(Math.min(0, ...values), Math.max(values.length > 0 ? 0 : 1, ...values))
  const decades = logAxis(Math.min(1, ...sizes), Math.max(SMALLEST, ...sizes), 4)
  return (
    <div className="pg-layers">
      <p className="quiet">{t.step(formats.whole(at.picture.step), formats.whole(points))}</p>
      <div className="pg-layer-pair">
        <section>
          <p>{t.values}</p>
          <Tex tex="a^{(l)} = \varphi\bigl(W^{(l)} a^{(l-1)} + b^{(l)}\bigr)" block />
          {hidden.length === 0 ? (
            <p className="quiet">{t.noHidden}</p>
          ) : (
            <Boxes
              all={hidden.map((r) => r.values)}
              axis={across}
              name={name}
              kind="value"
              formats={formats}
            />
          )}
        </section>
        <section>
          <p>{t.gradients}</p>
          <Tex tex="g^{(l)} = \htmlClass{q q-gradient}{\partial L / \partial W^{(l)}}" block />
          <Boxes
            all={reports.map((r) => r.gradients)}
            axis={decades}
            name={name}
            kind="gradient"
            formats={formats}
          />
        </section>
      </div>
      <p className="quiet">{t.reading}</p>
      <details className="chart-table">
        <summary>{t.table}</summary>
        <Numbers reports={reports} name={name} t={t} formats={formats} />
      </details>
    </div>
  )
}

interface BoxesProps {
  readonly all: readonly (FiveNumbers | null)[]
  readonly axis: Axis
  readonly kind: 'value' | 'gradient'
  readonly formats: Formats
  name(l: number): string
}

/** One box a layer, on one axis; the table says the same in numbers. */
function Boxes({ all, axis, kind, formats, name }: BoxesProps) {
  const at = (x: number) => Math.min(Math.max(100 * drawnShare(axis, x), 0), 100)
  return (
    <div className={`pg-boxes is-${kind}`} aria-hidden="true">
      {all.map(
        (five, l) =>
          five && (
            <div className="pg-box-row" key={l}>
              <span>{name(l)}</span>
              <svg viewBox="0 0 100 10" preserveAspectRatio="none" focusable="false">
                <path className="pg-whisker" d={`M${at(five[0])} 5H${at(five[4])}`} />
                <rect x={at(five[1])} y="1.5" width={Math.max(at(five[3]) - at(five[1]), 0.2)} height="7" />
                <path className="pg-median" d={`M${at(five[2])} 0.5V9.5`} />
              </svg>
            </div>
          ),
      )}
      <div className="pg-box-row">
        <span />
        <span className="pg-box-ticks">
          {axis.ticks.map((tick) => (
            <i key={tick} style={{ left: `${(100 * shareOf(axis, tick)).toFixed(2)}%` }}>
              {axis.scale === 'log'
                ? tick.toExponential(0).replace('e+0', 'e0').replace('-', '−')
                : formats.weight(tick)}
            </i>
          ))}
        </span>
      </div>
    </div>
  )
}

interface NumbersProps {
  readonly reports: readonly LayerReport[]
  readonly t: LayerMessages
  readonly formats: Formats
  name(l: number): string
}

const number = (x: number, f: Formats): string =>
  x !== 0 && Math.abs(x) < 1e-3 ? x.toExponential(2).replace(/-/g, '−') : f.weight(x)

function Numbers({ reports, t, formats, name }: NumbersProps) {
  return (
    <div className="scroll-x" role="region" aria-label={t.table} tabIndex={0}>
      <table className="data-table">
        <thead>
          <tr>
            <th scope="col" rowSpan={2}>
              {t.name}
            </th>
            <th scope="colgroup" colSpan={5}>
              {t.valuesHead}
            </th>
            <th scope="colgroup" colSpan={6}>
              {t.gradientsHead}
            </th>
          </tr>
          <tr>
            {[...t.five, ...t.five, t.rms].map((head, i) => (
              <th key={i} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {reports.map(({ values, gradients, rms }, l) => (
            <tr key={l}>
              <th scope="row">{name(l)}</th>
              {[...(values ?? [null, null, null, null, null]), ...gradients, rms].map((x, i) => (
                <td key={i}>{x === null ? '–' : number(x, formats)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
