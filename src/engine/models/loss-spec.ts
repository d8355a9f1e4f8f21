export type { LossSpec } from '../../core/loss/loss-spec.ts'
