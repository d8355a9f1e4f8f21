import type { Term } from '../term.ts'

/** The terms of the lesson on neurons and layers. */
export const NETWORKS: readonly Term[] = [
  {
    id: 'neuron',
    name: { en: 'neuron', zh: '神经元' },
    pinyin: 'shen jing yuan',
    means: {
      en: 'A unit that weighs its inputs, adds a bias and passes the sum through an activation function.',
      zh: '网络的基本单元：把输入加权求和，加上偏置，再经激活函数输出。',
    },
    lesson: 'neurons-and-layers',
    also: ['unit', '单元'],
    not: { zh: ['神经单元', '神经原'] },
  },
  {
    id: 'weight',
    name: { en: 'weight', zh: '权重' },
    pinyin: 'quan zhong',
    means: {
      en: 'A parameter by which an input of a neuron is multiplied.',
      zh: '神经元的参数，与一个输入相乘。',
    },
    lesson: 'neurons-and-layers',
    not: { zh: ['权值'] },
  },
  {
    id: 'bias',
    name: { en: 'bias', zh: '偏置' },
    pinyin: 'pian zhi',
    means: {
      en: 'A parameter that a neuron adds to the weighted sum of its inputs.',
      zh: '神经元的参数，加在输入的加权和上。',
    },
    lesson: 'neurons-and-layers',
    not: { zh: ['偏移量', '阈值项'] },
  },
  {
    id: 'activation-function',
    name: { en: 'activation function', zh: '激活函数' },
    pinyin: 'ji huo han shu',
    means: {
      en: 'The function that turns the sum of a neuron into its output. Without it, layers collapse into one.',
      zh: '把神经元的加权和变换成输出的函数。没有它，再多的层也只相当于一层。',
    },
    lesson: 'neurons-and-layers',
    not: { zh: ['激励函数', '激发函数', '启动函数'] },
  },
  {
    id: 'sigmoid',
    name: { en: 'sigmoid', zh: 'sigmoid函数' },
    pinyin: 'sigmoid han shu',
    means: {
      en: 'The function 1/(1 + e⁻ᶻ). It takes every number to one between 0 and 1.',
      zh: '函数1/(1 + e⁻ᶻ)，把任何实数变到0与1之间。',
    },
    lesson: 'neurons-and-layers',
    also: ['logistic function', '逻辑斯谛函数'],
    not: { zh: ['S型函数', 'S形函数'] },
  },
  {
    id: 'relu',
    name: { en: 'ReLU', zh: 'ReLU函数' },
    pinyin: 'relu han shu',
    means: {
      en: 'The activation function max(0, z): the sum where it is positive, otherwise zero.',
      zh: '激活函数max(0, z)：加权和为正时原样输出，否则输出零。',
    },
    lesson: 'neurons-and-layers',
    also: ['rectified linear unit', '修正线性单元'],
  },
  {
    id: 'logit',
    name: { en: 'logit', zh: '对数几率' },
    pinyin: 'dui shu ji lü',
    means: {
      en: 'The sum of an output neuron before the sigmoid or softmax turns it into a probability.',
      zh: '输出神经元在经过sigmoid或softmax变成概率之前的加权和。',
    },
    lesson: 'neurons-and-layers',
    not: { zh: ['逻辑值', '对数机率', '分对数'] },
  },
  {
    id: 'decision-boundary',
    name: { en: 'decision boundary', zh: '决策边界' },
    pinyin: 'jue ce bian jie',
    means: {
      en: 'Where a classifier is undecided between two classes.',
      zh: '在输入空间中，模型的判断由一类变为另一类的分界。',
    },
    lesson: 'neurons-and-layers',
    also: ['border', '边界'],
    not: { zh: ['判定边界', '决策边缘'] },
  },
  {
    id: 'layer',
    name: { en: 'layer', zh: '层' },
    pinyin: 'ceng',
    means: {
      en: 'Neurons that all receive the same inputs, each with weights and a bias of its own.',
      zh: '接收同一组输入的若干神经元，各有各的权重和偏置。',
    },
    lesson: 'neurons-and-layers',
  },
  {
    id: 'hidden-layer',
    name: { en: 'hidden layer', zh: '隐藏层' },
    pinyin: 'yin cang ceng',
    means: {
      en: 'A layer between the inputs and the output.',
      zh: '介于输入与输出之间的层。',
    },
    lesson: 'neurons-and-layers',
    not: { zh: ['隐含层', '隐层', '隐蔽层'] },
  },
  {
    id: 'forward-propagation',
    name: { en: 'forward pass', zh: '前向传播' },
    pinyin: 'qian xiang chuan bo',
    means: {
      en: 'Computing the output of a network from its inputs, layer by layer.',
      zh: '从输入开始，逐层算到输出。',
    },
    lesson: 'neurons-and-layers',
    also: ['forward propagation'],
    not: { zh: ['前向传递', '正向传播', '前馈传播'] },
  },
  {
    id: 'seed',
    name: { en: 'seed', zh: '随机种子' },
    pinyin: 'sui ji zhong zi',
    means: {
      en: 'A number from which everything random in a run is computed, so that the run can be repeated.',
      zh: '产生随机数的初始值。训练中的随机数都由它决定，种子相同，就能重现同样的训练。',
    },
    lesson: 'neurons-and-layers',
  },
  {
    id: 'metric',
    name: { en: 'metric', zh: '指标' },
    pinyin: 'zhi biao',
    means: {
      en: 'A number that is reported but not trained on, for example the accuracy.',
      zh: '用来报告结果而不用来训练的数，例如准确率。',
    },
    lesson: 'neurons-and-layers',
  },
  {
    id: 'accuracy',
    name: { en: 'accuracy', zh: '准确率' },
    pinyin: 'zhun que lü',
    means: {
      en: 'The share of cases that are classified correctly.',
      zh: '分类正确的样本所占的比例。',
    },
    lesson: 'neurons-and-layers',
    not: { zh: ['正确率', '准确度'] },
  },
  {
    id: 'training-set',
    name: { en: 'training set', zh: '训练集' },
    pinyin: 'xun lian ji',
    means: {
      en: 'The data from which gradients are computed.',
      zh: '用来计算梯度、训练模型的数据。',
    },
    lesson: 'neurons-and-layers',
    not: { zh: ['训练集合'] },
  },
  {
    id: 'validation-set',
    name: { en: 'validation set', zh: '验证集' },
    pinyin: 'yan zheng ji',
    means: {
      en: 'Data kept aside from training, on which the model is only measured.',
      zh: '不参加训练、只用来检验模型的数据。',
    },
    lesson: 'neurons-and-layers',
    not: { zh: ['校验集', '检验集', '验证集合'] },
  },
  {
    id: 'mini-batch',
    name: { en: 'mini-batch', zh: '小批量' },
    pinyin: 'xiao pi liang',
    means: {
      en: 'A few training examples, from which one step takes its gradient.',
      zh: '一步之中用来计算梯度的少量训练样本。',
    },
    lesson: 'neurons-and-layers',
    also: ['batch'],
    not: { en: ['minibatch(?:es)?', 'mini batch(?:es)?'], zh: ['微批量', '迷你批', '小批次', '小批处理'] },
  },
  {
    id: 'epoch',
    name: { en: 'epoch', zh: '轮' },
    pinyin: 'lun',
    means: {
      en: 'As many steps as it takes to use every training example once.',
      zh: '把训练样本全部用过一遍，叫作一轮，通常包含许多步。',
    },
    lesson: 'neurons-and-layers',
    also: ['迭代轮数'],
    not: { zh: ['轮次', '纪元', '回合数'] },
  },
  {
    id: 'optimizer',
    name: { en: 'optimizer', zh: '优化器' },
    pinyin: 'you hua qi',
    means: {
      en: 'The rule that changes the parameters, given their gradients.',
      zh: '根据梯度更新参数的规则。',
    },
    lesson: 'neurons-and-layers',
    also: ['optimization algorithm', '优化算法'],
    not: { en: ['optimisers?'], zh: ['最优化器', '优化程序'] },
  },
  {
    id: 'overfitting',
    name: { en: 'overfitting', zh: '过拟合' },
    pinyin: 'guo ni he',
    means: {
      en: 'Fitting the training data so closely that new data are predicted worse: the training loss falls while the validation loss rises.',
      zh: '过分迁就训练数据，对新数据反而预测得更差：训练损失下降，验证损失上升。',
    },
    lesson: 'neurons-and-layers',
    not: { en: ['over-fitting'], zh: ['过度拟合', '过适应', '过学习'] },
  },
]
