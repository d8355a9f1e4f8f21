import { applyBinary, applyFunction } from './evaluate.ts'
import type { BinaryKind, BinaryNode, CallNode, Expr, FunctionName, NegateNode } from './expr.ts'
import type { Identifiers, PythonDialect } from './identifiers.ts'

/** How tightly a piece of code holds together, in JavaScript and in Python alike. */
const HOLD = { sum: 1, product: 2, sign: 3, power: 4, atom: 5 } as const

interface Operator {
  readonly sign: string
  readonly hold: number
  /** What is looser than this needs parentheses as an operand. */
  readonly left: number
  readonly right: number
}

type Infix = Exclude<BinaryKind, 'maximum'>

const OPERATORS: Readonly<Record<Infix, Operator>> = {
  add: { sign: '+', hold: HOLD.sum, left: HOLD.sum, right: HOLD.product },
  subtract: { sign: '-', hold: HOLD.sum, left: HOLD.sum, right: HOLD.product },
  multiply: { sign: '*', hold: HOLD.product, left: HOLD.product, right: HOLD.sign },
  divide: { sign: '/', hold: HOLD.product, left: HOLD.product, right: HOLD.sign },
  power: { sign: '**', hold: HOLD.power, left: HOLD.atom, right: HOLD.sign },
}

/** A piece of code. */
interface Piece {
  readonly code: string
  readonly hold: number
  /** A plain number when it runs, not an array or a tensor. */
  readonly scalar: boolean
  /** Its value, where no name occurs in it. */
  readonly value?: number
}
type Unvalued = Omit<Piece, 'value'>

interface Language {
  readonly names: Identifiers
  readonly scalars: ReadonlySet<string>
  /** A power may (Python) or may not (JavaScript) follow a minus sign without parentheses. */
  readonly afterMinus: number
  number(x: number): string
  call(fn: FunctionName, of: Piece): Unvalued
  larger(left: Piece, right: Piece): Unvalued
  /** Whether a part without names, of this value, must be written as that value. */
  settles(value: number): boolean
}

const isNegative = (x: number): boolean => x < 0 || Object.is(x, -0)
const enclose = (p: Piece, least: number): string => (p.hold < least ? `(${p.code})` : p.code)
const called = (fn: string, ...of: readonly Unvalued[]): Unvalued => ({
  code: `${fn}(${of.map((p) => p.code).join(', ')})`,
  hold: HOLD.atom,
  scalar: of.every((p) => p.scalar),
})

function write(e: Expr, language: Language): Piece {
  switch (e.kind) {
    case 'number':
      return literal(e.value, language)
    case 'symbol': {
      const name = Object.hasOwn(language.names, e.name) ? language.names[e.name] : undefined
      if (name === undefined) throw new Error(`The formula uses “${e.name}”, which has no identifier here.`)
      return { code: name, hold: HOLD.atom, scalar: language.scalars.has(e.name) }
    }
    case 'negate':
      return negated(e, language)
    case 'call':
      return application(e, language)
    default:
      return joined(e, e.kind === 'maximum' ? undefined : OPERATORS[e.kind], language)
  }
}

const literal = (value: number, language: Language): Piece => ({
  code: language.number(value),
  hold: isNegative(value) ? HOLD.sign : HOLD.atom,
  scalar: true,
  value,
})

function negated(e: NegateNode, language: Language): Piece {
  const of = write(e.of, language)
  const piece = { code: `-${enclose(of, language.afterMinus)}`, hold: HOLD.sign, scalar: of.scalar }
  return settled(piece, of.value === undefined ? undefined : -of.value, language)
}

function application(e: CallNode, language: Language): Piece {
  const of = write(e.of, language)
  return settled(
    language.call(e.fn, of),
    of.value === undefined ? undefined : applyFunction(e.fn, of.value),
    language,
  )
}

function joined(e: BinaryNode, operator: Operator | undefined, language: Language): Piece {
  const [left, right] = [write(e.left, language), write(e.right, language)]
  const constant = left.value !== undefined && right.value !== undefined
  const piece = operator ? infix(operator, left, right) : language.larger(left, right)
  return settled(piece, constant ? applyBinary(e.kind, left.value, right.value) : undefined, language)
}

const infix = (operator: Operator, left: Piece, right: Piece): Unvalued => ({
  code: `${enclose(left, operator.left)} ${operator.sign} ${enclose(right, operator.right)}`,
  hold: operator.hold,
  scalar: left.scalar && right.scalar,
})

function settled(piece: Unvalued, value: number | undefined, language: Language): Piece {
  if (value === undefined) return piece
  return language.settles(value) ? literal(value, language) : { ...piece, value }
}

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
  const [pi, e] = [`${module}.pi`, `${module}.e`]
  return numeral(x, { pi, e, nan: 'math.nan', infinity: 'math.inf' })
}

/** A function of something that PyTorch has no tensor for goes through Python's own `math`, which has no sign. */
function torchCall(fn: FunctionName, of: Piece): Unvalued {
  if (!of.scalar) return called(`torch.${MATH[fn]}`, of)
  if (fn === 'abs') return called('abs', of)
  if (fn === 'sign') {
    return called('torch.sign', {
      ...of,
      code: `torch.tensor(${of.code}, dtype=torch.float64)`,
      scalar: false,
    })
  }
  return called(`math.${MATH[fn]}`, of)
}

function torchLarger(left: Piece, right: Piece): Unvalued {
  if (left.scalar && right.scalar) return called('max', left, right)
  if (!left.scalar && !right.scalar) return called('torch.maximum', left, right)
  const [tensor, bound] = left.scalar ? [right, left] : [left, right]
  return called('torch.clamp', tensor, { ...bound, code: `min=${bound.code}` })
}

/**
 * The expression as Python, for float64 arrays of NumPy (`np`) or tensors of PyTorch (`torch`); `math` must be imported
 * as well. `scalars` are the names that stand for plain numbers. A part without names whose value Python would refuse
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
  const isNumpy = dialect === 'numpy'
  return write(e, {
    names,
    scalars,
    afterMinus: HOLD.power,
    number: (x) => pythonNumber(x, isNumpy ? 'np' : 'math'),
    call: isNumpy ? (fn, of) => called(`np.${MATH[fn]}`, of) : torchCall,
    larger: isNumpy ? (left, right) => called('np.maximum', left, right) : torchLarger,
    settles: (value) => !Number.isFinite(value) || Math.abs(value) >= LARGEST_INTEGER || Object.is(value, -0),
  }).code
}
