import type { ParseErrorCode } from '../../core/formula/parse.ts'
import type { PlayBarTexts } from '../../ui/PlayBar.tsx'
import type { Language } from '../../widget-kit/language.ts'
import type { ParamName } from './params.ts'

/** Of every parameter: its label, its help and, where it is a choice, the names of what can be chosen. */
type ParamTexts = Readonly<
  Record<ParamName, readonly [label: string, help: string, options?: Readonly<Record<string, string>>]>
>

/** Where α stands to the bound of its rule: everything the sentence needs, already as text. */
interface Bound {
  /** The family of the rule. */
  readonly rule: string
  readonly curvature: string
  readonly bound: string
  readonly alpha: string
  readonly place: 'below' | 'at' | 'above'
}

type FormulaFault = ParseErrorCode | 'constant' | 'mixed-names'

const en = {
  title: 'Step an optimizer',
  hint: 'Step forward, look at the numbers, step back, change something, and step again.',
  bar: {
    bar: 'Stepping',
    reset: 'To the start',
    back: 'Back',
    play: 'Play',
    pause: 'Pause',
    step: 'Step',
    keys: 'Keys: → step, ← back, ↓ and ↑ through the parts of a step, Home and End to the ends, Space to play',
  } satisfies PlayBarTexts,
  subForward: 'Next part of the step',
  subBack: 'Previous part of the step',
  jump: 'Step number',
  rule: 'The rule',
  numbers: 'This step in numbers',
  notYet: 'No step has been made yet. Press Step, and the numbers appear here.',
  table: 'Steps',
  tableOf: 'The last steps, newest at the bottom; the button in a row goes to that step.',
  goTo: (t: number) => `Go to step ${t}`,
  params: {
    optimizer: [
      'Optimizer',
      'The rule that makes each step.',
      {
        'gradient-descent': 'Gradient descent',
        momentum: 'Momentum',
        nesterov: 'Nesterov momentum',
        adagrad: 'AdaGrad',
        rmsprop: 'RMSProp',
        adadelta: 'Adadelta',
        adam: 'Adam',
        amsgrad: 'AMSGrad',
        adamw: 'AdamW',
        nadam: 'NAdam',
        lion: 'Lion',
      },
    ],
    convention: [
      'Convention',
      'The same optimizer is written in several ways; the frameworks named use this one.',
      {
        auto: 'the usual one',
        plain: 'θ − αg',
        sum: 'u = βu + g',
        average: 'u = βu + (1 − β)g',
        'rate-inside': 'u = βu − αg',
        dampened: 'u = βu + (1 − τ)g',
        'epsilon-outside': 'ε outside the root',
        'epsilon-inside': 'ε inside the root',
        'epsilon-hat': 'ε̂, corrected in the rate',
        'decaying-rate': 'falling learning rate',
        centered: 'centred, with momentum',
        after: 'divided by the new average',
        before: 'divided by the old average',
        l2: 'L2 decay in the gradient',
        'corrected-last': 'maximum, then corrected',
        'corrected-first': 'corrected, then maximum',
        uncorrected: 'not corrected (the paper)',
        'rate-times-decay': 'decay αλθ',
        'decay-alone': 'decay λθ (the paper)',
        'rising-momentum': 'momentum μ rises',
        'constant-momentum': 'momentum stays β₁',
        'decoupled-decay': 'decay apart from the gradient',
      },
    ],
    objective: [
      'Function to minimise',
      'What the optimizer makes small.',
      {
        square: 'Parabola, one parameter',
        'double-well': 'Two valleys, one parameter',
        bowl: 'Bowl',
        'narrow-valley': 'Narrow valley',
        rosenbrock: 'Rosenbrock',
        beale: 'Beale',
        himmelblau: 'Himmelblau',
        saddle: 'Saddle',
        'least-squares': 'Line through points (least squares)',
        typed: 'My own formula',
      },
    ],
    formula: ['Formula in x and y', 'For example (x-1)^2 + 10*y^2'],
    start: ['Start', 'Where the parameters begin.'],
    condition: ['Condition number', 'The largest curvature over the smallest.'],
    points: ['Points', 'x and y of every point that the line is fitted to, one after the other.'],
    batch: [
      'Samples of a step',
      'Which points the gradient of a step is taken over.',
      { all: 'all of them', mini: 'a mini-batch', one: 'one chosen sample' },
    ],
    size: ['Batch size', 'How many samples a mini-batch has.'],
    sample: ['Number of the sample', 'The sample that every step uses.'],
    seed: ['Seed', 'Decides the mini-batches of all steps.'],
    alpha: ['Learning rate', 'What the step is scaled by. May be changed at any step.'],
    beta: ['Momentum', 'How much of the old velocity stays.'],
    beta1: ['Decay of the first moment', 'How slowly the average of gradients forgets.'],
    beta2: ['Decay of the second moment', 'How slowly the average of squared gradients forgets.'],
    rho: ['Decay of the averages', 'How slowly the averages of RMSProp and Adadelta forget.'],
    epsilon: ['Epsilon', 'Keeps the denominator away from zero.'],
    lambda: ['Weight decay', 'How much of the parameter is taken away, apart from the gradient.'],
    tau: ['Dampening', 'How much of each new gradient is left out.'],
    eta: ['Decay of the learning rate', 'How fast the learning rate of AdaGrad falls.'],
    psi: ['Rise of the momentum', 'How fast NAdam’s μ rises to β₁.'],
    l2: ['L2 weight decay', 'Adds this much of the parameter to its gradient; 0 is none.'],
    clip: ['Clip the gradient at', 'A longer gradient is shortened to this length; 0 never clips.'],
    schedule: [
      'Schedule of the learning rate',
      'How the learning rate changes from step to step.',
      {
        none: 'constant',
        'step-decay': 'in steps',
        exponential: 'exponential',
        linear: 'linear, down to zero',
        cosine: 'cosine',
      },
    ],
    total: ['Length of the schedule', 'After so many steps the schedule has ended.'],
    every: ['Steps between drops', 'For the schedule in steps.'],
    gamma: [
      'Factor of the schedule',
      'What the learning rate is multiplied by, at every drop or every step.',
    ],
    floor: ['Last learning rate', 'What the cosine ends with.'],
    warmup: ['Steps of warm-up', 'The learning rate rises over so many steps first.'],
    step: ['Step', 'How many steps have been made.'],
    sub: ['Part of the step', 'How many assignments of the next step are done.'],
    span: ['Steps in view', 'How far the step slider and the loss chart reach.'],
    digits: ['Digits shown', 'Significant digits; more are shown where subtraction needs them.'],
  } as ParamTexts,
  settings: 'Settings',
  startAt: (name: string) => `Start, ${name}`,
  parameters: 'Parameters',
  path: (optimizer: string, t: number, point: string, loss: string) =>
    `${optimizer} after ${t} steps at ${point}, loss ${loss}.`,
  lossChart: 'Loss after each step',
  loss: 'loss',
  step: 'step',
  stepOf: (t: number) => `Step ${t}`,
  partOf: (t: number, part: number, parts: number) => `Step ${t}, part ${part} of ${parts}`,
  said: (t: number, point: string, loss: string) => `Step ${t}. ${point}. Loss ${loss}.`,
  saidPart: (name: string, values: string) => `${name}: ${values}.`,
  /** The numbers of several coordinates, one after the other. */
  list: (parts: readonly string[]) => parts.join(', '),
  jumpTo: 'Go to step',
  convention: (label: string, usedBy: readonly string[]) =>
    [label, usedBy.join(', ')].filter(Boolean).join(' · '),
  computing: (percent: number) => `Computing: ${percent} %`,
  exactHint: 'Point at a number, tap it or focus it to see it exactly.',
  exactOf: (name: string, t: number) => `${name}, step ${t}:`,
  byHand: 'changed by hand',
  folds: {
    turn: 'Your turn',
    take: 'Take it away',
    edit: 'Change the numbers of this step',
    around: 'Decay, clipping, schedule',
    points: 'Change the points',
  },
  edit: {
    intro: (t: number) => `After step ${t}. What you change here holds from here on; the rest follows.`,
    back: (name: string) => `Take back: ${name}`,
    broken: 'The run has ended here. Go back a step to change its numbers.',
    said: (name: string, value: string) => `${name} changed by hand to ${value}.`,
    returned: (name: string) => `${name} is as the rule gives it.`,
  },
  samples: {
    of: (t: number) => `Samples of step ${t}`,
    byHand: (t: number) => `Samples of step ${t}, chosen by hand`,
    sample: (i: number, x: string, y: string) => `Sample ${i}: (${x}, ${y})`,
    back: 'Back to the plan',
    line: 'Show the line',
    plane: 'Show the parameters',
    description: (w: string, b: string) => `The points and the line with slope ${w} and intercept ${b}.`,
    point: (i: number, axis: string) => `Point ${i}, ${axis}`,
    add: 'Add a point',
    remove: (i: number) => `Remove point ${i}`,
  },
  atStart: 'Start.',
  /** A quantity of one coordinate. */
  along: (name: string, coordinate: string) => `${name}, ${coordinate}`,
  names: {
    g: 'gradient',
    norm: 'length of the gradient',
    g_clipped: 'clipped gradient',
    g_decayed: 'gradient with decay',
    rate: 'scheduled learning rate',
    alpha_t: 'learning rate of this step',
    u: 'velocity',
    n: 'velocity looking ahead',
    m: 'first moment',
    v: 'second moment',
    m_hat: 'first moment, bias-corrected',
    v_hat: 'second moment, bias-corrected',
    v_max: 'largest second moment',
    s: 'sum of squared gradients',
    a: 'average gradient',
    w: 'average of squared updates',
    c: 'blend of momentum and gradient',
    mu: 'momentum of this step',
    mu_next: 'momentum of the next step',
    product: 'product of the momenta',
    step: 'update before the learning rate',
    decay: 'decay',
    d: 'denominator',
    delta: 'update',
    theta: 'parameter',
    loss: 'loss',
  } as Readonly<Record<string, string>>,
  bound: ({ rule, curvature, bound, alpha, place }: Bound) =>
    `The steepest curvature here is ${curvature}, so ${
      { momentum: 'momentum with this β', nesterov: 'Nesterov momentum with this β' }[rule] ??
      'gradient descent'
    } is stable below α = ${bound}. α = ${alpha} is ${{ below: 'below', at: 'exactly', above: 'above' }[place]} that.`,
  noBound: (rule: string) =>
    `${rule} scales its own steps, so there is no closed bound on its learning rate.`,
  noCurvature: 'The function does not curve upwards here, so it gives no bound on the learning rate.',
  diverged: (t: number, name: string, value: string) =>
    `Diverged: at step ${t} the ${name} is no longer a finite number (${value}). Go back to the start, lower the learning rate, and step again; or undo until the last change of a setting is taken back.`,
  changed: (list: string) => `Changed on the way: ${list}.`,
  changedAt: (name: string, value: string, step: number) => `${name} to ${value} after step ${step}`,
  andMore: (count: number) => `and ${count} more`,
  outside: 'The point has left the picture.',
  setStart: 'Click in the picture to start there.',
  fault: (code: FormulaFault, at: number, found: string) => {
    const where = `at character ${at + 1}`
    switch (code) {
      case 'empty':
        return 'Type a formula in x and y, for example (x-1)^2 + 10*y^2.'
      case 'too-long':
        return 'This is longer than 500 characters; please shorten it.'
      case 'too-deep':
        return `Parentheses are nested too deeply ${where}; please simplify.`
      case 'unexpected-character':
        return `“${found}” ${where} has no place in a formula.`
      case 'unknown-name':
        return `“${found}” ${where} is not known; use x, y, numbers, sqrt, exp, ln, sin, cos, tan, tanh, abs.`
      case 'number-out-of-range':
        return `The number “${found}” ${where} is too large.`
      case 'missing-operand':
        return `Something is missing ${where}: a number, x, y or a parenthesis.`
      case 'missing-operator':
        return `An operator is missing ${where}: write * or + between the two parts.`
      case 'missing-argument':
        return `The function ${where} needs its argument in parentheses, like sqrt(x).`
      case 'unclosed-parenthesis':
        return `The parenthesis opened ${where} is never closed.`
      case 'unexpected-parenthesis':
        return `The parenthesis closed ${where} was never opened.`
      case 'constant':
        return 'This does not depend on x or y, so there is nothing to minimise.'
      case 'mixed-names':
        return 'Use either θ alone or x and y, not both.'
    }
  },
}

