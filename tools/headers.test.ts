import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { headersFor, normalBase, parseHeaders, rebase } from './headers.mjs'

const at = (text: string, path: string) => Object.fromEntries(headersFor(parseHeaders(text), path))

describe('the format', () => {
  test('a star matches anything, a placeholder one segment, everything else itself', () => {
    const text = '/a/*\n  A: 1\n/b/:id/c\n  B: 2\n/d.txt\n  D: 3\n'
    expect(at(text, '/a/')).toEqual({ A: '1' })
    expect(at(text, '/a/x/y.js')).toEqual({ A: '1' })
    expect(at(text, '/a')).toEqual({})
    expect(at(text, '/b/x/c')).toEqual({ B: '2' })
    expect(at(text, '/b/x/y/c')).toEqual({})
    expect(at(text, '/dxtxt')).toEqual({})
  })

  test('rules add up, the same header is joined whatever its case, and a detached one is dropped', () => {
    const text = '# all\n/*\n  A: 1\n  B: x: y\n\n/p/*\r\n  a: 2\n  ! B\n  # note\n  C: 3'
    expect(at(text, '/p/q')).toEqual({ A: '1, 2', C: '3' })
    expect(at(text, '/q')).toEqual({ A: '1', B: 'x: y' })
  })

  test.each([
    ['  A: 1', 'line 1'],
    ['/x\n  A 1', 'line 2'],
    ['/x\n  A:', 'line 2'],
    ['# c\nhttps://example.org/', 'line 2'],
  ])('%j is refused with its line', (text, line) => {
    expect(() => parseHeaders(text)).toThrow(line)
  })

  test('below a sub-path every address has the headers it has without one', () => {
    const segment = fc.constantFrom('a', 'b.js', '*', ':id', '')
    const rules = fc.array(fc.array(segment, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 5 })
    const path = fc.array(fc.constantFrom('a', 'b.js', 'x', ''), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(rules, path, (patterns, parts) => {
        const text = patterns
          .map((pattern, i) => `/${pattern.join('/')}\n  H${i}: ${i}\n  Same: /${i}`)
          .join('\n')
        const address = `/${parts.join('/')}`
        const moved = parseHeaders(rebase(text, '/course/'))
        expect(headersFor(moved, `/course${address}`)).toEqual(headersFor(parseHeaders(text), address))
        expect(headersFor(moved, '/other')).toEqual([])
        expect(rebase(text, '/')).toBe(text)
      }),
    )
  })
})

describe('BASE_PATH', () => {
  test.each([undefined, '', '/', 'course', '/course', '/course/', 'a/b'])('%j', (text) => {
    const expected = { course: '/course/', 'a/b': '/a/b/' }[(text ?? '').replace(/^\/|\/$/g, '')] ?? '/'
    expect(normalBase(text)).toBe(expected)
  })

  test.each(['a b', '../x', 'a//b', 'https://example.org/', 'a?b', './'])('%j is refused', (text) => {
    expect(() => normalBase(text)).toThrow('BASE_PATH')
  })
})

describe('the headers file of the site', () => {
  const text = readFileSync(new URL('../public/_headers', import.meta.url), 'utf8')
  const rules = parseHeaders(text)
  const addresses = [
    '/',
    '/en/',
    '/zh/gradient-descent/',
    '/embed/en/network-playground/',
    '/assets/worker-x.js',
    '/nowhere',
    '/licenses.txt',
  ]
  const policiesOf = (address: string) =>
    rules
      .filter((rule) => rule.matches.test(address))
      .flatMap((rule) => rule.fields)
      .filter((field) => field.name === 'Content-Security-Policy')
      .map((field) => new Map((field.value ?? '').split('; ').map((part) => [part.split(' ')[0], part])))

  test.each(addresses)('%s: nothing but the policy comes from two rules', (address) => {
    const names = rules
      .filter((rule) => rule.matches.test(address))
      .flatMap((rule) => rule.fields.map((f) => f.name))
    const twice = names.filter((name, i) => names.indexOf(name) !== i)
    expect(twice.filter((name) => name !== 'Content-Security-Policy')).toEqual([])
    expect(rules.flatMap((rule) => rule.fields).filter((field) => field.value === null)).toEqual([])
  })

  test.each(addresses)('%s: a strict policy, whether a host joins rules or lets the last win', (address) => {
    const policies = policiesOf(address)
    expect(policies.length).toBeGreaterThan(0)
    for (const policy of policies) {
      expect(policy.get('default-src')).toBe("default-src 'none'")
      expect(policy.get('script-src')).toBe("script-src 'self'")
      expect(policy.get('style-src')).toBe("style-src 'self'")
      expect([...policy.values()].join()).not.toMatch(/unsafe/)
    }
    const framedBySelfOnly = /^\/($|en\/|zh\/)/.test(address)
    const last = policies[policies.length - 1]
    expect(last?.get('frame-ancestors')).toBe(`frame-ancestors ${framedBySelfOnly ? "'self'" : '*'}`)
    expect(last?.get('worker-src')).toBe(`worker-src 'self'${framedBySelfOnly ? '' : ' blob:'}`)
  })

  test('pages are asked for anew, assets never; embeds and assets can be used from anywhere', () => {
    expect(at(text, '/en/x/')).toMatchObject({ 'Cache-Control': 'no-cache' })
    expect(at(text, '/embed/en/x/')).toMatchObject({
      'Cache-Control': 'no-cache',
      'Cross-Origin-Embedder-Policy': 'require-corp',
      'Cross-Origin-Resource-Policy': 'cross-origin',
    })
    expect(at(text, '/embed/en/x/')).not.toHaveProperty('Cross-Origin-Opener-Policy')
    expect(at(text, '/assets/a.js')).toMatchObject({
      'Cache-Control': 'public, max-age=31536000, immutable',
      'Access-Control-Allow-Origin': '*',
      'Cross-Origin-Resource-Policy': 'cross-origin',
      'Cross-Origin-Embedder-Policy': 'require-corp',
    })
  })
})
