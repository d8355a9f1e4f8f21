import type { Language } from '../../../../widget-kit/language.ts'

const en = {
  values: 'Activations of the hidden units, over the training points:',
  gradients: 'Gradient of the loss by the weights of each layer, over the same points (logarithmic axis):',
  reading:
    'A box holds the middle half, its line is the median, the thin line reaches from the least to the largest. Sizes of gradients that fall by powers of ten towards the first layer are vanishing; sizes that grow are exploding.',
  step: (step: string, points: string) => `At step ${step}, over ${points} training points.`,
  layer: (l: string) => `layer ${l}`,
  output: 'output',
  noHidden: 'There is no hidden layer.',
  table: 'The numbers of the layers as a table',
  name: 'Layer',
  valuesHead: 'activation',
  gradientsHead: 'size of the gradient',
  five: ['least', 'quartile', 'median', 'quartile', 'largest'],
  rms: 'root mean square',
}

export type LayerMessages = typeof en

const zh: LayerMessages = {
  values: '隐藏神经元在训练集各点上的激活值：',
  gradients: '损失对各层权重的梯度，取同样的点（对数轴）：',
  reading:
    '方框是中间一半的数，框内竖线是中位数，细线从最小值到最大值。越靠近输入，梯度按数量级越来越小，就是梯度消失；越来越大，就是梯度爆炸。',
  step: (step, points) => `第 ${step} 步，取训练集中的 ${points} 个点。`,
  layer: (l) => `第 ${l} 层`,
  output: '输出层',
  noHidden: '没有隐藏层。',
  table: '用表格查看各层的数值',
  name: '层',
  valuesHead: '激活值',
  gradientsHead: '梯度的绝对值',
  five: ['最小', '下四分位', '中位数', '上四分位', '最大'],
  rms: '均方根',
}

export const messages: Readonly<Record<Language, LayerMessages>> = { en, zh }
