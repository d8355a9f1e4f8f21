/** Compiled programs, so that a run that starts over does not compile again. */
const pipelines = new WeakMap<GPUDevice, Map<string, Promise<GPUComputePipeline>>>()

/** The program of that code, compiled while nobody waits. Programs of one code have bindings of one form. */
export function pipelineOf(
  device: GPUDevice,
  code: string,
  bindings: GPUBindGroupLayout,
): Promise<GPUComputePipeline> {
  const known = pipelines.get(device) ?? new Map<string, Promise<GPUComputePipeline>>()
  pipelines.set(device, known)
  const old = known.get(code)
  if (old) return old
  const module = device.createShaderModule({ code })
  const made = device.createComputePipelineAsync({
    layout: device.createPipelineLayout({ bindGroupLayouts: [bindings] }),
    compute: { module },
  })
  known.set(code, made)
  return made
}
