import type { Term } from '../term.ts'

/** The terms of the lesson on gradient descent. */
export const DESCENT: readonly Term[] = [
  {
    id: 'parameter',
    name: { en: 'parameter', zh: '参数' },
    pinyin: 'can shu',
    means: {
      en: 'A number inside a model that training changes, for example a weight.',
      zh: '模型内部通过训练来调整的数，例如权重。',
    },
    lesson: 'gradient-descent',
    not: { zh: ['参量'] },
  },
  {
    id: 'hyperparameter',
    name: { en: 'hyperparameter', zh: '超参数' },
    pinyin: 'chao can shu',
    means: {
      en: 'A number that a person chooses before training and training leaves alone, for example the learning rate.',
      zh: '在训练之前选定、不由训练来调整的数，例如学习率。',
    },
    lesson: 'gradient-descent',
    not: { en: ['hyper-parameters?'], zh: ['超参(?!数)', '超级参数'] },
  },
  {
    id: 'loss',
    name: { en: 'loss', zh: '损失' },
    pinyin: 'sun shi',
    means: {
      en: 'The number that says how wrong a model is. Training makes it smaller.',
      zh: '衡量模型错了多少的数，训练就是要使它减小。',
    },
    lesson: 'gradient-descent',
    also: ['loss function', 'cost', 'objective', '损失函数', '代价', '目标函数'],
    not: { en: ['cost functions?'], zh: ['代价函数', '成本函数', '误差函数'] },
  },
  {
    id: 'derivative',
    name: { en: 'derivative', zh: '导数' },
    pinyin: 'dao shu',
    means: {
      en: 'The slope of a curve at a point: how fast the value changes there.',
      zh: '曲线在一点处切线的斜率，表示函数值在那里变化得多快。',
    },
    lesson: 'gradient-descent',
  },
  {
    id: 'partial-derivative',
    name: { en: 'partial derivative', zh: '偏导数' },
    pinyin: 'pian dao shu',
    means: {
      en: 'The derivative along one variable while all the others stand still.',
      zh: '固定其余变量，只对其中一个变量求得的导数。',
    },
    lesson: 'gradient-descent',
    not: { zh: ['偏微商', '偏导(?!数)'] },
  },
  {
    id: 'gradient',
    name: { en: 'gradient', zh: '梯度' },
    pinyin: 'ti du',
    means: {
      en: 'All partial derivatives of a function at a point, as one vector. It points where the function rises fastest.',
      zh: '函数在一点处的全部偏导数合成的向量，指向函数上升最快的方向。',
    },
    lesson: 'gradient-descent',
    not: { zh: ['坡度向量', '斜率向量'] },
  },
  {
    id: 'gradient-descent',
    name: { en: 'gradient descent', zh: '梯度下降' },
    pinyin: 'ti du xia jiang',
    means: {
      en: 'Making a function smaller step by step: each step goes against the gradient.',
      zh: '每一步都沿着与梯度相反的方向走，使函数值逐步减小的方法。',
    },
    lesson: 'gradient-descent',
    also: ['GD'],
    not: { zh: ['梯度递减', '坡度下降'] },
  },
  {
    id: 'learning-rate',
    name: { en: 'learning rate', zh: '学习率' },
    pinyin: 'xue xi lü',
    means: {
      en: 'The number α by which the gradient is multiplied to give the update.',
      zh: '更新参数时乘在梯度前面的正数，记作α，决定步子的大小。',
    },
    lesson: 'gradient-descent',
    also: ['step size'],
    not: { en: ['learn rates?'], zh: ['学习速率', '学习速度', '学习步长', '学习比率'] },
  },
  {
    id: 'update',
    name: { en: 'update', zh: '更新量' },
    pinyin: 'geng xin liang',
    means: {
      en: 'What a step takes off a parameter. In plain gradient descent it is the learning rate times the gradient.',
      zh: '一步当中从参数里减去的量。在最简单的梯度下降中，它等于学习率乘以梯度。',
    },
    lesson: 'gradient-descent',
  },
  {
    id: 'curvature',
    name: { en: 'curvature', zh: '曲率' },
    pinyin: 'qu lü',
    means: {
      en: 'Here: the second derivative, which says how fast the slope changes.',
      zh: '本课程中指二阶导数，表示斜率变化得多快。',
    },
    lesson: 'gradient-descent',
    not: { zh: ['弯曲度'] },
  },
  {
    id: 'convergence',
    name: { en: 'convergence', zh: '收敛' },
    pinyin: 'shou lian',
    means: {
      en: 'Coming as close as one likes to a limit, such as a minimum, and staying there.',
      zh: '越来越接近某个极限（例如极小值点），最终想要多近就有多近，不再离开。',
    },
    lesson: 'gradient-descent',
  },
  {
    id: 'divergence',
    name: { en: 'divergence', zh: '发散' },
    pinyin: 'fa san',
    means: {
      en: 'The opposite of convergence: the error grows from step to step.',
      zh: '与收敛相反：误差一步比一步大。',
    },
    lesson: 'gradient-descent',
  },
  {
    id: 'stability-bound',
    name: { en: 'stability bound', zh: '稳定界限' },
    pinyin: 'wen ding jie xian',
    means: {
      en: 'The learning rate above which a method diverges on a parabola of given curvature; for gradient descent, two over the curvature.',
      zh: '在给定曲率的抛物线上，学习率超过它就会发散；对梯度下降，它等于2除以曲率。',
    },
    lesson: 'gradient-descent',
    not: { zh: ['稳定极限', '稳定上限', '稳定边界', '稳定性界限'] },
  },
  {
    id: 'level-line',
    name: { en: 'level line', zh: '等高线' },
    pinyin: 'deng gao xian',
    means: {
      en: 'A line along which a function keeps the same value.',
      zh: '由函数值相等的点连成的线。',
    },
    lesson: 'gradient-descent',
    also: ['contour'],
    not: { zh: ['等值线', '等高曲线'] },
  },
  {
    id: 'condition-number',
    name: { en: 'condition number', zh: '条件数' },
    pinyin: 'tiao jian shu',
    means: {
      en: 'The largest curvature divided by the smallest. The larger it is, the more steps gradient descent needs.',
      zh: '最大曲率与最小曲率的比。它越大，梯度下降需要的步数越多。',
    },
    lesson: 'gradient-descent',
  },
  {
    id: 'saddle-point',
    name: { en: 'saddle point', zh: '鞍点' },
    pinyin: 'an dian',
    means: {
      en: 'A point with gradient zero from which the function rises in some directions and falls in others.',
      zh: '梯度为零，但函数值沿某些方向上升、沿另一些方向下降的点。',
    },
    lesson: 'gradient-descent',
    also: ['saddle'],
    not: { zh: ['马鞍点'] },
  },
  {
    id: 'plateau',
    name: { en: 'plateau', zh: '平台' },
    pinyin: 'ping tai',
    means: {
      en: 'A region where the loss is almost flat, so that gradients are tiny and steps short.',
      zh: '损失几乎不变的一片区域，那里梯度很小，步子很短。',
    },
    lesson: 'gradient-descent',
  },
]
