import { useEffect, useState } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { loaders } from 'virtual:widgets'
import type { AnyWidget } from './define-widget.ts'
import type { Early } from './early.ts'
import { unpack, type Parcel } from './handover.ts'
import { record } from './history.ts'
import { createInstance, type Instance } from './instance.ts'
import { languageOf } from './language.ts'
import { DEFAULT_OPTIONS, optionsFrom, type Options } from './options.ts'
import { readProps } from './read-params.ts'
import { stateFrom } from './share.ts'
import { WidgetHost } from './WidgetHost.tsx'

/** What a page puts into an island as soon as it is awake. */
export interface Arrival {
  readonly parcel: Parcel | null
  /** The address whose query and hash say a state. */
  readonly address: { readonly search: string; readonly hash: string } | null
  /** What the reader did here before. */
  readonly early: Early | null
}

interface Awake {
  readonly instance: Instance
  readonly ready: Promise<void>
}

const awake = new Map<HTMLElement, Promise<Awake>>()

/** React believes that the styles of the prerendered HTML are there; the policy kept them in a data attribute. */
function restoreStyles(island: HTMLElement): void {
  for (const element of island.querySelectorAll<HTMLElement>('[data-style]')) {
    element.style.cssText = element.dataset.style ?? ''
    element.removeAttribute('data-style')
    element.removeAttribute('data-s')
  }
}

function arrive(instance: Instance, arrival: Arrival): void {
  if (arrival.address) {
    const query = new URLSearchParams(arrival.address.search)
    const { state, notes } = stateFrom(instance.widget, query, arrival.address.hash, instance.base)
    instance.history.set({ past: [], present: state, future: [], merging: null })
    instance.notes.set([...instance.notes.get(), ...notes])
  }
  if (arrival.parcel) unpack(arrival.parcel, instance)
}

function Root(props: {
  instance: Instance
  lang: 'en' | 'zh'
  options: Options
  place: string
  onAwake(): void
}) {
  const { instance, lang, place, onAwake } = props
  // The first frame is the prerendered one; what the address asks for comes right after it.
  const [options, setOptions] = useState(DEFAULT_OPTIONS)
  useEffect(() => {
    setOptions(props.options)
    onAwake()
  }, [props.options, onAwake])
  const address = () => {
    const url = new URL(location.origin + location.pathname)
    if (place) url.searchParams.set('at', place)
    return url
  }
  return <WidgetHost instance={instance} lang={lang} options={options} address={address} />
}

async function hydrate(island: HTMLElement, arrival: Arrival): Promise<Awake> {
  const { id = '', props = '{}', place = '' } = island.dataset
  const load = loaders[id]
  if (!load) throw new Error(`There is no widget called “${id}”.`)
  const lang = languageOf(document.documentElement.lang)
  const widget = (await load(lang)).default as AnyWidget
  const { address, parcel } = arrival
  await widget.prepare?.(
    [props, address?.search, address?.hash, place ? '' : location.href, JSON.stringify(parcel)].join(' '),
  )
  const instance = createInstance(widget, JSON.parse(props) as Record<string, unknown>)
  restoreStyles(island)
  const reduced = matchMedia('(prefers-reduced-motion: reduce)').matches
  const options = optionsFrom(new URLSearchParams(place ? '' : location.search), reduced)
  const ready = new Promise<void>((resolve) => {
    const onAwake = () => {
      arrive(instance, arrival)
      arrival.early?.replay()
      island.dataset.awake = ''
      resolve()
    }
    arrival.early?.stop()
    hydrateRoot(
      island,
      <Root instance={instance} lang={lang} options={options} place={place} onAwake={onAwake} />,
      {
        identifierPrefix: `w${place}-`,
        onRecoverableError: (error) =>
          console.error('The first frame differs from the prerendered one:', error),
      },
    )
  })
  return { instance, ready }
}

/** Makes an island live; a second call gives the same instance. */
export async function wake(
  island: HTMLElement,
  arrival: Arrival = { parcel: null, address: null, early: null },
): Promise<Instance> {
  const found = awake.get(island) ?? hydrate(island, arrival)
  awake.set(island, found)
  const { instance, ready } = await found
  await ready
  return instance
}

/** The instances that are awake, by their island. */
export async function awakeIslands(): Promise<[HTMLElement, Instance][]> {
  return Promise.all(
    [...awake].map(async ([island, found]) => [island, (await found).instance] as const),
  ).then((all) => all.map(([island, instance]) => [island, instance]))
}

/** Sets a widget to the given parameters, as a change that can be undone. */
export async function setParams(
  island: HTMLElement,
  props: Readonly<Record<string, unknown>>,
): Promise<void> {
  const instance = await wake(island)
  await instance.widget.prepare?.(JSON.stringify(props))
  const { values, notes } = readProps(instance.widget.params, { ...instance.base, ...props })
  instance.history.set(record(instance.history.get(), instance.widget.init(values)))
  instance.notes.set(notes)
}
