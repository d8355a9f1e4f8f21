import type { MistakeId } from '../../../../core/optimizer/mistakes/index.ts'
import type { Language } from '../../../language.ts'

/** Where a proposal leads; the setting already as text, such as “ε = 0.1”. */
interface Place {
  readonly step: number
  readonly setting: string | null
  readonly digits: number | null
}

/** Each as what somebody did: “you get this number by …”. */
const enMistakes: Readonly<Record<MistakeId, string>> = {
  'no-bias-correction': 'leaving out the bias correction',
  't-minus-one': 'using t − 1 for t',
  't-plus-one': 'using t + 1 for t',
  'epsilon-inside': 'putting ε inside the root',
  'epsilon-outside': 'putting ε outside the root',
  'no-epsilon': 'leaving out ε',
  'wrong-sign': 'taking the wrong sign',
  'not-squared': 'forgetting the square',
  'second-derivative': 'taking the second derivative for the squared gradient',
  'old-value': 'taking a value from before this step, where the new one belongs',
  'new-value': 'taking a value from after this step, where the old one belongs',
  'nothing-kept': 'leaving out what is kept from the step before',
  'swapped-betas': 'swapping β₁ and β₂',
  'swapped-complement': 'swapping a decay rate and one minus it',
  'no-complement': 'leaving out the factor one minus the decay rate',
  averaged: 'multiplying by one minus β, as an average would',
  'no-root': 'forgetting the square root',
  'no-rate': 'forgetting the learning rate',
  'no-maximum': 'taking the newest value for the largest so far',
  'no-sign': 'taking the number itself for its sign',
  'no-decay': 'leaving out the weight decay',
  'decay-coupled': 'adding the decay to the gradient (L2), where it is decoupled',
  'decay-decoupled': 'taking the decay from the parameter (decoupled), where it belongs to the gradient',
  'decay-without-rate': 'forgetting the learning rate in the decay',
  'decay-with-rate': 'multiplying the decay by the learning rate',
  'gradient-at-new-point': 'taking the gradient at the new point',
  'gradient-look-ahead': 'taking the gradient where the velocity alone would lead',
  'other-coordinate': 'taking the gradient of the other parameter',
  'exponent-forgotten': 'forgetting the factor that the power rule brings down, the 2 of a square',
  'inner-derivative': 'forgetting the inner derivative of the chain rule',
  'no-mean': 'forgetting to divide by the number of samples',
  'all-samples': 'taking all samples, where the step sees some of them',
  'no-clipping': 'leaving the gradient unclipped',
  'always-clipped': 'stretching to the threshold a gradient that is shorter',
  'norm-squared': 'leaving out the root in the length of the gradient',
  'norm-summed': 'adding the parts of the gradient up, where the length is the root of their squares',
  'norm-of-one': 'taking one part of the gradient for the length of the whole',
  't-for-k': 'taking t for k in the schedule, where k is t − 1',
  'no-schedule': 'taking the chosen α, without the schedule',
}

const en = {
  what: 'Hide',
  nothing: 'nothing',
  every: 'every result of the step',
  prompt:
    'Choose a result to hide, work it out from the formula above, and type it. A usual mistake is told by its name.',
  noStep: 'There is no step to work out yet.',
  makeStep: 'Make the first step',
  broken: 'This step has numbers that are not finite, so there is nothing to work out. Go back a step.',
  asked: (step: number) => `Your results for step ${step}`,
  digits: (n: number) => `Give ${n} significant digits, like the numbers above; the last may be off by two.`,
  answer: {
    check: 'Check',
    reveal: 'Show it',
    notANumber: 'That is not a number yet. Write it like 0.25, −1.2 or 1e-8.',
  },
  right: 'Right.',
  rounded: (n: number) => `Right as far as it goes, but rounded too early. Give ${n} significant digits.`,
  wrong:
    'Not this, and no usual mistake gives it either. Look at the numbers put into the formula and try again.',
  mistake: (list: readonly string[]) => `Not this. You get this number by ${list.join('; or by ')}.`,
  /** So many of the usual mistakes lead to the right number, these among them. */
  undecided: (count: number, some: readonly string[]) =>
    `Right. But this step cannot tell the right way from ${
      count === 1 ? 'a usual mistake' : `${count} usual mistakes`
    } with the same result: ${some.join('; ')}${count > some.length ? '; …' : ''}.`,
  allOfThem: 'All of them',
  tellApart: 'Where they show:',
  place: ({ step, setting, digits }: Place) =>
    [
      `step ${step}`,
      ...(setting ? [`with ${setting}`] : []),
      ...(digits ? [`with ${digits} digits`] : []),
    ].join(', '),
  shown: (name: string, value: string) => `${name} is ${value}.`,
  mistakes: enMistakes,
}

