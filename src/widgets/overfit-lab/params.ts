import { choice, slider } from '../../widget-kit/param.ts'

/** What can be set from a lesson, an address or a control; each declared here and nowhere else. */
export const params = {
  cure: choice({
    default: 'none',
    options: {
      none: { en: 'None', zh: '不加对策' },
      l1: { en: 'L1 penalty', zh: 'L1 正则化' },
      l2: { en: 'L2 penalty', zh: 'L2 正则化' },
      dropout: { en: 'Dropout', zh: '暂退法' },
      early: { en: 'Early stopping', zh: '提前停止' },
      jitter: { en: 'Augmentation', zh: '数据增强' },
    },
    label: { en: 'Cure', zh: '对策' },
    help: {
      en: 'What is done against overfitting; one thing at a time, so that its effect can be seen.',
      zh: '用什么办法对付过拟合。一次只用一种，效果才看得清。',
    },
  }),
  l1: slider({
    default: 0.01,
    min: 0,
    max: 1,
    label: { en: 'λ of L1', zh: 'L1 的系数 λ' },
    help: {
      en: 'The loss that is trained on gets λ times the sum of the weights’ absolute values.',
      zh: '训练所用的损失加上 λ 乘以全部权重的绝对值之和。',
    },
  }),
  l2: slider({
    default: 0.03,
    min: 0,
    max: 1,
    label: { en: 'λ of L2', zh: 'L2 的系数 λ' },
    help: {
      en: 'The loss that is trained on gets λ/2 times the sum of the squared weights.',
      zh: '训练所用的损失加上 λ/2 乘以全部权重的平方和。',
    },
  }),
  dropout: slider({
    key: 'rate',
    default: 0.4,
    min: 0,
    max: 0.9,
    label: { en: 'Dropout rate', zh: '丢弃概率' },
    help: {
      en: 'The share of hidden values that each step leaves out, drawn anew for every point.',
      zh: '每一步随机丢弃的隐藏单元所占的比例，每个点重新抽取。',
    },
  }),
  patience: slider({
    default: 200,
    min: 10,
    max: 2000,
    step: 10,
    label: { en: 'Patience, in steps', zh: '耐心值（步）' },
    help: {
      en: 'Training stops when the validation loss has not been lower for so many steps.',
      zh: '验证损失连续这么多步没有创下新低，就停止训练。',
    },
  }),
  jitter: slider({
    key: 'shift',
    default: 0.2,
    min: 0,
    max: 1,
    label: { en: 'Displacement σ', zh: '扰动的标准差 σ' },
    help: {
      en: 'Each time a point is used it is displaced at random, with this standard deviation in either coordinate.',
      zh: '训练点每用一次，两个坐标都重新加上以此为标准差的随机扰动。',
    },
  }),
  data: choice({
    default: 'moons',
    options: {
      moons: { en: 'Two moons', zh: '双月' },
      circles: { en: 'Circles', zh: '同心圆' },
      xor: { en: 'Exclusive or', zh: '异或' },
    },
    label: { en: 'Data', zh: '数据集' },
    help: { en: 'The two classes that the points come from.', zh: '数据点所属的两类分布。' },
  }),
  noise: slider({
    default: 0.5,
    min: 0,
    max: 0.5,
    label: { en: 'Noise', zh: '噪声' },
    help: { en: 'How far points are displaced at random.', zh: '各点随机偏移的幅度。' },
  }),
  points: slider({
    default: 30,
    min: 20,
    max: 200,
    step: 1,
    label: { en: 'Training points', zh: '训练点数' },
    help: {
      en: 'How many points are trained on; nine times as many validate.',
      zh: '用于训练的点数；用于验证的点是它的九倍。',
    },
  }),
  units: slider({
    default: 8,
    min: 1,
    max: 8,
    step: 1,
    label: { en: 'Units in each layer', zh: '每层神经元数' },
    help: {
      en: 'Units of each of the two hidden layers: fewer of them are less free.',
      zh: '两个隐藏层各有多少个神经元。越少，网络越不自由。',
    },
  }),
  seed: slider({
    default: 8,
    min: 0,
    max: 2 ** 32 - 1,
    step: 1,
    label: { en: 'Seed', zh: '随机种子' },
    help: {
      en: 'Decides the points, the first weights, the batches, and what is dropped or displaced.',
      zh: '决定数据点、初始权重、各个小批量，以及丢弃和扰动的结果。',
    },
  }),
}
