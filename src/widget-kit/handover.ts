import * as v from 'valibot'
import type { History } from './history.ts'
import type { Instance } from './instance.ts'

/*
 * The language switch is a link to another page. What the reader has done goes along through session storage: each
 * island's history, a running run as a snapshot, and the place in the lesson. It is read once, and what does not pass
 * the widget's own schema is left out.
 */

const KEY = 'gradstep:handover'
/** Enough to undo a good while back on the other page without filling the storage. */
const KEPT = 60
/** A switch is a click; what is older was left by a page that never arrived. */
const FRESH_MS = 60_000

const Parcel = v.object({
  id: v.string(),
  past: v.array(v.unknown()),
  present: v.unknown(),
  future: v.array(v.unknown()),
  run: v.nullable(v.string()),
  running: v.boolean(),
})
export type Parcel = v.InferOutput<typeof Parcel>

const Place = v.object({ anchor: v.pipe(v.number(), v.integer()), offset: v.number() })
export type Place = v.InferOutput<typeof Place>

const Handover = v.object({
  at: v.number(),
  /** The page's path without its language: a parcel is for the same page only. */
  page: v.string(),
  place: v.nullable(Place),
  /** The anchor of the switch that was used, so that the keyboard goes on from there; empty at the head of the page. */
  anchor: v.string(),
  parcels: v.record(v.string(), Parcel),
})
export type Handover = v.InferOutput<typeof Handover>

/** Fetched only where a run is handed over: most pages never need it. */
const snapshots = () => import('../engine/snapshot.ts')

/** What an island hands over; its run, if it has one, is taken between two steps. */
export async function pack(id: string, instance: Instance): Promise<Parcel> {
  const { past, present, future } = instance.history.get()
  const running = instance.training?.store.get().phase === 'running'
  const taken = instance.training?.snapshot()
  const snapshot = taken ? await taken.catch(() => null) : null
  return {
    id,
    past: past.slice(-KEPT),
    present,
    future: future.slice(0, KEPT),
    run: snapshot ? (await snapshots()).encodeSnapshot(snapshot) : null,
    running,
  }
}

/** The history in a parcel, each state checked by the widget; null when the present one does not pass. */
export function unpackHistory(parcel: Parcel, instance: Instance): History<unknown> | null {
  const { state } = instance.widget
  const checked = (states: readonly unknown[]) =>
    states.flatMap((s) => {
      const result = v.safeParse(state, s)
      return result.success ? [result.output] : []
    })
  const [present] = checked([parcel.present])
  if (present === undefined) return null
  return { past: checked(parcel.past), present, future: checked(parcel.future), merging: null }
}

/** Puts a parcel into an island that has just woken. */
export function unpack(parcel: Parcel, instance: Instance): void {
  const history = unpackHistory(parcel, instance)
  if (!history) return
  instance.history.set(history)
  const { training } = instance.widget
  if (!training || !instance.training) return
  instance.training.sync(training.spec(history.present), training.edits(history.present))
  const { run } = parcel
  if (run !== null)
    instance.training.resume(
      snapshots().then((m) => m.decodeSnapshot(run)),
      parcel.running,
    )
}

export function store(handover: Handover): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(handover))
  } catch {
    // Storage denied or full: the other page opens in its default state, as a link would.
  }
}

/** What the last page handed over to this one; read once. */
export function take(page: string, now: number): Handover | null {
  try {
    const text = sessionStorage.getItem(KEY)
    if (text === null) return null
    sessionStorage.removeItem(KEY)
    const result = v.safeParse(Handover, JSON.parse(text))
    if (!result.success || result.output.page !== page || now - result.output.at > FRESH_MS) return null
    return result.output
  } catch {
    return null
  }
}
