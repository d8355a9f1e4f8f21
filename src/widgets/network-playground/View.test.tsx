import { renderToString } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { makeDataset } from '../../core/dataset/index.ts'
import { forward } from '../../core/network/index.ts'
import { record } from '../../widget-kit/history.ts'
import type { AnyWidget } from '../../widget-kit/define-widget.ts'
import { createInstance } from '../../widget-kit/instance.ts'
import type { Language } from '../../widget-kit/language.ts'
import { DEFAULT_OPTIONS, type Options } from '../../widget-kit/options.ts'
import { WidgetHost } from '../../widget-kit/WidgetHost.tsx'
import widget from './index.ts'
import { dataOf, init, modelOf, type Action } from './model.ts'
import { startingParameters } from './picture.ts'

const any = widget as unknown as AnyWidget

interface Asked {
  readonly props?: Record<string, unknown>
  readonly lang?: Language
  readonly actions?: readonly Action[]
  readonly options?: Partial<Options>
}

function rendered({ props = {}, lang = 'en', actions = [], options = {} }: Asked): string {
  const instance = createInstance(any, props)
  for (const action of actions) {
    const old = instance.history.get()
    instance.history.set(record(old, any.reduce(old.present, action)))
  }
  return renderToString(
    <WidgetHost instance={instance} lang={lang} options={{ ...DEFAULT_OPTIONS, ...options }} />,
  )
}

const count = (html: string, part: RegExp): number => [...html.matchAll(part)].length
const pathOf = (html: string, className: string): string =>
  new RegExp(`class="${className}" d="([^"]*)"`).exec(html)?.[1] ?? ''

