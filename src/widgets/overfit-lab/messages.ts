import { engineEn } from '../../widget-kit/engine/en.ts'
import { engineZh } from '../../widget-kit/engine/zh.ts'

/** Numbers come in as texts, already written in the way of the language. */
export interface StatusTexts {
  /** The cure's name, or that there is none. */
  readonly run: string
  readonly step: string
  readonly steps: string
  readonly trainLoss: string
  readonly validationLoss: string
  /** Of a run that is over: how it ended; null before. */
  readonly end: 'stopped' | 'best' | 'done' | null
  /** The step that the network is of. */
  readonly of: string
}

const en = {
  title: 'A network that overfits, and five cures',
  hint: 'Train without a cure and watch the validation loss turn upwards; then choose a cure and train again from the same seed.',
  bar: {
    bar: 'Training',
    reset: 'Reset to step 0',
    back: 'Step back',
    play: 'Train',
    pause: 'Pause',
    step: 'Ten steps',
    keys: 'Right arrow: ten steps. Space: train or pause.',
  },
  controls: 'The cure and how strong it is',
  settings: 'Data and network',
  newSeed: 'Another seed',
  without: 'Without a cure',
  with: (cure: string) => `With: ${cure}`,
  later: 'Choose a cure. The run with it will stand here, beside the one without, from the same seed.',
  planeLabel: (run: string, of: string, score: string) =>
    `${run}, step ${of}: output over the plane; validation accuracy ${score}.`,
  ofStep: (step: string) => `step ${step}`,
  x: ['x₁', 'x₂'] as const,
  key: {
    class: (k: string) => `class ${k}`,
    train: 'filled: training',
    validation: 'hollow: validation',
  },
  status: (s: StatusTexts) => {
    const now = `${s.run}, step ${s.step} of ${s.steps}: training loss ${s.trainLoss}, validation loss ${s.validationLoss}.`
    if (s.end === 'stopped')
      return `${s.run}: stopped at step ${s.step}. The validation loss was lowest at step ${s.of}, and the network is the one of that step: training loss ${s.trainLoss}, validation loss ${s.validationLoss}.`
    if (s.end === 'best')
      return `${s.run}: all ${s.steps} steps are made. The network is the one of step ${s.of}, where the validation loss was lowest: training loss ${s.trainLoss}, validation loss ${s.validationLoss}.`
    return s.end === 'done' ? `${now} All steps are made.` : now
  },
  spoken: (s: StatusTexts) =>
    `Step ${s.step}: training loss ${s.trainLoss}, validation loss ${s.validationLoss}.`,
  started: 'Training.',
  pausedAt: (s: StatusTexts): string => en.status(s),
  diverged: (step: string) =>
    `By step ${step} a loss was no longer a finite number. Press “Reset to step 0”, or choose another seed.`,
  run: engineEn,
  chart: {
    x: 'step',
    y: 'cross-entropy (nats)',
    train: 'training',
    validation: 'validation',
    plainTrain: 'training, none',
    plainValidation: 'validation, none',
    description: (run: string, train: string, validation: string) =>
      `Losses by step. ${run}: training loss now ${train}, validation loss now ${validation}.`,
    table: 'Losses as a table',
    step: 'Step',
  },
  histogram: {
    title: 'Weights',
    x: 'weight',
    y: 'how many',
    plain: 'outline: without a cure',
    label: (run: string, small: string, count: string, sum: string) =>
      `${run}: ${small} of ${count} weights lie within 0.05 of 0; the sum of squares is ${sum}.`,
    table: 'Weights as a table',
    from: 'Around',
    beyond: '4 or more on either side is counted at the ends',
  },
  numbers: {
    title: 'The two runs in numbers',
    of: 'network of step',
    train: 'training loss',
    validation: 'validation loss',
    gap: 'gap between them',
    lowest: 'lowest validation loss',
    at: (loss: string, step: string) => `${loss} (step ${step})`,
    score: 'validation accuracy',
    sizes: 'Σ |w|',
    squares: 'Σ w²',
    small: 'weights within 0.05 of 0',
    outOf: (small: string, count: string) => `${small} of ${count}`,
  },
}

export type Messages = typeof en

const zh: Messages = {
  title: '过拟合的网络与五种对策',
  hint: '先不加对策训练一次，看验证损失怎样掉头上升；再选一种对策，从同一个种子重新训练。',
  bar: {
    bar: '训练',
    reset: '回到第 0 步',
    back: '后退一步',
    play: '训练',
    pause: '暂停',
    step: '走十步',
    keys: '右方向键：走十步。空格键：训练或暂停。',
  },
  controls: '对策及其强度',
  settings: '数据与网络',
  newSeed: '换一个种子',
  without: '不加对策',
  with: (cure) => `采用：${cure}`,
  later: '选一种对策，采用对策的那次训练就会显示在这里，与不加对策的那次种子相同，左右对照。',
  planeLabel: (run, of, score) => `${run}，第 ${of} 步：网络在整个平面上的输出；验证准确率 ${score}。`,
  ofStep: (step) => `第 ${step} 步`,
  x: ['x₁', 'x₂'] as const,
  key: {
    class: (k) => `类别 ${k}`,
    train: '实心：训练',
    validation: '空心：验证',
  },
  status: (s) => {
    const now = `${s.run}，第 ${s.step} 步，共 ${s.steps} 步：训练损失 ${s.trainLoss}，验证损失 ${s.validationLoss}。`
    if (s.end === 'stopped')
      return `${s.run}：在第 ${s.step} 步停止。第 ${s.of} 步的验证损失最低，保留的是那一步的网络：训练损失 ${s.trainLoss}，验证损失 ${s.validationLoss}。`
    if (s.end === 'best')
      return `${s.run}：${s.steps} 步已全部走完。第 ${s.of} 步的验证损失最低，保留的是那一步的网络：训练损失 ${s.trainLoss}，验证损失 ${s.validationLoss}。`
    return s.end === 'done' ? `${now}全部走完。` : now
  },
  spoken: (s) => `第 ${s.step} 步：训练损失 ${s.trainLoss}，验证损失 ${s.validationLoss}。`,
  started: '开始训练。',
  pausedAt: (s) => zh.status(s),
  diverged: (step) => `到第 ${step} 步，损失已不是有限的数。请按“回到第 0 步”，或换一个种子。`,
  run: engineZh,
  chart: {
    x: '步',
    y: '交叉熵（奈特）',
    train: '训练',
    validation: '验证',
    plainTrain: '训练（无对策）',
    plainValidation: '验证（无对策）',
    description: (run, train, validation) =>
      `损失随步数的变化。${run}：训练损失现为 ${train}，验证损失现为 ${validation}。`,
    table: '损失数据表',
    step: '步',
  },
  histogram: {
    title: '权重的分布',
    x: '权重',
    y: '个数',
    plain: '轮廓线：不加对策',
    label: (run, small, count, sum) =>
      `${run}：${count} 个权重中有 ${small} 个与 0 相差不到 0.05；平方和为 ${sum}。`,
    table: '权重分布表',
    from: '区间中点',
    beyond: '绝对值在 4 以上的计入两端',
  },
  numbers: {
    title: '两次训练的数据',
    of: '网络取自第几步',
    train: '训练损失',
    validation: '验证损失',
    gap: '两者之差',
    lowest: '验证损失最低值',
    at: (loss, step) => `${loss}（第 ${step} 步）`,
    score: '验证准确率',
    sizes: 'Σ |w|',
    squares: 'Σ w²',
    small: '与 0 相差不到 0.05 的权重',
    outOf: (small, count) => `${small} / ${count}`,
  },
}

export const messages = { en, zh }
