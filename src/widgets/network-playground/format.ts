import { LOCALE, type Language } from '../../widget-kit/language.ts'

/** How the numbers of this widget are written. */
export interface Formats {
  whole(x: number): string
  /** Three decimals, or two significant digits below a hundredth. */
  loss(x: number): string
  percent(x: number): string
  /** Three significant digits with a real minus. */
  weight(x: number): string
  /** For the chart's ticks. */
  tick(x: number): string
}

function create(lang: Language): Formats {
  const locale = LOCALE[lang]
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 })
  const fixed = new Intl.NumberFormat(locale, { minimumFractionDigits: 3, maximumFractionDigits: 3 })
  const short = new Intl.NumberFormat(locale, { maximumSignificantDigits: 2 })
  const three = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 })
  const tick = new Intl.NumberFormat(locale, { maximumSignificantDigits: 4 })
  return {
    whole: (x) => whole.format(x),
    loss: (x) => (x !== 0 && Math.abs(x) < 0.01 ? short : fixed).format(x),
    percent: (x) => `${whole.format(100 * x)}%`,
    weight: (x) => three.format(x + 0).replace('-', '−'),
    tick: (x) => tick.format(x),
  }
}

const FORMATS: Readonly<Record<Language, Formats>> = { en: create('en'), zh: create('zh') }

export const formatsIn = (lang: Language): Formats => FORMATS[lang]

/** A parameter as its field shows it: four significant digits, so that what was not typed over is not an edit. */
export const fieldValue = (x: number): number => Number(x.toPrecision(4)) + 0
