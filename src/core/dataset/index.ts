export { makeDataset, trainCount } from './make.ts'
export { DATA_LIMITS, DATASET_KINDS, PICTURE } from './spec.ts'
export type { DataSpec, Dataset, DatasetKind, Sample } from './spec.ts'
