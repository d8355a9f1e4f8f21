/** Stands in the page's HTML where an island's own HTML, rendered as a root of its own, is put afterwards. */
export const hole = (place: number): string => `\u0001${place}\u0001`
export const HOLE = /\u0001(\d+)\u0001/g

export interface IslandProps {
  readonly id: string
  /** 1, 2, … in the order of the page; 0 alone on its page. */
  readonly place: number
  readonly props: Readonly<Record<string, unknown>>
}

/** The element that a widget lives in; `place` 0 means that the page is nothing but this widget. */
export function Island({ id, place, props }: IslandProps) {
  return (
    <gradstep-island
      id={place ? `w${place}` : 'widget'}
      data-kind="widget"
      data-id={id}
      data-place={place ? String(place) : ''}
      data-props={JSON.stringify(props)}
    >
      {hole(place)}
    </gradstep-island>
  )
}
