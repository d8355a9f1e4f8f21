import fc from 'fast-check'
import { renderToString } from 'react-dom/server'
import { expect, test } from 'vitest'
import { Handle } from './Handle.tsx'
import { keyed, type KeyPress } from './handle-keys.ts'

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  shiftKey: false,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  ...more,
})
const range = { value: 0.2, min: -1, max: 1, step: 0.1 }

test('arrows move by a step, with Shift by ten or what is asked, and the ends are the range', () => {
  expect(keyed(range, press('ArrowUp'))).toBe(0.3)
  expect(keyed(range, press('ArrowRight'))).toBe(0.3)
  expect(keyed(range, press('ArrowDown'))).toBe(0.1)
  expect(keyed(range, press('ArrowLeft'))).toBe(0.1)
  expect(keyed(range, press('ArrowDown', { shiftKey: true }))).toBe(-0.8)
  expect(keyed({ ...range, coarse: 0.5 }, press('ArrowUp', { shiftKey: true }))).toBe(0.7)
  expect(keyed(range, press('Home'))).toBe(-1)
  expect(keyed(range, press('End'))).toBe(1)
  expect(keyed({ ...range, value: 0.95 }, press('ArrowUp'))).toBe(1)
})

test('keys of the page and chords stay the page’s', () => {
  for (const key of ['PageUp', 'PageDown', 'Escape', 'Tab', ' ', 'Enter', 'a', 'toString'])
    expect(keyed(range, press(key)), key).toBeNull()
  for (const chord of ['ctrlKey', 'altKey', 'metaKey'])
    expect(keyed(range, press('ArrowUp', { [chord]: true })), chord).toBeNull()
})

test('back at 0 it is 0, and not what rounding has left', () => {
  const at = { value: 0.7, min: -1, max: 1, step: 0.07 }
  expect(keyed(at, press('ArrowDown', { shiftKey: true }))).toBe(0)
})

test('no press leaves the range, and there and back is where it was', () => {
  const step = fc.integer({ min: 1, max: 50 }).map((n) => n / 100)
  fc.assert(
    fc.property(fc.integer({ min: -100, max: 100 }), step, fc.boolean(), (hundredths, by, shiftKey) => {
      const start = { value: hundredths / 100, min: -1, max: 1, step: by }
      const up = keyed(start, press('ArrowUp', { shiftKey }))!
      expect(up).toBeGreaterThanOrEqual(start.value)
      expect(up).toBeLessThanOrEqual(1)
      if (up < 1) expect(keyed({ ...start, value: up }, press('ArrowDown', { shiftKey }))).toBe(start.value)
    }),
  )
})

test('it is a slider that says its value, and a target that does not scale', () => {
  const html = renderToString(
    <svg>
      <Handle
        {...range}
        label="Prediction 2"
        valueText="0.2, residual −0.8"
        x={10}
        y={20.123}
        className="q-gradient"
        onDrag={() => {}}
        onValue={() => {}}
      />
    </svg>,
  )
  expect(html).toContain('role="slider"')
  expect(html).toContain('tabindex="0"')
  expect(html).toContain('aria-label="Prediction 2"')
  expect(html).toContain('aria-valuetext="0.2, residual −0.8"')
  expect(html).toMatch(/aria-valuemin="-1" aria-valuemax="1" aria-valuenow="0.2"/)
  expect(html).toContain('<path class="handle-target" d="M10.00 20.12h0">')
  expect(html).not.toContain('aria-disabled')
})
