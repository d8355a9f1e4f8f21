import { choice, numbers, slider } from '../../widget-kit/param.ts'

/** The most samples and classes: what still fits on a phone and in a formula. */
export const MOST_SAMPLES = 8
export const MOST_CLASSES = 5
/** Predictions, targets and logits stay within this of 0. */
export const FARTHEST = 1000

export const params = {
  loss: choice({
    default: 'mse',
    label: { en: 'Loss', zh: '损失函数' },
    help: { en: 'What each sample adds to the loss.', zh: '每个样本按哪个公式计算损失。' },
    options: {
      mse: { en: 'Squared error (MSE)', zh: '平方误差（MSE）' },
      mae: { en: 'Absolute error (MAE)', zh: '绝对误差（MAE）' },
      huber: { en: 'Huber', zh: 'Huber损失' },
      bce: { en: 'Binary cross-entropy', zh: '二元交叉熵' },
      'bce-logits': { en: 'Binary cross-entropy, from logits', zh: '二元交叉熵（由对数几率计算）' },
      cce: { en: 'Categorical cross-entropy', zh: '多类交叉熵' },
      'cce-logits': { en: 'Categorical cross-entropy, from logits', zh: '多类交叉熵（由对数几率计算）' },
    },
  }),
  reduction: choice({
    default: 'mean',
    label: { en: 'All samples together', zh: '汇总方式' },
    help: {
      en: 'Whether the terms are added up, or their sum is divided by their number too.',
      zh: '各项求和之后，是否再除以样本数。',
    },
    options: {
      mean: { en: 'Mean', zh: '取平均' },
      sum: { en: 'Sum', zh: '求和' },
    },
  }),
  delta: slider({
    default: 1,
    min: 0.01,
    max: 100,
    scale: 'log',
    label: { en: 'Threshold', zh: '阈值' },
    help: {
      en: 'Huber loss: up to here an error is squared, beyond it counts in proportion to its size.',
      zh: '用于Huber损失：残差的绝对值不超过它，取平方的一半；超过它，按直线增长。',
    },
  }),
  smoothing: slider({
    default: 0,
    min: 0,
    max: 0.9,
    label: { en: 'Label smoothing', zh: '标签平滑' },
    help: {
      en: 'The share of each target that is spread evenly over all classes.',
      zh: '从正确类别的目标概率中取出多大一份，平均分给所有类别。',
    },
  }),
  classes: slider({
    default: 3,
    min: 2,
    max: MOST_CLASSES,
    step: 1,
    label: { en: 'Classes', zh: '类别数' },
    help: { en: 'How many classes there are.', zh: '一共有几个类别。' },
  }),
  targets: numbers({
    key: 'y',
    default: [],
    min: -FARTHEST,
    max: FARTHEST,
    minLength: 0,
    maxLength: MOST_SAMPLES,
    label: { en: 'Targets', zh: '目标值' },
    help: {
      en: 'One for each sample; for several classes the right class, counted from 0.',
      zh: '每个样本一个；多类时填正确类别的编号，从0开始。',
    },
  }),
  predictions: numbers({
    key: 'p',
    default: [],
    min: -FARTHEST,
    max: FARTHEST,
    minLength: 0,
    maxLength: MOST_SAMPLES * MOST_CLASSES,
    label: { en: 'Predictions', zh: '预测值' },
    help: {
      en: 'One for each sample, or one for each class of each sample.',
      zh: '每个样本一个；多类时，每个样本的每个类别各一个。',
    },
  }),
  focus: slider({
    default: 1,
    min: 1,
    max: MOST_SAMPLES,
    step: 1,
    label: { en: 'Sample shown', zh: '所选样本' },
    help: { en: 'The sample whose term is worked out in numbers.', zh: '公式里代入的是哪个样本的数。' },
  }),
  digits: slider({
    default: 4,
    min: 2,
    max: 12,
    step: 1,
    label: { en: 'Digits shown', zh: '显示位数' },
    help: {
      en: 'Significant digits; more are shown where the result needs them.',
      zh: '有效数字的位数；为使代入的数与结果对得上，必要时多显示几位。',
    },
  }),
  turn: choice({
    default: 'off',
    label: { en: 'Your turn', zh: '自己算' },
    help: {
      en: 'Hides what the loss comes to, so that you can work it out.',
      zh: '隐藏损失的结果，由你来算。',
    },
    options: {
      off: { en: 'Results shown', zh: '显示结果' },
      on: { en: 'Results hidden: your turn', zh: '隐藏结果，自己算' },
    },
  }),
} as const
