import type { KernelBackend, KernelConfig, TensorInfo } from '@tensorflow/tfjs-core'
import type { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu/dist/backend_cpu'

/** How loops over arrays get at the tensors of a backend that keeps them in memory. */
export interface PlainAccess {
  readonly backendName: string
  readonly numbers: (backend: KernelBackend, tensor: TensorInfo) => Float32Array | Int32Array
  readonly result: (backend: KernelBackend, shape: number[], values: Float32Array) => TensorInfo
}

export const CPU_ACCESS: PlainAccess = {
  backendName: 'cpu',
  numbers: (backend, { dataId }) => (backend as MathBackendCPU).data.get(dataId).values as Float32Array,
  result: (backend, shape, values) => (backend as MathBackendCPU).makeTensorInfo(shape, 'float32', values),
}

/** A kernel that is a loop over arrays: the same code on every backend of that kind. */
export type PlainKernel = (access: PlainAccess) => KernelConfig
