export { accuracy } from './accuracy.ts'
export { classAccuracy } from './class-accuracy.ts'
export { rSquared } from './r-squared.ts'
export { append, EMPTY_SERIES, SERIES_LIMIT, type Series, type SeriesPoint } from './series.ts'
