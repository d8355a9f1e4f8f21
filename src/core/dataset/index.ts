export { makeDataset, trainCount } from './make.ts'
export { firstOf, judgedOf, MOST_JUDGED, scalingsOf } from './own.ts'
export { NOT_SCALED, unscaled, type Scaling } from './scaling.ts'
export {
  CLASS_KINDS,
  COLUMNS,
  countOf,
  DATA_LIMITS,
  DATASET_KINDS,
  isClassKind,
  isValueKind,
  PICTURE,
  rangeOf,
  taskOf,
  TWO_CLASS_KINDS,
  VALUE_KINDS,
} from './spec.ts'
export type { DataSpec, Dataset, DatasetKind, GeneratedData, OwnData, Sample, Task } from './spec.ts'
