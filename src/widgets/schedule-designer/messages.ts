import type { PlayBarTexts } from '../../ui/PlayBar.tsx'
import type { Language } from '../../widget-kit/language.ts'
import { MORE_DIGITS } from '../../widget-kit/more-digits.ts'

/** How a run ended: `Outcome` of live.ts with its losses as text. */
interface Ending {
  readonly kind: 'broken' | 'failed' | 'learned'
  readonly loss: string
  readonly at: number | null
  /** The loss of guessing. */
  readonly guessing: string
}

/** What a handle's value is read as: a rate and a share differ from a count of updates. */
const COUNTS = new Set(['warmUp', 'total', 'every', 'first'])

const en = {
  title: 'Design a learning-rate schedule',
  hint: 'Drag the curve, or set its numbers; below it a network is trained again with every change.',
  bar: {
    bar: 'Steps of the schedule',
    reset: 'To the start',
    back: 'Back',
    play: 'Play',
    pause: 'Pause',
    step: 'Step',
    keys: 'Keys: → one update on, ← one back, Home and End to the ends, Space to play',
  } satisfies PlayBarTexts,
  formula: 'The schedule',
  numbersAt: (k: number) => `After ${k} updates, for update ${k + 1}`,
  rateAt: (k: number, rate: string) => `k = ${k}: update ${k + 1} uses the rate ${rate}`,
  pieceFrom: (k: number) => `Go to k = ${k}, where this formula begins`,
  curve: (rate: string) => `The learning rate over the updates, with a peak of ${rate}.`,
  handles: 'The curve, to be dragged',
  valueText: (name: string, value: string) => (COUNTS.has(name) ? `${value} updates` : value),
  rateAxis: 'learning rate',
  updatesAxis: 'updates made, k',
  untrained: 'training is over',
  moreDigits: MORE_DIGITS.en,
  table: 'Rates',
  tableOf:
    'The rate at a few steps, those around the cursor among them; the button in a row goes to that step.',
  columns: { k: 'updates made', t: 'next update', rate: 'its learning rate' },
  goTo: (k: number) => `Go to k = ${k}`,
  lossAxis: 'loss over all points',
  lossChart:
    'Training loss with the schedule and at the constant rate, from the same weights and the same batches',
  updatesDone: 'updates made',
  scheduledLine: 'schedule',
  plainLine: 'constant',
  lossTable: 'Losses as a table',
  notYet: 'The network is being trained.',
  behind: 'Training with the new curve …',
  outcome: (updates: number, rate: string, scheduled: Ending, plain: Ending) =>
    `${ended('With the schedule', updates, scheduled)} ${ended(`At the constant rate ${rate}`, updates, plain)}`,
  sameRuns: (updates: number, ending: Ending) =>
    `${ended('At this constant rate', updates, ending)} There is no schedule to compare it with yet.`,
  clipped: (clipped: number, made: number) => ` Clipping shortened ${clipped} of ${made} gradients.`,
  scheduleSettings: 'Settings of the schedule',
  runSettings: 'Settings of the training',
  away: 'Take the schedule away: PyTorch, JavaScript, CSV',
  loading: 'One moment.',
  exportAs: 'As',
  kinds: { torch: 'PyTorch', javascript: 'JavaScript', csv: 'CSV, every update' },
  copy: 'Copy',
  copied: 'Copied.',
  notCopied: 'The browser did not allow copying. Select the text and copy it yourself.',
  download: (file: string) => `Save ${file}`,
  programTitle: (name: string, updates: number) => `Learning-rate schedule: ${name}, ${updates} updates`,
  program: {
    rate: 'The rate after k updates (k = 0, 1, 2, ...); update number k + 1 uses it.',
    model: 'your model here',
    factor: "LambdaLR multiplies the optimizer's rate, which is 1, by rate_at(k).",
    loss: 'your loss here',
  },
}

function ended(who: string, updates: number, { kind, loss, at, guessing }: Ending): string {
  const loses = `the loss is ${loss} after ${updates} updates`
  switch (kind) {
    case 'broken':
      return `${who} the training broke off: at update ${at} the numbers were no longer finite.`
    case 'failed':
      if (at === 0) return `${who} nothing was learned: ${loses}, and guessing has ${guessing}.`
      if (at === null) return `${who} ${loses}, no better than guessing, ${guessing}.`
      return `${who} the training failed: ${loses}, and after update ${at} it was never better than guessing, ${guessing}.`
    case 'learned':
      return `${who} ${loses}.`
  }
}

