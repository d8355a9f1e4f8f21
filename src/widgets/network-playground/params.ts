import { DATA_LIMITS } from '../../core/dataset/index.ts'
import { DENSE_LIMITS } from '../../core/network/spec.ts'
import { choice, numbers, slider } from '../../widget-kit/param.ts'

/** What can be set from a lesson, an address or a control; each declared here and nowhere else. */
export const params = {
  data: choice({
    default: 'circles',
    options: {
      circles: { en: 'Circles', zh: '同心圆' },
      xor: { en: 'Exclusive or', zh: '异或' },
      gaussians: { en: 'Two clouds', zh: '两团高斯点' },
      spiral: { en: 'Spiral', zh: '双螺旋' },
      moons: { en: 'Two moons', zh: '双月' },
      clouds: { en: 'Classes: clouds', zh: '多类：高斯点团' },
      arms: { en: 'Classes: pinwheel', zh: '多类：风车' },
      rings: { en: 'Classes: rings', zh: '多类：圆环' },
      plane: { en: 'Values: plane', zh: '回归：平面' },
      hills: { en: 'Values: hills', zh: '回归：山丘' },
      ripple: { en: 'Values: ripple', zh: '回归：涟漪' },
      own: { en: 'Points you draw', zh: '自己画的点' },
      table: { en: 'Your own table (CSV)', zh: '自己的表格（CSV）' },
    },
    label: { en: 'Data', zh: '数据集' },
    help: {
      en: 'The points to learn from: two classes, several classes, or points with a number to predict.',
      zh: '用来学习的点：两类、多类，或者每个点带一个要预测的数。',
    },
  }),
  classes: slider({
    default: DATA_LIMITS.classes.default,
    min: DATA_LIMITS.classes.min,
    max: DATA_LIMITS.classes.max,
    step: 1,
    label: { en: 'Classes', zh: '类别数' },
    help: {
      en: 'How many classes there are, in data of several classes: one output each, and softmax over them.',
      zh: '多类数据的类别数：每类一个输出，再经过 softmax。',
    },
  }),
  loss: choice({
    default: 'squared',
    options: {
      squared: { en: 'Mean squared error', zh: '均方误差' },
      huber: { en: 'Huber loss (δ = 0.25)', zh: 'Huber 损失（δ = 0.25）' },
    },
    label: { en: 'Loss', zh: '损失函数' },
    help: {
      en: 'Where numbers are predicted: errors squared, or beyond δ only in proportion. Classes have cross-entropy.',
      zh: '用于回归：误差取平方；Huber 损失在误差超过 δ 后改为线性增长。分类一律用交叉熵。',
    },
  }),
  noise: slider({
    default: DATA_LIMITS.noise.default,
    min: DATA_LIMITS.noise.min,
    max: DATA_LIMITS.noise.max,
    label: { en: 'Noise', zh: '噪声' },
    help: { en: 'How far points are displaced at random.', zh: '各点随机偏移的幅度。' },
  }),
  count: slider({
    default: DATA_LIMITS.count.default,
    min: DATA_LIMITS.count.min,
    max: 1000,
    step: 1,
    label: { en: 'Points', zh: '点数' },
    help: { en: 'How many points there are in all.', zh: '数据点的总数。' },
  }),
  trainShare: slider({
    key: 'train',
    default: DATA_LIMITS.trainShare.default,
    min: DATA_LIMITS.trainShare.min,
    max: DATA_LIMITS.trainShare.max,
    label: { en: 'Training share', zh: '训练集占比' },
    help: {
      en: 'The share of the points used for training; the rest are for validation.',
      zh: '用于训练的点所占的比例，其余的点用于验证。',
    },
  }),
  layers: numbers({
    default: [4, 2],
    min: DENSE_LIMITS.units.min,
    max: DENSE_LIMITS.units.max,
    minLength: DENSE_LIMITS.layers.min,
    maxLength: DENSE_LIMITS.layers.max,
    whole: true,
    label: { en: 'Hidden layers', zh: '隐藏层' },
    help: { en: 'The units of each hidden layer, first to last.', zh: '从前到后，各隐藏层的神经元数。' },
  }),
  activation: choice({
    default: 'tanh',
    options: {
      tanh: { en: 'tanh', zh: 'tanh' },
      relu: { en: 'ReLU', zh: 'ReLU' },
      sigmoid: { en: 'sigmoid', zh: 'sigmoid' },
      linear: { en: 'linear', zh: '恒等（线性）' },
    },
    label: { en: 'Activation', zh: '激活函数' },
    help: { en: 'What every hidden unit applies to its sum.', zh: '每个隐藏神经元对加权和所作的变换。' },
  }),
  optimizer: choice({
    default: 'adam',
    options: {
      'gradient-descent': { en: 'Gradient descent', zh: '梯度下降' },
      momentum: { en: 'Momentum', zh: '动量法' },
      adam: { en: 'Adam', zh: 'Adam' },
    },
    label: { en: 'Optimizer', zh: '优化器' },
    help: { en: 'How a gradient becomes a step.', zh: '每一步所用的更新规则。' },
  }),
  learningRate: slider({
    key: 'lr',
    default: 0.03,
    min: 1e-4,
    max: 10,
    scale: 'log',
    label: { en: 'Learning rate', zh: '学习率' },
    help: { en: 'May be changed while training.', zh: '训练途中也可以改。' },
  }),
  l2: slider({
    default: 0,
    min: 0,
    max: 1,
    label: { en: 'L2 penalty', zh: 'L2 正则化' },
    help: {
      en: 'Adds half of this times the sum of all squared weights to the loss. May be changed while training.',
      zh: '在损失上加一项：这个系数的一半乘以全部权重的平方和。训练途中也可以改。',
    },
  }),
  batch: slider({
    default: 16,
    min: 1,
    max: 1000,
    step: 1,
    label: { en: 'Batch size', zh: '批量大小' },
    help: { en: 'How many points each step uses.', zh: '每一步所用的点数。' },
  }),
  seed: slider({
    default: 1,
    min: 0,
    max: 2 ** 32 - 1,
    step: 1,
    label: { en: 'Seed', zh: '随机种子' },
    help: {
      en: 'Decides the points, the first weights and the batches: the same seed gives the same run.',
      zh: '决定数据点、初始权重和各个小批量：种子相同，训练过程就相同。',
    },
  }),
  speed: choice({
    default: '200',
    options: {
      20: { en: '20 steps/s', zh: '每秒 20 步' },
      200: { en: '200 steps/s', zh: '每秒 200 步' },
      2000: { en: '2,000 steps/s', zh: '每秒 2,000 步' },
      full: { en: 'as fast as it can', zh: '不限' },
    },
    label: { en: 'Speed', zh: '训练速度' },
    help: {
      en: 'The most steps a second. Small networks train so fast that nobody could watch them otherwise.',
      zh: '每秒最多训练多少步。小网络训练极快，不限速就来不及看清过程。',
    },
  }),
  backend: choice({
    default: 'auto',
    options: {
      auto: { en: 'measured here', zh: '自动（实测后选定）' },
      webgpu: { en: 'GPU (WebGPU)', zh: 'GPU（WebGPU）' },
      cpu: { en: 'CPU', zh: 'CPU' },
    },
    label: { en: 'Compute on', zh: '运算设备' },
    help: {
      en: 'Where the training is computed, in your browser.',
      zh: '训练在你的浏览器中由哪个设备完成。',
    },
  }),
  scale: choice({
    default: 'auto',
    options: {
      auto: { en: 'by their range', zh: '按数值范围' },
      linear: { en: 'linear', zh: '线性' },
      log: { en: 'logarithmic', zh: '对数' },
    },
    label: { en: 'Axis of losses', zh: '损失轴' },
    help: {
      en: 'How the loss chart spaces losses: by differences or by ratios.',
      zh: '损失图纵轴的刻度：线性刻度看差，对数刻度看比值。',
    },
  }),
  smooth: slider({
    default: 0,
    min: 0,
    max: 0.9999,
    label: { en: 'Smoothing β', zh: '平滑系数 β' },
    help: {
      en: 'The loss chart shows moving averages over about 1/(1 − β) steps; 0 shows the losses themselves.',
      zh: '损失图显示约 1/(1 − β) 步内的移动平均；取 0 则显示原始损失。',
    },
  }),
  overlay: choice({
    key: 'compare',
    default: 'validation',
    options: {
      validation: { en: 'validation loss', zh: '验证损失' },
      train: { en: 'training loss', zh: '训练损失' },
    },
    label: { en: 'Compare runs by', zh: '比较各次训练的' },
    help: {
      en: 'Which loss of pinned and compared runs the charts show.',
      zh: '在图中比较多次训练时，显示哪一种损失。',
    },
  }),
}
