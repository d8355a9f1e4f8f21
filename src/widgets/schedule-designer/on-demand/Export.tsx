import { useState } from 'react'
import { scheduleCsv } from '../../../core/schedule/export/csv.ts'
import { javaScriptSchedule } from '../../../core/schedule/export/javascript.ts'
import { pyTorchSchedule } from '../../../core/schedule/export/pytorch.ts'
import { Button } from '../../../ui/Button.tsx'
import { Choice } from '../../../ui/Choice.tsx'
import type { DesignerMessages } from '../messages.ts'
import { designOf, rateOf, type State } from '../model.ts'

const KINDS = ['torch', 'javascript', 'csv'] as const
type Kind = (typeof KINDS)[number]

const FILES: Readonly<Record<Kind, { readonly name: string; readonly type: string }>> = {
  torch: { name: 'schedule.py', type: 'text/x-python' },
  javascript: { name: 'schedule.js', type: 'text/javascript' },
  csv: { name: 'schedule.csv', type: 'text/csv' },
}

interface Props {
  readonly state: State
  readonly t: DesignerMessages
  readonly title: string
  say(text: string): void
}

function textOf(kind: Kind, { state, t, title }: Props): string {
  const { updates } = state
  if (kind === 'csv') return scheduleCsv(rateOf(state), updates)
  const program = { ...designOf(state), updates, words: { ...t.program, title } }
  if (kind === 'javascript') return javaScriptSchedule(program)
  return pyTorchSchedule(program, {
    name: state.optimizer === 'adam' ? 'Adam' : 'SGD',
    momentum: state.optimizer === 'momentum' ? 0.9 : 0,
    clip: state.clip === 'none' ? null : Number(state.clip),
  })
}

/** The schedule to take away: for PyTorch, as JavaScript, or all its rates. */
export default function Export(props: Props) {
  const { t, say } = props
  const [kind, setKind] = useState<Kind>('torch')
  const text = textOf(kind, props)
  const { name, type } = FILES[kind]
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      say(t.copied)
    } catch {
      say(t.notCopied)
    }
  }
  return (
    <div className="designer-export">
      <div className="designer-export-bar">
        <Choice<Kind>
          label={t.exportAs}
          value={kind}
          options={KINDS.map((value) => ({ value, label: t.kinds[value] }))}
          onChange={setKind}
        />
        <Button label={t.copy} onPress={() => void copy()} />
        <a className="button" href={`data:${type};charset=utf-8,${encodeURIComponent(text)}`} download={name}>
          {t.download(name)}
        </a>
      </div>
      <pre className="designer-code" tabIndex={0} role="group" aria-label={t.kinds[kind]}>
        {text}
      </pre>
    </div>
  )
}
