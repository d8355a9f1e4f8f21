import { memory } from '@tensorflow/tfjs-core'

/*
 * What trainers keep until they are disposed of: GPU buffers, and on the CPU the arrays of a network as one. Whatever is
 * taken here must be given back, and a count that grows is a leak.
 */
let count = 0

/** Takes so many; the function gives them back, once. */
export function hold(pieces: number): () => void {
  count += pieces
  let left = pieces
  return () => {
    count -= left
    left = 0
  }
}

/** All that is held now in this worker, tfjs's tensors among it. */
export const heldNow = (): number => count + memory().numTensors