describe('the first frame', () => {
  const html = rendered({ props: { count: 100, trainShare: 0.3 } })

  test('shows every point once, circles for one class and squares for the other', () => {
    // Classes take turns, so of 30 points trained on and 70 that validate half are of either class.
    expect(count(pathOf(html, 'plane-point is-1'), /Z/g)).toBe(15)
    expect(count(pathOf(html, 'plane-point is-1'), /a/g)).toBe(30)
    expect(count(pathOf(html, 'plane-point is-0'), /h/g)).toBe(30)
    expect(count(pathOf(html, 'plane-point is-0'), /Z/g)).toBe(15)
    expect(count(pathOf(html, 'plane-point is-hollow is-1'), /Z/g)).toBe(35)
    expect(count(pathOf(html, 'plane-point is-hollow is-0'), /Z/g)).toBe(35)
  })

  test('shows the network 2-4-2-1: its units, links, numbers', () => {
    expect(count(html, /<button[^>]*class="pg-unit"/g)).toBe(4 + 2 + 1)
    expect(count(html, /class="pg-link /g)).toBe(2 * 4 + 4 * 2 + 2 * 1)
    expect(count(html, /<th scope="row">(Weight|Bias)/g)).toBe(18 + 7)
  })

  test('says the losses that a separate calculation finds', () => {
    const state = init({ ...createInstance(any, {}).base, count: 100, trainShare: 0.3 } as never)
    const { validation } = makeDataset(dataOf(state))
    const { logits } = forward(modelOf(state), startingParameters(modelOf(state), 1, []), validation.x)
    const p = [...logits].map((z) => 1 / (1 + Math.exp(-z)))
    const losses = p.map((q, i) => -Math.log(validation.y[i] === 1 ? q : 1 - q))
    const mean = losses.reduce((a, b) => a + b) / losses.length
    const right = p.filter((q, i) => q > 0.5 === (validation.y[i] === 1)).length / p.length
    expect(html).toContain(`validation loss ${mean.toFixed(3)}`)
    expect(html).toContain(`validation accuracy ${(100 * right).toFixed(0)}%`)
  })
})

describe.each(['en', 'zh'] as const)('in %s', (lang) => {
  test.each([[[]], [[1]], [[8, 8, 8, 8]]])('the network with hidden layers %j is drawn whole', (layers) => {
    const html = rendered({ props: { layers, activation: 'relu', count: 20 }, lang })
    const widths = [2, ...layers, 1]
    const links = widths.slice(1).reduce((sum, w, i) => sum + w * (widths[i] ?? 0), 0)
    const units = widths.slice(1).reduce((a, b) => a + b)
    expect(count(html, /class="pg-link /g)).toBe(links)
    expect(count(html, /<button[^>]*class="pg-unit"/g)).toBe(units)
    expect(html).not.toMatch(/NaN|undefined|Infinity/)
  })
})

test('an edit before any training is seen in the picture and in the table', () => {
  // Without hidden layers the parameters are w₁, w₂, b. With w = 0 and b = 2 the output is σ(2) ≈ 0.88 everywhere.
  const set = (index: number, value: number): Action => ({ type: 'edit', index, value, was: 9 })
  const html = rendered({ props: { layers: [] }, actions: [set(0, 0), set(1, 0), set(2, 2)] })
  const plane = html.slice(html.indexOf('plane'), html.indexOf('plane-points'))
  // 0.88 lies in the eighth of nine classes, [7/9, 8/9): levels 5, 6 and 7 cover the plane, 8 and all below do not.
  expect([...plane.matchAll(/class="f-(\d)" d="([^"]*)"/g)].map(([, level, d]) => [level, d])).toEqual(
    ['5', '6', '7'].map((level) => [level, 'M0 0L40 0L40 40L0 40Z']),
  )
  expect(html).toMatch(/Bias of the output<\/th><td>2<\/td>/)
  // Half of the points are of class 1, which it says of all.
  expect(html).toContain('validation accuracy 50%')
})

test('negative weights are dashed and wide by size', () => {
  const html = rendered({
    props: { layers: [] },
    actions: [
      { type: 'edit', index: 0, value: -2, was: 0 },
      { type: 'edit', index: 1, value: 100, was: 0 },
    ],
  })
  const links = [...html.matchAll(/class="pg-link ([\w-]+)"[^>]*stroke-width="([\d.]+)"/g)]
  expect(links.map(([, sign, width]) => [sign, Number(width)])).toEqual([
    ['is-negative', 0.5 + 1.4 * 2 - 0.05],
    ['is-positive', 6],
  ])
})

describe.each(['en', 'zh'] as const)('in %s, before any training', (lang) => {
  test('five classes: an output, a sign and a name each', () => {
    const html = rendered({ props: { data: 'clouds', classes: 5, layers: [3], count: 100 }, lang })
    expect(count(html, /<button[^>]*class="pg-unit"/g)).toBe(3 + 5)
    expect(count(html, /class="pg-link /g)).toBe(2 * 3 + 3 * 5)
    // A hollow and a full one on the plane, and one in the key.
    for (let k = 0; k < 5; k++)
      expect(count(html, new RegExp(`class="plane-point(?: is-hollow)? is-${k}"`, 'g'))).toBe(3)
    expect(html).toContain(lang === 'en' ? 'the output of class 4' : '类别 4 的输出')
    expect(html).not.toMatch(/NaN|undefined|Infinity/)
  })

  test('numbers: R² that a separate calculation finds, its formula, and a scale', () => {
    // Without hidden layers and with w = 0, b = 0.25 the prediction is 0.25 everywhere.
    const set = (index: number, value: number): Action => ({ type: 'edit', index, value, was: 9 })
    const actions = [set(0, 0), set(1, 0), set(2, 0.25)]
    const html = rendered({ props: { data: 'plane', layers: [], noise: 0 }, actions, lang })
    const { base } = createInstance(any, { data: 'plane', noise: 0 })
    const { y } = makeDataset(dataOf(init(base as never))).validation
    const mean = y.reduce((a, b) => a + b) / y.length
    const error = y.reduce((sum, v) => sum + (v - 0.25) ** 2, 0)
    const spread = y.reduce((sum, v) => sum + (v - mean) ** 2, 0)
    expect(html).toContain(`R² ${Number((1 - error / spread).toPrecision(3))}`.replace('-', '−'))
    expect(html).toContain(
      `${lang === 'en' ? 'validation loss' : '验证损失'} ${(error / y.length).toFixed(3)}`,
    )
    expect(html).toContain('R² = 1 − Σ(y − ŷ)² / Σ(y − ȳ)²')
    expect(html).not.toMatch(/NaN|undefined|Infinity/)
  })
})

test('a batch larger than the training set is said to be all of it', () => {
  expect(rendered({ props: { batch: 150 } })).not.toContain('Only 150 points')
  expect(rendered({ props: { batch: 151 } })).toContain('Only 150 points are trained on')
  expect(rendered({ props: { batch: 151 }, lang: 'zh' })).toContain('训练集只有 150 个点')
})

test('controls can be taken away, the pictures stay', () => {
  const bare = rendered({ options: { controls: 'none' } })
  expect(count(bare, /type="range"/g)).toBe(0)
  expect(bare).not.toContain('Add a hidden layer')
  expect(count(bare, /class="pg-link /g)).toBe(18)
  const some = rendered({ options: { controls: ['lr', 'layers'] } })
  expect(count(some, /type="range"/g)).toBe(1)
  expect(some).toContain('Add a hidden layer')
})
