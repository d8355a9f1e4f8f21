import { lazy, Suspense } from 'react'
import type { ObjectiveFieldProps } from './ObjectiveField.tsx'

const ObjectiveField = lazy(() => import('./ObjectiveField.tsx').then((m) => ({ default: m.ObjectiveField })))

/** The field for a formula of one's own. Few type one: it is fetched, with all that can be wrong, when it is shown. */
export const TypedObjective = (props: ObjectiveFieldProps) => (
  <Suspense fallback={<div className="typed-field-awaited" />}>
    <ObjectiveField {...props} />
  </Suspense>
)
