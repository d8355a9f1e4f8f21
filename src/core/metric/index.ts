export { accuracy } from './accuracy.ts'
export { append, EMPTY_SERIES, SERIES_LIMIT, type Series, type SeriesPoint } from './series.ts'
