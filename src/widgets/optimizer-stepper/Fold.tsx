import { Suspense, useState, type ReactNode } from 'react'

interface Props {
  readonly label: string
  /** The name of its style, which keeps room for what is fetched when it opens. */
  readonly kind: string
  readonly children: ReactNode
}

/** A part that is fetched and shown when the reader opens it. */
export function Fold({ label, kind, children }: Props) {
  const [open, setOpen] = useState(false)
  return (
    <details className={`fold fold-${kind}`} onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary>{label}</summary>
      <div className="fold-inside">{open && <Suspense fallback={null}>{children}</Suspense>}</div>
    </details>
  )
}
