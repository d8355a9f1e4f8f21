import { registerKernel, type KernelConfig, type TensorInfo } from '@tensorflow/tfjs-core'
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu/dist/backend_webgpu'
import { _fusedMatMulConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/_FusedMatMul'
import { batchMatMulConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/BatchMatMul'
import { createProgram } from './program.ts'

/*
 * A · B (+ bias) for layers of a few units: each thread computes one number. tfjs's own matmuls are made for large
 * matrices; their tiles stay almost empty here, and the barriers between them cost a software adapter milliseconds.
 * The CPU twin is tfjs's own kernel; both are tested against core.
 */

interface MatMulAttributes {
  readonly transposeA: boolean
  readonly transposeB: boolean
  readonly activation?: string | null
}

/** Beyond this many terms a sum is better shared among threads. */
const MOST_TERMS = 2048

const code = (transposeA: boolean, transposeB: boolean, hasBias: boolean): string => `
  let row = index / uniforms.columns;
  let column = index % uniforms.columns;
  var sum = ${hasBias ? 'bias[column]' : '0.0'};
  for (var k = 0; k < uniforms.inner; k++) {
    let a = A[${transposeA ? 'k * uniforms.rows + row' : 'row * uniforms.inner + k'}];
    let b = B[${transposeB ? 'column * uniforms.inner + k' : 'k * uniforms.columns + column'}];
    sum += a * b;
  }
  setOutputAtIndex(index, sum);`

const batchOf = ({ shape }: TensorInfo): number => shape.slice(0, -2).reduce((product, n) => product * n, 1)

/** The same kernel for small matrices, tfjs's for all others. */
function withSmall(config: KernelConfig): KernelConfig {
  const kernelFunc: KernelConfig['kernelFunc'] = (call) => {
    const { a, b, bias } = call.inputs as unknown as { a: TensorInfo; b: TensorInfo; bias?: TensorInfo }
    const { transposeA, transposeB, activation } = call.attrs as unknown as MatMulAttributes
    const [rows = 0, inner = 0] = transposeA ? a.shape.slice(-2).reverse() : a.shape.slice(-2)
    const columns = b.shape[b.shape.length - (transposeB ? 2 : 1)] ?? 0
    const isLinear = (activation ?? 'linear') === 'linear'
    if (!isLinear || inner > MOST_TERMS || batchOf(a) !== 1 || batchOf(b) !== 1)
      return config.kernelFunc(call)
    const outputShape = [...a.shape.slice(0, -2), rows, columns]
    const inputs = bias ? [a, b, bias] : [a, b]
    const program = createProgram({
      key: `small-matmul ${transposeA} ${transposeB} ${bias !== undefined}`,
      inputs: bias ? ['A', 'B', 'bias'] : ['A', 'B'],
      uniforms: ['rows', 'inner', 'columns'],
      outputShape,
      code: code(transposeA, transposeB, bias !== undefined),
    })
    const numbers = [rows, inner, columns].map((n) => ({ type: 'int32', data: [n] }))
    return (call.backend as WebGPUBackend).runWebGPUProgram(program, inputs, 'float32', numbers)
  }
  return { ...config, kernelFunc }
}

;[_fusedMatMulConfig, batchMatMulConfig].map(withSmall).forEach(registerKernel)
