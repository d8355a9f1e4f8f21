import * as v from 'valibot'
import { SERIES_LIMIT, type Series } from '../core/metric/index.ts'
import { parameterCount } from '../core/network/spec.ts'
import { decodeDoubles, decodeFloats, encodeDoubles, encodeFloats } from './floats.ts'
import { ruleOf } from './rule-program.ts'
import { RunSpecSchema } from './run-spec-schema.ts'
import type { RunSpec } from './run-spec.ts'

/** All that is needed to go on with a run as if it had never stopped. The batches follow from seed and step. */
export interface RunSnapshot {
  readonly version: typeof SNAPSHOT_VERSION
  readonly spec: RunSpec
  /** How many steps were made. */
  readonly step: number
  readonly parameters: Float32Array
  /** What the optimizer remembers: for each of its slots, one number a parameter. */
  readonly slots: Readonly<Record<string, Float32Array>>
  readonly series: Series
  /** What a run that may be stopped early has seen so far. */
  readonly best?: Best | undefined
  /** Whether the run is over: all its steps are made, or it was stopped early. */
  readonly isOver?: boolean | undefined
}

/** The lowest validation loss of a run, the step at which it was measured, and the parameters then. */
export interface Best {
  readonly step: number
  readonly loss: number
  readonly parameters: Float32Array
}

export const SNAPSHOT_VERSION = 1

/** Why a snapshot was refused: not readable at all, of another version, or with parts that do not fit together. */
export type SnapshotErrorCode = 'snapshot-unreadable' | 'snapshot-version' | 'snapshot-damaged'

export class SnapshotError extends Error {
  readonly code: SnapshotErrorCode
  constructor(code: SnapshotErrorCode, message: string) {
    super(message)
    this.name = 'SnapshotError'
    this.code = code
  }
}

const step = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const finite = v.pipe(v.number(), v.finite())
const SeriesSchema = v.object({
  stride: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  points: v.pipe(
    v.array(v.object({ step, train: finite, validation: finite })),
    v.maxLength(SERIES_LIMIT),
    v.check(
      (points) => points.every((p, i) => i === 0 || (points[i - 1]?.step ?? 0) < p.step),
      'Steps must grow.',
    ),
  ),
})

const finiteFloats = v.pipe(
  v.instance(Float32Array),
  v.check((a) => a.every(Number.isFinite), 'Every number must be finite.'),
)

/** What training has come to. */
export const RunNumbers = v.object({
  step,
  parameters: finiteFloats,
  slots: v.record(v.string(), finiteFloats),
  series: SeriesSchema,
  best: v.optional(v.object({ step, loss: finite, parameters: finiteFloats })),
  isOver: v.optional(v.boolean()),
})

/** A snapshot from outside: every array finite, with one number for each of the network's parameters. */
export const SnapshotSchema = v.pipe(
  v.object({
    version: v.literal(SNAPSHOT_VERSION),
    spec: RunSpecSchema,
    ...RunNumbers.entries,
  }),
  v.check(
    ({ parameters, best, spec }) =>
      [parameters, best?.parameters ?? parameters].every((p) => p.length === parameterCount(spec.model)),
    'The network has another number of parameters.',
  ),
  v.check(
    (s) =>
      ruleOf(s.spec.optimizer.id).state.every(({ name }) => s.slots[name]?.length === s.parameters.length),
    'What the optimizer remembers does not fit the network.',
  ),
)

/** The description with a table of own points as text. */
function textOfSpec(spec: RunSpec): unknown {
  const { data } = spec
  return data.kind === 'own' ? { ...spec, data: { ...data, table: encodeDoubles(data.table) } } : spec
}

const WithTable = v.looseObject({ data: v.looseObject({ kind: v.literal('own'), table: v.string() }) })

/** The same back; what is damaged in it is for the schema to find. */
function specOfText(spec: unknown): unknown {
  const own = v.safeParse(WithTable, spec)
  if (!own.success) return spec
  const { data } = own.output
  return { ...own.output, data: { ...data, table: decodeDoubles(data.table) } }
}

/** The snapshot as text (JSON; arrays as base64 of their bytes), from which the very same bits come back. */
export function encodeSnapshot(snapshot: RunSnapshot): string {
  const slots = Object.fromEntries(Object.entries(snapshot.slots).map(([name, a]) => [name, encodeFloats(a)]))
  const spec = textOfSpec(snapshot.spec)
  const { best, parameters } = snapshot
  return JSON.stringify({
    ...snapshot,
    spec,
    parameters: encodeFloats(parameters),
    slots,
    ...(best ? { best: { ...best, parameters: encodeFloats(best.parameters) } } : {}),
  })
}

const Encoded = v.looseObject({
  version: v.number(),
  parameters: v.string(),
  slots: v.record(v.string(), v.string()),
  best: v.exactOptional(v.looseObject({ parameters: v.string() })),
})

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new SnapshotError('snapshot-unreadable', 'The saved run is not JSON; start the run anew.')
  }
}

/** The snapshot out of its text. Errors: SnapshotError, with a code that says in what way the text is damaged. */
export function decodeSnapshot(text: string): RunSnapshot {
  const encoded = v.safeParse(Encoded, parsedJson(text))
  if (!encoded.success)
    throw new SnapshotError('snapshot-unreadable', 'The saved run lacks its parts; start the run anew.')
  const { version, parameters, slots, best } = encoded.output
  if (version !== SNAPSHOT_VERSION) {
    throw new SnapshotError(
      'snapshot-version',
      `The saved run has version ${version}; this program reads ${SNAPSHOT_VERSION}.`,
    )
  }
  const whole = v.safeParse(SnapshotSchema, {
    ...encoded.output,
    spec: specOfText(encoded.output['spec']),
    parameters: decodeFloats(parameters),
    slots: Object.fromEntries(Object.entries(slots).map(([name, a]) => [name, decodeFloats(a)])),
    ...(best ? { best: { ...best, parameters: decodeFloats(best.parameters) } } : {}),
  })
  if (!whole.success) {
    const where = v.getDotPath(whole.issues[0])
    throw new SnapshotError(
      'snapshot-damaged',
      `The saved run is damaged${where ? ` at ${where}` : ''}: ${whole.issues[0].message}`,
    )
  }
  return whole.output
}
