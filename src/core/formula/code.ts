import { called, HOLD, isNegative, type Piece, type Unvalued, write } from './code-piece.ts'
import type { Expr, FunctionName } from './expr.ts'
import type { Identifiers, PythonDialect } from './identifiers.ts'

const MATH: Readonly<Record<FunctionName, string>> = {
  sqrt: 'sqrt',
  exp: 'exp',
  ln: 'log',
  sin: 'sin',
  cos: 'cos',
  tan: 'tan',
  tanh: 'tanh',
  abs: 'abs',
  sign: 'sign',
}

/** The fewest digits that say exactly this number; π and e by their names. */
function numeral(x: number, names: { pi: string; e: string; nan: string; infinity: string }): string {
  const size = Math.abs(x)
  if (Number.isNaN(x)) return names.nan
  const sign = isNegative(x) ? '-' : ''
  if (size === Infinity) return sign + names.infinity
  if (size === Math.PI) return sign + names.pi
  return sign + (size === Math.E ? names.e : String(size).replace('e+', 'e'))
}

const JAVASCRIPT = { pi: 'Math.PI', e: 'Math.E', nan: 'NaN', infinity: 'Infinity' }

/**
 * The expression as JavaScript, with the parentheses that the tree needs and no others (the language refuses a minus
 * sign before a power, so that one gets its pair). `names` gives every name its identifier. It computes the bits of
 * `evaluate` where the engine's x ** 2 is x · x, which V8's is; the standard leaves a power one unit in the last place.
 * @throws Error that names the first name without an identifier
 */
export function toJavaScript(e: Expr, names: Identifiers): string {
  return write(e, {
    names,
    scalars: new Set(),
    afterMinus: HOLD.atom,
    number: (x) => numeral(x, JAVASCRIPT),
    call: (fn, of) => called(`Math.${MATH[fn]}`, of),
    larger: (left, right) => called('Math.max', left, right),
    settles: () => false,
  }).code
}

/** From here on whole numbers are written as floats: Python's integers would go on without end. */
const LARGEST_INTEGER = 2 ** 53

const pythonNumber = (x: number, module: string): string => {
  if (Object.is(x, -0)) return '-0.0'
  if (Number.isInteger(x) && Math.abs(x) >= LARGEST_INTEGER) return x.toExponential().replace('e+', 'e')
  return numeral(x, { pi: `${module}.pi`, e: `${module}.e`, nan: `${module}.nan`, infinity: `${module}.inf` })
}

/**
 * Of a plain number NumPy makes a float, save where it would keep an integer (abs, sign); PyTorch takes none, so Python's
 * own `math` does it, which has no sign.
 */
function pythonCall(fn: FunctionName, of: Piece, dialect: PythonDialect): Unvalued {
  if (!of.scalar) return called(`${dialect === 'numpy' ? 'np' : 'torch'}.${MATH[fn]}`, of)
  if (fn === 'abs') return called('abs', of)
  if (dialect === 'numpy') return called(`np.${MATH[fn]}`, fn === 'sign' ? called('float', of) : of)
  if (fn !== 'sign') return called(`math.${MATH[fn]}`, of)
  const tensor = `torch.tensor(${of.code}, dtype=torch.float64)`
  return called('torch.sign', { ...of, code: tensor, scalar: false })
}

function pythonLarger(left: Piece, right: Piece, dialect: PythonDialect): Unvalued {
  if (left.scalar && right.scalar) return called('max', left, right)
  if (dialect === 'numpy') return called('np.maximum', left, right)
  if (!left.scalar && !right.scalar) return called('torch.maximum', left, right)
  const [tensor, bound] = left.scalar ? [right, left] : [left, right]
  return called('torch.clamp', tensor, { ...bound, code: `min=${bound.code}` })
}

/**
 * The expression as Python, for float64 arrays of NumPy (`np`) or tensors of PyTorch (`torch`); `math` must be imported
 * as well. `scalars` are the names that stand for plain floats. A part without names whose value Python would refuse
 * (1/0), make complex ((−2)^0.5) or compute as a huge integer is written as its float64 value. To a unit in the last
 * place of every power and function the value is that of `evaluate`; plain numbers outside a function's domain raise.
 * @throws Error that names the first name without an identifier
 */
export function toPython(
  e: Expr,
  names: Identifiers,
  dialect: PythonDialect,
  scalars: ReadonlySet<string> = new Set(),
): string {
  return write(e, {
    names,
    scalars,
    afterMinus: HOLD.power,
    number: (x) => pythonNumber(x, dialect === 'numpy' ? 'np' : 'math'),
    call: (fn, of) => pythonCall(fn, of, dialect),
    larger: (left, right) => pythonLarger(left, right, dialect),
    settles: (value) => !Number.isFinite(value) || Math.abs(value) >= LARGEST_INTEGER || Object.is(value, -0),
  }).code
}
