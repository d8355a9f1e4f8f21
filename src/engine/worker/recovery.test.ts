import { heldNow } from '../held.ts'
import { describe, expect, it } from 'vitest'
import type { Command, InterruptedEvent } from '../protocol.ts'
import { tunablesOf } from '../run-spec.ts'
import { afterGoingBack } from './recovery.ts'
import { lossyDevices, openTestDevice, openTestHost, runSpec } from './session-harness.ts'

await openTestDevice()

const runId = 'a'
const spec = runSpec({ backend: 'webgpu' })
const set = (alpha: number): Command => ({
  type: 'set',
  runId,
  tunables: { hyperparameters: { ...tunablesOf(spec).hyperparameters, alpha }, l2: 0, pace: null },
})

function openLossyHost() {
  const devices = lossyDevices()
  return { ...openTestHost(1, devices.openDevices), ...devices }
}
type Host = ReturnType<typeof openLossyHost>

async function started(host: Host): Promise<void> {
  host.send({ type: 'start', runId, spec })
  await host.until('progress')
}

async function stepped(host: Host, count: number, to: number) {
  host.send({ type: 'step', runId, count })
  return host.until('progress', (e) => e.step === to && !e.running)
}

const interruptions = (host: Host): InterruptedEvent[] =>
  host.events.flatMap((e) => (e.type === 'interrupted' ? [e] : []))

describe('a device that is lost', () => {
  it('costs no number: the run goes on as it would have, with every change at its step', async () => {
    const whole = openLossyHost()
    await started(whole)
    await stepped(whole, 20, 20)
    whole.send(set(0.3))
    whole.send({ type: 'assign', runId, index: 3, value: 0.5 })
    await stepped(whole, 7, 27)
    whole.send(set(0.01))
    const expected = await stepped(whole, 30, 57)

    // The same, with steps of which only some were evaluated when the device goes, and again while they are remade.
    const host = openLossyHost()
    await started(host)
    await stepped(host, 20, 20)
    host.send(set(0.3))
    host.send({ type: 'assign', runId, index: 3, value: 0.5 })
    host.send({ type: 'step', runId, count: 7 })
    await host.until('progress', (e) => e.step >= 20)
    host.lose()
    await host.until('progress', (e) => e.step === 27)
    host.send(set(0.01))
    host.send({ type: 'step', runId, count: 30 })
    const from = host.events.length
    host.lose()
    await host.until('backend', () => true, from)
    host.lose()
    const got = await host.until('progress', (e) => e.step === 57)
    expect(got.parameters).toEqual(expected.parameters)
    expect(got.trainLoss).toBe(expected.trainLoss)
  })

  it('is told with what it cost, and then where the run goes on', async () => {
    const host = openLossyHost()
    await started(host)
    await stepped(host, 20, 20)
    const from = host.events.length
    host.lose()
    await host.until('progress', (e) => e.step === 20, from)
    const told = host.events
      .slice(from)
      .filter((e) => e.type !== 'pong')
      .map((e) => (e.type === 'interrupted' ? e.stage : e.type))
    expect(told.slice(0, 3)).toEqual(['lost', 'recovering', 'backend'])
    expect(interruptions(host)[0]).toMatchObject({ cause: 'device-lost', step: 20, lostSteps: 0 })
  })

  it('while the run trains freely it goes on training, at most 100 ms behind', async () => {
    const host = openLossyHost()
    await started(host)
    host.send({ type: 'run', runId })
    await host.until('progress', (e) => e.step > 100)
    host.lose()
    const lost = await host.until('interrupted')
    expect(lost.lostMs).toBeLessThanOrEqual(110)
    const on = await host.until('progress', (e) => e.running && e.step > lost.step + 200)
    host.send({ type: 'dispose', runId })
    await host.until('disposed')
    expect(on.step).toBeGreaterThan(lost.step)
  })

  it('and does not come back leaves the run on the CPU, until it does', async () => {
    const host = openLossyHost()
    await started(host)
    await stepped(host, 5, 5)
    host.refuse()
    host.lose()
    const cpu = await host.until('backend', (e) => e.reason === 'device-lost')
    expect(cpu.backend).toBe('cpu')
    await stepped(host, 5, 10)
    const from = host.events.length
    host.giveBack()
    expect((await host.until('backend', () => true, from)).backend).toBe('webgpu')
    expect((await stepped(host, 5, 15)).step).toBe(15)
    expect(interruptions(host).map((e) => e.cause)).toContain('device-back')
  })

  it('answers a snapshot that was asked for, from the next device', async () => {
    const host = openLossyHost()
    await started(host)
    await stepped(host, 5, 5)
    host.send({ type: 'snapshot', runId, requestId: 7 })
    await Promise.resolve()
    host.lose()
    const { snapshot } = await host.until('snapshot', (e) => e.requestId === 7)
    expect(snapshot.step).toBe(5)
    expect(host.events.some((e) => e.type === 'failed')).toBe(false)
  })

  it('leaves no tensor behind, however often', async () => {
    const before = heldNow()
    const host = openLossyHost()
    await started(host)
    for (let i = 1; i <= 20; i++) {
      await stepped(host, 5, 5 * i)
      const from = host.events.length
      host.lose()
      await host.until('progress', (e) => e.step === 5 * i, from)
    }
    host.send({ type: 'dispose', runId })
    expect((await host.until('disposed')).held).toBe(before)
  })

  it('between two runs takes only those with it that were on it', async () => {
    const host = openLossyHost()
    await started(host)
    host.send({ type: 'start', runId: 'b', spec: runSpec() })
    await host.until('progress', (e) => e.runId === 'b')
    host.lose()
    await host.until('backend', (e) => e.runId === runId, 3)
    expect(interruptions(host).map((e) => e.runId)).toEqual([runId, runId])
  })
})

describe('a checkpoint for the page', () => {
  it('comes with every pause, and says what it has heeded', async () => {
    const host = openLossyHost()
    await started(host)
    expect(await host.until('checkpoint')).toMatchObject({ left: 0, heard: 0, step: 0 })
    host.send(set(0.1))
    await stepped(host, 3, 3)
    const checkpoint = await host.until('checkpoint', (e) => e.step === 3)
    expect(checkpoint).toMatchObject({ left: 0, heard: 2 })
    expect(checkpoint.tunables.hyperparameters['alpha']).toBe(0.1)
  })

  it('comes about once a second while the run trains, with what is left to do', async () => {
    const host = openLossyHost()
    await started(host)
    host.send({ type: 'run', runId })
    await host.until('checkpoint', (e) => e.left === null && e.step > 0)
    const from = host.events.length
    await host.until('checkpoint', (e) => e.left === null, from)
    // The clock goes on by one each time it is read; evaluations are 100 ms apart.
    const between = host.events.slice(from).filter((e) => e.type === 'progress').length
    expect(between).toBeGreaterThan(5)
    host.send({ type: 'dispose', runId })
    await host.until('disposed')
  })
})

describe('after going back', () => {
  it('edits made since are gone, and tunables count from there', () => {
    const alpha = { type: 'set', runId, tunables: tunablesOf(spec) } as const
    const edit = { type: 'assign', runId, index: 0, value: 1 } as const
    const changes = [
      { step: 3, command: edit },
      { step: 8, command: edit },
      { step: 9, command: alpha },
    ]
    expect(afterGoingBack(changes, 3)).toEqual([{ step: 3, command: alpha }])
  })
})
