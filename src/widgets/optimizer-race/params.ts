import { objectiveFrom } from '../../core/objective/objective.ts'
import { choice, numbers, slider, text } from '../../widget-kit/param.ts'
import { parseRunners } from './runners.ts'

/** The longest race. */
export const LONGEST = 5000

export const params = {
  objective: choice({
    default: 'narrow-valley',
    label: { en: 'Function to minimize', zh: '要最小化的函数' },
    help: { en: 'The surface that all runners share.', zh: '所有参赛者共用的函数。' },
    options: {
      square: { en: 'Parabola, one parameter', zh: '抛物线（一个参数）' },
      'double-well': { en: 'Two valleys, one parameter', zh: '双谷（一个参数）' },
      bowl: { en: 'Bowl', zh: '碗形函数' },
      'narrow-valley': { en: 'Narrow valley', zh: '狭长山谷' },
      rosenbrock: { en: 'Rosenbrock', zh: 'Rosenbrock函数' },
      beale: { en: 'Beale', zh: 'Beale函数' },
      himmelblau: { en: 'Himmelblau', zh: 'Himmelblau函数' },
      saddle: { en: 'Saddle', zh: '鞍面' },
      typed: { en: 'My own formula', zh: '自己输入公式' },
    },
  }),
  formula: text({
    key: 'f',
    default: '(x-1)^2 + 10*y^2',
    maxLength: 500,
    label: { en: 'Formula in x and y', zh: '关于x和y的公式' },
    help: { en: 'For example (x-1)^2 + 10*y^2', zh: '例如(x-1)^2 + 10*y^2' },
    check: (formula) => objectiveFrom(formula).ok,
  }),
  runners: text({
    default: 'gradient-descent,momentum,adam',
    maxLength: 800,
    label: { en: 'Runners', zh: '参赛者' },
    help: {
      en: 'Two to six optimizers. In an address: momentum/average@0.1;beta=0.95 is momentum in the form “average”, learning rate 0.1, β 0.95.',
      zh: '二至六个优化器。在网址中写作momentum/average@0.1;beta=0.95：动量法的“移动平均”写法，学习率0.1，β取0.95。',
    },
    check: (runners) => parseRunners(runners, 0.1) !== null,
  }),
  start: numbers({
    default: [],
    min: -1000,
    max: 1000,
    minLength: 0,
    maxLength: 2,
    label: { en: 'Start', zh: '起点' },
    help: { en: 'Where every runner begins.', zh: '所有参赛者的出发位置。' },
  }),
  tolerance: slider({
    default: 1e-3,
    min: 1e-12,
    max: 10,
    scale: 'log',
    label: { en: 'Tolerance', zh: '容差' },
    help: {
      en: 'How close the loss must come to its lowest value.',
      zh: '损失距离最低值多近，才算到达。',
    },
  }),
  limit: slider({
    default: 500,
    min: 10,
    max: LONGEST,
    step: 10,
    label: { en: 'Steps at most', zh: '最多步数' },
    help: { en: 'The race ends here.', zh: '比赛到这一步为止。' },
  }),
  step: slider({
    default: 0,
    min: 0,
    max: LONGEST,
    step: 1,
    label: { en: 'Step', zh: '步' },
    help: { en: 'How many steps every runner has made.', zh: '每个参赛者已经走了多少步。' },
  }),
  noise: slider({
    default: 0,
    min: 0,
    max: 10,
    label: { en: 'Gradient noise', zh: '梯度噪声' },
    help: {
      en: 'Standard deviation of the noise in every gradient. All runners get the same noise at the same step.',
      zh: '加在每个梯度上的噪声的标准差。同一步上，所有参赛者的噪声相同。',
    },
  }),
  seed: slider({
    default: 1,
    min: 0,
    max: 9999,
    step: 1,
    label: { en: 'Seed of the noise', zh: '噪声种子' },
    help: { en: 'Another seed is another sequence of noise.', zh: '换一个种子，就换一串噪声。' },
  }),
  order: choice({
    default: 'chosen',
    label: { en: 'Order of the table', zh: '表格顺序' },
    help: { en: 'As the runners were chosen, or the best first.', zh: '按选择的先后，或按名次排列。' },
    options: {
      chosen: { en: 'As chosen', zh: '按选择的先后' },
      result: { en: 'Best first', zh: '按名次' },
    },
  }),
} as const
