import { compileFunction } from 'node:vm'
import fc from 'fast-check'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { toJavaScript, toPython } from './code.ts'
import { evaluate } from './evaluate.ts'
import {
  BINARY_KINDS,
  type BinaryKind,
  call,
  type Expr,
  expr,
  FUNCTION_NAMES,
  type FunctionName,
  max,
  neg,
  pow,
} from './expr.ts'
import { identifiers } from './identifiers.ts'
import { parse } from './parse.ts'

const NAMES = ['x', 'y', 'beta1']
const names = identifiers(NAMES, 'javascript')
const pythonNames = identifiers(NAMES, 'numpy')

function typed(text: string): Expr {
  const result = parse(text, NAMES)
  if (!result.ok) throw new Error(`${text}: ${result.error.code}`)
  return result.expr
}

const numbers = fc.oneof(
  fc.constantFrom(2, 2, 0, -0, 1, 3, -1.5, 0.5, 1e-8, 1e21, Math.PI, Math.E, 5e-324, Number.MAX_VALUE),
  fc.double(),
)
const trees: fc.Arbitrary<Expr> = fc.letrec<{ tree: Expr }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', maxDepth: 6, withCrossShrink: true },
    fc.oneof(fc.constantFrom(...NAMES).map(expr), numbers.map(expr)),
    fc.record({ kind: fc.constantFrom(...BINARY_KINDS), left: tie('tree'), right: tie('tree') }),
    tie('tree').map((base) => pow(base, 2)),
    tie('tree').map(neg),
    fc.tuple(fc.constantFrom(...FUNCTION_NAMES), tie('tree')).map(([fn, of]) => call(fn, of)),
  ),
})).tree
const point = fc.record({ x: fc.double(), y: fc.double({ min: -4, max: 4 }), beta1: fc.integer({ max: 9 }) })

const SIGNS = new Map<ts.SyntaxKind, BinaryKind>([
  [ts.SyntaxKind.PlusToken, 'add'],
  [ts.SyntaxKind.MinusToken, 'subtract'],
  [ts.SyntaxKind.AsteriskToken, 'multiply'],
  [ts.SyntaxKind.SlashToken, 'divide'],
  [ts.SyntaxKind.AsteriskAsteriskToken, 'power'],
])

/** The tree that JavaScript's own grammar finds in a text; what is none of ours is left as its text. */
function read(text: string): unknown {
  const file = ts.createSourceFile(
    'formula.js',
    `_(${text})`,
    ts.ScriptTarget.ES2022,
    false,
    ts.ScriptKind.JS,
  )
  const errors = (file as unknown as { parseDiagnostics: readonly unknown[] }).parseDiagnostics
  if (errors.length > 0) return { error: text }
  const [statement, ...rest] = file.statements
  if (rest.length > 0 || !statement || !ts.isExpressionStatement(statement)) return { error: text }
  return ts.isCallExpression(statement.expression)
    ? treeOf(statement.expression.arguments[0]!)
    : { error: text }
}

function treeOf(node: ts.Expression): unknown {
  if (ts.isParenthesizedExpression(node)) return treeOf(node.expression)
  if (ts.isNumericLiteral(node)) return expr(Number(node.text))
  if (ts.isIdentifier(node)) {
    return node.text === 'NaN' || node.text === 'Infinity' ? expr(Number(node.text)) : expr(node.text)
  }
  if (ts.isPropertyAccessExpression(node)) return expr(node.name.text === 'PI' ? Math.PI : Math.E)
  if (ts.isPrefixUnaryExpression(node)) {
    return node.operator === ts.SyntaxKind.MinusToken
      ? neg(treeOf(node.operand) as Expr)
      : { odd: node.operator }
  }
  if (ts.isBinaryExpression(node)) {
    return { kind: SIGNS.get(node.operatorToken.kind), left: treeOf(node.left), right: treeOf(node.right) }
  }
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return { odd: node.kind }
  const [first, second] = node.arguments
  const fn = node.expression.name.text
  if (fn === 'max' && first && second) return max(treeOf(first) as Expr, treeOf(second) as Expr)
  return call((fn === 'log' ? 'ln' : fn) as FunctionName, treeOf(first!) as Expr)
}

/** As it is spelled: a negative number is the negation of a positive one. */
function spelled(e: Expr): Expr {
  switch (e.kind) {
    case 'number':
      return e.value < 0 || Object.is(e.value, -0) ? neg(-e.value) : e
    case 'symbol':
      return e
    case 'negate':
    case 'call':
      return { ...e, of: spelled(e.of) }
    default:
      return { ...e, left: spelled(e.left), right: spelled(e.right) }
  }
}

/** Every pair of matching parentheses that belongs to no call. */
function pairs(text: string): [number, number][] {
  const open: number[] = []
  const found: [number, number][] = []
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '(') open.push(i)
    if (text[i] === ')') found.push([open.pop()!, i])
  }
  return found.filter(([from]) => !/[a-z0-9]/i.test(text[from - 1] ?? ''))
}

