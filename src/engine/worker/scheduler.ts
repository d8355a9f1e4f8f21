import type { Session } from './session.ts'

/** How long a run trains before the next has its turn. */
export const SLICE_MS = 8

/** What the scheduler asks a session for. */
export type Trainable = Pick<Session, 'isTraining' | 'train' | 'evaluateIfDue' | 'fence'>

/** Gives every training run its turns, equally long, one after another, and evaluates runs whose time has come. */
export interface Scheduler {
  readonly add: (runId: string, session: Trainable) => void
  readonly remove: (runId: string) => void
  /** Says that there may be something to do. Resolves when there is no more; asked twice, it is the same work. */
  readonly wake: () => Promise<void>
}

/**
 * `rest` lets commands come in before the next round. `failed` hears of a run that threw; it has been removed by then.
 * Of the work handed in by two successive turns the older one is always done before a third begins.
 */
export function createScheduler(
  rest: () => Promise<void>,
  failed: (runId: string, error: unknown) => void,
): Scheduler {
  const sessions = new Map<string, Trainable>()
  let working: Promise<void> | null = null
  let isAwake = false
  let older: Promise<void> = Promise.resolve()

  const drop = (runId: string, session: Trainable, error: unknown): void => {
    if (sessions.get(runId) !== session) return
    sessions.delete(runId)
    failed(runId, error)
  }

  const evaluate = (runId: string, session: Trainable): void => {
    session.evaluateIfDue()?.then(
      () => void wake(),
      (error: unknown) => drop(runId, session, error),
    )
  }

  /** What goes wrong with the work of a turn is put to the run whose turn it was. */
  const turn = async (runId: string, session: Trainable): Promise<void> => {
    session.train(SLICE_MS)
    const newer = session.fence().catch((error: unknown) => drop(runId, session, error))
    await older
    older = newer
  }

  /** Whether anyone trained: then there may be more to do, if only a last evaluation. */
  const round = async (): Promise<boolean> => {
    let hasTrained = false
    for (const [runId, session] of [...sessions]) {
      if (sessions.get(runId) !== session) continue
      evaluate(runId, session)
      if (!session.isTraining()) continue
      hasTrained = true
      try {
        await turn(runId, session)
      } catch (error) {
        drop(runId, session, error)
      }
    }
    return hasTrained
  }

  const work = async (): Promise<void> => {
    while (isAwake) {
      isAwake = false
      if (await round()) isAwake = true
      await rest()
    }
    working = null
  }

  function wake(): Promise<void> {
    isAwake = true
    working ??= work()
    return working
  }

  return {
    add: (runId, session) => void sessions.set(runId, session),
    remove: (runId) => void sessions.delete(runId),
    wake,
  }
}
