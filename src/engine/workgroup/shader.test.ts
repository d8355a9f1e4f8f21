import { describe, expect, it } from 'vitest'
import { ALL_RULES } from '../../core/optimizer/conventions.ts'
import { createRuleProgram } from '../rule-program.ts'
import { workgroupMemory } from './memory.ts'
import { workgroupShader } from './shader.ts'

/* What the program computes is tested in a browser: e2e/lab-workgroup.spec.ts. */

describe('the program of a workgroup', () => {
  it.each(ALL_RULES.map((rule) => [rule.id, rule] as const))(
    '%s: its update declares each name once, none of them a word of WGSL',
    (optimizer, rule) => {
      const plan = {
        net: { kind: 'dense', inputs: 2, hidden: [3], activation: 'tanh', outputs: 1, dropout: 0 },
        loss: { kind: 'binary', smoothing: 0 },
        batchSize: 4,
        optimizer,
        seed: 1,
        clips: false,
      } as const
      const code = workgroupShader({
        plan,
        program: createRuleProgram(rule),
        memory: workgroupMemory(plan, 16384, 32),
        threads: 32,
        dataRows: 10,
      })
      const update = /fn update\((.*)\) \{([^}]*)\}/.exec(code)
      const names = [
        ...[...(update?.[1] ?? '').matchAll(/(\w+):/g)].map((m) => m[1]),
        ...[...(update?.[2] ?? '').matchAll(/let (\w+)/g)].map((m) => m[1]),
      ]
      expect(names).toContain('theta')
      expect(new Set(names).size).toBe(names.length)
      const words = [
        'let',
        'var',
        'fn',
        'if',
        'loop',
        'switch',
        'const',
        'final',
        'target',
        'delete',
        'self',
        'P',
        'state',
      ]
      expect(names.filter((name) => words.includes(name ?? ''))).toEqual([])
    },
  )
})