type Messages = typeof en

const zhMistakes: Readonly<Record<MistakeId, string>> = {
  'no-bias-correction': '没有作偏差校正',
  't-minus-one': '把t写成了t − 1',
  't-plus-one': '把t写成了t + 1',
  'epsilon-inside': '把ε放进了根号里',
  'epsilon-outside': '把ε放到了根号外',
  'no-epsilon': '漏掉了ε',
  'wrong-sign': '正负号弄反了',
  'not-squared': '忘了平方',
  'second-derivative': '用二阶导数代替了梯度的平方',
  'old-value': '该用新值的地方用了这一步之前的旧值',
  'new-value': '该用旧值的地方用了这一步之后的新值',
  'nothing-kept': '漏掉了从上一步保留下来的部分',
  'swapped-betas': '把β₁和β₂弄反了',
  'swapped-complement': '把衰减率和“1减衰减率”弄反了',
  'no-complement': '漏乘了“1减衰减率”',
  averaged: '多乘了“1减β”（那是求移动平均的写法）',
  'no-root': '忘了开平方',
  'no-rate': '忘了乘学习率',
  'no-maximum': '没有取最大值，直接用了最新的值',
  'no-sign': '没有取符号，直接用了数值',
  'no-decay': '漏掉了权重衰减',
  'decay-coupled': '把衰减加进了梯度（L2的做法），而这里的衰减是解耦的',
  'decay-decoupled': '直接从参数里减去衰减（解耦的做法），而这里的衰减应加进梯度',
  'decay-without-rate': '衰减项忘了乘学习率',
  'decay-with-rate': '衰减项多乘了学习率',
  'gradient-at-new-point': '在新的点上求了梯度',
  'gradient-look-ahead': '在只凭速度就会走到的点上求了梯度',
  'other-coordinate': '用了另一个参数的梯度',
  'exponent-forgotten': '求导时忘了把指数乘下来（平方的那个2）',
  'inner-derivative': '链式法则里漏乘了内层的导数',
  'no-mean': '忘了除以样本数',
  'all-samples': '用了全部样本，而这一步只看其中一部分',
  'no-clipping': '没有裁剪梯度',
  'always-clipped': '梯度没有超过阈值，却也按阈值缩放了',
  'norm-squared': '求梯度的范数时忘了开平方',
  'norm-summed': '把各分量的绝对值相加当成了范数，而范数是平方和的平方根',
  'norm-of-one': '只取了梯度的一个分量，没有求整个梯度的范数',
  't-for-k': '代入调度公式时把k取成了t，而k等于t − 1',
  'no-schedule': '没有按调度变化，直接用了设定的α',
}

const zh: Messages = {
  what: '隐藏',
  nothing: '不隐藏',
  every: '这一步的所有结果',
  prompt: '选一个要隐藏的结果，照上面的公式自己算出来，再填进去。如果犯了常见的错误，这里会指出是哪一种。',
  noStep: '还没有走过一步，没有可算的结果。',
  makeStep: '走第一步',
  broken: '这一步里出现了非有限的数，无法再算。请退回一步。',
  asked: (step) => `第${step}步，你算的结果`,
  digits: (n) => `请给出${n}位有效数字，与上面的数值一样；末位允许差2。`,
  answer: {
    check: '检查',
    reveal: '显示答案',
    notANumber: '这还不是一个数。请写成0.25、−1.2或1e-8这样的形式。',
  },
  right: '正确。',
  rounded: (n) => `算得对，只是舍入得太早。请给出${n}位有效数字。`,
  wrong: '不对，也不属于任何一种常见的错误。请对照公式里代入的数值再算一次。',
  mistake: (list) => `不对。得到这个数，多半是${list.join('；或者是')}。`,
  undecided: (count, some) =>
    `正确。不过有${count}种常见错误在这一步也会得到同一个数，分辨不出来：${some.join('；')}${
      count > some.length ? '；……' : '。'
    }`,
  allOfThem: '全部列出',
  tellApart: '到这里就能分辨：',
  place: ({ step, setting, digits }) =>
    [`第${step}步`, ...(setting ? [`取${setting}`] : []), ...(digits ? [`显示${digits}位数字`] : [])].join(
      '，',
    ),
  shown: (name, value) => `${name}是${value}。`,
  mistakes: zhMistakes,
}

export const TURN_MESSAGES: Readonly<Record<Language, Messages>> = { en, zh }
