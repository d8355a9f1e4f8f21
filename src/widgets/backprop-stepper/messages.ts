import type { GraphError } from '../../core/autodiff/from-formula.ts'
import { MAX_LEAVES, MAX_NODES } from '../../core/autodiff/from-formula.ts'
import type { MistakeId } from '../../core/autodiff/mistakes.ts'
import type { PlayBarTexts } from '../../ui/PlayBar.tsx'
import { FORMULA_FAULTS } from '../../widget-kit/formula-faults.ts'
import type { Language } from '../../widget-kit/language.ts'
import { MORE_DIGITS } from '../../widget-kit/more-digits.ts'

interface Passed {
  readonly head: string
  readonly tail: string
  readonly upstream: string
  readonly local: string
  readonly gradient: string
  readonly nth: number
  readonly of: number
}

/** The picture of a graph in words. */
interface Told {
  readonly output: string
  readonly operations: readonly string[]
  readonly values: readonly string[]
  readonly gradients: readonly string[]
}

const EXAMPLE = '(a*b + c)^2'

const en = {
  title: 'Backpropagation, edge by edge',
  hint: 'Step through the values, then back through the gradients. Change an input and see everything follow.',
  bar: {
    bar: 'Stepping',
    reset: 'To the start',
    back: 'Back',
    play: 'Play',
    pause: 'Pause',
    step: 'Step',
    keys: 'Keys: → step, ← back, ↓ and ↑ to the end of a pass, Home and End to the ends, Space to play',
  } satisfies PlayBarTexts,
  nextPass: 'To the end of this pass',
  lastPass: 'To the beginning of this pass',
  jump: 'Step number',
  settings: 'Settings',
  inputs: 'Input values',
  graph: 'The graph',
  graphAlt: ({ output, operations, values, gradients }: Told) =>
    `Computational graph of ${output}: ${operations.join('; ')}. Values known: ${values.join(', ') || 'none yet'}. Gradients known: ${gradients.join(', ') || 'none yet'}. The table below lists them all.`,
  key: 'In each box: what it computes, its value and, once known, its gradient after ∂. At each edge walked backwards: its local derivative.',
  here: 'This step',
  notYet: 'Nothing has been computed yet. Press Step: the first value appears here.',
  moreDigits: MORE_DIGITS.en,
  table: 'Values and gradients',
  tableOf: 'Every quantity of the graph; its button goes to the step that completes it.',
  quantity: 'quantity',
  operation: 'operation',
  value: 'value',
  gradient: 'gradient',
  given: 'given',
  data: 'data',
  unknown: 'not yet',
  partial: (x: string) => `${x}, so far`,
  secret: 'to be found',
  none: 'not needed',
  goTo: (name: string) => `Go to the step that completes ${name}`,
  at: (step: number, last: number) => `Step ${step} of ${last}`,
  forward: 'Forward pass: values, from left to right.',
  seeded: 'The backward pass begins at the output: its derivative with respect to itself is 1.',
  backward: (p: Passed) =>
    p.of === 1
      ? `Backward pass: from ${p.head} to ${p.tail}.`
      : `Backward pass: from ${p.head} to ${p.tail}, path ${p.nth} of ${p.of}. ${
          p.nth < p.of ? 'More will be added.' : 'The sum over all paths is complete.'
        }`,
  start: 'Start. Only the inputs have values.',
  finished: (last: string) =>
    `${last} Both passes are done. Every parameter has its gradient; none of them has changed.`,
  broken:
    'One of the numbers is no longer finite here (a logarithm of zero, say, or an overflow). Change an input value.',
  saidStart: 'Start.',
  saidValue: (name: string, operation: string, value: string) => `${name} = ${operation} = ${value}.`,
  saidSeed: (name: string) => `Backward pass. Gradient of ${name}: 1.`,
  saidEdge: (p: Passed) =>
    `From ${p.head} to ${p.tail}: upstream ${p.upstream}, local derivative ${p.local}. ${
      p.of === 1 ? 'Gradient' : p.nth < p.of ? `Path ${p.nth} of ${p.of}, sum so far` : 'Sum over all paths'
    } ${p.gradient}.`,
  saidQuestion: (p: Pick<Passed, 'head' | 'tail'>) =>
    `Your turn: the gradient that ${p.tail} has after the edge from ${p.head}.`,
  saidValueQuestion: (name: string, operation: string) => `Your turn: ${name} = ${operation}.`,
  turn: 'Your turn',
  turnLater: 'Your turn begins with the first edge of the backward pass. Step on.',
  turnNext: 'Step on: the next number is yours to find.',
  askValue: (name: string) => `${name} = ?`,
  ask: (p: Pick<Passed, 'tail' | 'nth' | 'of'>) =>
    p.nth < p.of
      ? `What does path ${p.nth} of ${p.of} bring to ∂L/∂${p.tail}${p.nth > 1 ? ', together with the earlier ones' : ''}?`
      : `∂L/∂${p.tail} = ?`,
  answer: { check: 'Check', notANumber: 'Please type a number, such as -0.25 or 1e-3.', reveal: 'Show it' },
  right: 'Right.',
  shownNow: (x: string) => `It is ${x}.`,
  cannotTell: {
    edge: (mistakes: string) => `Right. But this edge cannot tell whether you ${mistakes}.`,
    value: (mistakes: string) => `Right. But this value cannot tell whether you ${mistakes}.`,
  },
  elsewhere: { edge: 'Go to an edge that can tell', value: 'Go to a value that can tell' },
  wrong: {
    edge: 'No. Multiply the upstream gradient by the local derivative of this edge.',
    value: 'No. Put the values into the formula above and work it out again.',
  },
  mistaken: (mistakes: string) => `No. It looks as if you ${mistakes}.`,
  or: ' or ',
  mistakes: {
    'no-local': 'forgot the local derivative',
    'no-upstream': 'forgot the upstream gradient',
    added: 'added the two factors instead of multiplying them',
    'other-path': 'forgot to sum over the other path',
    'wrong-input': 'took the wrong input of the product',
    'wrong-sign': 'got the sign wrong',
    multiplied: 'multiplied two terms instead of adding them',
    swapped: 'swapped the two numbers of a difference',
    'term-left-out': 'left out a term',
    'factor-left-out': 'left out a factor',
    'upside-down': 'turned a fraction upside down',
    'not-raised': 'forgot the power',
    'times-exponent': 'multiplied by the exponent instead of raising to it',
    'no-function': 'left out the function',
    derivative: 'took the derivative instead of the value',
    'base-ten': 'took the logarithm to base 10',
  } satisfies Record<MistakeId, string>,
  fault: (code: GraphError['code'], at: number, found: string): string => {
    switch (code) {
      case 'constant':
        return 'There is no letter in it, so there is nothing to differentiate by. Use at least one, such as x.'
      case 'no-operation':
        return `A letter alone computes nothing. Do something with it, for example ${EXAMPLE}.`
      case 'too-large':
        return `This graph would be too large to read: at most ${MAX_NODES} nodes and ${MAX_LEAVES} letters, please.`
      default:
        return FORMULA_FAULTS.en(code, at, found, {
          names: 'a, b, c, d, t, u, w, x, y, z, also with an index (w1)',
          example: EXAMPLE,
        })
    }
  },
}

