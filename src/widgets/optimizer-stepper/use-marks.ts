import { useEffect, useState } from 'react'

type Marks = typeof import('./on-demand/marks/StopMark.tsx')

/** What draws the marks of stops, fetched when the reader first looks at one. */
export function useMarks(wanted: boolean): Marks | null {
  const [marks, setMarks] = useState<Marks | null>(null)
  useEffect(() => {
    if (!wanted || marks) return
    let live = true
    void import('./on-demand/marks/StopMark.tsx').then((fetched) => live && setMarks(fetched))
    return () => {
      live = false
    }
  }, [wanted, marks])
  return wanted ? marks : null
}
