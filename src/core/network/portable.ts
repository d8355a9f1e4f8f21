/*
 * eˣ and tanh x from additions, multiplications and divisions alone. IEEE 754 fixes the result of those to the last
 * bit, but not that of Math.exp and Math.tanh: engines, and versions of one engine, differ in the last place. A training
 * run at a high rate is chaotic, and turns a difference in the last place into another run. With these it is the same
 * run in every browser, and in the build that a lesson takes its numbers from.
 */

const LN2_HIGH = 0.6931471803691238
const LN2_LOW = 1.9082149292705877e-10
/** Terms of the series: the first left out is below 10⁻¹⁷ of the sum on |r| ≤ ln 2 / 2, and on 0 ≤ y ≤ 1. */
const TERMS = { half: 14, one: 19 } as const

/** 2ᵏ exactly, −1022 ≤ k ≤ 1023. */
function powerOfTwo(k: number): number {
  let [power, base, left] = [1, k < 0 ? 0.5 : 2, Math.abs(k)]
  for (; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) power *= base
    base *= base
  }
  return power
}

/** y + y²/2! + … + yⁿ/n!, that is eʸ − 1 without its cancellation, from the last term to the first. */
function series(y: number, terms: number): number {
  let sum = 1
  for (let n = terms; n >= 2; n--) sum = 1 + (y * sum) / n
  return y * sum
}

/** eˣ to about a unit in the last place; 0 below −708 and ∞ above 709, NaN of NaN. */
export function exp(x: number): number {
  if (!(x >= -708)) return x !== x ? x : 0
  if (x > 709) return Infinity
  const k = Math.floor(x / (LN2_HIGH + LN2_LOW) + 0.5)
  // k · LN2_HIGH is exact: its last twenty bits are zero.
  const r = x - k * LN2_HIGH - k * LN2_LOW
  return (1 + series(r, TERMS.half)) * powerOfTwo(k)
}

/** tanh x to about two units in the last place; ±1 from |x| = 20 on, NaN of NaN. */
export function tanh(x: number): number {
  const size = Math.abs(x)
  if (size >= 20) return Math.sign(x)
  const y = 2 * size
  const grown = y < 1 ? series(y, TERMS.one) : exp(y) - 1
  return Math.sign(x) * (grown / (grown + 2))
}
