import { registerKernel, util, type KernelConfig, type TensorInfo } from '@tensorflow/tfjs-core'
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu/dist/backend_webgpu'
import { sumConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Sum'
import { createProgram } from './program.ts'

/*
 * Sums over all leading axes, as the gradient of biases needs them: out[j] = Σᵢ x[i, j]. Each thread adds up one
 * column. tfjs would first transpose, then reduce with barriers. All other sums stay tfjs's.
 */

/** Beyond this many terms a sum is better shared among threads. */
const MOST_TERMS = 2048

const CODE = `
  var sum = 0.0;
  for (var i = 0; i < uniforms.rows; i++) { sum += x[i * uniforms.columns + index]; }
  setOutputAtIndex(index, sum);`

interface SumAttributes {
  readonly axis: number | number[]
  readonly keepDims: boolean
}

const kernelFunc: KernelConfig['kernelFunc'] = (call) => {
  const { x } = call.inputs as unknown as { x: TensorInfo }
  const { axis, keepDims } = call.attrs as unknown as SumAttributes
  const axes = util.parseAxisParam(axis, x.shape)
  const rows = axes.reduce((product, a) => product * (x.shape[a] ?? 1), 1)
  const areLeading = axes.length < x.shape.length && axes.every((a) => a < axes.length)
  if (!areLeading || keepDims || rows > MOST_TERMS || x.dtype !== 'float32') return sumConfig.kernelFunc(call)
  const outputShape = x.shape.slice(axes.length)
  const uniforms = ['rows', 'columns']
  const program = createProgram({ key: 'column-sum', inputs: ['x'], uniforms, outputShape, code: CODE })
  const numbers = [rows, util.sizeFromShape(outputShape)].map((n) => ({ type: 'int32', data: [n] }))
  return (call.backend as WebGPUBackend).runWebGPUProgram(program, [x], 'float32', numbers)
}

registerKernel({ ...sumConfig, kernelFunc })
