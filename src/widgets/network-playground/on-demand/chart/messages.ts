import type { Language } from '../../../../widget-kit/language.ts'

const en = {
  formula:
    'The moving average of the losses measured at step k; Δ is the number of steps since the one before:',
  unsmoothed: 'β = 0: the losses themselves.',
  span: (steps: string) => `It looks back about ${steps} steps. The raw losses stay visible, lighter.`,
  pins: 'Pinned runs',
  same: 'the same settings',
  /** What differs: the setting, its value in the pinned run, and its value now. */
  differs: (name: string, then: string, now: string) => `${name} ${then} (now ${now})`,
  edits: (n: string) => (n === '1' ? '1 number set by hand' : `${n} numbers set by hand`),
  more: (n: string) => `${n} more`,
  otherPoints: 'other data',
  join: ', ',
  full: 'Four runs are pinned. Remove one to pin another.',
  goBack: (letter: string) => `Back to the settings of ${letter}`,
  remove: (letter: string) => `Remove ${letter}`,
  wentBack: (letter: string) => `The settings of ${letter} are set.`,
  alreadyThere: (letter: string) => `The settings are those of ${letter} already.`,
  removed: (letter: string) => `${letter} is removed.`,
  table: 'How they ended, as a table',
  run: 'Run',
  step: 'Step',
  loss: 'loss',
  accuracy: 'accuracy',
  train: 'training',
  validation: 'validation',
  none: 'none',
}

export type ChartMessages = typeof en

const zh: ChartMessages = {
  formula: '第 k 步测得的损失按下式作移动平均，Δ 是与上一次测量相隔的步数：',
  unsmoothed: 'β = 0，显示的就是原始损失。',
  span: (steps) => `大约回看 ${steps} 步。原始曲线以浅色保留。`,
  pins: '已钉住的训练',
  same: '设置与当前相同',
  differs: (name, then, now) => `${name} ${then}（当前 ${now}）`,
  edits: (n) => `手动改过 ${n} 个参数`,
  more: (n) => `另有 ${n} 项`,
  otherPoints: '数据不同',
  join: '，',
  full: '已钉住四次训练。要再钉一次，请先移除其中一个。',
  goBack: (letter) => `恢复 ${letter} 的设置`,
  remove: (letter) => `移除 ${letter}`,
  wentBack: (letter) => `已恢复 ${letter} 的设置。`,
  alreadyThere: (letter) => `当前设置与 ${letter} 相同。`,
  removed: (letter) => `已移除 ${letter}。`,
  table: '用表格查看各次结果',
  run: '编号',
  step: '步数',
  loss: '损失',
  accuracy: '准确率',
  train: '训练',
  validation: '验证',
  none: '无',
}

export const messages: Readonly<Record<Language, ChartMessages>> = { en, zh }
