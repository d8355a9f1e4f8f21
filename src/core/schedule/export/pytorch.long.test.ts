import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { learningRate } from '../schedule.ts'
import { programs } from './example-programs.ts'
import { pyTorchSchedule } from './pytorch.ts'

/** The first Python here that has PyTorch: one of the search path's, or the system's own packages. */
function pythonWithTorch(): string {
  const found = ['python3', '/usr/bin/python3'].find(
    (python) => spawnSync(python, ['-I', '-c', 'import torch']).status === 0,
  )
  if (!found) throw new Error('No python3 here has torch: install it (apt-get install python3-torch).')
  return found
}

/** Each program in a namespace of its own, a line of # between what they print; one start of PyTorch for all. */
function run(sources: readonly string[]): string[] {
  const input = `import json, sys\nfor source in json.loads(${JSON.stringify(JSON.stringify(sources))}):\n    exec(source, {})\n    print("#")\n`
  const { status, stdout, stderr } = spawnSync(pythonWithTorch(), ['-I', '-W', 'ignore', '-'], {
    input,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  })
  if (status !== 0) throw new Error(stderr.slice(-2000))
  return stdout.split('#\n').slice(0, -1)
}

test(
  'PyTorch prints the rates of every schedule, its own classes to their rounding',
  { timeout: 120_000 },
  () => {
    const optimizers = [
      { name: 'SGD', momentum: 0.9, clip: null },
      { name: 'Adam', momentum: 0, clip: 1 },
    ] as const
    const outputs = run(programs.map(([, program], i) => pyTorchSchedule(program, optimizers[i % 2]!)))
    const wrong = programs.flatMap(([name, program], i) => {
      const at = learningRate(program.schedule, program.settings)
      const rows = outputs[i]!.trim().split('\n').slice(1)
      expect(rows).toHaveLength(program.updates)
      return rows.flatMap((row, k) => {
        const rate = Number(row.split(',')[2])
        return Math.abs(rate - at(k)) <= 1e-12 * Math.max(1, at(k))
          ? []
          : [`${name}, k = ${k}: ${rate}, ${at(k)}`]
      })
    })
    expect(wrong).toEqual([])
  },
)
