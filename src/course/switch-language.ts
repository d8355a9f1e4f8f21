import { pack, store, type Parcel } from '../widget-kit/handover.ts'
import { rememberLanguage } from './device-memory.ts'
import { placeNow } from './place.ts'

/** A run that does not answer in this time is left behind rather than the reader kept waiting. */
const PATIENCE_MS = 3000

const soon = <T>(promise: Promise<T>, fallback: T): Promise<T> =>
  Promise.race([promise, new Promise<T>((resolve) => setTimeout(() => resolve(fallback), PATIENCE_MS))])

async function parcels(): Promise<Record<string, Parcel>> {
  const { awakeIslands } = await import('../widget-kit/hydrate.tsx')
  const packed: Record<string, Parcel> = {}
  for (const [island, instance] of await awakeIslands()) {
    packed[island.dataset.place ?? ''] = await pack(island.dataset.id ?? '', instance)
  }
  return packed
}

/** Makes a language link take the reader's place, widgets and runs along. Without script it is a plain link. */
export function startSwitch(link: HTMLAnchorElement, page: string): void {
  link.addEventListener('click', (event) => {
    rememberLanguage(link.dataset.switch ?? '')
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return
    event.preventDefault()
    const place = placeNow()
    const awake = document.querySelector('gradstep-island[data-awake]')
    void soon(awake ? parcels() : Promise.resolve({}), {}).then((packed) => {
      store({ at: Date.now(), page, place, anchor: link.hash, parcels: packed })
      location.assign(link.href.replace(/#.*$/, ''))
    })
  })
}
