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
  const k = outline.ids['k']!
  return [
    `// ${oneLine(program.words.title)}`,
    ...outline.constants.map(({ id, value }) => `const ${id} = ${number(value)};`),
    '',
    `// ${oneLine(program.words.rate)}`,
    `function rateAt(${k}) {`,
    ...outline.branches.flatMap((branch) => branchLines(branch, outline)),
    '}',
    '',
    "console.log('k,t,rate');",
    `for (let k = 0; k < ${program.updates}; k++) console.log([k, k + 1, rateAt(k)].join(','));`,
    '',
  ].join('\n')
}

const number = (x: number): string => toJavaScript({ kind: 'number', value: x }, {})

function branchLines(branch: Branch, outline: Outline): string[] {
  const { ids } = outline
  const body = [
    ...repetition(branch, outline),
    ...branch.definitions.map((d) => `const ${d.id} = ${toJavaScript(d.value, ids)};`),
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
