import * as tf from '@tensorflow/tfjs'
import type { BackendName } from './engine.ts'

/** Starts tfjs on a backend, or says why not. */
export async function startTfjs(backend: BackendName): Promise<void> {
  if (backend === 'webgpu') await import('@tensorflow/tfjs-backend-webgpu')
  if (backend === 'wasm') {
    const wasm = await import('@tensorflow/tfjs-backend-wasm')
    wasm.setWasmPaths('/wasm/')
    // Its threads need workers from blobs; for work of this size one thread is faster anyway.
    tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false)
  }
  tf.env().set('PROD', true)
  if (!(await tf.setBackend(backend))) throw new Error(`tfjs could not start ${backend}.`)
  await tf.ready()
}
