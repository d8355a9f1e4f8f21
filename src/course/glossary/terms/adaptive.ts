import type { Term } from '../term.ts'

/** The terms of the lessons on Adam and on learning-rate schedules. */
export const ADAPTIVE: readonly Term[] = [
  {
    id: 'adagrad',
    name: { en: 'AdaGrad', zh: 'AdaGrad' },
    pinyin: 'adagrad',
    means: {
      en: 'An optimizer that divides each parameter’s step by the root of the sum of all its squared gradients so far.',
      zh: '一种优化器：每个参数的步长都除以该参数历次梯度的平方和的平方根。',
    },
    lesson: 'adam',
  },
  {
    id: 'rmsprop',
    name: { en: 'RMSProp', zh: 'RMSProp' },
    pinyin: 'rmsprop',
    means: {
      en: 'Like AdaGrad, with a moving average of the squared gradients in place of their sum.',
      zh: '与AdaGrad相仿，但用梯度平方的移动平均代替累加。',
    },
    lesson: 'adam',
  },
  {
    id: 'adam',
    name: { en: 'Adam', zh: 'Adam' },
    pinyin: 'adam',
    means: {
      en: 'An optimizer that divides a moving average of the gradients by the root of a moving average of their squares, both corrected for their start at zero.',
      zh: '一种优化器：梯度的移动平均，除以梯度平方的移动平均的平方根；两个平均都先作偏差校正。',
    },
    lesson: 'adam',
    also: ['adaptive moment estimation'],
  },
  {
    id: 'adamw',
    name: { en: 'AdamW', zh: 'AdamW' },
    pinyin: 'adamw',
    means: {
      en: 'Adam with decoupled weight decay.',
      zh: '采用解耦权重衰减的Adam。',
    },
    lesson: 'adam',
  },
  {
    id: 'first-moment',
    name: { en: 'first moment', zh: '一阶矩' },
    pinyin: 'yi jie ju',
    means: {
      en: 'In Adam: the moving average m of the gradients.',
      zh: 'Adam中梯度的移动平均，记作m。',
    },
    lesson: 'adam',
    not: { zh: ['一阶动量', '一次矩'] },
  },
  {
    id: 'second-moment',
    name: { en: 'second moment', zh: '二阶矩' },
    pinyin: 'er jie ju',
    means: {
      en: 'In Adam: the moving average v of the squared gradients. It is not a second derivative.',
      zh: 'Adam中梯度平方的移动平均，记作v。它不是二阶导数。',
    },
    lesson: 'adam',
    not: { zh: ['二阶动量', '二次矩'] },
  },
  {
    id: 'decay-rate',
    name: { en: 'decay rate', zh: '衰减率' },
    pinyin: 'shuai jian lü',
    means: {
      en: 'The share β of a moving average that is kept at each step.',
      zh: '移动平均在每一步保留下来的比例，记作β。',
    },
    lesson: 'adam',
    not: { zh: ['衰退率'] },
  },
  {
    id: 'bias-correction',
    name: { en: 'bias correction', zh: '偏差校正' },
    pinyin: 'pian cha jiao zheng',
    means: {
      en: 'Dividing a moving average by 1 − βᵗ, because it starts at zero and is too small at first.',
      zh: '移动平均从零开始，起初偏向零，除以1 − βᵗ就得到校正。',
    },
    lesson: 'adam',
    not: { zh: ['偏差修正', '偏置修正', '偏差纠正', '偏置校正'] },
  },
  {
    id: 'adaptive-learning-rate',
    name: { en: 'adaptive learning rate', zh: '自适应学习率' },
    pinyin: 'zi shi ying xue xi lü',
    means: {
      en: 'A step length of its own for every parameter, computed from that parameter’s past gradients.',
      zh: '根据各参数以往的梯度，为每个参数各定一个步长。',
    },
    lesson: 'adam',
  },
  {
    id: 'weight-decay',
    name: { en: 'weight decay', zh: '权重衰减' },
    pinyin: 'quan zhong shuai jian',
    means: {
      en: 'Shrinking all weights a little at every step.',
      zh: '每一步都把全部权重按比例缩小一点。',
    },
    lesson: 'adam',
    not: { zh: ['权值衰减', '权重衰退', '权重递减'] },
  },
  {
    id: 'decoupled-weight-decay',
    name: { en: 'decoupled weight decay', zh: '解耦权重衰减' },
    pinyin: 'jie ou quan zhong shuai jian',
    means: {
      en: 'Weight decay applied to the parameters directly, outside the gradient, so that no moving average sees it.',
      zh: '不经过梯度、直接施加在参数上的权重衰减，因而不计入各个移动平均。',
    },
    lesson: 'adam',
    not: { zh: ['去耦权重', '分离权重'] },
  },
  {
    id: 'l2-regularization',
    name: { en: 'L2 regularization', zh: 'L2正则化' },
    pinyin: 'l2 zheng ze hua',
    means: {
      en: 'Adding a multiple of the sum of squared weights to the loss.',
      zh: '在损失中加上权重平方和的若干倍。',
    },
    lesson: 'adam',
    also: ['ridge', '岭回归'],
    not: { zh: ['正规化', '规则化'] },
  },
  {
    id: 'learning-rate-schedule',
    name: { en: 'learning-rate schedule', zh: '学习率调度' },
    pinyin: 'xue xi lü diao du',
    means: {
      en: 'A rule that says what the learning rate is at each step.',
      zh: '规定每一步学习率取多少的规则。',
    },
    lesson: 'learning-rate-schedules',
    also: ['scheduler', '学习率调度器'],
    not: { zh: ['学习率规划', '学习率计划', '学习率安排'] },
  },
  {
    id: 'warm-up',
    name: { en: 'warm-up', zh: '预热' },
    pinyin: 'yu re',
    means: {
      en: 'Raising the learning rate from near zero during the first steps.',
      zh: '开头若干步里，学习率从接近零逐渐升高。',
    },
    lesson: 'learning-rate-schedules',
    not: { en: ['warmup', 'warm up'], zh: ['热身', '暖身', '升温阶段'] },
  },
  {
    id: 'step-decay',
    name: { en: 'step decay', zh: '阶梯衰减' },
    pinyin: 'jie ti shuai jian',
    means: {
      en: 'Multiplying the learning rate by a fixed factor every so many steps.',
      zh: '每隔一定步数，把学习率乘以一个固定的因子。',
    },
    lesson: 'learning-rate-schedules',
    not: { zh: ['阶跃衰减', '分段衰减', '步进衰减'] },
  },
  {
    id: 'cosine-decay',
    name: { en: 'cosine decay', zh: '余弦退火' },
    pinyin: 'yu xian tui huo',
    means: {
      en: 'Lowering the learning rate along half a wave of the cosine: slowly, then quickly, then slowly.',
      zh: '学习率沿余弦曲线的半个周期下降：先慢，后快，再慢。',
    },
    lesson: 'learning-rate-schedules',
    also: ['cosine annealing', '余弦衰减'],
    not: { zh: ['余弦衰退'] },
  },
  {
    id: 'one-cycle',
    name: { en: 'one-cycle schedule', zh: '单周期调度' },
    pinyin: 'dan zhou qi diao du',
    means: {
      en: 'One rise of the learning rate and one long fall, over the whole training.',
      zh: '整个训练中，学习率只升降一个来回：先升高，再用较长的时间降下来。',
    },
    lesson: 'learning-rate-schedules',
    also: ['1cycle'],
  },
  {
    id: 'gradient-clipping',
    name: { en: 'gradient clipping', zh: '梯度裁剪' },
    pinyin: 'ti du cai jian',
    means: {
      en: 'Shortening a gradient whose norm exceeds a limit, most often without changing its direction.',
      zh: '梯度的范数超过上限时，把梯度缩短到上限，方向通常不变。',
    },
    lesson: 'learning-rate-schedules',
    not: { zh: ['梯度剪裁', '梯度截断', '梯度剪切', '梯度修剪'] },
  },
  {
    id: 'norm',
    name: { en: 'norm', zh: '范数' },
    pinyin: 'fan shu',
    means: {
      en: 'The length of a vector: the root of the sum of the squares of its entries.',
      zh: '向量的长度，即各分量平方和的平方根。',
    },
    lesson: 'learning-rate-schedules',
  },
]
