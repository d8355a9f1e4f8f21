import { parameterTotal } from '../../src/core/network/parameters.ts'
import { parametersOf } from '../../src/core/network/architecture.ts'
import { countGpu } from '../../e2e/lab/counts.ts'
import { CannotRun, type BackendName, type Engine } from './engine.ts'
import { workOf, type WorkName } from './works.ts'

/*
 * One engine, one work, one backend, in a page of its own: what one leaves behind does not touch the next. Called by
 * index.mjs through `window.bench`.
 */

const ENGINES: Readonly<Record<string, () => Promise<{ default: Engine }>>> = {
  gradstep: () => import('./engines/gradstep.ts'),
  tfjs: () => import('./engines/tfjs.ts'),
  'jax-js': () => import('./engines/jax-js.ts'),
  'gpt-tfjs': () => import('./engines/gpt-tfjs.ts'),
  'plain loops': () => import('./engines/plain-loops.ts'),
}

interface Asked {
  readonly engine: string
  readonly work: WorkName
  readonly backend: BackendName
  /** How many first losses to compare. */
  readonly losses: number
  /** About how long to measure. */
  readonly milliseconds: number
}

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

async function bench({ engine, work: name, backend, losses: compared, milliseconds }: Asked) {
  const gpu = countGpu()
  const work = workOf(name)
  const make = (await ENGINES[engine]!()).default
  const began = performance.now()
  const run = await make(work, backend)
  await run.step(1)
  const losses = [await run.loss()]
  const firstStepMs = performance.now() - began
  let t = 1
  for (; t < compared;) {
    await run.step(++t)
    losses.push(await run.loss())
  }
  await run.finish()

  gpu.take()
  const host: number[] = []
  const start = performance.now()
  let steps = 0
  const { many } = run
  const stride = many ? Math.min(many.most, 200) : 1
  for (let k = 0; k < 3 || (performance.now() - start < milliseconds && steps < 1_000_000); k++) {
    const from = performance.now()
    if (many) many.steps(t + 1, stride)
    else await run.step(t + 1)
    host.push((performance.now() - from) / stride)
    t += stride
    steps += stride
    // A queue without end would only move the waiting to the end.
    if (k % 8 === 7) await run.finish()
  }
  await run.finish()
  const seconds = (performance.now() - start) / 1000
  const { dispatches, submits, buffers, readBacks } = gpu.take()
  return {
    params: parameterTotal(parametersOf(work.plan.net)),
    dispatches: dispatches / steps,
    submits: submits / steps,
    buffers: buffers / steps,
    readbacks: readBacks / steps,
    hostMs: median(host.slice(-50)),
    stepsPerSecond: steps / seconds,
    firstStepMs,
    losses,
  }
}

Object.assign(window, {
  bench: (asked: Asked) =>
    bench(asked).catch((error: unknown) => ({
      why: error instanceof Error ? error.message.split('\n')[0] : `${String(error)}`,
      expected: error instanceof CannotRun,
    })),
  adapter: async () => {
    const info = (await navigator.gpu?.requestAdapter())?.info
    return info
      ? [info.vendor, info.architecture, info.device, info.description].filter(Boolean).join(' ')
      : 'none'
  },
})
