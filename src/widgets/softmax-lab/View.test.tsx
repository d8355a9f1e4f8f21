import { renderToString } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import type { AnyWidget } from '../../widget-kit/define-widget.ts'
import { createInstance } from '../../widget-kit/instance.ts'
import { WidgetHost } from '../../widget-kit/WidgetHost.tsx'
import widget from './index.ts'

const rendered = (props: Record<string, unknown>): string =>
  renderToString(<WidgetHost instance={createInstance(widget as unknown as AnyWidget, props)} lang="en" />)
const cells = (html: string, stage: string): string[] =>
  [...html.matchAll(new RegExp(`<td data-stage="${stage}"[^>]*>([^<]*)`, 'g'))].map((m) => m[1]!)

describe('the first frame', () => {
  // Logits 1 and 0: p = σ(1) = 0.7311 and 0.2689; the loss of B is ln(1 + e) = 1.313.
  test('has each stage of each class in its table', () => {
    const html = rendered({ logits: [1, 0], target: 'B' })
    expect(cells(html, 'shifted')).toEqual(['0', '−1'])
    expect(cells(html, 'exponential')).toEqual(['1', '0.3679'])
    expect(cells(html, 'probability')).toEqual(['0.7311', '0.2689'])
    expect(cells(html, 'gradient')).toEqual(['0.7311', '−0.7311'])
    expect(html).toContain('1.313')
  })

  test('shows the definition broken and the other way whole', () => {
    const html = rendered({ logits: [1, 0], shift: 1000, method: 'naive' })
    expect(cells(html, 'exponential')).toEqual(['∞', '∞'])
    expect(cells(html, 'probability')).toEqual(['NaN', 'NaN'])
    expect(cells(html, 'shifted')).toEqual([])
    expect(html).toMatch(/data-condition="overflow"/)
    expect(html).toMatch(/data-method="stable"(?:(?!<\/tr>).)*>1001\.313</)
  })

  test('does not give a hidden probability away, neither to the eye nor in the markup', () => {
    const props = { logits: [1, 0.3, -2.5], focus: 'B', target: 'B', digits: 6 }
    const p = 1 / (1 + Math.exp(0.7) + Math.exp(-2.8))
    const told = [p, p - 1, -Math.log(p)].map((x) => x.toFixed(8).slice(0, x < 0 ? 7 : 6))
    const open = rendered(props)
    const hidden = rendered({ ...props, turn: 'on' })
    for (const x of told.map((text) => text.replace('-', ''))) {
      expect(open).toContain(x)
      expect(hidden, x).not.toContain(x)
    }
    expect(cells(hidden, 'probability')[1]).toBe('?')
  })
})
