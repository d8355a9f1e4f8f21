import { expect, test } from 'vitest'
import { extractStyles } from './styles.ts'

test('a style attribute becomes a rule, the same text the same rule', () => {
  const { html, css } = extractStyles(
    '<p style="color:red">a</p><b class="x" style="color:red">c</b><i style="top:0">d</i>',
  )
  expect(html).toBe('<p data-s="0">a</p><b class="x" data-s="0">c</b><i data-s="1">d</i>')
  expect(css.split('\n')).toEqual(['[data-s="0"]:not(#_){color:red}', '[data-s="1"]:not(#_){top:0}'])
})

test('inside an island the text stays for waking, outside it does not', () => {
  const { html } = extractStyles(
    '<gradstep-island data-n="0"><p style="top:0"></p></gradstep-island><p style="top:0"></p>',
  )
  expect(html).toContain('<p data-s="0" data-style="top:0"></p></gradstep-island><p data-s="0"></p>')
})

test('entities are CSS again in the rule', () => {
  expect(extractStyles('<p style="font-family:&quot;A&amp;B&quot;"></p>').css).toContain(
    '{font-family:"A&B"}',
  )
})

test('text that looks like an attribute is left alone', () => {
  const text = '<p>style="color:red"</p>'
  expect(extractStyles(text).html).toBe(text)
})
