import type { DenseNet } from '../../core/network/architecture.ts'
import { INPUTS, outputsOf, type DenseSpec } from '../../core/network/spec.ts'

/** A network for the plane as one of the course's networks; its parameters lie the same way. */
export const denseNetFor = (spec: DenseSpec): DenseNet => ({
  kind: 'dense',
  inputs: INPUTS,
  hidden: spec.hidden,
  activation: spec.activation,
  outputs: outputsOf(spec),
  dropout: 0,
})
