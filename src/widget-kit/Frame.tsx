import {
  useId,
  useState,
  useSyncExternalStore,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
} from 'react'
import { Button } from '../ui/Button.tsx'
import { isComposing } from '../ui/composing.ts'
import { Help } from './Help.tsx'
import { jump, lengthOf, redo, undo } from './history.ts'
import type { Instance } from './instance.ts'
import type { Language } from './language.ts'
import { KIT_MESSAGES } from './messages.ts'
import { linkTo } from './share.ts'

export interface FrameProps {
  readonly instance: Instance
  readonly lang: Language
  /** The address to which a state's query and hash are added. */
  address(): URL
  say(text: string): void
  /** What the live region says. */
  readonly spoken: string
  readonly controls: boolean
  readonly figure: RefObject<HTMLElement | null>
  readonly children: ReactNode
}

/** What stands around every widget: title, what to try, notes, history, link, live region. */
export function Frame({ instance, lang, address, say, spoken, controls, children, figure }: FrameProps) {
  const id = useId()
  const t = KIT_MESSAGES[lang]
  const texts = instance.widget.messages[lang]
  const history = useSyncExternalStore(instance.history.subscribe, instance.history.get, instance.history.get)
  const notes = useSyncExternalStore(instance.notes.subscribe, instance.notes.get, instance.notes.get)
  const [link, setLink] = useState<string | null>(null)
  const [lacking, setLacking] = useState<string | null>(null)
  const go = (next: typeof history, text: string) => {
    if (next.present === history.present) return
    instance.history.set(next)
    say(text)
  }
  const copy = async () => {
    const found = linkTo(instance.widget, history.present, instance.base)
    if (!found) return say(t.tooLong)
    const url = address()
    for (const [key, value] of found.query) url.searchParams.set(key, value)
    url.hash = found.hash
    const lost = (found.lost && texts.lacking) || null
    setLacking(lost)
    try {
      await navigator.clipboard.writeText(url.href)
      setLink(null)
      say(lost ? `${t.copied} ${lost}` : t.copied)
    } catch {
      setLink(url.href)
      say(t.notCopied)
    }
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const typing = (event.target as HTMLElement).matches('input[type=text], textarea')
    if (typing || isComposing(event.nativeEvent) || !(event.ctrlKey || event.metaKey)) return
    const key = event.key.toLowerCase()
    if (key !== 'z' && key !== 'y') return
    event.preventDefault()
    if (key === 'y' || event.shiftKey) go(redo(history), t.redone)
    else go(undo(history), t.undone)
  }
  const place = history.past.length
  return (
    <figure ref={figure} className="widget" aria-labelledby={id} onKeyDown={onKeyDown}>
      <figcaption className="widget-head">
        <span className="widget-title" id={id}>
          {texts.title}
        </span>
        <span className="widget-hint">{texts.hint}</span>
      </figcaption>
      {notes.length > 0 && (
        <div className="widget-notes" role="status">
          {notes.map((note, i) => (
            <p key={i}>{t.note(note)}</p>
          ))}
          <Button label={t.dismiss} quiet onPress={() => instance.notes.set([])} />
        </div>
      )}
      {children}
      {controls && (
        <div className="widget-tools" role="group" aria-label={t.tools}>
          <Button
            label={t.undo}
            icon="undo"
            quiet
            hint={`${t.undo} (Ctrl+Z)`}
            disabled={place === 0}
            onPress={() => go(undo(history), t.undone)}
          />
          <input
            autoComplete="off"
            type="range"
            className="history"
            aria-label={t.history}
            aria-valuetext={t.historyAt(place, lengthOf(history) - 1)}
            min={0}
            max={Math.max(1, lengthOf(history) - 1)}
            value={place}
            disabled={lengthOf(history) === 1}
            onChange={(e) => instance.history.set(jump(history, Number(e.target.value)))}
          />
          <Button
            label={t.redo}
            icon="redo"
            quiet
            hint={`${t.redo} (Ctrl+Shift+Z)`}
            disabled={history.future.length === 0}
            onPress={() => go(redo(history), t.redone)}
          />
          <Button
            label={t.restore}
            icon="reset"
            quiet
            onPress={() => {
              const start = instance.widget.init(instance.base)
              instance.history.set({
                past: [...history.past, history.present],
                present: start,
                future: [],
                merging: null,
              })
              say(t.restored)
            }}
          />
          <Button label={t.copyLink} icon="link" quiet onPress={() => void copy()} />
        </div>
      )}
      {controls && <Help widget={instance.widget} lang={lang} />}
      {lacking && <p className="widget-lacking">{lacking}</p>}
      {link && (
        <label className="widget-link">
          {t.notCopied}
          <input type="text" readOnly value={link} onFocus={(e) => e.target.select()} />
        </label>
      )}
      <p className="live" role="status" aria-live="polite">
        {spoken}
      </p>
    </figure>
  )
}
