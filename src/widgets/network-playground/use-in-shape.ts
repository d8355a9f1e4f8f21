import { useState } from 'react'
import { outputsOf, type DenseShape } from '../../core/network/spec.ts'

/**
 * Something picked in the network, or null. It belongs to the shape in which it was picked: whatever changes that, be it
 * an undo, drops it.
 */
export function useInShape<T>(shape: DenseShape): readonly [T | null, (picked: T | null) => void] {
  const [kept, keep] = useState<{ readonly shape: string; readonly picked: T | null } | null>(null)
  const now = JSON.stringify([shape.hidden, outputsOf(shape)])
  return [kept?.shape === now ? kept.picked : null, (picked) => keep({ shape: now, picked })]
}
