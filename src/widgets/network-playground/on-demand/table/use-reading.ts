import { useEffect, useRef, useState } from 'react'
import type { Language } from '../../../../widget-kit/language.ts'
import type { OwnTable } from '../../own-table.ts'
import { MOST_BYTES } from './decode.ts'
import type { Extract } from './extract.ts'
import { tableOf } from './keep.ts'
import { isRefusal, readTable, takeTable, type Read } from './read-table.ts'
import { PAGE } from './slices.ts'
import { proposedUse, type Refusal, type Use } from './survey.ts'

/** A table that was taken, and what had to be left out of it. */
export interface Taken extends Pick<Extract, 'rows' | 'leftOut' | 'faults'> {
  readonly own: OwnTable
}

export interface ReadingState {
  /** Rows seen so far while it is being read; null when nothing is. */
  readonly rows: number | null
  readonly read: Read | null
  readonly use: Use | null
  readonly refusal: Refusal | null
  readonly taken: Taken | null
}

const NOTHING: ReadingState = { rows: null, read: null, use: null, refusal: null, taken: null }
/** How often the number of rows is told, in milliseconds. */
const TOLD = 250

/** Reading a table in two goes, a slice at a time: first what it holds, then the columns that the reader chose. */
export function useReading(
  lang: Language,
  prepare: (own: OwnTable) => void,
  onTaken: (taken: Taken) => void,
  onRefused: (why: Refusal) => void,
) {
  const [state, setState] = useState(NOTHING)
  const generation = useRef(0)
  useEffect(
    () => () => {
      generation.current++
    },
    [],
  )
  const change = (next: Partial<ReadingState>) => setState((old) => ({ ...old, ...next }))

  /** Begins anew, and tells how far it is and whether it is still wanted. */
  const begin = () => {
    const mine = ++generation.current
    let told = PAGE.now()
    const isGivenUp = () => mine !== generation.current
    const onRows = (rows: number) => {
      if (isGivenUp() || PAGE.now() - told < TOLD) return
      told = PAGE.now()
      change({ rows })
    }
    change({ rows: 0, refusal: null, taken: null })
    return { breath: PAGE, isGivenUp, onRows }
  }
  const refuse = (refusal: Refusal) => {
    change({ rows: null, refusal })
    onRefused(refusal)
  }

  return {
    state,
    choose: (use: Use) => change({ use, refusal: null }),
    stop() {
      generation.current++
      change({ rows: null })
    },
    async read(from: Blob | string) {
      const reading = begin()
      const isLarge = typeof from !== 'string' && from.size > MOST_BYTES
      const source = isLarge
        ? { code: 'too-big' as const }
        : typeof from === 'string'
          ? from
          : await from.arrayBuffer().then(
              (buffer) => new Uint8Array(buffer),
              () => ({ code: 'not-text' as const }),
            )
      if (reading.isGivenUp()) return
      const isFound = typeof source === 'string' || source instanceof Uint8Array
      const read = isFound ? await readTable(source, lang, reading) : source
      if (reading.isGivenUp()) return
      if (isRefusal(read)) return refuse(read)
      change({ rows: null, read, use: proposedUse(read.survey) })
    },
    async take() {
      const { read, use } = state
      if (!read || !use) return
      const reading = begin()
      const found = await takeTable(read, use, reading)
      if (reading.isGivenUp()) return
      if (isRefusal(found)) return refuse(found)
      const name = (column: number) => read.survey.columns[column]?.name ?? ''
      await PAGE.rest()
      const own = tableOf(found.table, [name(use.x1), name(use.x2), name(use.y)], found.classes)
      const taken = { own, rows: found.rows, leftOut: found.leftOut, faults: found.faults }
      await PAGE.rest()
      prepare(own)
      await PAGE.rest()
      if (reading.isGivenUp()) return
      // The text is not kept longer than it is needed.
      setState({ ...NOTHING, taken })
      onTaken(taken)
    },
  }
}
