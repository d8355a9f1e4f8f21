import { type BinaryKind, type Expr, type FunctionName } from './expr.ts'

const FUNCTIONS: Readonly<Record<FunctionName, (x: number) => number>> = {
  sqrt: Math.sqrt,
  exp: Math.exp,
  ln: Math.log,
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  tanh: Math.tanh,
  abs: Math.abs,
  sign: Math.sign,
}

/** fn(x) in float64; outside its domain the result is NaN (ln of a negative number) or ±∞ (ln 0). */
export function applyFunction(fn: FunctionName, x: number): number {
  return FUNCTIONS[fn](x)
}

/**
 * a ∘ b in float64. A square is a·a, which is rounded once and the same in every browser; other powers are
 * Math.pow's. 0⁰ is 1, as in IEEE 754 and in every framework; a negative base with a fractional exponent is NaN.
 * The maximum of anything with NaN is NaN.
 */
export function applyBinary(kind: BinaryKind, a: number, b: number): number {
  switch (kind) {
    case 'add':
      return a + b
    case 'subtract':
      return a - b
    case 'multiply':
      return a * b
    case 'divide':
      return a / b
    case 'power':
      return b === 2 ? a * a : Math.pow(a, b)
    case 'maximum':
      return Math.max(a, b)
  }
}

const unknownName = (name: string, known: readonly string[]): Error =>
  new Error(
    `The expression uses “${name}”, which has no value here. Known: ${known.join(', ') || 'nothing'}.`,
  )

/**
 * The value of an expression in float64, its names read from `env`.
 * @throws Error that names the first name without a value
 */
export function evaluate(e: Expr, env: Readonly<Record<string, number>>): number {
  switch (e.kind) {
    case 'number':
      return e.value
    case 'symbol': {
      const value = Object.hasOwn(env, e.name) ? env[e.name] : undefined
      if (value === undefined) throw unknownName(e.name, Object.keys(env))
      return value
    }
    case 'negate':
      return -evaluate(e.of, env)
    case 'call':
      return applyFunction(e.fn, evaluate(e.of, env))
    default:
      return applyBinary(e.kind, evaluate(e.left, env), evaluate(e.right, env))
  }
}

/** One instruction: what to do with the registers `a` and `b`; its own register follows from its place. */
interface Instruction {
  readonly op: BinaryKind | FunctionName | 'negate' | 'number'
  readonly a: number
  readonly b: number
  readonly value: number
}

/**
 * The same value, bit for bit, as `evaluate`, but fast: the expression becomes a list of instructions once, and the
 * returned function runs it on `values`, which stand in the order of `names`. A part that several places share
 * (derivatives share many) is computed once.
 * @throws Error at once when the expression uses a name that is not among `names`
 */
export function compile(e: Expr, names: readonly string[]): (values: ArrayLike<number>) => number {
  const program: Instruction[] = []
  const places = new Map<Expr, number>()
  const emit = (op: Instruction['op'], a: number, b: number, value = 0): number =>
    names.length + program.push({ op, a, b, value }) - 1
  const translate = (node: Expr): number => {
    if (node.kind === 'number') return emit('number', 0, 0, node.value)
    if (node.kind === 'negate') return emit('negate', place(node.of), 0)
    if (node.kind === 'call') return emit(node.fn, place(node.of), 0)
    if (node.kind !== 'symbol') return emit(node.kind, place(node.left), place(node.right))
    const index = names.indexOf(node.name)
    if (index < 0) throw unknownName(node.name, names)
    return index
  }
  const place = (node: Expr): number => {
    const known = places.get(node)
    if (known !== undefined) return known
    const register = translate(node)
    places.set(node, register)
    return register
  }
  const result = place(e)
  const registers = new Float64Array(names.length + program.length)
  return (values) => {
    for (let i = 0; i < names.length; i++) registers[i] = values[i] ?? NaN
    for (let i = 0; i < program.length; i++) registers[names.length + i] = run(program[i]!, registers)
    return registers[result]!
  }
}

function run({ op, a, b, value }: Instruction, registers: Float64Array): number {
  const left = registers[a]!
  switch (op) {
    case 'number':
      return value
    case 'negate':
      return -left
    case 'add':
    case 'subtract':
    case 'multiply':
    case 'divide':
    case 'power':
    case 'maximum':
      return applyBinary(op, left, registers[b]!)
    default:
      return applyFunction(op, left)
  }
}
