import * as v from 'valibot'
import { RUN_NAMES, type RunName } from './pins.ts'

/** What can be swept: settings that are numbers, and the shape of the network as two numbers. */
export const SWEEP_NAMES = [
  'learningRate',
  'l2',
  'batch',
  'units',
  'depth',
  'noise',
  'trainShare',
  'seed',
] as const
export type SweepName = (typeof SWEEP_NAMES)[number]

/** One changed setting to be run beside the present ones. */
export interface Trial {
  readonly name: RunName
  /** A value of that setting; whether it is one is for its parameter's schema to say. */
  readonly value: number | string | readonly number[]
  readonly steps: number
}

/** One setting at several values, each to be trained from the same seed. */
export interface Sweep {
  readonly name: SweepName
  readonly values: readonly number[]
  readonly steps: number
}

/** How many values a sweep may have, and how many steps an experiment. */
export const SWEEP_LIMITS = { min: 2, max: 9 } as const
export const STEP_LIMITS = { min: 10, max: 5000, default: 500 } as const

const finite = v.pipe(v.number(), v.finite())
const steps = v.pipe(v.number(), v.integer(), v.minValue(STEP_LIMITS.min), v.maxValue(STEP_LIMITS.max))

/** Experiments from outside. */
export const trialSchema = v.nullable(
  v.object({
    name: v.picklist(RUN_NAMES),
    value: v.union([finite, v.pipe(v.string(), v.maxLength(40)), v.pipe(v.array(finite), v.maxLength(4))]),
    steps,
  }),
) as v.GenericSchema<unknown, Trial | null>

export const sweepSchema = v.nullable(
  v.object({
    name: v.picklist(SWEEP_NAMES),
    values: v.pipe(v.array(finite), v.minLength(SWEEP_LIMITS.min), v.maxLength(SWEEP_LIMITS.max)),
    steps,
  }),
) as v.GenericSchema<unknown, Sweep | null>
