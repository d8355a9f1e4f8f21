import { useId, useState, type KeyboardEvent, type SyntheticEvent } from 'react'
import { MoreDigits } from '../../ui/MoreDigits.tsx'
import { Tex } from '../../ui/Tex.tsx'
import { exactTex, type Lines, type Place, placesOf } from './lines.ts'
import './by-hand.css'

interface Props {
  /** Null before there are any. */
  readonly lines: Lines | null
  /** The lines as TeX. */
  readonly tex: string | null
  /** What they are, for those who listen. */
  readonly label: string
  readonly stop: string
  readonly several?: boolean
  readonly t: {
    readonly moreDigits: string
    readonly exactHint: string
    readonly notYet?: string
  }
}

/** The place of a number in the typeset lines, from the classes that it carries. */
function placeAt(element: Element): Place | null {
  const found = element.closest('.term, .result')
  const [, row, name] = /(?:term-of|result)-(\d)(?:-(\w+))?/.exec(found?.className ?? '') ?? []
  return row === undefined ? null : { row: Number(row), name: name ?? null }
}

/** A formula in symbols, in numbers and its result; every number tells its exact value to pointer, finger and keys. */
export function NumberLines({ lines, tex, label, stop, several = false, t }: Props) {
  const [place, setPlace] = useState<Place | null>(null)
  const exact = lines && place ? exactTex(lines, place) : null
  const point = (event: SyntheticEvent) => {
    const found = placeAt(event.target as Element)
    if (found) setPlace(found)
  }
  const walk = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (!by || !lines) return
    event.preventDefault()
    const places = placesOf(lines)
    const here = places.findIndex((p) => p.row === place?.row && p.name === place.name)
    setPlace(places[(here + by + places.length) % places.length] ?? null)
  }
  const note = useId()
  return (
    <>
      <div
        className={several ? 'lines several' : 'lines'}
        tabIndex={0}
        role="group"
        aria-label={label}
        aria-describedby={note}
        data-stop={stop}
        data-values={lines?.rows.map((r) => (r.isHidden ? r.text : r.value)).join(' ')}
        onPointerOver={point}
        onClick={point}
        onKeyDown={walk}
        onFocus={() => setPlace((old) => old ?? { row: 0, name: null })}
      >
        {tex !== null ? <Tex tex={tex} block /> : <p className="quiet">{t.notYet}</p>}
      </div>
      <MoreDigits id={note} tex={tex} text={t.moreDigits} />
      <p className="exact" aria-live="polite">
        {exact ? <Tex tex={exact} /> : t.exactHint}
      </p>
    </>
  )
}
