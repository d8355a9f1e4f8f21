import { describe, expect, test } from 'vitest'
import {
  BACKEND_REASONS,
  FAILURE_CODES,
  INTERRUPTION_CAUSES,
  type ProgressEvent,
} from '../../engine/protocol.ts'
import { IDLE } from '../idle.ts'
import { engineEn } from './en.ts'
import { engineSentence } from './EngineLine.tsx'
import { engineZh } from './zh.ts'

const TEXTS = { en: engineEn, zh: engineZh }
const event = { type: 'backend', runId: '', adapter: 'A', software: false, rates: null } as const
const control = { start: () => {}, reset: () => {} }

describe.each(['en', 'zh'] as const)('%s', (lang) => {
  const t = TEXTS[lang]

  test('has a sentence of its own for each reason to compute where it does', () => {
    const said = BACKEND_REASONS.map((reason) =>
      t.place({ ...event, reason, backend: reason === 'webgpu' ? 'webgpu' : 'cpu' }, '85', null),
    )
    expect(new Set(said).size).toBe(BACKEND_REASONS.length)
    for (const sentence of said) expect(sentence).toMatch(/85[^]*[.。]$/)
  })

  test('says so when the adapter that was asked for is a program', () => {
    const gpu = { ...event, reason: 'forced', backend: 'webgpu' } as const
    const software = t.place({ ...gpu, software: true }, null, null)
    expect(software.length).toBeGreaterThan(t.place(gpu, null, null).length + 10)
  })

  test('has a sentence for each failure, with something to do', () => {
    for (const code of FAILURE_CODES) expect(t.failed(code, '9 GB', '1 GB')).toMatch(/[.。].*[.。]$/)
    expect(t.failed('too-large', '9 GB', '1 GB')).toMatch(/9 GB[^]*1 GB/)
  })

  test('has a sentence for each interruption, that says what becomes of the run', () => {
    const said = INTERRUPTION_CAUSES.map((cause) => t.lost(cause, '12'))
    expect(new Set(said).size).toBe(INTERRUPTION_CAUSES.length)
    for (const sentence of said) expect(sentence).toMatch(/[.。；].*[.。]$/)
  })

  test('shows what was measured on either backend', () => {
    const rates = { webgpu: 41000, cpu: 18000 }
    const backend = { ...event, reason: 'webgpu', backend: 'webgpu', rates } as const
    const run = { ...IDLE, ...control, phase: 'paused', backend } as const
    expect(engineSentence(run, t, lang)).toMatch(/WebGPU[^]*41,000[^]*CPU[^]*18,000/)
  })

  test('shows the speed beside the limit that was set, and none where none was', () => {
    const progress = { stepsPerSecond: 198.4 } as ProgressEvent
    const backend = { ...event, reason: 'webgpu', backend: 'webgpu' } as const
    const run = { ...IDLE, ...control, phase: 'running', backend, progress } as const
    expect(engineSentence(run, t, lang, 2000)).toMatch(/198[^]*2,000/)
    expect(engineSentence(run, t, lang, null)).not.toMatch(/limit|限速/)
  })

  test('says how large is too large', () => {
    const problem = {
      type: 'failed',
      runId: '',
      code: 'too-large',
      detail: '',
      bytes: { needed: 2.5e9, most: 134217728 },
    } as const
    expect(engineSentence({ ...IDLE, ...control, phase: 'failed', problem }, t, lang)).toMatch(
      /2\.5 GB[^]*134 MB/,
    )
  })
})