export type BackpropMessages = typeof en

const zh: BackpropMessages = {
  title: '沿着边一步步反向传播',
  hint: '先一步步求值，再一步步往回求梯度。改动一个输入，看看哪些数随之变化。',
  bar: {
    bar: '逐步控制',
    reset: '回到起点',
    back: '后退',
    play: '播放',
    pause: '暂停',
    step: '前进一步',
    keys: '按键：→ 前进，← 后退，↓、↑ 跳到一趟的末尾或开头；Home、End跳到两端；空格键播放或暂停',
  },
  nextPass: '跳到这一趟的末尾',
  lastPass: '跳到这一趟的开头',
  jump: '步数',
  settings: '设置',
  inputs: '输入的值',
  graph: '计算图',
  graphAlt: ({ output, operations, values, gradients }) =>
    `${output}的计算图：${operations.join('；')}。已知的值：${values.join('，') || '还没有'}。已知的梯度：${gradients.join('，') || '还没有'}。全部数值见下表。`,
  key: '方框里依次是算式、值，以及写在∂后面的梯度（求出后才出现）。反向走过的边上标有局部导数。',
  here: '这一步',
  notYet: '还没有计算。按“前进一步”，第一个值就会出现在这里。',
  moreDigits: MORE_DIGITS.zh,
  table: '值与梯度',
  tableOf: '图中所有的量；点行首的按钮，可跳到求出它的那一步。',
  quantity: '量',
  operation: '运算',
  value: '值',
  gradient: '梯度',
  given: '给定',
  data: '数据',
  unknown: '尚未求出',
  partial: (x) => `目前为${x}`,
  secret: '待求',
  none: '不需要',
  goTo: (name) => `跳到求出${name}的那一步`,
  at: (step, last) => `第${step}步，共${last}步`,
  forward: '前向：从左到右求值。',
  seeded: '反向从输出开始：输出对自身的导数是1。',
  backward: (p) =>
    p.of === 1
      ? `反向：从${p.head}到${p.tail}。`
      : `反向：从${p.head}到${p.tail}，第${p.nth}条路径，共${p.of}条。${
          p.nth < p.of ? '还要加上后面的。' : '各条路径都已加上。'
        }`,
  start: '起点。只有输入有值。',
  finished: (last) => `${last}两趟都已走完。每个参数都有了梯度，但参数的值都没有改变。`,
  broken: '这里有一个数不再是有限的数（例如对零取对数，或者溢出）。请改动输入的值。',
  saidStart: '起点。',
  saidValue: (name, operation, value) => `${name} = ${operation} = ${value}。`,
  saidSeed: (name) => `开始反向。${name}的梯度：1。`,
  saidEdge: (p) =>
    `从${p.head}到${p.tail}：上游梯度${p.upstream}，局部导数${p.local}。${
      p.of === 1 ? '梯度' : p.nth < p.of ? `第${p.nth}条路径，共${p.of}条，目前的和` : '各条路径之和'
    }为${p.gradient}。`,
  saidQuestion: (p) => `请你来算：走过从${p.head}来的边之后，${p.tail}的梯度是多少？`,
  saidValueQuestion: (name, operation) => `请你来算：${name} = ${operation}，等于多少？`,
  turn: '自己算',
  turnLater: '从反向的第一条边开始由你来算，请先往前走。',
  turnNext: '往前走一步，下一个数由你来算。',
  askValue: (name) => `${name} = ?`,
  ask: (p) =>
    p.nth < p.of ? `走过第${p.nth}条路径（共${p.of}条）之后，∂L/∂${p.tail}累加到多少？` : `∂L/∂${p.tail} = ?`,
  answer: { check: '检查', notANumber: '请输入一个数（如-0.25、1e-3）。', reveal: '显示答案' },
  right: '正确。',
  shownNow: (x) => `答案是${x}。`,
  cannotTell: {
    edge: (mistakes) => `正确。不过只看这条边，分辨不出你是否${mistakes}。`,
    value: (mistakes) => `正确。不过只看这个值，分辨不出你是否${mistakes}。`,
  },
  elsewhere: { edge: '跳到能分辨的边', value: '跳到能分辨的值' },
  wrong: {
    edge: '不对。应把上游梯度乘以这条边的局部导数。',
    value: '不对。把各个值代入上面的式子，再算一次。',
  },
  mistaken: (mistakes) => `不对。看来是${mistakes}。`,
  or: '，或者',
  mistakes: {
    'no-local': '漏乘了局部导数',
    'no-upstream': '漏乘了上游梯度',
    added: '把两个因子相加，而不是相乘',
    'other-path': '漏加了另一条路径',
    'wrong-input': '用错了乘积中的因子',
    'wrong-sign': '弄错了符号',
    multiplied: '把两项相乘，而不是相加',
    swapped: '把相减的两个数弄反了',
    'term-left-out': '漏加了一项',
    'factor-left-out': '漏乘了一个因子',
    'upside-down': '把分子、分母弄反了',
    'not-raised': '忘了乘方',
    'times-exponent': '把乘方算成了乘以指数',
    'no-function': '漏掉了函数',
    derivative: '求成了导数，而不是值',
    'base-ten': '用了以10为底的对数',
  },
  fault: (code, at, found) => {
    switch (code) {
      case 'constant':
        return '表达式里没有字母，无从求导。请至少用一个，例如x。'
      case 'no-operation':
        return `只有一个字母，没有运算。请写一个式子，例如：${EXAMPLE}。`
      case 'too-large':
        return `这个图太大，看不清楚：最多${MAX_NODES}个节点、${MAX_LEAVES}个字母。`
      default:
        return FORMULA_FAULTS.zh(code, at, found, {
          names: 'a、b、c、d、t、u、w、x、y、z（可带下标，如w1）',
          example: EXAMPLE,
        })
    }
  },
}

export const messages: Readonly<Record<Language, BackpropMessages>> = { en, zh }
