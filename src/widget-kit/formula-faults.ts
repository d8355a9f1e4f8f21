import type { ParseErrorCode } from '../core/formula/parse.ts'
import type { Language } from './language.ts'

/** What a formula field tells about itself, so that its faults can be named. */
export interface FormulaHelp {
  /** The names that may be used, as a list in words. */
  readonly names: string
  readonly example: string
}

type Fault = (code: ParseErrorCode, at: number, found: string, help: FormulaHelp) => string

const FUNCTIONS = 'sqrt, exp, ln, sin, cos, tan, tanh, abs, max'

const en: Fault = (code, at, found, { names, example }) => {
  const where = `at character ${at + 1}`
  switch (code) {
    case 'empty':
      return `Type a formula, for example ${example}.`
    case 'too-long':
      return 'This is longer than 500 characters; please shorten it.'
    case 'too-deep':
      return `Parentheses are nested too deeply ${where}; please simplify.`
    case 'unexpected-character':
      return `“${found}” ${where} has no place in a formula.`
    case 'unknown-name':
      return `“${found}” ${where} is not known; use ${names}, numbers, ${FUNCTIONS}.`
    case 'number-out-of-range':
      return `The number “${found}” ${where} is too large.`
    case 'exponent-too-large':
      return `The exponent “${found}” ${where} is no number from −1,000 to 1,000; take a smaller one.`
    case 'missing-operand':
      return `Something is missing ${where}: a number, a letter or a parenthesis.`
    case 'missing-operator':
      return `An operator is missing ${where}: write * or + between the two parts.`
    case 'missing-argument':
      return `The function ${where} needs its argument in parentheses, like sqrt(x) or max(0,x).`
    case 'unclosed-parenthesis':
      return `The parenthesis opened ${where} is never closed.`
    case 'unexpected-parenthesis':
      return `The parenthesis closed ${where} was never opened.`
  }
}

const zh: Fault = (code, at, found, { names, example }) => {
  const where = `第 ${at + 1} 个字符处`
  switch (code) {
    case 'empty':
      return `请输入公式，例如 ${example}。`
    case 'too-long':
      return '公式超过了 500 个字符，请缩短。'
    case 'too-deep':
      return `${where}括号嵌套过深，请简化。`
    case 'unexpected-character':
      return `${where}的“${found}”不能出现在公式里。`
    case 'unknown-name':
      return `${where}的“${found}”无法识别；可以用 ${names}、数字以及 ${FUNCTIONS.replaceAll(', ', '、')}。`
    case 'number-out-of-range':
      return `${where}的数“${found}”太大。`
    case 'exponent-too-large':
      return `${where}的指数“${found}”应在 −1000 到 1000 之间，请改小。`
    case 'missing-operand':
      return `${where}少了一项：应填数字、字母或括号。`
    case 'missing-operator':
      return `${where}缺少运算符：请在两部分之间写上 * 或 +。`
    case 'missing-argument':
      return `${where}的函数缺少括号里的自变量，应写成 sqrt(x) 或 max(0,x) 的形式。`
    case 'unclosed-parenthesis':
      return `${where}的左括号没有对应的右括号。`
    case 'unexpected-parenthesis':
      return `${where}的右括号没有对应的左括号。`
  }
}

/** Why a typed formula was refused: what, where, and what to do. */
export const FORMULA_FAULTS: Readonly<Record<Language, Fault>> = { en, zh }
