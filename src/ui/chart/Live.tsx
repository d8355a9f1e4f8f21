import { useLayoutEffect, useMemo, useRef, useState } from 'react'
import { Curve, Line, LineChart, Tooltip, XAxis, YAxis, type CurveProps } from 'recharts'
import { drawnShare, shareOf } from './axis.ts'
import type { ChartProps } from './line.ts'
import { linearScale } from './scale.ts'
import { Still } from './Still.tsx'

const SCALE = linearScale()
const NO_MARGIN = { top: 0, right: 0, bottom: 0, left: 0 }

type Row = Record<string, number>

/** All lines as rows over x. Heights are shares of the axis, so that linear and logarithmic charts are one chart. */
function rowsOf({ lines, x, y }: Pick<ChartProps, 'lines' | 'x' | 'y'>): Row[] {
  const rows = new Map<number, Row>()
  for (const line of lines) {
    for (const p of line.points) {
      if (!Number.isFinite(p.y)) continue
      const row = rows.get(p.x) ?? { x: shareOf(x, p.x), at: p.x }
      row[line.id] = drawnShare(y, p.y)
      row[`${line.id} value`] = p.y
      rows.set(p.x, row)
    }
  }
  return [...rows.values()].sort((a, b) => (a.x as number) - (b.x as number))
}

/**
 * A line's curve without the reference by which Recharts has every update measure the path's length, at the price of
 * a layout of the page: only its animation, which is off, needs that.
 */
const unmeasured = ({ points = [], className = '', clipPath = 'none', connectNulls = true }: CurveProps) => (
  <Curve
    type="linear"
    fill="none"
    points={points}
    connectNulls={connectNulls}
    className={className}
    clipPath={clipPath}
  />
)

/** The same lines drawn by Recharts, with values under the pointer. Its size is measured, so that it moves no pixel. */
export default function Live(props: Pick<ChartProps, 'lines' | 'x' | 'y' | 'xLabel' | 'format' | 'formatX'>) {
  const { lines, x, y, xLabel, format, formatX = format } = props
  const ref = useRef<HTMLDivElement>(null)
  const [size, setSize] = useState<{ width: number; height: number } | null>(null)
  useLayoutEffect(() => {
    const element = ref.current
    if (!element) return
    const measure = () => {
      const { clientWidth: width, clientHeight: height } = element
      setSize((old) => (old?.width === width && old.height === height ? old : { width, height }))
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  const rows = useMemo(() => rowsOf({ lines, x, y }), [lines, x, y])
  return (
    <div className="chart-live" ref={ref}>
      {size === null || size.width === 0 ? (
        <Still lines={lines} x={x} y={y} />
      ) : (
        <LineChart
          width={size.width}
          height={size.height}
          margin={NO_MARGIN}
          data={rows}
          accessibilityLayer={false}
        >
          <XAxis hide dataKey="x" type="number" scale={SCALE} domain={[0, 1]} allowDataOverflow />
          <YAxis hide type="number" scale={SCALE} domain={[0, 1]} allowDataOverflow />
          {lines.map((line) => (
            <Line
              key={line.id}
              className={`chart-line ${line.className}`}
              dataKey={line.id}
              type="linear"
              shape={unmeasured}
              dot={false}
              activeDot={{ r: 3 }}
              connectNulls
              isAnimationActive={false}
            />
          ))}
          <Tooltip
            isAnimationActive={false}
            content={({ active, payload }) => {
              const row = active ? (payload?.[0]?.payload as Row | undefined) : undefined
              if (!row) return null
              return (
                <div className="chart-tip">
                  <div>
                    {xLabel} {formatX(row.at as number)}
                  </div>
                  {lines.map((line) => {
                    const value = row[`${line.id} value`]
                    return value === undefined ? null : (
                      <div key={line.id}>
                        {line.label} {format(value)}
                      </div>
                    )
                  })}
                </div>
              )
            }}
          />
        </LineChart>
      )}
    </div>
  )
}
