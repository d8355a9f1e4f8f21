import { useMemo } from 'react'
import { knownFloor } from '../../core/optimizer/race.ts'
import { axisFor, linearAxis, logAxis, type Axis } from '../../ui/chart/axis.ts'
import { Chart } from '../../ui/chart/Chart.tsx'
import type { Pace } from '../../ui/pacer.ts'
import { usePaced } from '../../ui/use-paced.ts'
import { shortNameOf, shown } from './labels.ts'
import type { RaceMessages } from './messages.ts'
import { objectiveOf, raceOf, type Lane, type State } from './model.ts'

const PACE: Pace = { least: 200, rest: 2 }
/** The chart grows in these strides, so that it does not rescale at every step. */
const SPANS = [10, 20, 50, 100, 200, 500, 1000, 2000, 5000]
const MOST_POINTS = 160
/** Losses this many times above the start's, or below the tolerance, are outside the picture. */
const ROOM = 100

interface Props {
  readonly state: State
  readonly t: RaceMessages
  readonly playing: boolean
}

/** The loss of every runner after each step, above the lowest one that is known. */
export function LossChart({ state, t, playing }: Props) {
  const step = usePaced(state.step, playing, PACE)
  const lanes = raceOf(state)
  const floor = knownFloor(objectiveOf(state))
  const { tolerance } = state
  const span = SPANS.find((s) => s >= step) ?? step
  const y = useMemo(() => heightsOf(lanes, floor, tolerance), [lanes, floor, tolerance])
  const x = useMemo(() => linearAxis(0, span), [span])
  const lines = useMemo(() => {
    const stride = Math.max(1, Math.ceil(step / MOST_POINTS))
    const drawn = lanes.map((lane, i) => ({
      id: `lane-${i}`,
      label: shortNameOf(lane.runner, i, t),
      className: `lane-${i}`,
      points: stepsUpTo(Math.min(step, lane.losses.length - 1), stride).map((at) => ({
        x: at,
        y: (lane.losses[at] ?? NaN) - floor,
      })),
    }))
    const ends = [0, span].map((at) => ({ x: at, y: tolerance }))
    return [...drawn, { id: 'tolerance', label: t.toleranceLine, className: 'tolerance', points: ends }]
  }, [lanes, floor, tolerance, step, span, t])
  return (
    <Chart
      lines={lines}
      x={x}
      y={y}
      xLabel={t.step}
      yLabel={floor === 0 ? t.lossChart : t.lossAbove(shown(floor))}
      description={t.lossChart}
      mark={step}
      format={(value) => shown(value, 3)}
    />
  )
}

function stepsUpTo(last: number, stride: number): number[] {
  const steps: number[] = []
  for (let at = 0; at < last; at += stride) steps.push(at)
  return [...steps, Math.max(0, last)]
}

/** One axis for the whole race, so that playing it moves nothing but the lines. */
export function heightsOf(lanes: readonly Lane[], floor: number, tolerance: number): Axis {
  const first = (lanes[0]?.losses[0] ?? 1) - floor
  const all = lanes.flatMap((lane) => lane.losses.map((loss) => loss - floor))
  // What is below the floor by rounding alone is at the floor.
  const isAbove = all.every((excess) => excess > -tolerance) && first > 0
  const top = ROOM * Math.max(first, tolerance)
  if (!isAbove) return axisFor(all.map((excess) => Math.min(Math.max(excess, -Math.abs(top)), Math.abs(top))))
  const high = Math.max(tolerance, Math.min(top, max(all)))
  const low = Math.max(tolerance / ROOM, Math.min(tolerance, min(all.filter((excess) => excess > 0))))
  return high / low > 100 ? logAxis(low, high) : linearAxis(0, high)
}

const max = (numbers: readonly number[]): number => numbers.reduce((a, b) => Math.max(a, b), -Infinity)
const min = (numbers: readonly number[]): number => numbers.reduce((a, b) => Math.min(a, b), Infinity)
