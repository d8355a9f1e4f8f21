import { LOCALE, type Language } from '../../widget-kit/language.ts'

/** How the numbers of this widget are written. */
export interface Formats {
  whole(x: number): string
  /** Three decimals, or two significant digits below a hundredth. */
  loss(x: number): string
  percent(x: number): string
  /** One decimal. */
  sum(x: number): string
  tick(x: number): string
}

function create(lang: Language): Formats {
  const numbers = (options: Intl.NumberFormatOptions) => {
    const format = new Intl.NumberFormat(LOCALE[lang], options)
    return (x: number) => format.format(x + 0).replace('-', '−')
  }
  const whole = numbers({ maximumFractionDigits: 0 })
  const fixed = numbers({ minimumFractionDigits: 3, maximumFractionDigits: 3 })
  const short = numbers({ maximumSignificantDigits: 2 })
  return {
    whole,
    loss: (x) => (x !== 0 && Math.abs(x) < 0.01 ? short : fixed)(x),
    percent: (x) => `${whole(100 * x)}%`,
    sum: numbers({ minimumFractionDigits: 1, maximumFractionDigits: 1 }),
    tick: numbers({ maximumSignificantDigits: 3 }),
  }
}

const FORMATS: Readonly<Record<Language, Formats>> = { en: create('en'), zh: create('zh') }

export const formatsIn = (lang: Language): Formats => FORMATS[lang]
