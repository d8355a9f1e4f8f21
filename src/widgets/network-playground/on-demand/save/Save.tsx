import { useRef, useState } from 'react'
import { Button } from '../../../../ui/Button.tsx'
import { flatten, pixelsOf } from '../../../../ui/flatten.ts'
import { saveFile } from '../../../../ui/save-file.ts'
import type { PanelProps } from '../../Panels.tsx'
import type { Shown } from '../../use-picture.ts'
import { messages } from './messages.ts'
import './style.css'
import { lossesCsv, runJson } from './texts.ts'

/** The pictures that can be saved, and where they stand. */
const PICTURES = {
  chart: '.pg-chart > .chart',
  plane: '.pg-output',
  network: '.pg-net',
} as const
type PictureName = keyof typeof PICTURES
const NAMES = Object.keys(PICTURES) as PictureName[]

/** Controls, tables and the reader's hand are no part of a picture. */
const LEFT_OUT = '.chart-table, .pg-draw, .pg-own, .button, .pg-target, .chart-tip'

/** The run as files: its numbers, and its pictures as they are on the screen. */
export default function Save({
  state,
  lang,
  say,
  shown,
}: Pick<PanelProps, 'state' | 'lang' | 'say'> & { readonly shown: Shown }) {
  const t = messages[lang]
  const panel = useRef<HTMLDivElement>(null)
  const [isRefused, setRefused] = useState(false)
  const save = (name: string, content: string | Blob, type: string) => {
    saveFile(name, content, type)
    setRefused(false)
    say(t.saved(name))
  }
  const picture = async (name: PictureName, kind: 'svg' | 'png') => {
    const element = panel.current?.closest('.playground')?.querySelector(PICTURES[name])
    if (!element) return
    const flat = flatten(element, t[name], LEFT_OUT)
    if (kind === 'svg') return save(`${name}.svg`, flat.svg, 'image/svg+xml')
    try {
      save(`${name}.png`, await pixelsOf(flat), 'image/png')
    } catch {
      setRefused(true)
      say(t.refused)
    }
  }
  return (
    <div className="pg-save" ref={panel}>
      <p className="quiet">{t.hint}</p>
      <div role="group" aria-label={t.numbers}>
        <p aria-hidden="true">{t.numbers}</p>
        <Button
          label={t.csv}
          onPress={() => save('losses.csv', lossesCsv(shown.points, state.pins), 'text/csv')}
        />
        <Button
          label={t.json}
          onPress={() => save('run.json', runJson(state, shown.picture), 'application/json')}
        />
      </div>
      <div role="group" aria-label={t.pictures}>
        <p aria-hidden="true">{t.pictures}</p>
        {NAMES.flatMap((name) =>
          (['svg', 'png'] as const).map((kind) => (
            <Button
              key={`${name}-${kind}`}
              label={t.as(t[name], kind.toUpperCase())}
              onPress={() => void picture(name, kind)}
            />
          )),
        )}
      </div>
      {isRefused && <p>{t.refused}</p>}
    </div>
  )
}
