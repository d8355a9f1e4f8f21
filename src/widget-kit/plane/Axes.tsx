import './plane.css'

/** A sign of the key, at its true size. */
export function Sign({ className, path }: { readonly className: string; readonly path: string }) {
  return (
    <svg className="plane-sign" viewBox="-0.06 -0.06 0.12 0.12" aria-hidden="true" focusable="false">
      <path className={className} d={path} />
    </svg>
  )
}

/** What is written at −1, 0 and 1 of an axis, from left to right or from the bottom up. */
export type Ticks = readonly [string, string, string]

/** Three numbers at either axis of the plane. */
export function Axes({ x, y }: { readonly x: Ticks; readonly y: Ticks }) {
  const ticks = (axis: 'x' | 'y', texts: Ticks) =>
    texts.map((text, k) => (
      <span key={`${axis}${k}`} className={`plane-tick plane-tick-${axis} plane-at-${k}`}>
        {text}
      </span>
    ))
  return (
    <div className="pg-axes" aria-hidden="true">
      {ticks('x', x)}
      {ticks('y', y)}
    </div>
  )
}
