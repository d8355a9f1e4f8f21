import type { Term } from '../term.ts'

/** The terms of the lessons on mean squared error and on cross-entropy. */
export const LOSSES: readonly Term[] = [
  {
    id: 'prediction',
    name: { en: 'prediction', zh: '预测值' },
    pinyin: 'yu ce zhi',
    means: {
      en: 'What the model says for an input, written ŷ.',
      zh: '模型对一个输入给出的结果，记作ŷ。',
    },
    lesson: 'mean-squared-error',
  },
  {
    id: 'label',
    name: { en: 'label', zh: '标签' },
    pinyin: 'biao qian',
    means: {
      en: 'The right answer that comes with an example, written y.',
      zh: '样本所附的正确答案，记作y。',
    },
    lesson: 'mean-squared-error',
    also: ['target', 'true value', '真实值'],
    not: { zh: ['标记值'] },
  },
  {
    id: 'residual',
    name: { en: 'residual', zh: '残差' },
    pinyin: 'can cha',
    means: {
      en: 'The difference between a prediction and the true value.',
      zh: '预测值减去真实值所得的差。',
    },
    lesson: 'mean-squared-error',
    also: ['error', '误差'],
    not: { zh: ['剩余误差'] },
  },
  {
    id: 'regression',
    name: { en: 'regression', zh: '回归' },
    pinyin: 'hui gui',
    means: {
      en: 'Predicting a number, such as a price or a temperature.',
      zh: '预测一个数，例如价格、气温。',
    },
    lesson: 'mean-squared-error',
  },
  {
    id: 'classification',
    name: { en: 'classification', zh: '分类' },
    pinyin: 'fen lei',
    means: {
      en: 'Deciding which of several classes an example belongs to.',
      zh: '判断样本属于几个类别中的哪一个。',
    },
    lesson: 'cross-entropy',
  },
  {
    id: 'mean-squared-error',
    name: { en: 'mean squared error', zh: '均方误差' },
    pinyin: 'jun fang wu cha',
    means: {
      en: 'The mean of the squares of the residuals.',
      zh: '各样本残差平方的平均值。',
    },
    lesson: 'mean-squared-error',
    also: ['MSE'],
    not: { en: ['mean square errors?'], zh: ['均方差', '平均平方误差', '均方误(?!差)'] },
  },
  {
    id: 'mean-absolute-error',
    name: { en: 'mean absolute error', zh: '平均绝对误差' },
    pinyin: 'ping jun jue dui wu cha',
    means: {
      en: 'The mean of the absolute values of the residuals.',
      zh: '各样本残差绝对值的平均值。',
    },
    lesson: 'mean-squared-error',
    also: ['MAE'],
    not: { zh: ['绝对平均误差', '平均绝对值误差'] },
  },
  {
    id: 'huber-loss',
    name: { en: 'Huber loss', zh: 'Huber损失' },
    pinyin: 'huber sun shi',
    means: {
      en: 'A loss that is a square for small residuals and a straight line for large ones.',
      zh: '残差的绝对值不超过阈值时按平方增长、超过后按直线增长的损失。',
    },
    lesson: 'mean-squared-error',
    also: ['胡贝尔损失'],
    not: { zh: ['胡伯损失', '休伯损失'] },
  },
  {
    id: 'outlier',
    name: { en: 'outlier', zh: '离群值' },
    pinyin: 'li qun zhi',
    means: {
      en: 'A value that lies far from the others.',
      zh: '与其他数据相差很远的值。',
    },
    lesson: 'mean-squared-error',
    also: ['异常值'],
    not: { zh: ['野值', '离群点值'] },
  },
  {
    id: 'likelihood',
    name: { en: 'likelihood', zh: '似然' },
    pinyin: 'si ran',
    means: {
      en: 'The probability that a model gives to the data that were observed, seen as a function of the parameters.',
      zh: '按照模型，得到这组观测数据的概率或概率密度，看作参数的函数。',
    },
    lesson: 'cross-entropy',
    also: ['maximum likelihood', '最大似然', '极大似然'],
    not: { zh: ['概似', '可能性函数'] },
  },
  {
    id: 'entropy',
    name: { en: 'entropy', zh: '熵' },
    pinyin: 'shang',
    means: {
      en: 'The average of minus the logarithm of the probability: how uncertain a distribution is.',
      zh: '概率的负对数的期望，表示一个分布有多不确定。',
    },
    lesson: 'cross-entropy',
  },
  {
    id: 'cross-entropy',
    name: { en: 'cross-entropy', zh: '交叉熵' },
    pinyin: 'jiao cha shang',
    means: {
      en: 'The average of minus the logarithm of the probability that the model gives to the true class.',
      zh: '模型对正确类别预测的概率，取负对数，再对各样本取平均。',
    },
    lesson: 'cross-entropy',
    also: ['log loss', 'negative log-likelihood', '负对数似然', '对数损失'],
    not: { en: ['cross entropy', 'crossentropy'], zh: ['交叉商', '互熵'] },
  },
  {
    id: 'binary-cross-entropy',
    name: { en: 'binary cross-entropy', zh: '二元交叉熵' },
    pinyin: 'er yuan jiao cha shang',
    means: {
      en: 'Cross-entropy for two classes: −[y·ln p + (1 − y)·ln(1 − p)].',
      zh: '两类时的交叉熵：−[y·ln p + (1 − y)·ln(1 − p)]，其中y取0或1，p是y = 1的预测概率。',
    },
    lesson: 'cross-entropy',
    also: ['BCE'],
    not: { zh: ['二分类交叉熵', '二值交叉熵'] },
  },
  {
    id: 'softmax',
    name: { en: 'softmax', zh: 'softmax函数' },
    pinyin: 'softmax han shu',
    means: {
      en: 'The function that turns several logits into probabilities: exponentials, divided by their sum.',
      zh: '把几个对数几率变成一组概率的函数：各取指数，再除以总和。',
    },
    lesson: 'cross-entropy',
    not: { zh: ['软最大', '软极大', '柔性最大'] },
  },
  {
    id: 'temperature',
    name: { en: 'temperature', zh: '温度' },
    pinyin: 'wen du',
    means: {
      en: 'The number by which logits are divided before softmax. High: more even probabilities; low: sharper ones.',
      zh: '取softmax之前，各个对数几率要除以的正数。温度越高，概率越均匀；温度越低，概率越集中。',
    },
    lesson: 'cross-entropy',
  },
  {
    id: 'one-hot',
    name: { en: 'one-hot vector', zh: '独热向量' },
    pinyin: 'du re xiang liang',
    means: {
      en: 'A vector with a one at the place of the true class and zeros elsewhere.',
      zh: '正确类别的位置是1、其余位置都是0的向量。',
    },
    lesson: 'cross-entropy',
    also: ['one-hot encoding', '独热编码'],
    not: { en: ['one hot'], zh: ['单热', '一位有效'] },
  },
  {
    id: 'log-sum-exp',
    name: { en: 'log-sum-exp', zh: 'LogSumExp' },
    pinyin: 'logsumexp',
    means: {
      en: 'The logarithm of a sum of exponentials. With the largest term taken out first, nothing overflows.',
      zh: '各指数项之和的对数。先提出最大的一项再计算，就不会上溢。',
    },
    lesson: 'cross-entropy',
    also: ['logsumexp'],
    not: { zh: ['对数求和指数', '对数和指数'] },
  },
  {
    id: 'overflow',
    name: { en: 'overflow', zh: '上溢' },
    pinyin: 'shang yi',
    means: {
      en: 'What happens when a result is larger than the largest number that a format can hold: it becomes infinite.',
      zh: '结果超过浮点格式所能表示的最大的数，变成无穷大。',
    },
    lesson: 'cross-entropy',
    also: ['溢出'],
  },
  {
    id: 'underflow',
    name: { en: 'underflow', zh: '下溢' },
    pinyin: 'xia yi',
    means: {
      en: 'What happens when a result is too small for a format: it becomes zero.',
      zh: '结果的绝对值小到浮点格式无法表示，变成零。',
    },
    lesson: 'cross-entropy',
  },
]
