/** Is given one row after another, the first being row 1. Empty lines are counted and not given. */
export type TakeRow = (cells: readonly string[], row: number) => void

export interface CsvReader {
  /** The next piece of the text, cut anywhere. */
  push(piece: string): void
  /** The text is over. Returns the row in which a quotation mark was opened that nothing closes; 0 where all is well. */
  end(): number
}

/**
 * Reads rows of cells (RFC 4180): cells may stand in quotation marks, where a doubled one means itself and where
 * delimiters and line ends are part of the cell. Lines end with CR LF, LF or CR. Blanks before an opening quotation mark
 * are forgiven, and so is anything after the closing one.
 */
export function csvReader(delimiter: string, take: TakeRow): CsvReader {
  let cells: string[] = []
  let cell = ''
  let row = 1
  let opened = 0
  let state: 'start' | 'plain' | 'quoted' | 'closing' = 'start'
  let wasReturn = false

  const endCell = () => {
    cells.push(cell)
    cell = ''
    state = 'start'
  }
  const endRow = () => {
    endCell()
    if (cells.length > 1 || cells[0] !== '') take(cells, row)
    cells = []
    row++
  }
  /** Takes what begins at i, and returns the place after it. */
  const quoted = (piece: string, i: number): number => {
    const end = piece.indexOf('"', i)
    cell += piece.slice(i, end < 0 ? piece.length : end)
    if (end < 0) return piece.length
    state = 'closing'
    return end + 1
  }
  const open = (piece: string, i: number): number => {
    const c = piece.charAt(i)
    const isTail = wasReturn && c === '\n'
    wasReturn = c === '\r'
    if (isTail) return i + 1
    if (c === delimiter) endCell()
    else if (c === '\n' || c === '\r') endRow()
    else if (c === '"' && state === 'start') {
      ;[cell, state, opened] = ['', 'quoted', row]
    } else {
      if (c !== ' ') state = 'plain'
      let end = i + 1
      if (state === 'plain') while (end < piece.length && !isSign(piece.charAt(end), delimiter)) end++
      cell += piece.slice(i, end)
      return end
    }
    return i + 1
  }

  return {
    push(piece) {
      let i = 0
      while (i < piece.length) {
        if (state === 'quoted') i = quoted(piece, i)
        else if (state === 'closing' && piece.charAt(i) === '"') {
          cell += '"'
          state = 'quoted'
          i++
        } else {
          if (state === 'closing') state = 'plain'
          i = open(piece, i)
        }
      }
    },
    end() {
      const isOpen = state === 'quoted'
      if (cells.length > 0 || cell !== '' || state === 'closing' || isOpen) endRow()
      return isOpen ? opened : 0
    },
  }
}

const isSign = (c: string, delimiter: string): boolean => c === delimiter || c === '\n' || c === '\r'
