import { MOST_STEPS, type CheckpointEvent, type RunCommand } from './protocol.ts'
import { withTunables, type RunSpec } from './run-spec.ts'
import { SNAPSHOT_VERSION, type RunSnapshot } from './snapshot.ts'

/** What a run was told since its last checkpoint, so that another worker can be told the same. */
export interface Journal {
  /** To be called for everything that is sent to the run after its start. */
  readonly note: (command: RunCommand) => void
  readonly keep: (checkpoint: CheckpointEvent) => void
  /** The last checkpoint, or what the run began with. */
  readonly snapshot: () => RunSnapshot | undefined
  /** Begins a new journal and gives what makes the run again: its start, then what it still has to do and to hear. */
  readonly replay: () => readonly RunCommand[]
}

/** Commands that a worker counts when it says how many it has heard. */
const counts = ({ type }: RunCommand): boolean =>
  type !== 'start' && type !== 'dispose' && type !== 'evaluate' && type !== 'snapshot'

/** What is left to do at a checkpoint, as a command. */
function stillToDo({ runId, left }: CheckpointEvent): RunCommand[] {
  if (left === null) return [{ type: 'run', runId }]
  return left === 0 ? [] : [{ type: 'step', runId, count: Math.min(left, MOST_STEPS) }]
}

export function createJournal(runId: string, spec: RunSpec, opened: RunSnapshot | undefined): Journal {
  let checkpoint: CheckpointEvent | null = null
  let saved = opened
  let told: RunCommand[] = []
  /** How many commands came before those in `told`. */
  let before = 0

  return {
    note(command) {
      if (counts(command)) told.push(command)
    },
    keep(next) {
      told = told.slice(Math.max(0, next.heard - before))
      before = Math.max(before, next.heard)
      checkpoint = next
      const { type: _, runId: _id, tunables, left: _left, heard: _heard, ...numbers } = next
      saved = { version: SNAPSHOT_VERSION, spec: withTunables(spec, tunables), ...numbers }
    },
    snapshot: () => saved,
    replay() {
      // The tunables of the checkpoint: changes that came later are among what it was told.
      const start = { type: 'start', runId, spec: checkpoint && saved ? saved.spec : spec } as const
      const commands = [
        { ...start, ...(saved ? { snapshot: saved } : {}) },
        ...(checkpoint ? stillToDo(checkpoint) : []),
        ...told,
      ]
      told = commands.filter(counts)
      before = 0
      return commands
    },
  }
}
