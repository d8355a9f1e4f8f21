import type { Term } from '../term.ts'

/** The terms of the lessons on stochastic gradient descent and on momentum. */
export const OPTIMIZERS: readonly Term[] = [
  {
    id: 'stochastic-gradient-descent',
    name: { en: 'stochastic gradient descent', zh: '随机梯度下降' },
    pinyin: 'sui ji ti du xia jiang',
    means: {
      en: 'Gradient descent whose steps use the gradient of a random sample or mini-batch instead of all data.',
      zh: '一种梯度下降：每一步不用全部数据，只用随机抽取的一个样本或一个小批量来计算梯度。',
    },
    lesson: 'stochastic-gradient-descent',
    also: ['SGD'],
    not: { zh: ['随机梯度递减', '随机坡度'] },
  },
  {
    id: 'full-gradient',
    name: { en: 'full gradient', zh: '全梯度' },
    pinyin: 'quan ti du',
    means: {
      en: 'The gradient of the loss over all data, the mean of the gradients of the samples.',
      zh: '全部数据上的损失的梯度，等于各样本梯度的平均值。',
    },
    lesson: 'stochastic-gradient-descent',
    also: ['full-batch gradient', '全批量梯度'],
  },
  {
    id: 'batch-size',
    name: { en: 'batch size', zh: '批量大小' },
    pinyin: 'pi liang da xiao',
    means: {
      en: 'How many examples a mini-batch has.',
      zh: '一个小批量里样本的个数。',
    },
    lesson: 'stochastic-gradient-descent',
    not: { zh: ['批次大小', '批大小', '批尺寸', '批处理大小'] },
  },
  {
    id: 'expected-value',
    name: { en: 'expected value', zh: '期望' },
    pinyin: 'qi wang',
    means: {
      en: 'The average of a random quantity over everything that can happen, each weighted by its probability.',
      zh: '随机量在各种可能情形下的值，按概率加权平均。',
    },
    lesson: 'stochastic-gradient-descent',
    also: ['mean', '数学期望', '均值'],
  },
  {
    id: 'unbiased-estimate',
    name: { en: 'unbiased estimate', zh: '无偏估计' },
    pinyin: 'wu pian gu ji',
    means: {
      en: 'A random value whose expected value is the quantity that is sought: right on average.',
      zh: '期望恰好等于所求量的估计，平均起来既不偏高也不偏低。',
    },
    lesson: 'stochastic-gradient-descent',
    not: { zh: ['无偏差估计', '不偏估计'] },
  },
  {
    id: 'variance',
    name: { en: 'variance', zh: '方差' },
    pinyin: 'fang cha',
    means: {
      en: 'The expected square of the distance from the mean.',
      zh: '随机量与其期望之差的平方的期望。',
    },
    lesson: 'stochastic-gradient-descent',
    not: { zh: ['变异数'] },
  },
  {
    id: 'standard-deviation',
    name: { en: 'standard deviation', zh: '标准差' },
    pinyin: 'biao zhun cha',
    means: {
      en: 'The square root of the variance. It has the unit of the quantity itself.',
      zh: '方差的平方根，与原来的量单位相同。',
    },
    lesson: 'stochastic-gradient-descent',
    not: { zh: ['标准偏差', '均方差'] },
  },
  {
    id: 'gradient-noise',
    name: { en: 'gradient noise', zh: '梯度噪声' },
    pinyin: 'ti du zao sheng',
    means: {
      en: 'The difference between the gradient of a mini-batch and the full gradient.',
      zh: '小批量的梯度与全梯度之差。',
    },
    lesson: 'stochastic-gradient-descent',
    not: { zh: ['梯度噪音'] },
  },
  {
    id: 'noise-floor',
    name: { en: 'noise floor', zh: '噪声底' },
    pinyin: 'zao sheng di',
    means: {
      en: 'The level at which the distance to the minimum stops shrinking, because a constant learning rate keeps passing the noise on.',
      zh: '学习率不变时，噪声不断进入参数，使参数到极小值点的距离平均降到某个水平就不再下降；这个水平叫作噪声底。',
    },
    lesson: 'stochastic-gradient-descent',
    not: { zh: ['噪音底', '噪声地板', '底噪'] },
  },
  {
    id: 'with-replacement',
    name: { en: 'sampling with replacement', zh: '有放回抽样' },
    pinyin: 'you fang hui chou yang',
    means: {
      en: 'Drawing so that each draw is made from all examples; one may come up twice.',
      zh: '每次抽取之后都放回，下次仍从全部样本中抽取，同一个样本可能多次抽到。',
    },
    lesson: 'stochastic-gradient-descent',
  },
  {
    id: 'without-replacement',
    name: { en: 'sampling without replacement', zh: '无放回抽样' },
    pinyin: 'wu fang hui chou yang',
    means: {
      en: 'Drawing so that what has been drawn is not drawn again until all have had their turn.',
      zh: '抽过的样本不再放回，直到全部抽完为止。',
    },
    lesson: 'stochastic-gradient-descent',
    also: ['shuffling', '打乱', '不放回抽样'],
    not: { zh: ['不放回抽样', '不重复抽样'] },
  },
  {
    id: 'momentum',
    name: { en: 'momentum', zh: '动量' },
    pinyin: 'dong liang',
    means: {
      en: 'Carrying part of the previous movement over into the next step, so that steps in a steady direction add up.',
      zh: '把前一步的运动带一部分到下一步，方向一致的步子因此逐渐加大。',
    },
    lesson: 'momentum',
    also: ['heavy ball', '重球法', '动量法'],
    not: { zh: ['冲量', '势头'] },
  },
  {
    id: 'velocity',
    name: { en: 'velocity', zh: '速度' },
    pinyin: 'su du',
    means: {
      en: 'The running sum of gradients that momentum keeps. In this course it is written u, because v is Adam’s second moment.',
      zh: '动量法所保存的、逐步衰减的梯度累积。本课程记作u，因为v已用来表示Adam的二阶矩。',
    },
    lesson: 'momentum',
  },
  {
    id: 'nesterov-momentum',
    name: { en: 'Nesterov momentum', zh: 'Nesterov动量' },
    pinyin: 'nesterov dong liang',
    means: {
      en: 'Momentum that takes the gradient where the velocity is about to carry it.',
      zh: '先按速度往前看一步，在那里求梯度的动量法。',
    },
    lesson: 'momentum',
    also: ['NAG', 'accelerated gradient', '涅斯捷罗夫'],
  },
  {
    id: 'dampening',
    name: { en: 'dampening', zh: '阻尼' },
    pinyin: 'zu ni',
    means: {
      en: 'A factor that reduces how much of the new gradient enters the velocity.',
      zh: '一个系数，用来减少新梯度计入速度的份量。',
    },
    lesson: 'momentum',
  },
  {
    id: 'moving-average',
    name: { en: 'exponential moving average', zh: '指数移动平均' },
    pinyin: 'zhi shu yi dong ping jun',
    means: {
      en: 'An average in which older values count less and less: β times the old average plus 1 − β times the new value.',
      zh: '越早的值所占份量越小的平均：旧的平均乘以β，加上新值乘以1 − β。',
    },
    lesson: 'momentum',
    also: ['EMA', 'running average', '移动平均'],
    not: { zh: ['滑动平均', '指数平滑平均'] },
  },
]
