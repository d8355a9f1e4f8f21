import { toPython } from '../../formula/code.ts'
import type { PythonDialect } from '../../formula/identifiers.ts'
import { oneLine } from './plan.ts'

/** What NumPy and PyTorch call differently. */
export interface Dialect {
  readonly id: PythonDialect
  readonly module: string
  readonly imports: readonly string[]
  vector(numbers: readonly string[]): string
  /** What stands before and after the rows of a matrix. */
  readonly matrix: readonly [open: string, close: string]
  /** A vector of the formulas' values; a constant among them has to be told its type. */
  stacked(values: readonly { readonly code: string; readonly constant: boolean }[]): readonly string[]
}

export const DIALECTS: Readonly<Record<PythonDialect, Dialect>> = {
  numpy: {
    id: 'numpy',
    module: 'np',
    imports: ['import math', '', 'import numpy as np'],
    matrix: ['np.array([', '], dtype=np.float64)'],
    vector: (numbers) => `np.array([${numbers.join(', ')}], dtype=np.float64)`,
    stacked: (values) => ['np.array([', ...values.map(({ code }) => code), '], dtype=np.float64)'],
  },
  torch: {
    id: 'torch',
    module: 'torch',
    imports: ['import math', '', 'import torch'],
    matrix: ['torch.tensor([', '], dtype=torch.float64)'],
    vector: (numbers) => `torch.tensor([${numbers.join(', ')}], dtype=torch.float64)`,
    stacked: (values) => [
      'torch.stack([',
      ...values.map(({ code, constant }) => (constant ? `point.new_tensor(${code})` : code)),
      '])',
    ],
  },
}

export const comment = (text: string): string => `# ${oneLine(text)}`

export const number = (x: number, d: Dialect): string => toPython({ kind: 'number', value: x }, {}, d.id)

export const listed = (numbers: readonly number[], d: Dialect): string =>
  `[${numbers.map((x) => number(x, d)).join(', ')}]`