describe('JavaScript', () => {
  test.each([
    ['x*(y+1)', 'x * (y + 1)'],
    ['(x*y)*2', 'x * y * 2'],
    ['x*(y*2)', 'x * (y * 2)'],
    ['x-(y-1)', 'x - (y - 1)'],
    ['x-y-1', 'x - y - 1'],
    ['x/(y/2)', 'x / (y / 2)'],
    ['-x^2', '-(x ** 2)'],
    ['(-x)^2', '(-x) ** 2'],
    ['x^-y', 'x ** -y'],
    ['x^y^2', 'x ** y ** 2'],
    ['(x^y)^2', '(x ** y) ** 2'],
    ['--x', '-(-x)'],
    ['x - -y', 'x - -y'],
    ['-x*y', '-x * y'],
    ['-(x*y)', '-(x * y)'],
    ['1e-8 + 1e21', '1e-8 + 1e21'],
    ['sqrt(x) + ln(y)', 'Math.sqrt(x) + Math.log(y)'],
    ['2max(x+1, y)^2', '2 * Math.max(x + 1, y) ** 2'],
    ['2pi*e', '2 * Math.PI * Math.E'],
  ])('%s is %s', (text, code) => {
    expect(toJavaScript(typed(text), names)).toBe(code)
  })

  test('run, it gives the bits that evaluate gives', () => {
    let finite = 0
    fc.assert(
      fc.property(trees, point, (e, at) => {
        const code = toJavaScript(e, names)
        const run = compileFunction(`return ${code}`, NAMES) as (...values: number[]) => number
        const value = evaluate(e, at)
        if (Number.isFinite(value)) finite++
        expect(run(at.x, at.y, at.beta1), code).toBe(value)
      }),
      { numRuns: 3000 },
    )
    expect(finite).toBeGreaterThan(1000)
  })

  test('the language’s own grammar reads the tree in it', () => {
    fc.assert(
      fc.property(trees, (e) => {
        expect(read(toJavaScript(e, names))).toEqual(spelled(e))
      }),
      { numRuns: 1000 },
    )
  })

  test('no pair of parentheses can be left out', () => {
    let tried = 0
    fc.assert(
      fc.property(trees, (e) => {
        const text = toJavaScript(e, names)
        for (const [open, close] of pairs(text)) {
          tried++
          const without = text.slice(0, open) + text.slice(open + 1, close) + text.slice(close + 1)
          expect(read(without), `${text} without the pair at ${open}`).not.toEqual(read(text))
        }
      }),
      { numRuns: 1000 },
    )
    expect(tried).toBeGreaterThan(200)
  })
})

describe('Python', () => {
  const scalars = new Set(['beta1'])
  test.each([
    ['-x^2', '-x ** 2', '-x ** 2'],
    ['(-x)^2', '(-x) ** 2', '(-x) ** 2'],
    ['x^-0.5', 'x ** -0.5', 'x ** -0.5'],
    ['--x', '-(-x)', '-(-x)'],
    ['x - (y + 1)', 'x - (y + 1)', 'x - (y + 1)'],
    ['sqrt(x) + 1e-8', 'np.sqrt(x) + 1e-8', 'torch.sqrt(x) + 1e-8'],
    ['x*sqrt(1 - beta1^2)', 'x * np.sqrt(1 - beta1 ** 2)', 'x * math.sqrt(1 - beta1 ** 2)'],
    ['ln(2)*x', 'np.log(2) * x', 'math.log(2) * x'],
    ['abs(x) + abs(beta1)', 'np.abs(x) + abs(beta1)', 'torch.abs(x) + abs(beta1)'],
    ['sign(x)', 'np.sign(x)', 'torch.sign(x)'],
    ['sign(beta1)', 'np.sign(float(beta1))', 'torch.sign(torch.tensor(beta1, dtype=torch.float64))'],
    ['max(x, y)', 'np.maximum(x, y)', 'torch.maximum(x, y)'],
    ['max(0, x)', 'np.maximum(0, x)', 'torch.clamp(x, min=0)'],
    ['max(beta1, 0)', 'max(beta1, 0)', 'max(beta1, 0)'],
    ['x + 1/0', 'x + np.inf', 'x + math.inf'],
    ['x + (-2)^0.5', 'x + np.nan', 'x + math.nan'],
    ['x + 10^20', 'x + 1e20', 'x + 1e20'],
    ['x * -0', 'x * -0.0', 'x * -0.0'],
    ['x + 9007199254740992', 'x + 9.007199254740992e15', 'x + 9.007199254740992e15'],
    ['pi*x', 'np.pi * x', 'math.pi * x'],
  ])('%s is %s, and %s', (text, numpy, torch) => {
    expect(toPython(typed(text), pythonNames, 'numpy', scalars)).toBe(numpy)
    expect(toPython(typed(text), pythonNames, 'torch', scalars)).toBe(torch)
  })
})

test('a name without an identifier is named', () => {
  expect(() => toJavaScript(typed('x + y'), { x: 'x' })).toThrow('“y”')
  expect(() => toPython(expr('toString'), {}, 'torch')).toThrow('“toString”')
})

describe('identifiers', () => {
  test('are the names, save what a language keeps for itself', () => {
    const all = ['m_hat', 'lambda', 'const', 'np']
    expect(Object.values(identifiers(all, 'javascript'))).toEqual(['m_hat', 'lambda', 'const_', 'np'])
    expect(Object.values(identifiers(all, 'numpy'))).toEqual(['m_hat', 'lambda_', 'const', 'np_'])
  })

  test('are identifiers, and different for different names', () => {
    const name = fc.oneof(
      fc.string(),
      fc.constantFrom('if', 'if_', 'a b', 'a_b', 'a’b', '1', 'taken', '__proto__'),
    )
    fc.assert(
      fc.property(fc.uniqueArray(name), fc.constantFrom('javascript', 'torch'), (all, language) => {
        const chosen = identifiers(all, language as 'torch', ['taken'])
        const found = all.map((one) => (Object.hasOwn(chosen, one) ? chosen[one]! : ''))
        expect(new Set(found).size).toBe(all.length)
        for (const identifier of found) expect(identifier).toMatch(/^[A-Za-z_][A-Za-z0-9_]*$/)
        expect(found).not.toContain('taken')
        expect(found).not.toContain('if')
      }),
    )
  })
})
