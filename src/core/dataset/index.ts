export { makeDataset, trainCount } from './make.ts'
export {
  CLASS_KINDS,
  DATA_LIMITS,
  DATASET_KINDS,
  isClassKind,
  isValueKind,
  PICTURE,
  taskOf,
  TWO_CLASS_KINDS,
  VALUE_KINDS,
} from './spec.ts'
export type { DataSpec, Dataset, DatasetKind, Sample, Task } from './spec.ts'
