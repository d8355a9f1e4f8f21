import { Button } from '../../../../ui/Button.tsx'
import { saveFile } from '../../../../ui/save-file.ts'
import type { PanelProps } from '../../Panels.tsx'
import type { Shown } from '../../use-picture.ts'
import { messages } from './messages.ts'
import './style.css'
import { lossesCsv, runJson } from './texts.ts'

/** The run as files. */
export default function Save({
  state,
  lang,
  say,
  shown,
}: Pick<PanelProps, 'state' | 'lang' | 'say'> & { readonly shown: Shown }) {
  const t = messages[lang]
  const save = (name: string, text: string, type: string) => {
    saveFile(name, text, type)
    say(t.saved(name))
  }
  return (
    <div className="pg-save">
      <p className="quiet">{t.hint}</p>
      <Button
        label={t.csv}
        onPress={() => save('losses.csv', lossesCsv(shown.points, state.pins), 'text/csv')}
      />
      <Button
        label={t.json}
        onPress={() => save('run.json', runJson(state, shown.picture), 'application/json')}
      />
    </div>
  )
}
