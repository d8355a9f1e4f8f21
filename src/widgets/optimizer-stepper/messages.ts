import type { ParseErrorCode } from '../../core/formula/parse.ts'
import type { PlayBarTexts } from '../../ui/PlayBar.tsx'
import type { Language } from '../../widget-kit/language.ts'

/** Where α stands to the bound of its rule: everything the sentence needs, already as text. */
interface Bound {
  readonly rule: 'gradient-descent' | 'momentum'
  readonly curvature: string
  readonly bound: string
  readonly alpha: string
  readonly place: 'below' | 'at' | 'above'
}

type FormulaFault = ParseErrorCode | 'constant' | 'mixed-names'

const en = {
  title: 'Step an optimizer',
  hint: 'Step forward, look at the numbers, step back, change something, and step again.',
  bar: {
    bar: 'Stepping',
    reset: 'To the start',
    back: 'Back',
    play: 'Play',
    pause: 'Pause',
    step: 'Step',
    keys: 'Keys: → step, ← back, ↓ and ↑ through the parts of a step, Home and End to the ends, Space to play',
  } satisfies PlayBarTexts,
  subForward: 'Next part of the step',
  subBack: 'Previous part of the step',
  jump: 'Step number',
  rule: 'The rule',
  numbers: 'This step in numbers',
  notYet: 'No step has been made yet. Press Step, and the numbers appear here.',
  table: 'Steps',
  tableOf: 'The last steps, newest at the bottom; the button in a row goes to that step.',
  goTo: (t: number) => `Go to step ${t}`,
  settings: 'Settings',
  startAt: (name: string) => `Start, ${name}`,
  parameters: 'Parameters',
  path: (optimizer: string, t: number, point: string, loss: string) =>
    `${optimizer} after ${t} steps at ${point}, loss ${loss}.`,
  lossChart: 'Loss after each step',
  loss: 'loss',
  step: 'step',
  stepOf: (t: number) => `Step ${t}`,
  partOf: (t: number, part: number, parts: number) => `Step ${t}, part ${part} of ${parts}`,
  said: (t: number, point: string, loss: string) => `Step ${t}. ${point}. Loss ${loss}.`,
  saidPart: (name: string, values: string) => `${name}: ${values}.`,
  atStart: 'Start.',
  /** A quantity of one coordinate. */
  along: (name: string, coordinate: string) => `${name}, ${coordinate}`,
  names: {
    g: 'gradient',
    u: 'velocity',
    m: 'first moment',
    v: 'second moment',
    m_hat: 'first moment, bias-corrected',
    v_hat: 'second moment, bias-corrected',
    d: 'denominator',
    delta: 'update',
    theta: 'parameter',
    loss: 'loss',
  } as Readonly<Record<string, string>>,
  bound: ({ rule, curvature, bound, alpha, place }: Bound) =>
    `The steepest curvature here is ${curvature}, so ${
      rule === 'momentum' ? 'momentum with this β' : 'gradient descent'
    } is stable below α = ${bound}. α = ${alpha} is ${{ below: 'below', at: 'exactly', above: 'above' }[place]} that.`,
  noBound: 'Adam scales its own steps, so no simple bound on its learning rate can be given.',
  noCurvature: 'The function does not curve upwards here, so it gives no bound on the learning rate.',
  diverged: (t: number, name: string) =>
    `Diverged: at step ${t} the ${name} is no longer a finite number. Go back to the start, lower the learning rate, and step again; or undo until the last change of a setting is taken back.`,
  changed: (list: string) => `Changed on the way: ${list}.`,
  changedAt: (name: string, value: string, step: number) => `${name} to ${value} after step ${step}`,
  outside: 'The point has left the picture.',
  setStart: 'Click in the picture to start there.',
  fault: (code: FormulaFault, at: number, found: string) => {
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
  },
}

export type StepperMessages = typeof en

const zh: StepperMessages = {
  title: '让优化器一步一步走',
  hint: '走一步，看看数值；退回来，改一处设置，再走一遍。',
  bar: {
    bar: '逐步控制',
    reset: '回到起点',
    back: '后退',
    play: '播放',
    pause: '暂停',
    step: '前进一步',
    keys: '按键：→ 前进，← 后退，↓、↑ 在一步之内逐行移动；Home、End 跳到首步、末步；空格键播放或暂停',
  },
  subForward: '步内下一行',
  subBack: '步内上一行',
  jump: '步数',
  rule: '更新规则',
  numbers: '代入数值',
  notYet: '还没有走任何一步。按“前进一步”，数值就会出现在这里。',
  table: '各步数值',
  tableOf: '最近的若干步，最新的在最下面；点行首的步数，可跳到那一步。',
  goTo: (t) => `跳到第 ${t} 步`,
  settings: '设置',
  startAt: (name) => `起点 ${name}`,
  parameters: '参数',
  path: (optimizer, t, point, loss) => `${optimizer}，走了 ${t} 步，位于 ${point}，损失 ${loss}。`,
  lossChart: '每一步之后的损失',
  loss: '损失',
  step: '步',
  stepOf: (t) => `第 ${t} 步`,
  partOf: (t, part, parts) => `第 ${t} 步，第 ${part} 行（共 ${parts} 行）`,
  said: (t, point, loss) => `第 ${t} 步。${point}。损失 ${loss}。`,
  saidPart: (name, values) => `${name}：${values}。`,
  atStart: '起点。',
  along: (name, coordinate) => `${name}（${coordinate}）`,
  names: {
    g: '梯度',
    u: '速度',
    m: '一阶矩',
    v: '二阶矩',
    m_hat: '偏差校正后的一阶矩',
    v_hat: '偏差校正后的二阶矩',
    d: '分母',
    delta: '更新量',
    theta: '参数',
    loss: '损失',
  },
  bound: ({ rule, curvature, bound, alpha, place }) =>
    `这里的最大曲率为 ${curvature}，${
      rule === 'momentum' ? '动量法（取当前 β）' : '梯度下降'
    }的稳定界限是 α = ${bound}；当前 α = ${alpha}，${
      { below: '在界限之内', at: '恰在界限上', above: '已超出界限' }[place]
    }。`,
  noBound: 'Adam 会自行调整步长，它的学习率没有简单的稳定界限公式。',
  noCurvature: '函数在这里不向上弯曲，学习率没有稳定界限可言。',
  diverged: (t, name) =>
    `已发散：到第 ${t} 步，${name}不再是有限的数。请回到起点，调小学习率，再重新走；也可以一路撤销，直到收回上一次改动的设置。`,
  changed: (list) => `途中改动：${list}。`,
  changedAt: (name, value, step) => `第 ${step} 步之后 ${name} 改为 ${value}`,
  outside: '点已经跑到图外了。',
  setStart: '点一下图，可把那里设为起点。',
  fault: (code, at, found) => {
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
  },
}

export const messages: Readonly<Record<Language, StepperMessages>> = { en, zh }
