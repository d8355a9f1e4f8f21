import path from 'node:path'
import { ESLint } from 'eslint'
import { expect, test } from 'vitest'
import { MAY } from './layers.mjs'

const root = path.resolve(import.meta.dirname, '..')
const eslint = new ESLint({ cwd: root })

/** What the lint says of a file of this text at this place; the file need not exist. */
async function said(file: string, text: string): Promise<string[]> {
  const [result] = await eslint.lintText(text, { filePath: path.join(root, file) })
  return (result?.messages ?? []).map((m) => m.ruleId ?? m.message)
}

const IMPORTS = 'no-restricted-imports'
const SYNTAX = 'no-restricted-syntax'
const GLOBALS = 'no-restricted-globals'

/** Planted breaches: each must be caught by the rule that is there for it. */
test.each([
  ['src/core/x.ts', "import { useState } from 'react'\nexport const a = useState", IMPORTS],
  ['src/core/x.ts', "import type { Tensor } from '@tensorflow/tfjs-core'\nexport type A = Tensor", IMPORTS],
  [
    'src/core/optimizer/x.ts',
    "import { engine } from '../../engine/client.ts'\nexport const a = engine",
    IMPORTS,
  ],
  ['src/core/x.ts', "export const later = () => import('react')", SYNTAX],
  ['src/core/x.ts', 'export const a = Math.random()', SYNTAX],
  ['src/core/x.ts', 'export const a = Date.now()', SYNTAX],
  ['src/core/x.ts', 'export const a = new Date()', SYNTAX],
  ['src/core/x.ts', 'export const a = performance.now()', SYNTAX],
  ['src/core/x.ts', 'export const a = document.title', GLOBALS],
  ['src/core/x.ts', 'export const a = globalThis', GLOBALS],
  ['src/ui/x.tsx', "import { record } from '../widget-kit/history.ts'\nexport const a = record", IMPORTS],
  ['src/ui/x.tsx', 'export const A = () => <p>Loss</p>', SYNTAX],
  ['src/engine/x.ts', "import { Tex } from '../ui/Tex.tsx'\nexport const a = Tex", IMPORTS],
  ['src/engine/worker/session.ts', 'export const a = performance.now()', SYNTAX],
  ['src/engine/models/x.ts', 'export const a = Math.random()', SYNTAX],
  ['src/widget-kit/x.ts', "export { default } from '../widgets/optimizer-stepper/index.ts'", IMPORTS],
  [
    'src/widgets/a/View.tsx',
    "import { Shell } from '../../course/Shell.tsx'\nexport const a = Shell",
    IMPORTS,
  ],
  ['src/widgets/a/View.tsx', 'export const A = () => <b>学习率</b>', SYNTAX],
  ['src/widgets/a/model.ts', "import { useMemo } from 'react'\nexport const a = useMemo", IMPORTS],
  [
    'src/widgets/a/model.ts',
    "import { engine } from '../../engine/client.ts'\nexport const a = engine",
    IMPORTS,
  ],
  ['src/widgets/a/model.ts', 'export const a = Math.random()', SYNTAX],
  ['src/widgets/a/model.ts', 'export const a = window', GLOBALS],
  [
    'src/course/x.tsx',
    "import { startEmbed } from '../embed/start-embed.ts'\nexport const a = startEmbed",
    IMPORTS,
  ],
  ['src/core/x.ts', "export const f = new Function('return 1')", 'no-new-func'],
])('%s: %s', async (file, text, rule) => {
  expect(await said(file, text)).toContain(rule)
})

test.each([
  ['src/core/x.ts', "import { add } from './formula/expr.ts'\nexport const a = add"],
  ['src/engine/worker/main.ts', 'export const now = () => performance.now()'],
  ['src/widgets/a/model.ts', "import { slider } from '../../widget-kit/param.ts'\nexport const a = slider"],
  ['src/course/x.tsx', "export const A = () => <p>{'…'}</p>"],
])('what is allowed is not complained about: %s', async (file, text) => {
  expect(await said(file, text)).toEqual([])
})

test('arrows point one way: no room may be reached from itself', () => {
  const reach = (room: string, seen = new Set<string>()): Set<string> => {
    for (const next of MAY[room] ?? []) if (!seen.has(next)) reach(next, seen.add(next))
    return seen
  }
  for (const room of Object.keys(MAY)) expect(reach(room)).not.toContain(room)
})
