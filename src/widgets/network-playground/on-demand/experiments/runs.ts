import type { EngineClient, RunHandle } from '../../../../engine/client.ts'
import type { RunSpec } from '../../../../engine/run-spec.ts'
import { createStore, type Store } from '../../../../widget-kit/store.ts'
import { afterEvent, isOver, WAITING, type Track } from './tracks.ts'

/** Makes the runs of an experiment. */
export interface Runs {
  /** One track a run, in the order in which they were asked for; empty before the first experiment. */
  readonly tracks: Store<readonly Track[]>
  /** Makes so many steps of each, `atOnce` at a time, from step 0. What was under way is given up. */
  start(specs: readonly RunSpec[], steps: number, atOnce: number): void
  /** Gives up what is not over; results so far stay. */
  stop(): void
}

/** Every run is measured so many times, at the same steps, so that curves can be laid upon one another. */
const MEASURED = 50

export function createRuns(load: () => Promise<EngineClient>): Runs {
  const tracks = createStore<readonly Track[]>([])
  let open = new Map<number, RunHandle>()
  let generation = 0

  const close = () => {
    generation++
    for (const handle of open.values()) handle.dispose()
    open = new Map()
  }
  const change = (i: number, next: (track: Track) => Track) =>
    tracks.set(tracks.get().map((track, k) => (k === i ? next(track) : track)))

  const begin = (engine: EngineClient, specs: readonly RunSpec[], steps: number, atOnce: number) => {
    const mine = generation
    let next = 0
    const more = () => {
      while (mine === generation && next < specs.length && open.size < atOnce) openOne(next++)
    }
    const stride = Math.ceil(steps / MEASURED)
    const openOne = (i: number) => {
      let asked = 0
      const handle = engine.openRun(specs[i] as RunSpec, (event) => {
        if (mine !== generation || !open.has(i)) return
        change(i, (track) => afterEvent(track, event, steps))
        if (isOver(tracks.get()[i] as Track)) {
          open.get(i)?.dispose()
          open.delete(i)
          more()
        } else if (event.type === 'progress' && event.step >= asked) {
          const next = Math.min(event.step + stride, steps)
          open.get(i)?.step(next - event.step)
          asked = next
        }
      })
      open.set(i, handle)
      change(i, (track) => ({ ...track, phase: 'running' }))
    }
    more()
  }

  return {
    tracks,
    start(specs, steps, atOnce) {
      close()
      tracks.set(specs.map(() => WAITING))
      const mine = generation
      load().then(
        (engine) => {
          if (mine === generation) begin(engine, specs, steps, atOnce)
        },
        (error: unknown) => {
          if (mine !== generation) return
          const problem = {
            type: 'failed',
            runId: '',
            code: 'worker-unavailable',
            detail: String(error),
          } as const
          tracks.set(specs.map(() => ({ ...WAITING, phase: 'failed', problem })))
        },
      )
    },
    stop() {
      close()
      tracks.set(tracks.get().map((track) => (isOver(track) ? track : { ...track, phase: 'stopped' })))
    },
  }
}
