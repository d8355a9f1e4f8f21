/** Small line drawings for the buttons; each stands beside or instead of a name that the button has anyway. */
const PATHS = {
  reset: 'M4 4v5h5M4.6 13a6 6 0 1 0 1-6.2L4 9',
  back: 'M13 4 6 10l7 6M5 4v12',
  play: 'M6 4l10 6-10 6z',
  pause: 'M6.5 4v12M13.5 4v12',
  step: 'M7 4l7 6-7 6M15 4v12',
  up: 'M5 12l5-5 5 5',
  down: 'M5 8l5 5 5-5',
  undo: 'M8 5 4 9l4 4M4 9h7a5 5 0 0 1 0 10',
  redo: 'M12 5l4 4-4 4M16 9H9a5 5 0 0 0 0 10',
  minus: 'M5 10h10',
  plus: 'M10 5v10M5 10h10',
  calculate: 'M5 3h10v14H5zM7.5 6h5M7.5 10h1M11.5 10h1M7.5 13.5h1M11.5 13.5h1',
  right: 'M4 10.5l4 4 8-9',
  wrong: 'M5 5l10 10M15 5 5 15',
  undecided: 'M3 11.5c2.3-4 4.7-4 7-1.5s4.7 2.5 7-1.5',
  pin: 'M7 3h6M8 3v5l-3 4h10l-3-4V3M10 12v5',
  'back-to': 'M16 15v-3a4 4 0 0 0-4-4H4M8 4 4 8l4 4',
  link: 'M8.5 11.5l3-3M7 9l-2 2a2.8 2.8 0 0 0 4 4l2-2M13 11l2-2a2.8 2.8 0 0 0-4-4L9 7',
} as const
export type IconName = keyof typeof PATHS

export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 20 20" width="18" height="18" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  )
}
