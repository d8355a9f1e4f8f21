import * as v from 'valibot'
import { settled, type State } from './model.ts'
import { params } from './params.ts'

const entries = Object.fromEntries(Object.entries(params).map(([name, p]) => [name, p.schema]))

/** A state from a link or another page. */
export const stateSchema = v.pipe(
  v.object(entries) as unknown as v.GenericSchema<unknown, State>,
  v.transform(settled),
)
