import { toJavaScript } from '../../formula/code.ts'
import {
  type Branch,
  enclosed,
  oneLine,
  type Outline,
  outlined,
  type ScheduleProgram,
  since,
} from './outline.ts'

/**
 * The schedule as JavaScript: its constants, `rateAt(k)`, and a loop that prints `k,t,rate` for every update. Run by
 * Node or a browser's console it gives the bits of `learningRate`.
 * @throws Error as `settingsOf`
 */
export function javaScriptSchedule(program: ScheduleProgram): string {
  const outline = outlined(program, 'javascript')
  return [
    `// ${oneLine(program.words.title)}`,
    ...outline.constants.map(({ id, value }) => `const ${id} = ${number(value)};`),
    '',
    ...javaScriptRate(outline, program.words.rate),
    '',
    "console.log('k,t,rate');",
    `for (let k = 0; k < ${program.updates}; k++) console.log([k, k + 1, rateAt(k)].join(','));`,
    '',
  ].join('\n')
}

/** The function `rateAt(k)`, for where its constants are known. */
export const javaScriptRate = (outline: Outline, comment: string): string[] => [
  `// ${oneLine(comment)}`,
  `function rateAt(${outline.ids['k']!}) {`,
  ...outline.branches.flatMap((branch) => branchLines(branch, outline)),
  '}',
]

const number = (x: number): string => toJavaScript({ kind: 'number', value: x }, {})

function branchLines(branch: Branch, outline: Outline): string[] {
  const { ids } = outline
  const body = [
    ...repetition(branch, outline),
    ...branch.definitions.map(
      (d) => `const ${d.id} = ${'rateAt' in d ? `rateAt(${d.rateAt})` : toJavaScript(d.value, ids)};`,
    ),
    `return ${toJavaScript(branch.value, ids)};`,
  ]
  if (branch.to === null) return body.map((line) => `  ${line}`)
  return [`  if (${ids['k']!} < ${branch.to}) {`, ...body.map((line) => `    ${line}`), '  }']
}

function repetition({ repeats }: Branch, outline: Outline): string[] {
  const { ids } = outline
  const at = toJavaScript(since(outline), ids)
  if (repeats === 'drops') return [`const ${ids['n']!} = Math.floor(${enclosed(at)} / ${ids['every']!});`]
  if (repeats !== 'cycles') return []
  const [from, length] = [ids['k_i']!, ids['T_i']!]
  return [
    `let ${from} = 0;`,
    `let ${length} = ${ids['first']!};`,
    `while (${at} >= ${from} + ${length}) {`,
    `  ${from} += ${length};`,
    `  ${length} *= ${ids['multiplier']!};`,
    '}',
  ]
}