export type StepperMessages = typeof en

const zh: StepperMessages = {
  title: '让优化器一步一步走',
  hint: '走一步，看看数值；退回来，改一处设置，再走一遍。',
  bar: {
    bar: '逐步控制',
    reset: '回到起点',
    back: '后退',
    play: '播放',
    pause: '暂停',
    step: '前进一步',
    keys: '按键：→ 前进，← 后退，↓、↑ 在一步之内逐行移动；Home、End 跳到首步、末步；空格键播放或暂停',
  },
  subForward: '步内下一行',
  subBack: '步内上一行',
  jump: '步数',
  rule: '更新规则',
  numbers: '代入数值',
  notYet: '还没有走任何一步。按“前进一步”，数值就会出现在这里。',
  table: '各步数值',
  tableOf: '最近的若干步，最新的在最下面；点行首的步数，可跳到那一步。',
  goTo: (t) => `跳到第 ${t} 步`,
  params: {
    optimizer: [
      '优化器',
      '每一步所用的更新规则。',
      {
        'gradient-descent': '梯度下降',
        momentum: '动量法',
        nesterov: 'Nesterov 动量法',
        adagrad: 'AdaGrad',
        rmsprop: 'RMSProp',
        adadelta: 'Adadelta',
        adam: 'Adam',
        amsgrad: 'AMSGrad',
        adamw: 'AdamW',
        nadam: 'NAdam',
        lion: 'Lion',
      },
    ],
    convention: [
      '写法',
      '同一优化器有几种写法，后面列出的是采用它的框架。',
      {
        auto: '通常的写法',
        plain: 'θ − αg',
        sum: 'u = βu + g',
        average: 'u = βu + (1 − β)g',
        'rate-inside': 'u = βu − αg',
        dampened: 'u = βu + (1 − τ)g',
        'epsilon-outside': 'ε 在根号外',
        'epsilon-inside': 'ε 在根号内',
        'epsilon-hat': 'ε̂，在学习率中校正',
        'decaying-rate': '学习率逐步减小',
        centered: '减去均值，并带动量',
        after: '除以更新后的均值',
        before: '除以更新前的均值',
        l2: '梯度中加入 L2 衰减',
        'corrected-last': '先取最大值，再校正',
        'corrected-first': '先校正，再取最大值',
        uncorrected: '不校正（原论文）',
        'rate-times-decay': '衰减 αλθ',
        'decay-alone': '衰减 λθ（原论文）',
        'rising-momentum': '动量系数 μ 逐步升高',
        'constant-momentum': '动量系数恒为 β₁',
        'decoupled-decay': '衰减不经过梯度',
      },
    ],
    objective: [
      '要最小化的函数',
      '优化器要让它变小的函数。',
      {
        square: '抛物线（一个参数）',
        'double-well': '双谷（一个参数）',
        bowl: '碗形函数',
        'narrow-valley': '狭长山谷',
        rosenbrock: 'Rosenbrock 函数',
        beale: 'Beale 函数',
        himmelblau: 'Himmelblau 函数',
        saddle: '鞍面',
        'least-squares': '过各点拟合直线（最小二乘）',
        typed: '自己输入公式',
      },
    ],
    formula: ['关于 x 和 y 的公式', '例如 (x-1)^2 + 10*y^2'],
    start: ['起点', '参数的初始位置。'],
    condition: ['条件数', '最大曲率与最小曲率之比。'],
    points: ['数据点', '拟合直线所用的点，依次写出每点的 x、y。'],
    batch: [
      '每步使用的样本',
      '每一步的梯度由哪些点算出。',
      { all: '全部样本', mini: '小批量', one: '指定的一个样本' },
    ],
    size: ['批量大小', '一个小批量有多少样本。'],
    sample: ['样本序号', '每一步都用这个样本。'],
    seed: ['随机种子', '决定每一步的小批量。'],
    alpha: ['学习率', '步长的倍数，走到哪一步都可以改。'],
    beta: ['动量系数', '保留多少旧的速度。'],
    beta1: ['一阶矩衰减率', '越接近 1，旧的梯度保留得越久。'],
    beta2: ['二阶矩衰减率', '越接近 1，旧的梯度平方保留得越久。'],
    rho: ['平均值衰减率', 'RMSProp、Adadelta 的平均值：越接近 1，忘得越慢。'],
    epsilon: ['小常数', '防止分母为零。'],
    lambda: ['权重衰减', '不经过梯度，直接从参数中减去多少。'],
    tau: ['阻尼', '每个新梯度略去多少。'],
    eta: ['学习率衰减', 'AdaGrad 的学习率减小得多快。'],
    psi: ['动量升高速度', 'NAdam 的 μ 多快升到 β₁。'],
    l2: ['L2 权重衰减', '把参数的这么多倍加进梯度；0 表示不加。'],
    clip: ['梯度裁剪阈值', '梯度的长度超过它就缩短到它；0 表示不裁剪。'],
    schedule: [
      '学习率调度',
      '学习率随步数怎样变化。',
      {
        none: '不变',
        'step-decay': '阶梯式下降',
        exponential: '指数衰减',
        linear: '线性降到零',
        cosine: '余弦',
      },
    ],
    total: ['调度长度', '走完这么多步，调度就结束。'],
    every: ['每隔多少步下降一次', '用于阶梯式调度。'],
    gamma: ['衰减系数', '每次下降（或每一步）学习率乘以它。'],
    floor: ['最终学习率', '余弦调度结束时的学习率。'],
    warmup: ['预热步数', '开头的这么多步，学习率逐步升高。'],
    step: ['步', '已经走了多少步。'],
    sub: ['步内位置', '下一步中已经算完的行数。'],
    span: ['显示的步数', '步数滑块和损失曲线到第几步为止。'],
    digits: ['显示位数', '有效数字的位数；遇到相减，会按需要多显示几位。'],
  },
  settings: '设置',
  startAt: (name) => `起点 ${name}`,
  parameters: '参数',
  path: (optimizer, t, point, loss) => `${optimizer}，走了 ${t} 步，位于 ${point}，损失 ${loss}。`,
  lossChart: '每一步之后的损失',
  loss: '损失',
  step: '步',
  stepOf: (t) => `第 ${t} 步`,
  partOf: (t, part, parts) => `第 ${t} 步，第 ${part} 行（共 ${parts} 行）`,
  said: (t, point, loss) => `第 ${t} 步。${point}。损失 ${loss}。`,
  saidPart: (name, values) => `${name}：${values}。`,
  list: (parts) => parts.join('，'),
  jumpTo: '跳到第几步',
  convention: (label, usedBy) => [label, usedBy.join('、')].filter(Boolean).join(' · '),
  computing: (percent) => `正在计算：${percent}%`,
  exactHint: '把指针移到数上，或点一下、聚焦它，可看到精确值。',
  exactOf: (name, t) => `${name}，第 ${t} 步：`,
  byHand: '手动改过',
  folds: {
    turn: '轮到你了',
    take: '带走这次运行',
    edit: '修改这一步的数值',
    around: '权重衰减、梯度裁剪、学习率调度',
    points: '修改数据点',
  },
  edit: {
    intro: (t) => `第 ${t} 步之后的数值。在这里改动，后面各步随之重算。`,
    back: (name) => `撤回改动：${name}`,
    broken: '运行到这里已经结束，请退回一步再改。',
    said: (name, value) => `${name}已手动改为 ${value}。`,
    returned: (name) => `${name}恢复为按规则算出的值。`,
  },
  samples: {
    of: (t) => `第 ${t} 步的样本`,
    byHand: (t) => `第 ${t} 步的样本（手动选定）`,
    sample: (i, x, y) => `样本 ${i}：(${x}, ${y})`,
    back: '恢复原定样本',
    line: '看直线',
    plane: '看参数平面',
    description: (w, b) => `数据点，以及斜率为 ${w}、截距为 ${b} 的直线。`,
    point: (i, axis) => `第 ${i} 点的 ${axis}`,
    add: '添加一点',
    remove: (i) => `删去第 ${i} 点`,
  },
  atStart: '起点。',
  along: (name, coordinate) => `${name}（${coordinate}）`,
  names: {
    g: '梯度',
    norm: '梯度的长度',
    g_clipped: '裁剪后的梯度',
    g_decayed: '加上衰减的梯度',
    rate: '调度后的学习率',
    alpha_t: '本步学习率',
    u: '速度',
    n: '前瞻速度',
    m: '一阶矩',
    v: '二阶矩',
    m_hat: '偏差校正后的一阶矩',
    v_hat: '偏差校正后的二阶矩',
    v_max: '二阶矩的最大值',
    s: '梯度平方和',
    a: '梯度的平均值',
    w: '更新量平方的平均值',
    c: '动量与梯度的加权和',
    mu: '本步动量系数',
    mu_next: '下一步动量系数',
    product: '动量系数的连乘积',
    step: '未乘学习率的更新量',
    decay: '衰减量',
    d: '分母',
    delta: '更新量',
    theta: '参数',
    loss: '损失',
  },
  bound: ({ rule, curvature, bound, alpha, place }) =>
    `这里的最大曲率为 ${curvature}，${
      { momentum: '动量法（取当前 β）', nesterov: 'Nesterov 动量法（取当前 β）' }[rule] ?? '梯度下降'
    }的稳定界限是 α = ${bound}；当前 α = ${alpha}，${
      { below: '在界限之内', at: '恰在界限上', above: '已超出界限' }[place]
    }。`,
  noBound: (rule) => `${rule} 自行调整步长，它的学习率没有闭式的稳定界限。`,
  noCurvature: '函数在这里不向上弯曲，学习率没有稳定界限可言。',
  diverged: (t, name, value) =>
    `已发散：到第 ${t} 步，${name}不再是有限的数（${value}）。请回到起点，调小学习率，再重新走；也可以一路撤销，直到收回上一次改动的设置。`,
  changed: (list) => `途中改动：${list}。`,
  changedAt: (name, value, step) => `第 ${step} 步之后 ${name} 改为 ${value}`,
  andMore: (count) => `另有 ${count} 处`,
  outside: '点已经跑到图外了。',
  setStart: '点一下图，可把那里设为起点。',
  fault: (code, at, found) => {
    const where = `第 ${at + 1} 个字符处`
    switch (code) {
      case 'empty':
        return '请输入关于 x 和 y 的公式，例如 (x-1)^2 + 10*y^2。'
      case 'too-long':
        return '公式超过了 500 个字符，请缩短。'
      case 'too-deep':
        return `${where}括号嵌套过深，请简化。`
      case 'unexpected-character':
        return `${where}的“${found}”不能出现在公式里。`
      case 'unknown-name':
        return `${where}的“${found}”无法识别；可以用 x、y、数字以及 sqrt、exp、ln、sin、cos、tan、tanh、abs。`
      case 'number-out-of-range':
        return `${where}的数“${found}”太大。`
      case 'missing-operand':
        return `${where}少了一项：应填数字、x、y 或括号。`
      case 'missing-operator':
        return `${where}缺少运算符：请在两部分之间写上 * 或 +。`
      case 'missing-argument':
        return `${where}的函数缺少括号里的自变量，应写成 sqrt(x) 的形式。`
      case 'unclosed-parenthesis':
        return `${where}的左括号没有对应的右括号。`
      case 'unexpected-parenthesis':
        return `${where}的右括号没有对应的左括号。`
      case 'constant':
        return '公式中没有 x 或 y，无从求最小值。'
      case 'mixed-names':
        return '请只用 θ，或者只用 x 和 y，不要混用。'
    }
  },
}

export const messages: Readonly<Record<Language, StepperMessages>> = { en, zh }
