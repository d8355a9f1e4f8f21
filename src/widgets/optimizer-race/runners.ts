import { FAMILIES, type Convention, type Family } from '../../core/optimizer/conventions.ts'
import { RATE_GRID } from '../../core/optimizer/rate-search.ts'
import { defaultHyperparameters } from '../../core/optimizer/step.ts'

/** Fewest and most runners of a race; each has a letter, a colour, a dash and a marker of its own. */
export const [FEWEST, MOST] = [2, 6]
export const LETTERS = ['A', 'B', 'C', 'D', 'E', 'F'] as const

/** One runner as chosen: an optimizer in one of its conventions, with a value for each hyperparameter. */
export interface Runner {
  readonly family: string
  readonly convention: string
  readonly hyper: Readonly<Record<string, number>>
}

/** A runner as written: what is left out is the default, and the learning rate that of the function. */
interface Written extends Runner {
  readonly rate: number | null
}

export const familyOf = (id: string): Family | undefined => FAMILIES.find((f) => f.id === id)
export const conventionOf = ({ family, convention }: Pick<Runner, 'family' | 'convention'>): Convention => {
  const found = familyOf(family)?.conventions.find((c) => c.id === convention)
  if (!found) throw new Error(`There is no runner “${family}/${convention}”.`)
  return found
}

/** A runner of that family in its first convention, at the given learning rate. */
export function newRunner(family: string, alpha: number, convention?: string): Runner {
  const id = convention ?? familyOf(family)?.conventions[0].id ?? ''
  const { rule } = conventionOf({ family, convention: id })
  return { family, convention: id, hyper: { ...defaultHyperparameters(rule), alpha } }
}

/** Whether the runner exists and each of its hyperparameters is there, known and in its range. */
export function isRunner({ family, convention, hyper }: Runner): boolean {
  const rule = familyOf(family)?.conventions.find((c) => c.id === convention)?.rule
  if (!rule || Object.keys(hyper).length !== rule.hyperparameters.length) return false
  return rule.hyperparameters.every((h) => {
    const value = Object.hasOwn(hyper, h.name) ? hyper[h.name]! : NaN
    return value >= h.min && value <= h.max
  })
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i
const numberOf = (text: string): number => (NUMBER.test(text) ? Number(text) + 0 : NaN)

function written(text: string): Written | null {
  const [head = '', ...settings] = text.trim().split(';')
  const [name = '', rate, ...more] = head.split('@')
  const [family = '', convention, ...rest] = name.split('/')
  const found = familyOf(family)
  const id = convention ?? found?.conventions[0].id
  if (more.length > 0 || rest.length > 0 || !found?.conventions.some((c) => c.id === id)) return null
  const hyper: Record<string, number> = { ...newRunner(family, RATE_GRID[0]!, id).hyper }
  for (const setting of settings) {
    const [key = '', value = '', ...extra] = setting.split('=')
    if (extra.length > 0 || key === 'alpha' || !Object.hasOwn(hyper, key)) return null
    hyper[key] = numberOf(value)
  }
  if (rate !== undefined) hyper['alpha'] = numberOf(rate)
  const runner: Runner = { family, convention: id!, hyper }
  return isRunner(runner) ? { ...runner, rate: rate === undefined ? null : hyper['alpha']! } : null
}

/**
 * Reads "gradient-descent,momentum/average@0.1;beta=0.95": optimizer, convention after “/”, learning rate after “@”,
 * other hyperparameters after “;”. Null when anything in it is not possible. `alpha` is used where no rate is given.
 */
export function parseRunners(text: string, alpha: number): readonly Runner[] | null {
  const items = text.split(',')
  if (items.length < FEWEST || items.length > MOST) return null
  const runners: Runner[] = []
  for (const item of items) {
    const found = written(item)
    if (!found) return null
    const { family, convention, hyper, rate } = found
    runners.push({ family, convention, hyper: { ...hyper, alpha: rate ?? alpha } })
  }
  return runners
}

/** The hyperparameters that differ from their defaults, but for the learning rate. */
export const changedOf = (runner: Runner): readonly (readonly [name: string, value: number])[] =>
  conventionOf(runner)
    .rule.hyperparameters.filter((h) => h.name !== 'alpha' && runner.hyper[h.name] !== h.default)
    .map((h) => [h.name, runner.hyper[h.name]!] as const)

/** The text that `parseRunners` reads; a rate that is `alpha` is left out. */
export const runnersText = (runners: readonly Runner[], alpha: number): string =>
  runners
    .map((runner) => {
      const { family, convention, hyper } = runner
      const own = convention === familyOf(family)?.conventions[0].id ? '' : `/${convention}`
      const rate = hyper['alpha'] === alpha ? '' : `@${hyper['alpha']}`
      return [`${family}${own}${rate}`, ...changedOf(runner).map(([name, x]) => `${name}=${x}`)].join(';')
    })
    .join(',')
