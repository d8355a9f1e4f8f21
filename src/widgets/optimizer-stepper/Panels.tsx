import { lazy, Suspense, useState, type ReactNode } from 'react'
import { NO_TURN } from './your-turn/hiding.ts'
import type { YourTurnProps } from './your-turn/YourTurn.tsx'

const YourTurn = lazy(() => import('./your-turn/YourTurn.tsx'))

interface FoldProps {
  readonly title: string
  readonly waiting: string
  readonly children: ReactNode
  onClose?(): void
}

/** A part that is fetched when it is first opened. */
export function Fold({ title, waiting, children, onClose }: FoldProps) {
  const [opened, setOpened] = useState(false)
  return (
    <details
      className="stepper-fold"
      onToggle={(event) => {
        if (event.currentTarget.open) setOpened(true)
        else onClose?.()
      }}
    >
      <summary>{title}</summary>
      {opened && <Suspense fallback={<p className="quiet">{waiting}</p>}>{children}</Suspense>}
    </details>
  )
}

/** “Your turn”, folded; what is hidden is shown again when it is folded up. */
export function YourTurnFold({
  title,
  waiting,
  ...props
}: YourTurnProps & Pick<FoldProps, 'title' | 'waiting'>) {
  return (
    <Fold title={title} waiting={waiting} onClose={() => props.onTurn(NO_TURN)}>
      <YourTurn {...props} />
    </Fold>
  )
}
