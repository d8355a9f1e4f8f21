import * as v from 'valibot'
import type { Localized } from './language.ts'

/**
 * One declaration says everything about a parameter of a widget: its schema, default, range, control, key in the
 * address, label and help in both languages, and the inputs a fuzzer should try.
 */
export interface Param<T> {
  readonly kind: 'slider' | 'choice' | 'numbers' | 'text' | 'flag'
  readonly default: T
  readonly label: Localized
  readonly help: Localized
  /** The key in the address; the parameter's own name unless a shorter one is given. */
  readonly key?: string
  /** Accepts what a lesson or an address may say and nothing else; the limits hold here and so in the model. */
  readonly schema: v.GenericSchema<unknown, T>
  /** Reads the text of an address; what cannot be read is returned as it is and refused by the schema. */
  fromText(text: string): unknown
  toText(value: T): string
  /** Values that must be refused without harm, and values at the edge that must be accepted. */
  readonly fuzz: { readonly bad: readonly unknown[]; readonly edge: readonly T[] }
}

interface Texts {
  readonly label: Localized
  readonly help: Localized
  readonly key?: string
}

export interface SliderParam extends Param<number> {
  readonly kind: 'slider'
  readonly min: number
  readonly max: number
  readonly step: number | undefined
  readonly scale: 'linear' | 'log'
}
interface SliderSpec extends Texts {
  readonly default: number
  readonly min: number
  readonly max: number
  /** Given for whole or stepped quantities; left out, any number in the range will do. */
  readonly step?: number
  readonly scale?: 'linear' | 'log'
}

const NOT_NUMBERS: readonly unknown[] = [
  NaN,
  Infinity,
  -Infinity,
  '',
  'NaN',
  '1e400',
  '__proto__',
  null,
  {},
  [],
  '<b>',
]
const key = (spec: Texts): { key?: string } => (spec.key === undefined ? {} : { key: spec.key })

/** Text that is a plain decimal number becomes that number; anything else stays text, for the schema to refuse. */
export const numberFromText = (text: string): unknown =>
  /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i.test(text.trim()) ? Number(text) + 0 : text

const onGrid = (min: number, step: number) => (x: number) => {
  const steps = (x - min) / step
  return Math.abs(steps - Math.round(steps)) < 1e-6
}

/** What is nearly on the grid is put there: 1e-320 steps are no steps. */
const snap = (min: number, step: number) => (x: number) => min + Math.round((x - min) / step) * step

/** A number in a range. */
export function slider(spec: SliderSpec): SliderParam {
  const inRange = v.pipe(v.number(), v.finite(), v.minValue(spec.min), v.maxValue(spec.max))
  const { step } = spec
  return {
    kind: 'slider',
    default: spec.default,
    label: spec.label,
    help: spec.help,
    ...key(spec),
    min: spec.min,
    max: spec.max,
    step,
    scale: spec.scale ?? 'linear',
    schema:
      step === undefined
        ? inRange
        : v.pipe(inRange, v.check(onGrid(spec.min, step)), v.transform(snap(spec.min, step))),
    fromText: numberFromText,
    toText: String,
    fuzz: { bad: [...NOT_NUMBERS, spec.min - 1, spec.max + 1, 1e9 + spec.max], edge: [spec.min, spec.max] },
  }
}

export interface ChoiceParam<T extends string = string> extends Param<T> {
  readonly kind: 'choice'
  readonly options: readonly { readonly value: T; readonly label: Localized }[]
}
interface ChoiceSpec<T extends string> extends Texts {
  readonly default: NoInfer<T>
  readonly options: Readonly<Record<T, Localized>>
}

/** One of a few named values. */
export function choice<T extends string>(spec: ChoiceSpec<T>): ChoiceParam<T> {
  const names = Object.keys(spec.options) as T[]
  return {
    kind: 'choice',
    default: spec.default,
    label: spec.label,
    help: spec.help,
    ...key(spec),
    options: names.map((value) => ({ value, label: spec.options[value] })),
    schema: v.picklist(names) as unknown as v.GenericSchema<unknown, T>,
    fromText: (text) => text,
    toText: (value) => value,
    fuzz: { bad: ['', 'toString', '__proto__', 7, null, [], `${names[0]} `], edge: names },
  }
}

export interface NumbersParam extends Param<readonly number[]> {
  readonly kind: 'numbers'
  readonly min: number
  readonly max: number
  readonly minLength: number
  readonly maxLength: number
}
interface NumbersSpec extends Texts {
  readonly default: readonly number[]
  readonly min: number
  readonly max: number
  readonly minLength: number
  readonly maxLength: number
  readonly whole?: boolean
}

/** A short list of numbers, written "4,2" in an address; "none" is the empty list. */
export function numbers(spec: NumbersSpec): NumbersParam {
  const { min, max, minLength, maxLength, whole } = spec
  const fits = (x: number) => Number.isFinite(x) && x >= min && x <= max && (!whole || Number.isInteger(x))
  const edge = (x: number) => Array.from({ length: Math.max(1, minLength) }, () => x)
  return {
    kind: 'numbers',
    default: spec.default,
    label: spec.label,
    help: spec.help,
    ...key(spec),
    min,
    max,
    minLength,
    maxLength,
    schema: v.pipe(
      v.array(v.pipe(v.number(), v.check(fits))),
      v.minLength(minLength),
      v.maxLength(maxLength),
      v.readonly(),
    ),
    fromText: (text) => (text === 'none' ? [] : text.split(',').map(numberFromText)),
    toText: (value) => (value.length === 0 ? 'none' : value.join(',')),
    fuzz: {
      bad: ['', 7, null, [NaN], ['1'], edge(max + 1), Array.from({ length: maxLength + 1 }, () => min)],
      edge: [edge(min), edge(max)],
    },
  }
}

export interface TextParam extends Param<string> {
  readonly kind: 'text'
  readonly maxLength: number
}

/** A short text, with the widget's own check of what it may say. */
export function text(
  spec: Texts & { default: string; maxLength: number; check?: (s: string) => boolean },
): TextParam {
  const check = spec.check ?? (() => true)
  return {
    kind: 'text',
    default: spec.default,
    label: spec.label,
    help: spec.help,
    ...key(spec),
    maxLength: spec.maxLength,
    schema: v.pipe(v.string(), v.maxLength(spec.maxLength), v.check(check)),
    fromText: (s) => s,
    toText: (s) => s,
    fuzz: { bad: [7, null, {}, 'x'.repeat(spec.maxLength + 1)], edge: [spec.default] },
  }
}

export type Params = Readonly<Record<string, Param<never> | Param<unknown>>>
export type AnyParam = Param<unknown>
export type Values<P> = { readonly [K in keyof P]: P[K] extends Param<infer T> ? T : never }
