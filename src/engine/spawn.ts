import type { Command } from './protocol.ts'

/** The page's end of the line to a worker. */
export interface Port {
  readonly post: (command: Command) => void
  readonly terminate: () => void
}

/** Makes a worker. What it sends goes to `onMessage` as it is; that it cannot load, or died, goes to `onFailure`. */
export type Spawn = (onMessage: (data: unknown) => void, onFailure: (detail: string) => void) => Port

/** Loads the training worker, a chunk of its own. It may throw where there are no workers at all. */
export const spawnWorker: Spawn = (onMessage, onFailure) => {
  const worker = new Worker(new URL('./worker/main.ts', import.meta.url), {
    type: 'module',
    name: 'training',
  })
  worker.addEventListener('message', (event: MessageEvent<unknown>) => onMessage(event.data))
  worker.addEventListener('error', (event) => onFailure(event.message || 'the worker could not be loaded'))
  worker.addEventListener('messageerror', () => onFailure('a message could not be read'))
  return { post: (command) => worker.postMessage(command), terminate: () => worker.terminate() }
}
