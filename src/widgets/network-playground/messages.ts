import type { DivergedQuantity } from '../../engine/protocol.ts'
import { engineEn } from '../../widget-kit/engine/en.ts'
import { engineZh } from '../../widget-kit/engine/zh.ts'
import type { Place } from './parameters.ts'

/** Numbers come in as texts, already written in the way of the language. */
export interface StatusTexts {
  readonly step: string
  readonly epoch: string
  readonly trainLoss: string
  readonly validationLoss: string
  /** The score on the validation points, with its name. */
  readonly score: string
}

const en = {
  title: 'A network learns from points',
  hint: 'Press Train and watch the picture take the shape of the points; then take units away until it no longer can.',
  bar: {
    bar: 'Training',
    reset: 'Reset to step 0',
    back: 'Step back',
    play: 'Train',
    pause: 'Pause',
    step: 'One step',
    keys: 'Right arrow: one step. Space: train or pause.',
  },
  controls: 'Settings',
  lossOfClasses: 'Binary cross-entropy',
  newSeed: 'Another seed',
  fewerThanBatch: (all: string) => `Only ${all} points are trained on: every step uses all of them.`,
  networkRegion: 'The network, from the inputs on the left to the output on the right',
  layerCount: (n: string) => `Hidden layers: ${n}`,
  addLayer: 'Add a hidden layer',
  removeLayer: 'Remove the last hidden layer',
  addUnit: (layer: string) => `Layer ${layer}: add a unit`,
  removeUnit: (layer: string) => `Layer ${layer}: remove a unit`,
  inputs: 'Inputs',
  output: 'Output',
  outputs: 'Outputs',
  input: (k: number) => (k === 0 ? 'x₁' : 'x₂'),
  /** The short name in the diagram and in tables. */
  short: (p: Place, last: number) =>
    p.layer === 0
      ? p.unit === 0
        ? 'x₁'
        : 'x₂'
      : p.isClass
        ? `class ${p.unit}`
        : p.layer === last
          ? 'output'
          : `${p.layer}.${p.unit + 1}`,
  node: (p: Place, last: number) =>
    p.layer === 0
      ? p.unit === 0
        ? 'input x₁'
        : 'input x₂'
      : p.isClass
        ? `the output of class ${p.unit}`
        : p.layer === last
          ? 'the output'
          : `unit ${p.layer}.${p.unit + 1}`,
  select: (name: string) => `Numbers of ${name}`,
  numbersOf: (name: string) => `Numbers of ${name}`,
  weight: (from: string, to: string) => `Weight from ${from} to ${to}`,
  bias: (of: string) => `Bias of ${of}`,
  from: (from: string) => `from ${from}`,
  biasShort: 'bias',
  byHand: (name: string) => `${name}: the next step by hand`,
  closeHand: 'Close the step by hand',
  loadingHand: 'Loading …',
  choose: 'Select a unit or a link to see and change its numbers, or to step one of them by hand.',
  edited: (name: string, value: string) => `${name} is now ${value}.`,
  full: 'Two hundred numbers have been set by hand, and no more can be kept. Reset the run to set others.',
  allWeights: (n: string) => `All ${n} weights and biases`,
  parameter: 'Parameter',
  value: 'Value',
  drawFirst: 'Draw two points at least, then press Train.',
  tableFirst: 'Load a table first, then press Train.',
  loadingOwn: 'Loading …',
  outputTitle: 'What the network says',
  outputLabel: (score: string) => `Output over the plane; ${score}.`,
  accuracy: (share: string) => `validation accuracy ${share}`,
  rSquared: (value: string) => `validation R² ${value}`,
  key: {
    class: (k: string) => `class ${k}`,
    train: 'filled: training',
    validation: 'hollow: validation',
    scale: (low: string, high: string) =>
      `Colours from ${low}, blue, over the ground half way between, to ${high}, orange`,
    valueTrain: 'training',
    valueValidation: 'validation',
    rSquared: 'R² = 1 − Σ(y − ŷ)² / Σ(y − ȳ)²: 1 is exact, 0 no better than the mean ȳ',
  },
  status: (s: StatusTexts) =>
    `Step ${s.step} · epochs completed ${s.epoch} · training loss ${s.trainLoss} · validation loss ${s.validationLoss} · ${s.score}`,
  spoken: (s: StatusTexts) => `Step ${s.step}: validation loss ${s.validationLoss}, ${s.score}.`,
  started: 'Training.',
  pausedAt: (s: StatusTexts) => `Paused at step ${s.step}: validation loss ${s.validationLoss}, ${s.score}.`,
  run: engineEn,
  diverged: (quantity: DivergedQuantity, step: string, back: string) => {
    const what = {
      'train-loss': 'the training loss',
      'validation-loss': 'the validation loss',
      parameter: 'a weight or bias',
      slot: 'a number that the optimizer keeps',
    }[quantity]
    return `By step ${step} ${what} was no longer a finite number: the steps overshoot. The network is back at step ${back}. Lower the learning rate (if you have just raised it, Undo brings the old value back), press “Reset to step 0”, and train anew.`
  },
  engine: 'Engine',
  engineDetail: (held: string, readBacks: string) => `buffers held: ${held}, read-backs: ${readBacks}`,
  chart: {
    x: 'step',
    y: {
      entropy: 'cross-entropy (nats)',
      squared: 'mean squared error',
      huber: 'mean Huber loss',
    },
    train: 'training',
    validation: 'validation',
    description: (train: string, validation: string) =>
      `Loss by step: training loss now ${train}, validation loss now ${validation}.`,
    nothing: 'Loss by step: nothing to train on yet.',
    table: 'Losses as a table',
    step: 'Step',
    smoothed: (loss: string, beta: string) => `${loss}, smoothed, β = ${beta}`,
  },
  pin: 'Pin this run',
  pinHint: 'Keep this run’s curve in the chart, to compare the next with it',
  pinned: (letter: string) => `This run is pinned as ${letter}.`,
  chartOptions: 'Axis and smoothing',
  panels: {
    trial: 'Change one thing: two runs from the same seed',
    sweep: 'Sweep one setting',
    layers: 'Inside the layers: activations and gradients',
    save: 'Save the run as a file',
  },
  lacking: 'Pinned runs, or the numbers of a table, are too long for a link and are left out of it.',
}

