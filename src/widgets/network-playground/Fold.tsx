import { Suspense, useState, type ReactNode } from 'react'

interface Props {
  readonly label: string
  /** The name of its style, which keeps room for what is fetched when it opens. */
  readonly kind: string
  readonly children: (isOpen: boolean) => ReactNode
}

/** A part that is fetched when the reader first opens it, and then stays: what goes on in it goes on. */
export function Fold({ label, kind, children }: Props) {
  const [isOpen, setOpen] = useState(false)
  const [wasOpen, setWasOpen] = useState(false)
  return (
    <details
      className={`pg-fold pg-fold-${kind}`}
      onToggle={(e) => {
        setOpen(e.currentTarget.open)
        if (e.currentTarget.open) setWasOpen(true)
      }}
    >
      <summary>{label}</summary>
      <div className="pg-fold-inside">
        {wasOpen && <Suspense fallback={null}>{children(isOpen)}</Suspense>}
      </div>
    </details>
  )
}
