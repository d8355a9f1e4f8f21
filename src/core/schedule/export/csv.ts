/**
 * The rates as CSV after RFC 4180: a header, then `k,t,rate` for k = 0 … updates − 1, where t = k + 1 is the update that
 * uses the rate. The numbers are exact: read as float64 they are the schedule's.
 */
export function scheduleCsv(rateAt: (k: number) => number, updates: number): string {
  const rows = Array.from({ length: updates }, (_, k) => `${k},${k + 1},${String(rateAt(k))}\r\n`)
  return `k,t,rate\r\n${rows.join('')}`
}
