import type { Term } from '../term.ts'

/** The terms of the lesson on regularization. */
export const REGULARIZATION: readonly Term[] = [
  {
    id: 'regularization',
    name: { en: 'regularization', zh: '正则化' },
    pinyin: 'zheng ze hua',
    means: {
      en: 'Whatever is done to training so that new data are predicted better, at the price of a higher training loss.',
      zh: '为了更好地预测新数据而对训练施加的限制，代价是训练损失变高。',
    },
    lesson: 'regularization',
    not: { en: ['regularisation'] },
  },
  {
    id: 'l1-regularization',
    name: { en: 'L1 regularization', zh: 'L1正则化' },
    pinyin: 'l1 zheng ze hua',
    means: {
      en: 'Adding a multiple of the sum of the weights’ absolute values to the loss.',
      zh: '在损失中加上权重绝对值之和的若干倍。',
    },
    lesson: 'regularization',
    also: ['lasso', '套索回归'],
  },
  {
    id: 'dropout',
    name: { en: 'dropout', zh: '暂退法' },
    pinyin: 'zan tui fa',
    means: {
      en: 'Setting randomly chosen hidden values to zero in every training step, and none when the network is used.',
      zh: '训练的每一步随机把一部分隐藏单元的值置为零，使用网络时则全部保留。',
    },
    lesson: 'regularization',
    also: ['丢弃法', '随机失活'],
    not: { en: ['drop-out'], zh: ['丢弃法', '随机失活', '随机丢弃法'] },
  },
  {
    id: 'early-stopping',
    name: { en: 'early stopping', zh: '提前停止' },
    pinyin: 'ti qian ting zhi',
    means: {
      en: 'Ending training when the validation loss has stopped falling, and keeping the parameters that were best.',
      zh: '验证损失不再下降时就结束训练，并保留验证损失最低时的参数。',
    },
    lesson: 'regularization',
    also: ['早停', '早停法'],
    not: { zh: ['(?<!早)早停', '提早停止', '早期停止'] },
  },
  {
    id: 'data-augmentation',
    name: { en: 'data augmentation', zh: '数据增强' },
    pinyin: 'shu ju zeng qiang',
    means: {
      en: 'Training on changed copies of the examples whose labels stay true.',
      zh: '对样本作不影响标签的改动，用改动后的样本来训练。',
    },
    lesson: 'regularization',
    also: ['数据增广'],
    not: { zh: ['数据增广', '数据扩增', '数据扩充'] },
  },
  {
    id: 'underfitting',
    name: { en: 'underfitting', zh: '欠拟合' },
    pinyin: 'qian ni he',
    means: {
      en: 'Fitting even the training data badly, because the model is too simple or held back too much.',
      zh: '模型太简单，或者受到的限制太强，连训练数据也拟合不好。',
    },
    lesson: 'regularization',
    not: { en: ['under-fitting'], zh: ['欠适应', '欠学习', '拟合不足'] },
  },
]
