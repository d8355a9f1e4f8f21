import { createContext } from 'react'

/** How a widget is shown, beside what it shows: the reserved names of an embed's address. */
export interface Options {
  /** Everything, the play bar alone, nothing, or the named controls with the play bar. */
  readonly controls: 'full' | 'min' | 'none' | readonly string[]
  /** Controls are shown but cannot be changed; playing and stepping still work. */
  readonly locked: boolean
  /** Starts by itself, where the address asks for it. */
  readonly autoplay: boolean
  readonly motion: 'full' | 'reduced'
  /** What training does while nobody can see it. */
  readonly unseen: 'rest' | 'train'
}

export const DEFAULT_OPTIONS: Options = {
  controls: 'full',
  locked: false,
  autoplay: false,
  motion: 'full',
  unseen: 'rest',
}

export const OptionsContext = createContext<Options>(DEFAULT_OPTIONS)

/** Reads the reserved names; anything that is none of their values means the default. */
export function optionsFrom(query: URLSearchParams, prefersReducedMotion: boolean): Options {
  const controls = query.get('controls')
  const named = controls === 'full' || controls === 'min' || controls === 'none'
  const list = controls && !named ? controls.slice(0, 200).split(',').slice(0, 20) : null
  const motion = query.get('motion')
  return {
    controls: named ? controls : (list ?? 'full'),
    locked: query.get('lock') === '1',
    autoplay: query.get('autoplay') === '1' || query.get('run') === 'now' || query.get('run') === 'visible',
    unseen: query.get('unseen') === 'train' ? 'train' : 'rest',
    motion: motion === 'reduced' || (motion !== 'full' && prefersReducedMotion) ? 'reduced' : 'full',
  }
}
