import { expect, test } from 'vitest'
import { installAdvice, nodeComplaint, stampOf } from './setup.mjs'

test.each([
  ['20.19.0', true],
  ['20.20.2', true],
  ['22.0.0', true],
  ['100.1.0', true],
  ['20.18.3', false],
  ['18.99.0', false],
  ['9.30.0', false],
])('Node %s', (version, fine) => {
  const complaint = nodeComplaint(version, '>=20.19')
  if (fine) expect(complaint).toBeNull()
  else expect(complaint).toContain(`needs Node 20.19 or newer, and this is Node ${version}`)
})

test('whatever an installation depends on changes its stamp, and nothing else does', () => {
  const machine = { platform: 'linux', arch: 'x64', node: '20.19.0' }
  const manifest = {
    scripts: { a: '1' },
    dependencies: { react: '19' },
    devDependencies: { vite: '8' },
    overrides: {},
  }
  const stamp = stampOf('lock', manifest, machine)
  const others = [
    stampOf('lock2', manifest, machine),
    stampOf('lock', { ...manifest, dependencies: { react: '18' } }, machine),
    stampOf('lock', { ...manifest, devDependencies: {} }, machine),
    stampOf('lock', { ...manifest, overrides: { a: '1' } }, machine),
    stampOf('lock', manifest, { ...machine, platform: 'darwin' }),
    stampOf('lock', manifest, { ...machine, arch: 'arm64' }),
    stampOf('lock', manifest, { ...machine, node: '22.19.0' }),
  ]
  expect(new Set([stamp, ...others]).size).toBe(8)
  expect(stampOf('lock', { ...manifest, scripts: {} }, { ...machine, node: '20.21.4' })).toBe(stamp)
})

test('a failed installation says why and what to do', () => {
  expect(installAdvice('npm error code ENOTFOUND')).toContain('Connect to the network')
  expect(installAdvice('npm error code EUSAGE')).toContain('Run npm install')
  expect(installAdvice('npm error code ENOSPC')).toContain('disk is full')
  expect(installAdvice('npm error code EACCES')).toContain('may not be written')
  expect(installAdvice('npm error something new')).toContain('lines above')
})
