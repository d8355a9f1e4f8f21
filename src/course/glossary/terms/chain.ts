import type { Term } from '../term.ts'

/** The terms of the lesson on backpropagation, and two of text that the course will need. */
export const CHAIN: readonly Term[] = [
  {
    id: 'chain-rule',
    name: { en: 'chain rule', zh: '链式法则' },
    pinyin: 'lian shi fa ze',
    means: {
      en: 'The derivative of a function of a function is the product of the two derivatives.',
      zh: '复合函数的导数，等于各层函数的导数之积。',
    },
    lesson: 'backpropagation',
    not: { zh: ['链式规则', '连锁法则', '链锁法则', '链规则', '连锁规则'] },
  },
  {
    id: 'backpropagation',
    name: { en: 'backpropagation', zh: '反向传播' },
    pinyin: 'fan xiang chuan bo',
    means: {
      en: 'Computing all derivatives of a loss in one backward sweep with the chain rule. It computes gradients; the optimizer updates.',
      zh: '用链式法则从输出往回走一趟，算出损失的全部偏导数。它只计算梯度，更新参数的是优化器。',
    },
    lesson: 'backpropagation',
    also: ['backprop', 'backward pass', 'BP'],
    not: {
      en: ['back-propagation', 'back propagation'],
      zh: ['反向传递', '后向传播', '误差逆传播', '反传', '倒传递'],
    },
  },
  {
    id: 'computational-graph',
    name: { en: 'computational graph', zh: '计算图' },
    pinyin: 'ji suan tu',
    means: {
      en: 'A computation drawn as nodes for values and operations, and edges that say what enters what.',
      zh: '把一次计算画成图：每个量是一个节点，边从运算的输入指向运算的结果。',
    },
    lesson: 'backpropagation',
    also: ['computation graph'],
    not: { en: ['computation graphs?'], zh: ['运算图', '计算流图'] },
  },
  {
    id: 'local-derivative',
    name: { en: 'local derivative', zh: '局部导数' },
    pinyin: 'ju bu dao shu',
    means: {
      en: 'The derivative of one operation with respect to one of its inputs; it stands at an edge of the graph.',
      zh: '一个运算的结果对它的一个输入的导数，标在计算图的边上。',
    },
    lesson: 'backpropagation',
    not: { zh: ['本地导数', '局部梯度'] },
  },
  {
    id: 'upstream-gradient',
    name: { en: 'upstream gradient', zh: '上游梯度' },
    pinyin: 'shang you ti du',
    means: {
      en: 'The derivative of the loss by the output of an operation, which reaches the operation from behind and is multiplied by its local derivatives.',
      zh: '损失对一个运算的结果的导数。它从输出那边传来，乘以局部导数之后接着往回传。',
    },
    lesson: 'backpropagation',
  },
  {
    id: 'automatic-differentiation',
    name: { en: 'automatic differentiation', zh: '自动微分' },
    pinyin: 'zi dong wei fen',
    means: {
      en: 'Letting the computer apply the chain rule to a program, exactly, operation by operation.',
      zh: '由计算机对程序里的每个运算应用链式法则来求导；除舍入误差外，结果是精确的。',
    },
    lesson: 'backpropagation',
    also: ['autodiff', 'autograd', '自动求导'],
    not: { zh: ['自动求导', '自动求微分'] },
  },
  {
    id: 'reverse-mode',
    name: { en: 'reverse mode', zh: '反向模式' },
    pinyin: 'fan xiang mo shi',
    means: {
      en: 'Automatic differentiation from the output back: one sweep gives the derivatives by all inputs.',
      zh: '从输出往回进行的自动微分，走一趟就得到一个输出对全部输入的导数。',
    },
    lesson: 'backpropagation',
    not: { zh: ['逆向模式', '后向模式'] },
  },
  {
    id: 'finite-difference',
    name: { en: 'finite difference', zh: '有限差分' },
    pinyin: 'you xian cha fen',
    means: {
      en: 'Estimating a derivative by changing the input a little and watching the value; used to check gradients.',
      zh: '让输入变动一点，看函数值变化多少，由此估计导数；常用来核对梯度。',
    },
    lesson: 'backpropagation',
    also: ['gradient check', 'numerical gradient', '梯度检验'],
  },
  {
    id: 'vanishing-gradient',
    name: { en: 'vanishing gradient', zh: '梯度消失' },
    pinyin: 'ti du xiao shi',
    means: {
      en: 'A gradient that becomes tiny on its way back, as many factors below one are multiplied.',
      zh: '梯度在往回传的途中连乘许多绝对值小于一的因子，变得极小。',
    },
    lesson: 'backpropagation',
    not: { zh: ['梯度弥散', '梯度消散', '消失梯度'] },
  },
  {
    id: 'exploding-gradient',
    name: { en: 'exploding gradient', zh: '梯度爆炸' },
    pinyin: 'ti du bao zha',
    means: {
      en: 'A gradient that becomes huge on its way back, as many factors above one are multiplied.',
      zh: '梯度在往回传的途中连乘许多绝对值大于一的因子，变得极大。',
    },
    lesson: 'backpropagation',
    not: { zh: ['梯度膨胀', '爆炸梯度'] },
  },
  {
    id: 'jacobian',
    name: { en: 'Jacobian matrix', zh: '雅可比矩阵' },
    pinyin: 'ya ke bi ju zhen',
    means: {
      en: 'The table of all partial derivatives of several outputs by several inputs.',
      zh: '多个输出对多个输入的全部偏导数排成的矩阵。',
    },
    lesson: 'backpropagation',
    not: { zh: ['雅克比', '亚可比'] },
  },
  {
    id: 'token',
    name: { en: 'token', zh: '词元' },
    pinyin: 'ci yuan',
    means: {
      en: 'A piece of text that a language model reads and writes as one unit: a word, part of a word, or a byte.',
      zh: '语言模型读写文本的基本单位，可以是一个词、词的一部分，也可以是一个字节。',
    },
    lesson: 'tokenization',
    not: { zh: ['令牌', '标记符', '代币', '分词单元'] },
  },
  {
    id: 'tokenization',
    name: { en: 'tokenization', zh: '词元化' },
    pinyin: 'ci yuan hua',
    means: {
      en: 'Cutting text into tokens.',
      zh: '把文本切分成词元。',
    },
    lesson: 'tokenization',
    also: ['分词'],
    not: { en: ['tokenisation'], zh: ['令牌化', '标记化'] },
  },
]
