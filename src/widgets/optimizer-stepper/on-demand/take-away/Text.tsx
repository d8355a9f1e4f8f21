import { useRef } from 'react'
import { Button } from '../../../../ui/Button.tsx'
import { saveFile } from '../../../../ui/save-file.ts'
import type { TakeAwayMessages } from './messages.ts'

interface Props {
  readonly t: TakeAwayMessages
  /** What it is called on its buttons: “CSV”. */
  readonly what: string
  readonly label: string
  readonly text: string
  readonly rows: number
  /** The name of the file, where it can be had as one. */
  readonly file?: string
  say(text: string): void
}

/** Text to take away: to be read, selected, copied, perhaps downloaded. */
export function Text({ t, what, label, text, rows, file, say }: Props) {
  const area = useRef<HTMLTextAreaElement>(null)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      say(t.copied(what))
    } catch {
      area.current?.select()
      area.current?.focus()
      say(t.notCopied)
    }
  }
  return (
    <div className="take-text">
      <textarea
        ref={area}
        readOnly
        rows={rows}
        aria-label={label}
        value={text}
        spellCheck={false}
        wrap="off"
        translate="no"
      />
      <span className="take-buttons">
        <Button label={t.copy(what)} onPress={() => void copy()} />
        {file && <Button label={t.download(what)} onPress={() => saveFile(file, text, 'text/plain')} />}
      </span>
    </div>
  )
}
