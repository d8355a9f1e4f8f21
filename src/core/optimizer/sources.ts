import { unclippedId } from './clipping.ts'
import type { Rule } from './rule.ts'
import { undecayedId } from './weight-decay.ts'

const HINTON =
  'Tieleman, T. & Hinton, G. (2012). Lecture 6.5 – RMSProp: Divide the gradient by a running average of its recent magnitude. COURSERA: Neural Networks for Machine Learning.'
const SUTSKEVER =
  'Sutskever, I., Martens, J., Dahl, G. & Hinton, G. (2013). On the importance of initialization and momentum in deep learning. ICML, PMLR 28(3), 1139–1147.'
const POLYAK =
  'Polyak, B. T. (1964). Some methods of speeding up the convergence of iteration methods. USSR Computational Mathematics and Mathematical Physics 4(5).'
const KINGMA =
  'Kingma, D. P. & Ba, J. (2015). Adam: A Method for Stochastic Optimization. ICLR. arXiv:1412.6980.'
const PASCANU =
  'Pascanu, R., Mikolov, T. & Bengio, Y. (2013). On the difficulty of training recurrent neural networks. ICML. arXiv:1211.5063.'

/** By the id of a rule, or of the rule that its name begins with. Apart from the rules, which every page computes with. */
const SOURCES: Readonly<Record<string, readonly string[]>> = {
  'gradient-descent': [
    'Cauchy, A. (1847). Méthode générale pour la résolution des systèmes d’équations simultanées.',
  ],
  momentum: [POLYAK],
  'momentum-rate-inside': [POLYAK, SUTSKEVER],
  nesterov: [
    'Nesterov, Yu. E. (1983). A method for solving the convex programming problem with convergence rate O(1/k²). Doklady Akademii Nauk SSSR 269(3), 543–547.',
    SUTSKEVER,
  ],
  adagrad: [
    'Duchi, J., Hazan, E. & Singer, Y. (2011). Adaptive Subgradient Methods for Online Learning and Stochastic Optimization. Journal of Machine Learning Research 12, 2121–2159.',
  ],
  rmsprop: [HINTON],
  'rmsprop-centered': [
    HINTON,
    'Graves, A. (2013). Generating Sequences With Recurrent Neural Networks. arXiv:1308.0850.',
  ],
  adadelta: ['Zeiler, M. D. (2012). ADADELTA: An Adaptive Learning Rate Method. arXiv:1212.5701.'],
  adam: [KINGMA],
  amsgrad: [
    'Reddi, S. J., Kale, S. & Kumar, S. (2018). On the Convergence of Adam and Beyond. ICLR. arXiv:1904.09237.',
  ],
  adamw: [
    KINGMA,
    'Loshchilov, I. & Hutter, F. (2019). Decoupled Weight Decay Regularization. ICLR. arXiv:1711.05101.',
  ],
  nadam: ['Dozat, T. (2016). Incorporating Nesterov Momentum into Adam. ICLR Workshop.'],
  lion: [
    'Chen, X., Liang, C., Huang, D., Real, E., Wang, K., Pham, H., Dong, X., Luong, T., Hsieh, C.-J., Lu, Y. & Le, Q. V. (2023). Symbolic Discovery of Optimization Algorithms. NeurIPS. arXiv:2302.06675.',
  ],
}

/** Where a rule comes from: papers, the oldest first. */
export function sourcesOf(rule: Rule): readonly string[] {
  if (rule.sources) return rule.sources
  const unclipped = unclippedId(rule)
  const id = undecayedId({ id: unclipped })
  const names = Object.keys(SOURCES).filter((name) => id === name || id.startsWith(`${name}-`))
  const longest = names.reduce((a, b) => (b.length > a.length ? b : a), '')
  return [...(SOURCES[longest] ?? []), ...(unclipped === rule.id ? [] : [PASCANU])]
}