export type Messages = typeof en

/** A name that ends in a number or a letter stands apart from the Chinese that follows. */
const apart = (name: string): string => (/[\w₁₂]$/.test(name) ? `${name} ` : name)

const zh: Messages = {
  title: '让神经网络从数据点中学习',
  hint: '按“训练”，看图上的颜色怎样一步步贴合数据点；再逐个去掉神经元，看少到几个就学不会了。',
  bar: {
    bar: '训练',
    reset: '回到第 0 步',
    back: '后退一步',
    play: '训练',
    pause: '暂停',
    step: '前进一步',
    keys: '右方向键：前进一步。空格键：训练或暂停。',
  },
  controls: '设置',
  lossOfClasses: '二元交叉熵',
  newSeed: '换一个种子',
  fewerThanBatch: (all) => `训练集只有 ${all} 个点，每一步都用全部的点。`,
  networkRegion: '网络结构，左边是输入，右边是输出',
  layerCount: (n) => `隐藏层：${n} 层`,
  addLayer: '增加一个隐藏层',
  removeLayer: '去掉最后一个隐藏层',
  addUnit: (layer) => `第 ${layer} 层：增加一个神经元`,
  removeUnit: (layer) => `第 ${layer} 层：去掉一个神经元`,
  inputs: '输入',
  output: '输出',
  outputs: '输出',
  input: (k) => (k === 0 ? 'x₁' : 'x₂'),
  short: (p, last) =>
    p.layer === 0
      ? p.unit === 0
        ? 'x₁'
        : 'x₂'
      : p.isClass
        ? `类别 ${p.unit}`
        : p.layer === last
          ? '输出'
          : `${p.layer}.${p.unit + 1}`,
  node: (p, last) =>
    p.layer === 0
      ? p.unit === 0
        ? '输入 x₁'
        : '输入 x₂'
      : p.isClass
        ? `类别 ${p.unit} 的输出`
        : p.layer === last
          ? '输出神经元'
          : `神经元 ${p.layer}.${p.unit + 1}`,
  select: (name) => `${apart(name)}的参数`,
  numbersOf: (name) => `${apart(name)}的参数`,
  weight: (from, to) => `从${apart(from)}到${apart(to)}的权重`,
  bias: (of) => `${apart(of)}的偏置`,
  from: (from) => `来自 ${from}`,
  biasShort: '偏置',
  byHand: (name) => `${name}：手算下一步`,
  closeHand: '收起手算',
  loadingHand: '正在载入……',
  choose: '选中一个神经元或一条连线，即可查看和修改它的参数，也可以手算其中一个的下一步。',
  edited: (name, value) => `${name}已改为 ${value}。`,
  full: '手动修改最多保留两百次。请先按“回到第 0 步”，再继续修改。',
  allWeights: (n) => `全部 ${n} 个权重与偏置`,
  parameter: '参数',
  value: '数值',
  drawFirst: '至少要画两个点，再按“训练”。',
  tableFirst: '请先载入表格，再按“训练”。',
  loadingOwn: '正在载入……',
  outputTitle: '网络的判断',
  outputLabel: (score) => `网络在整个平面上的输出；${score}。`,
  accuracy: (share) => `验证准确率 ${share}`,
  rSquared: (value) => `验证 R² ${value}`,
  key: {
    class: (k) => `类别 ${k}`,
    train: '实心：训练集',
    validation: '空心：验证集',
    scale: (low, high) => `颜色从蓝色（${low}）经底色（正中间）到橙色（${high}）`,
    valueTrain: '训练集',
    valueValidation: '验证集',
    rSquared: 'R² = 1 − Σ(y − ŷ)² / Σ(y − ȳ)²：1 表示完全准确，0 表示不比均值 ȳ 好',
  },
  status: (s) =>
    `第 ${s.step} 步 · 走完 ${s.epoch} 轮 · 训练损失 ${s.trainLoss} · 验证损失 ${s.validationLoss} · ${s.score}`,
  spoken: (s) => `第 ${s.step} 步：验证损失 ${s.validationLoss}，${s.score}。`,
  started: '开始训练。',
  pausedAt: (s) => `在第 ${s.step} 步暂停：验证损失 ${s.validationLoss}，${s.score}。`,
  run: engineZh,
  diverged: (quantity, step, back) => {
    const what = {
      'train-loss': '训练损失',
      'validation-loss': '验证损失',
      parameter: '某个权重或偏置',
      slot: '优化器保存的某个量',
    }[quantity]
    return `到第 ${step} 步时，${what}已不再是有限的数：步子迈得太大，训练发散了。网络已退回第 ${back} 步。请调小学习率（若是刚调大的，撤销即可恢复），按“回到第 0 步”，再从头训练。`
  },
  engine: '训练引擎',
  engineDetail: (held, readBacks) => `占用 ${held} 块缓冲区，已读回数据 ${readBacks} 次`,
  chart: {
    x: '步数',
    y: { entropy: '交叉熵（nat）', squared: '均方误差', huber: '平均 Huber 损失' },
    train: '训练',
    validation: '验证',
    description: (train, validation) =>
      `损失随步数的变化：目前训练损失为 ${train}，验证损失为 ${validation}。`,
    nothing: '损失随步数的变化：还没有可以训练的数据。',
    table: '用表格查看损失',
    step: '步数',
    smoothed: (loss, beta) => `${loss}，已平滑，β = ${beta}`,
  },
  pin: '钉住这次训练',
  pinHint: '把这次训练的曲线留在图中，与之后的训练比较',
  pinned: (letter) => `这次训练已钉住，记作 ${letter}。`,
  chartOptions: '坐标轴与平滑',
  panels: {
    trial: '只改一项：同一种子下的两次训练',
    sweep: '扫描一项设置',
    layers: '各层内部：激活值与梯度',
    save: '把训练存成文件',
  },
  lacking: '钉住的训练或表格中的数据太长，链接里放不下，已略去。',
}

export const messages = { en, zh }
