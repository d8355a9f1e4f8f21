import { EXACT_HINT } from '../../../widget-kit/by-hand/exact-hint.ts'
import { quantitiesEn } from '../../../widget-kit/by-hand/quantities-en.ts'
import { quantitiesZh } from '../../../widget-kit/by-hand/quantities-zh.ts'
import type { Language } from '../../../widget-kit/language.ts'
import { MORE_DIGITS } from '../../../widget-kit/more-digits.ts'

const en = {
  heading: (name: string, step: string) => `${name}: step ${step} by hand`,
  gradient: (n: string, decayed: boolean) =>
    `The gradient is that of the ${n} points of this step’s batch, by backpropagation${
      decayed ? ', with the weight decay’s part added' : ''
    }. The rest is this optimizer’s rule.`,
  numbers: 'This weight’s own numbers',
  names: quantitiesEn,
  before: 'Line before',
  after: 'Next line',
  line: (name: string, at: string, of: string) => `Line ${at} of ${of}: ${name}`,
  moreDigits: MORE_DIGITS.en,
  exactHint: EXACT_HINT.en,
  turn: 'Your turn',
  step: 'Make this step',
  outcome: (hand: string, network: string) => `By hand: ${hand}. In the network, after the step: ${network}.`,
  /** What is said while there are no numbers, by the phase of the run. */
  waiting: {
    idle: '',
    starting: 'The training engine is starting …',
    running: 'The network is training. Pause it to step this weight by hand.',
    paused: 'Reading the network’s numbers …',
    diverged: 'Reading the network’s numbers …',
    failed: 'The run has no numbers to step from. Press “Reset to step 0” and try again.',
  },
}

export type HandMessages = typeof en

const zh: HandMessages = {
  heading: (name, step) => `${name}：手算第 ${step} 步`,
  gradient: (n, decayed) =>
    `梯度取自这一步的小批量，共 ${n} 个点，由反向传播算出${decayed ? '，并加上权重衰减的部分' : ''}。其余就是优化器的更新规则。`,
  numbers: '代入这个参数自己的数',
  names: quantitiesZh,
  before: '上一行',
  after: '下一行',
  line: (name, at, of) => `第${at}行，共${of}行：${name}`,
  moreDigits: MORE_DIGITS.zh,
  exactHint: EXACT_HINT.zh,
  turn: '轮到你了',
  step: '让网络走这一步',
  outcome: (hand, network) => `手算得 ${hand}；网络走完这一步后是 ${network}。`,
  waiting: {
    idle: '',
    starting: '训练引擎正在启动……',
    running: '网络正在训练。先暂停，才能手算这个参数的下一步。',
    paused: '正在读取网络的数值……',
    diverged: '正在读取网络的数值……',
    failed: '这次训练没有可用的数值。请按“回到第 0 步”，再试一次。',
  },
}

export const messages: Readonly<Record<Language, HandMessages>> = { en, zh }
