import { getMainHeaderString, type WebGPUProgram } from '@tensorflow/tfjs-backend-webgpu/dist/webgpu_program'
import { computeDispatch, flatDispatchLayout } from '@tensorflow/tfjs-backend-webgpu/dist/webgpu_util'

/** What a kernel of ours has to say; one thread computes one number of the output. */
export interface KernelSource {
  /** Names the shader: equal keys mean equal code. */
  readonly key: string
  /** The inputs as the code reads them, each a flat array. */
  readonly inputs: readonly string[]
  /** Whole numbers that the code reads as uniforms.<name>. */
  readonly uniforms: readonly string[]
  readonly outputShape: number[]
  /** WGSL that computes number `index` of the output and ends with setOutputAtIndex. */
  readonly code: string
}

const THREADS = 64

/** The kernel as tfjs's WebGPU backend runs it. */
export function createProgram({ key, inputs, uniforms, outputShape, code }: KernelSource): WebGPUProgram {
  const workgroupSize: [number, number, number] = [THREADS, 1, 1]
  const dispatchLayout = flatDispatchLayout(outputShape)
  return {
    variableNames: [...inputs],
    uniforms: uniforms.map((name) => `${name} : i32,`).join(' '),
    outputShape,
    workgroupSize,
    dispatchLayout,
    dispatch: computeDispatch(dispatchLayout, outputShape, workgroupSize),
    shaderKey: key,
    size: true,
    getUserCode: () => `${getMainHeaderString('index')} { if (index < uniforms.size) { ${code} } }`,
  }
}
