import type { ParseErrorCode } from '../../../core/formula/parse.ts'
import type { Language } from '../../../widget-kit/language.ts'

type Fault = (code: ParseErrorCode | 'constant' | 'mixed-names', at: number, found: string) => string

const en: Fault = (code, at, found) => {
  const where = `at character ${at + 1}`
  switch (code) {
    case 'empty':
      return 'Type a formula in x and y, for example (x-1)^2 + 10*y^2.'
    case 'too-long':
      return 'This is longer than 500 characters; please shorten it.'
    case 'too-deep':
      return `Parentheses are nested too deeply ${where}; please simplify.`
    case 'unexpected-character':
      return `“${found}” ${where} has no place in a formula.`
    case 'unknown-name':
      return `“${found}” ${where} is not known; use x, y, numbers, sqrt, exp, ln, sin, cos, tan, tanh, abs.`
    case 'number-out-of-range':
      return `The number “${found}” ${where} is too large.`
    case 'missing-operand':
      return `Something is missing ${where}: a number, x, y or a parenthesis.`
    case 'missing-operator':
      return `An operator is missing ${where}: write * or + between the two parts.`
    case 'missing-argument':
      return `The function ${where} needs its argument in parentheses, like sqrt(x).`
    case 'unclosed-parenthesis':
      return `The parenthesis opened ${where} is never closed.`
    case 'unexpected-parenthesis':
      return `The parenthesis closed ${where} was never opened.`
    case 'constant':
      return 'This does not depend on x or y, so there is nothing to minimise.'
    case 'mixed-names':
      return 'Use either θ alone or x and y, not both.'
  }
}

const zh: Fault = (code, at, found) => {
  const where = `第 ${at + 1} 个字符处`
  switch (code) {
    case 'empty':
      return '请输入关于 x 和 y 的公式，例如 (x-1)^2 + 10*y^2。'
    case 'too-long':
      return '公式超过了 500 个字符，请缩短。'
    case 'too-deep':
      return `${where}括号嵌套过深，请简化。`
    case 'unexpected-character':
      return `${where}的“${found}”不能出现在公式里。`
    case 'unknown-name':
      return `${where}的“${found}”无法识别；可以用 x、y、数字以及 sqrt、exp、ln、sin、cos、tan、tanh、abs。`
    case 'number-out-of-range':
      return `${where}的数“${found}”太大。`
    case 'missing-operand':
      return `${where}少了一项：应填数字、x、y 或括号。`
    case 'missing-operator':
      return `${where}缺少运算符：请在两部分之间写上 * 或 +。`
    case 'missing-argument':
      return `${where}的函数缺少括号里的自变量，应写成 sqrt(x) 的形式。`
    case 'unclosed-parenthesis':
      return `${where}的左括号没有对应的右括号。`
    case 'unexpected-parenthesis':
      return `${where}的右括号没有对应的左括号。`
    case 'constant':
      return '公式中没有 x 或 y，无从求最小值。'
    case 'mixed-names':
      return '请只用 θ，或者只用 x 和 y，不要混用。'
  }
}

/** What is wrong with a formula, where, and what to do; fetched when one is wrong. */
export const FAULTS: Readonly<Record<Language, Fault>> = { en, zh }
