import type { Language } from '../../../../widget-kit/language.ts'
import type { Shared } from './plan.ts'
import type { FailureCode } from '../../../../engine/protocol.ts'

const en = {
  change: 'Change',
  to: 'to',
  values: 'to these values',
  steps: 'Steps',
  runBoth: 'Run both',
  runSweep: 'Run the sweep',
  stop: 'Stop',
  trialHint: 'Two runs from step 0, side by side: as it is set now, and with one change.',
  sweepHint: 'One run from step 0 for each value, one after another, everything else as it is set now.',
  shared: ({ points, weights, batches }: Shared) => {
    const same = [
      ...(points ? ['points'] : []),
      ...(weights ? ['first weights'] : []),
      ...(batches ? ['batches'] : []),
    ]
    const other = [
      ...(points ? [] : ['points']),
      ...(weights ? [] : ['first weights']),
      ...(batches ? [] : ['batches']),
    ]
    const list = (names: readonly string[]) => names.join(', ')
    if (other.length === 0) return 'Both have the same points, first weights and batches.'
    if (same.length === 0) return 'Points, first weights and batches all differ with this change.'
    return `The same in both: ${list(same)}. Different because of the change: ${list(other)}.`
  },
  editsLeftOut: 'Numbers set by hand are left out of it.',
  now: 'now',
  names: { units: 'units of every hidden layer', depth: 'number of hidden layers' },
  badValues: (few: string, many: string, min: string, max: string, whole: boolean) =>
    `Please enter ${few} to ${many} different ${whole ? 'whole ' : ''}numbers from ${min} to ${max}, with commas between them.`,
  badLayers:
    'Please enter 1 to 8 units for each of at most 4 hidden layers, with commas between them, or 0 for none.',
  badNumber: (min: number, max: number) => `Please enter a number from ${min} to ${max}.`,
  chart: {
    x: 'step',
    description: (what: string) => `${what} of both runs by step.`,
    sweepDescription: (what: string) => `Losses after training, by ${what}.`,
    train: 'training',
    validation: 'validation',
  },
  loss: { train: 'training loss', validation: 'validation loss' },
  table: 'The numbers as a table',
  value: 'Value',
  lossHead: 'loss',
  scoreHead: 'accuracy',
  trainHead: 'training',
  validationHead: 'validation',
  step: 'Step',
  outcome: (value: string, step: string, what: string, loss: string) =>
    `${value}: ${what} ${loss} at step ${step}.`,
  diverged: (value: string, step: string) => `${value}: diverged by step ${step}.`,
  stopped: 'Stopped.',
  progress: (done: string, all: string) => `${done} of ${all} runs made.`,
  finished: (all: string) => `All ${all} runs are made.`,
  divergedShort: 'diverged',
  waitingShort: 'waiting',
  runningShort: 'training',
  stoppedShort: 'stopped',
  failedShort: 'failed',
  failed: (code: FailureCode): string =>
    code === 'worker-unavailable' || code === 'worker-crashed'
      ? 'The training engine stopped or could not be loaded. Check the connection, then run it again.'
      : 'Training failed on this device. Compute on the CPU instead, then run it again.',
  stale: 'Settings have changed since: these results are of the settings before.',
  use: (value: string) => `Set to ${value}`,
  used: (name: string, value: string) => `${name} is now ${value}.`,
  before: 'Nothing has run yet.',
  noPoints: 'There is nothing to train on yet: draw points or load a table first.',
  none: 'none',
  mark: '✕ diverged',
}

export type ExperimentMessages = typeof en

const zh: ExperimentMessages = {
  change: '改变',
  to: '改为',
  values: '依次取',
  steps: '步数',
  runBoth: '同时训练',
  runSweep: '开始扫描',
  stop: '停止',
  trialHint: '两次训练都从第 0 步开始：一次按当前设置，一次只改一项。',
  sweepHint: '每个取值各训练一次，都从第 0 步开始，其余设置不变，逐个进行。',
  shared: ({ points, weights, batches }) => {
    const all = [
      [points, '数据点'],
      [weights, '初始权重'],
      [batches, '小批量'],
    ] as const
    const list = (wanted: boolean) =>
      all
        .filter(([is]) => is === wanted)
        .map(([, name]) => name)
        .join('、')
    if (points && weights && batches) return '两次训练的数据点、初始权重和小批量都相同。'
    if (!points && !weights && !batches) return '改动这一项后，数据点、初始权重和小批量都不同。'
    return `两次相同的是${list(true)}；因改动而不同的是${list(false)}。`
  },
  editsLeftOut: '手动改过的参数不计在内。',
  now: '当前',
  names: { units: '各隐藏层的神经元数', depth: '隐藏层的层数' },
  badValues: (few, many, min, max, whole) =>
    `请输入 ${few} 到 ${many} 个互不相同的${whole ? '整数' : '数'}，范围是 ${min} 到 ${max}，用逗号隔开。`,
  badLayers: '请输入各隐藏层的神经元数：最多 4 层，每层 1 到 8 个，用逗号隔开；没有隐藏层则输入 0。',
  badNumber: (min, max) => `请输入 ${min} 到 ${max} 之间的数。`,
  chart: {
    x: '步数',
    description: (what) => `两次训练的${what}随步数的变化。`,
    sweepDescription: (what) => `训练后的损失随${what}的变化。`,
    train: '训练',
    validation: '验证',
  },
  loss: { train: '训练损失', validation: '验证损失' },
  table: '用表格查看数值',
  value: '取值',
  lossHead: '损失',
  scoreHead: '准确率',
  trainHead: '训练',
  validationHead: '验证',
  step: '步数',
  outcome: (value, step, what, loss) => `${value}：第 ${step} 步时${what}为 ${loss}。`,
  diverged: (value, step) => `${value}：到第 ${step} 步时已发散。`,
  stopped: '已停止。',
  progress: (done, all) => `已完成 ${done} 次，共 ${all} 次。`,
  finished: (all) => `${all} 次训练全部完成。`,
  divergedShort: '发散',
  waitingShort: '等待中',
  runningShort: '训练中',
  stoppedShort: '已停止',
  failedShort: '失败',
  failed: (code) =>
    code === 'worker-unavailable' || code === 'worker-crashed'
      ? '训练引擎已停止或无法载入。请检查网络连接，然后重新开始。'
      : '运算设备在训练途中出错。请把运算设备改为 CPU，然后重新开始。',
  stale: '设置已经改变，以下仍是改变之前的结果。',
  use: (value) => `设为 ${value}`,
  used: (name, value) => `${name}已设为 ${value}。`,
  before: '尚未开始。',
  noPoints: '还没有可以训练的数据：请先画点或载入表格。',
  none: '无',
  mark: '✕ 发散',
}

export const messages: Readonly<Record<Language, ExperimentMessages>> = { en, zh }
