import { graphFrom, MAX_LEAVES } from '../../core/autodiff/from-formula.ts'
import { choice, numbers, slider, text } from '../../widget-kit/param.ts'

/** More places than any graph that can be drawn has. */
export const LAST_PLACE = 120

export const params = {
  graph: choice({
    default: 'square-of-sum',
    label: { en: 'Computation', zh: '计算图' },
    help: {
      en: 'What is computed: an example, a small network, or an expression of your own.',
      zh: '要计算的内容：现成的例子、小网络，或自己输入的表达式。',
    },
    options: {
      'square-of-sum': { en: '(a·b + c)²', zh: '(a·b + c)²' },
      reused: { en: 'A value used twice: x·y + x', zh: '一个值用两次：x·y + x' },
      neuron: { en: 'Sigmoid neuron, squared loss', zh: 'sigmoid神经元，平方误差' },
      network: { en: 'Small network', zh: '小网络' },
      saturated: { en: 'Saturated sigmoid', zh: '饱和的sigmoid' },
      chain: { en: 'Three sigmoids in a row', zh: '三个sigmoid相连' },
      'dead-relu': { en: 'Dead ReLU', zh: '失活的ReLU' },
      typed: { en: 'My own expression', zh: '自己输入表达式' },
    },
  }),
  formula: text({
    key: 'f',
    default: '(a*b + c)^2',
    maxLength: 500,
    label: { en: 'Expression', zh: '表达式' },
    help: {
      en: 'Of a, b, c, d, t, u, w, x, y, z, also with an index, as in w1. 1/(1+exp(-x)) becomes one node, the sigmoid; max(0,x) is ReLU.',
      zh: '可用字母a、b、c、d、t、u、w、x、y、z，也可带下标，如w1。1/(1+exp(-x))画成一个sigmoid节点，max(0,x)即ReLU。',
    },
    check: (formula) => graphFrom(formula).ok,
  }),
  values: numbers({
    default: [],
    min: -10,
    max: 10,
    minLength: 0,
    maxLength: MAX_LEAVES,
    label: { en: 'Input values', zh: '输入的值' },
    help: {
      en: 'The values at the left end of the graph, in the order in which they are listed.',
      zh: '计算图中给定的各个值，按列出的顺序填写。',
    },
  }),
  activation: choice({
    default: 'tanh',
    label: { en: 'Activation', zh: '激活函数' },
    help: { en: 'What the two hidden units apply to their sums.', zh: '两个隐藏神经元对加权和作什么变换。' },
    options: {
      tanh: { en: 'tanh', zh: 'tanh' },
      sigmoid: { en: 'sigmoid', zh: 'sigmoid' },
      relu: { en: 'ReLU', zh: 'ReLU' },
    },
  }),
  loss: choice({
    default: 'squared-error',
    label: { en: 'Loss', zh: '损失函数' },
    help: { en: 'How the network’s output is compared with y.', zh: '怎样衡量网络的输出与y的差距。' },
    options: {
      'squared-error': { en: 'Squared error', zh: '平方误差' },
      'cross-entropy': { en: 'Sigmoid and cross-entropy', zh: 'sigmoid与交叉熵' },
    },
  }),
  step: slider({
    default: 0,
    min: 0,
    max: LAST_PLACE,
    step: 1,
    label: { en: 'Step', zh: '步' },
    help: {
      en: 'How far the two passes have come: values first, then gradients.',
      zh: '走到了哪一步：先前向求值，再反向求梯度。',
    },
  }),
  digits: slider({
    default: 4,
    min: 2,
    max: 12,
    step: 1,
    label: { en: 'Digits shown', zh: '显示位数' },
    help: {
      en: 'Significant digits; more are shown where subtraction needs them.',
      zh: '有效数字的位数；遇到相减，会按需要多显示几位。',
    },
  }),
  turn: choice({
    default: 'off',
    label: { en: 'Your turn', zh: '自己算' },
    help: {
      en: 'Hides each gradient, or each value too, until you have worked it out, and names the mistake if there is one.',
      zh: '先隐藏每个梯度（也可以连值一起），由你算出；算错了，会指出错在哪里。',
    },
    options: {
      off: { en: 'Show everything', zh: '全部直接显示' },
      on: { en: 'I find the gradients', zh: '梯度由我来算' },
      all: { en: 'I find every number', zh: '值和梯度都由我来算' },
    },
  }),
} as const