export type DesignerMessages = typeof en

const zh: DesignerMessages = {
  title: '设计学习率调度',
  hint: '拖动曲线，或者改它的数值；每改一次，下面就用新曲线把一个小网络重新训练一遍。',
  bar: {
    bar: '沿调度逐次移动',
    reset: '回到起点',
    back: '后退',
    play: '播放',
    pause: '暂停',
    step: '前进一步',
    keys: '按键：→ 前进一次更新，← 后退一次，Home、End 跳到两端，空格键播放或暂停',
  },
  formula: '调度公式',
  numbersAt: (k) => `已做 ${k} 次更新，求第 ${k + 1} 次所用的学习率`,
  rateAt: (k, rate) => `k = ${k}：第 ${k + 1} 次更新的学习率是 ${rate}`,
  pieceFrom: (k) => `跳到 k = ${k}，这一段公式从那里开始`,
  curve: (rate) => `学习率随更新次数的变化，峰值 ${rate}。`,
  handles: '可以拖动的曲线',
  valueText: (name, value) => (COUNTS.has(name) ? `${value} 次更新` : value),
  rateAxis: '学习率',
  updatesAxis: '已做的更新次数 k',
  untrained: '训练已结束',
  moreDigits: MORE_DIGITS.zh,
  table: '各次更新的学习率',
  tableOf: '列出若干处的学习率，包括游标前后；点行首的数，可跳到那里。',
  columns: { k: '已做的更新次数', t: '下一次更新', rate: '它的学习率' },
  goTo: (k) => `跳到 k = ${k}`,
  lossAxis: '全部样本上的损失',
  lossChart: '使用调度和使用恒定学习率时的训练损失；初始权重与各批样本都相同',
  updatesDone: '已做的更新次数',
  scheduledLine: '调度',
  plainLine: '恒定',
  lossTable: '损失数值表',
  notYet: '正在训练网络。',
  behind: '正在用新曲线重新训练……',
  outcome: (updates, rate, scheduled, plain) =>
    `${endedZh('使用调度', updates, scheduled)}${endedZh(`学习率恒为 ${rate}`, updates, plain)}`,
  sameRuns: (updates, ending) => `${endedZh('使用这个恒定的学习率', updates, ending)}目前还没有调度可比。`,
  clipped: (clipped, made) => `${made} 个梯度中有 ${clipped} 个被裁剪。`,
  scheduleSettings: '调度的设置',
  runSettings: '训练的设置',
  away: '导出调度：PyTorch、JavaScript、CSV',
  loading: '请稍候。',
  exportAs: '格式',
  kinds: { torch: 'PyTorch', javascript: 'JavaScript', csv: 'CSV（每次更新一行）' },
  copy: '复制',
  copied: '已复制。',
  notCopied: '浏览器不允许复制，请选中文字自行复制。',
  download: (file) => `保存 ${file}`,
  programTitle: (name, updates) => `学习率调度：${name}，${updates} 次更新`,
  program: {
    rate: '做过 k 次更新以后的学习率（k = 0, 1, 2, …），供第 k + 1 次更新使用',
    model: '换成自己的模型',
    factor: 'LambdaLR 把优化器的学习率（这里是 1）乘以 rate_at(k)',
    loss: '换成自己的损失',
  },
}

function endedZh(who: string, updates: number, { kind, loss, at, guessing }: Ending): string {
  const loses = `${updates} 次更新后损失为 ${loss}`
  switch (kind) {
    case 'broken':
      return `${who}，训练在第 ${at} 次更新时中断：出现了非有限的数。`
    case 'failed':
      if (at === 0) return `${who}，什么也没有学到：${loses}，而随机猜测是 ${guessing}。`
      if (at === null) return `${who}，${loses}，不比随机猜测的 ${guessing} 好。`
      return `${who}，训练失败：${loses}，第 ${at} 次更新之后再没有低于随机猜测的 ${guessing}。`
    case 'learned':
      return `${who}，${loses}。`
  }
}

export const messages: Readonly<Record<Language, DesignerMessages>> = { en, zh }
