import { toPython } from '../../formula/code.ts'
import type { PythonDialect } from '../../formula/identifiers.ts'
import { type Branch, enclosed, oneLine, type Outline, since } from './outline.ts'

/** The function `rate_at(k)` as Python 3, for where its constants are known and `math` or NumPy is imported. */
export const pythonRate = (outline: Outline, comment: string, dialect: PythonDialect): string[] => [
  `# ${oneLine(comment)}`,
  `def rate_at(${outline.ids['k']!}):`,
  ...outline.branches.flatMap((branch) => branchLines(branch, outline, dialect)),
]

function branchLines(branch: Branch, outline: Outline, dialect: PythonDialect): string[] {
  const { ids } = outline
  const scalars = new Set(Object.keys(ids))
  const body = [
    ...repetition(branch, outline, dialect),
    ...branch.definitions.map(
      (d) => `${d.id} = ${'rateAt' in d ? `rate_at(${d.rateAt})` : toPython(d.value, ids, dialect, scalars)}`,
    ),
    `return ${toPython(branch.value, ids, dialect, scalars)}`,
  ]
  if (branch.to === null) return body.map((line) => `    ${line}`)
  return [`    if ${ids['k']!} < ${branch.to}:`, ...body.map((line) => `        ${line}`)]
}

function repetition({ repeats }: Branch, outline: Outline, dialect: PythonDialect): string[] {
  const { ids } = outline
  const at = toPython(since(outline), ids, dialect, new Set(Object.keys(ids)))
  if (repeats === 'drops') return [`${ids['n']!} = ${enclosed(at)} // ${ids['every']!}`]
  if (repeats !== 'cycles') return []
  const [from, length] = [ids['k_i']!, ids['T_i']!]
  return [
    `${from} = 0`,
    `${length} = ${ids['first']!}`,
    `while ${at} >= ${from} + ${length}:`,
    `    ${from} += ${length}`,
    `    ${length} *= ${ids['multiplier']!}`,
  ]
}
