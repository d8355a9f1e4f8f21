import type { SoftmaxStage } from '../../core/loss/softmax-formulas.ts'
import type { Localized } from '../../widget-kit/language.ts'
import { choice, numbers, slider } from '../../widget-kit/param.ts'

/** Classes are named by letters: logits, stages and numbers have figures enough. */
export const CLASSES = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'] as const
export type ClassName = (typeof CLASSES)[number]
export const FEWEST = 2
export const MOST = CLASSES.length

export const STAGE_NAMES: Readonly<Record<SoftmaxStage, Localized>> = {
  scaled: { en: 'divided by T', zh: '除以温度' },
  shifted: { en: 'maximum taken off', zh: '减去最大值' },
  exponential: { en: 'exponential', zh: '取指数' },
  sum: { en: 'sum over the classes', zh: '各类求和' },
  probability: { en: 'probability', zh: '概率' },
  'log-sum-exp': { en: 'log-sum-exp', zh: '和的对数' },
  loss: { en: 'cross-entropy', zh: '交叉熵' },
  gradient: { en: 'gradient', zh: '梯度' },
}

const letters = Object.fromEntries(
  CLASSES.map((name) => [name, { en: `Class ${name}`, zh: `${name}类` }]),
) as Record<ClassName, Localized>

export const params = {
  logits: numbers({
    default: [2, 1, 0.1],
    min: -10_000,
    max: 10_000,
    minLength: FEWEST,
    maxLength: MOST,
    label: { en: 'Logits', zh: '对数几率' },
    help: { en: 'A score for each class, any real number.', zh: '每个类别的得分，可以是任意实数。' },
  }),
  shift: slider({
    key: 'c',
    default: 0,
    min: -1000,
    max: 1000,
    label: { en: 'Add to every logit', zh: '每个对数几率都加上' },
    help: {
      en: 'The same number for all classes. Probabilities should not mind.',
      zh: '给所有类别加同一个数，概率本不该改变。',
    },
  }),
  temperature: slider({
    key: 't',
    default: 1,
    min: 0.01,
    max: 1000,
    scale: 'log',
    label: { en: 'Temperature', zh: '温度' },
    help: {
      en: 'What every logit is divided by: low sharpens, high levels.',
      zh: '所有对数几率都除以它：温度低则分布尖锐，温度高则趋于均匀。',
    },
  }),
  method: choice({
    default: 'stable',
    label: { en: 'Way to compute', zh: '算法' },
    help: {
      en: 'With the largest logit taken off first, or straight from the definition.',
      zh: '先减去最大的对数几率再取指数，或者直接按定义计算。',
    },
    options: {
      stable: { en: 'Maximum taken off', zh: '先减最大值' },
      naive: { en: 'By the definition', zh: '直接按定义' },
    },
  }),
  precision: choice({
    default: 'float64',
    label: { en: 'Number format', zh: '浮点格式' },
    help: {
      en: 'What each result is rounded to. Networks mostly compute in float32 or less.',
      zh: '每步的结果舍入成什么格式。神经网络多用float32或更低的精度。',
    },
    options: {
      float64: { en: 'float64', zh: 'float64' },
      float32: { en: 'float32', zh: 'float32' },
    },
  }),
  target: choice({
    default: 'none',
    label: { en: 'Right class', zh: '正确类别' },
    help: {
      en: 'Gives the cross-entropy of the prediction and its gradient.',
      zh: '选定后即可算出交叉熵和梯度。',
    },
    options: { none: { en: 'none', zh: '不指定' }, ...letters },
  }),
  focus: choice({
    default: 'A',
    label: { en: 'Class looked at', zh: '所选类别' },
    help: { en: 'Whose numbers the formulas show.', zh: '公式里代入的是哪个类别的数值。' },
    options: letters,
  }),
  stage: choice({
    default: 'probability',
    label: { en: 'Stage', zh: '步骤' },
    help: { en: 'Where on the way the formulas stand.', zh: '公式停在哪一步。' },
    options: STAGE_NAMES,
  }),
  digits: slider({
    default: 4,
    min: 2,
    max: 12,
    step: 1,
    label: { en: 'Digits shown', zh: '显示位数' },
    help: {
      en: 'Significant digits; float32 has no more than six to show.',
      zh: '有效数字的位数；float32最多只显示六位。',
    },
  }),
  turn: choice({
    default: 'off',
    label: { en: 'Your turn', zh: '自己算' },
    help: { en: 'Hides a probability, for you to work out.', zh: '隐藏一个概率，由你来算。' },
    options: { off: { en: 'off', zh: '关' }, on: { en: 'on', zh: '开' } },
  }),
} as const
