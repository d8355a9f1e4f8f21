/** @typedef {import('./index.mjs').Row} Row */

/** How far the losses of two engines may lie apart, as a share. */
const AGREES = 5e-3

/** @param {number | undefined} x @param {number} [digits] */
const number = (x, digits = 3) =>
  x === undefined
    ? ''
    : x >= 1000
      ? Math.round(x).toLocaleString('en')
      : Number(x.toPrecision(digits)).toString()

/** @param {Row} row */
const nameOf = ({ engine, backend }) => `${engine}, ${backend}`

/**
 * A line of the table.
 * @param {Row} row
 */
export function columns(row) {
  const start = `${row.work.padEnd(8)} ${nameOf(row).padEnd(22)}`
  if (row.why !== undefined) return `${start} – ${row.why}`
  const counts = row.backend === 'webgpu' ? [row.dispatches, row.submits, row.buffers, row.readbacks] : []
  return [
    start,
    `${number(row.stepsPerSecond).padStart(8)} steps/s`,
    `host ${number(row.hostMs).padStart(7)} ms`,
    `first ${number(row.firstStepMs).padStart(7)} ms`,
    ...(counts.length > 0
      ? [`dispatches, submits, buffers, read-backs: ${counts.map((n) => number(n)).join(', ')}`]
      : []),
  ].join('  ')
}

/**
 * For each work, GPU engines against GPU engines and the others against one another: how many times as fast ours is.
 * @param {readonly Row[]} rows
 */
export function ratios(rows) {
  const lines = []
  for (const isGpu of [true, false]) {
    for (const work of new Set(rows.map((row) => row.work))) {
      const measured = rows.filter(
        (row) => row.work === work && row.stepsPerSecond !== undefined && /^webg/.test(row.backend) === isGpu,
      )
      const ours = measured
        .filter((row) => row.engine === 'gradstep')
        .sort((a, b) => (b.stepsPerSecond ?? 0) - (a.stepsPerSecond ?? 0))[0]
      const peers = measured.filter((row) => row.engine !== 'gradstep')
      if (!ours || peers.length === 0) continue
      const against = peers.map(
        (peer) => `${nameOf(peer)} ${number((ours.stepsPerSecond ?? 0) / (peer.stepsPerSecond ?? 1))}×`,
      )
      lines.push(`${work}: ${nameOf(ours)} is as many times as fast as ${against.join('; ')}`)
    }
  }
  return lines.join('\n')
}

/**
 * Who does not train the same: the first losses against those of most engines' middle.
 * @param {readonly Row[]} rows
 * @returns {string[]} a sentence each
 */
export function verdicts(rows) {
  return [...new Set(rows.map((row) => row.work))].flatMap((work) => {
    const trained = rows.filter((row) => row.work === work && row.losses)
    const middle = (trained[0]?.losses ?? []).map((_, k) => {
      const all = trained.map((row) => row.losses?.[k] ?? NaN).sort((a, b) => a - b)
      return all[Math.floor(all.length / 2)] ?? NaN
    })
    return trained.flatMap((row) => {
      const k = middle.findIndex((m, i) => !(Math.abs((row.losses?.[i] ?? NaN) - m) <= AGREES * Math.abs(m)))
      if (k < 0) return []
      return [
        `${work}, ${nameOf(row)}: loss ${k + 1} is ${row.losses?.[k]}, that of the others ${middle[k]}.`,
      ]
    })
  })
}
