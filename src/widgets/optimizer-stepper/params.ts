import { objectiveFrom } from '../../core/objective/objective.ts'
import { choice, numbers, slider, text } from '../../widget-kit/param.ts'

/** The farthest step one may go to. */
export const LAST_STEP = 10_000

export const params = {
  optimizer: choice({
    default: 'gradient-descent',
    label: { en: 'Optimizer', zh: '优化器' },
    help: { en: 'The rule that makes each step.', zh: '每一步所用的更新规则。' },
    options: {
      'gradient-descent': { en: 'Gradient descent', zh: '梯度下降' },
      momentum: { en: 'Momentum', zh: '动量法' },
      adam: { en: 'Adam', zh: 'Adam' },
    },
  }),
  objective: choice({
    default: 'bowl',
    label: { en: 'Function to minimise', zh: '要最小化的函数' },
    help: { en: 'What the optimizer makes small.', zh: '优化器要让它变小的函数。' },
    options: {
      square: { en: 'Parabola, one parameter', zh: '抛物线（一个参数）' },
      'double-well': { en: 'Two valleys, one parameter', zh: '双谷（一个参数）' },
      bowl: { en: 'Bowl', zh: '碗形函数' },
      'narrow-valley': { en: 'Narrow valley', zh: '狭长山谷' },
      rosenbrock: { en: 'Rosenbrock', zh: 'Rosenbrock 函数' },
      beale: { en: 'Beale', zh: 'Beale 函数' },
      himmelblau: { en: 'Himmelblau', zh: 'Himmelblau 函数' },
      saddle: { en: 'Saddle', zh: '鞍面' },
      typed: { en: 'My own formula', zh: '自己输入公式' },
    },
  }),
  formula: text({
    key: 'f',
    default: '(x-1)^2 + 10*y^2',
    maxLength: 500,
    label: { en: 'Formula in x and y', zh: '关于 x 和 y 的公式' },
    help: { en: 'For example (x-1)^2 + 10*y^2', zh: '例如 (x-1)^2 + 10*y^2' },
    check: (formula) => objectiveFrom(formula).ok,
  }),
  start: numbers({
    default: [],
    min: -1000,
    max: 1000,
    minLength: 0,
    maxLength: 2,
    label: { en: 'Start', zh: '起点' },
    help: { en: 'Where the parameters begin.', zh: '参数的初始位置。' },
  }),
  alpha: slider({
    key: 'lr',
    default: 0.1,
    min: 1e-4,
    max: 10,
    scale: 'log',
    label: { en: 'Learning rate', zh: '学习率' },
    help: {
      en: 'What the step is scaled by. May be changed at any step.',
      zh: '步长的倍数，走到哪一步都可以改。',
    },
  }),
  beta: slider({
    default: 0.9,
    min: 0,
    max: 0.999,
    label: { en: 'Momentum', zh: '动量系数' },
    help: { en: 'How much of the old velocity stays.', zh: '保留多少旧的速度。' },
  }),
  beta1: slider({
    default: 0.9,
    min: 0,
    max: 0.999,
    label: { en: 'Decay of the first moment', zh: '一阶矩衰减率' },
    help: { en: 'How slowly the average of gradients forgets.', zh: '越接近 1，旧的梯度保留得越久。' },
  }),
  beta2: slider({
    default: 0.999,
    min: 0,
    max: 0.9999,
    label: { en: 'Decay of the second moment', zh: '二阶矩衰减率' },
    help: {
      en: 'How slowly the average of squared gradients forgets.',
      zh: '越接近 1，旧的梯度平方保留得越久。',
    },
  }),
  epsilon: slider({
    key: 'eps',
    default: 1e-8,
    min: 1e-12,
    max: 1,
    scale: 'log',
    label: { en: 'Epsilon', zh: '小常数' },
    help: { en: 'Keeps the denominator away from zero.', zh: '防止分母为零。' },
  }),
  step: slider({
    default: 0,
    min: 0,
    max: LAST_STEP,
    step: 1,
    label: { en: 'Step', zh: '步' },
    help: { en: 'How many steps have been made.', zh: '已经走了多少步。' },
  }),
  sub: slider({
    default: 0,
    min: 0,
    max: 12,
    step: 1,
    label: { en: 'Part of the step', zh: '步内位置' },
    help: { en: 'How many assignments of the next step are done.', zh: '下一步中已经算完的行数。' },
  }),
  digits: slider({
    default: 4,
    min: 2,
    max: 12,
    step: 1,
    label: { en: 'Digits shown', zh: '显示位数' },
    help: {
      en: 'Significant digits; more are shown where subtraction needs them.',
      zh: '有效数字的位数；遇到相减，会按需要多显示几位。',
    },
  }),
} as const

/** The parameters that are hyperparameters of some rule. */
export const HYPERS = ['alpha', 'beta', 'beta1', 'beta2', 'epsilon'] as const
export type HyperName = (typeof HYPERS)[number]
