/** One shape for each runner, about 10 units across. */
const SHAPES = [
  'M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0',
  'M-4.2-4.2h8.4v8.4h-8.4z',
  'M0-5.5 5.2 4h-10.4z',
  'M0-5.8 5 0 0 5.8-5 0z',
  'M0 5.5 5.2-4h-10.4z',
  'M-1.8-5.4h3.6v3.6h3.6v3.6h-3.6v3.6h-3.6v-3.6h-3.6v-3.6h3.6z',
] as const

export interface LaneMarkProps {
  /** Which runner, from 0. */
  readonly lane: number
  /** With a piece of its line, as a key to the picture. */
  readonly line?: boolean
}

/** A runner's marker; its colour and dash are the style sheet's. */
export function LaneMark({ lane, line = false }: LaneMarkProps) {
  return (
    <svg
      className={`lane-mark lane-${lane}`}
      viewBox={line ? '-22 -7 44 14' : '-7 -7 14 14'}
      width={line ? 44 : 14}
      height="14"
      aria-hidden="true"
      focusable="false"
    >
      {line && <path className="lane-line" d="M-22 0h44" />}
      <path className="lane-shape" d={SHAPES[lane] ?? SHAPES[0]} />
    </svg>
  )
}
