import type { Event } from '../protocol.ts'
import { createHost } from './host.ts'

/** The training worker: the one place with a clock, and the door through which the page's commands come in. */

declare const self: DedicatedWorkerGlobalScope

/** A message to oneself comes after all that wait already, and sooner than any timer. */
function createRest(): () => Promise<void> {
  const { port1, port2 } = new MessageChannel()
  const waiting: (() => void)[] = []
  port1.onmessage = () => waiting.shift()?.()
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve)
      port2.postMessage(null)
    })
}

/** Arrays that are made for one event only are handed over instead of copied. */
const transfer = (event: Event): Transferable[] =>
  event.type === 'progress' ? [event.parameters.buffer, event.fields.buffer] : []

const receive = createHost({
  gpu: navigator.gpu,
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  post: (event) => self.postMessage(event, transfer(event)),
  now: () => performance.now(),
  rest: createRest(),
})

self.addEventListener('message', (message: MessageEvent<unknown>) => receive(message.data))
