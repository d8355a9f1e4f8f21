import type { SoftmaxStage } from '../../core/loss/softmax-formulas.ts'
import type { PlayBarTexts } from '../../ui/PlayBar.tsx'
import type { Language } from '../../widget-kit/language.ts'
import { MORE_DIGITS } from '../../widget-kit/more-digits.ts'
import type { Condition } from './condition.ts'
import type { ExampleId } from './model.ts'
import type { Mistake } from './turn.ts'

/** What the line about the number format says, everything already as text. */
interface Numerics {
  readonly condition: Condition['kind']
  /** The classes that it is about. */
  readonly classes: readonly string[]
  readonly format: string
  /** e^x is ∞ above this, and 0 below that. */
  readonly top: string
  readonly bottom: string
  readonly largest: string
  readonly stable: boolean
  readonly targetLost: boolean
}

const en = {
  title: 'Softmax, stage by stage',
  hint: 'Drag a logit or the temperature and watch the shares. Then compute by the definition and add 1000 to every logit.',
  bar: {
    bar: 'Stages',
    reset: 'To the start',
    back: 'Back',
    play: 'Play',
    pause: 'Pause',
    step: 'Step',
    keys: 'Keys: → next stage, ← back, ↓ and ↑ to another class, Home and End to the ends, Space to play',
  } satisfies PlayBarTexts,
  className: (name: string) => `Class ${name}`,
  stages: 'The way from a logit',
  ofClass: (name: string) => `The way of class ${name}`,
  inNumbers: 'This stage in numbers',
  stageAt: (at: number, of: number, name: string) => `Stage ${at} of ${of}: class ${name}`,
  logits: 'Logits',
  probabilities: 'Probabilities',
  logitOf: (name: string) => `Logit of class ${name}`,
  lookAt: (name: string) => `Look at class ${name}`,
  probabilityOf: (name: string, p: string) => `Class ${name}: probability ${p}`,
  hidden: 'hidden',
  add: 'Add a class',
  remove: 'Remove the last class',
  examples: 'Examples',
  own: 'my own logits',
  example: {
    usual: 'three classes',
    large: 'large: 1000, 1001, 1002',
    low: 'low: −1000, −999, −998',
    single: 'at the edge of float32: 88, 89',
    apart: 'far apart: 800, 0',
    equal: 'all equal',
    dominant: 'one dominant',
  } satisfies Record<ExampleId, string>,
  shiftNote: (shift: string, change: string) =>
    `With ${shift} added to every logit, no probability differs by more than ${change} from before.`,
  shiftBroken: (shift: string) =>
    `With ${shift} added to every logit, this way no longer gives probabilities.`,
  noShift: 'Adding one number to every logit should leave the probabilities as they are.',
  moreDigits: MORE_DIGITS.en,
  table: 'Stages of every class',
  tableOf: 'A row for each class, a column for each stage; the button in a row looks at that class.',
  class: 'class',
  logit: 'logit',
  total: 'max, sum',
  names: {
    scaled: 'logit divided by the temperature',
    shifted: 'with the maximum taken off',
    exponential: 'exponential',
    sum: 'sum of the exponentials',
    probability: 'probability',
    'log-sum-exp': 'log-sum-exp',
    loss: 'cross-entropy',
    gradient: 'gradient',
  } satisfies Record<SoftmaxStage, string>,
  saidStage: (stage: string, name: string, value: string) => `${stage}, class ${name}: ${value}.`,
  saidAll: (list: string) => `Probabilities: ${list}.`,
  settings: 'Settings',
  both: 'Both ways side by side',
  way: 'way',
  stableWay: 'maximum taken off',
  naiveWay: 'by the definition',
  largestExponent: 'largest exponent',
  sum: 'sum',
  mixture: 'Shares at every temperature',
  mixtureOf: (list: string, temperature: string) =>
    `The height is shared among the classes by their probabilities, for temperatures from 0.01 to 1000. At ${temperature}: ${list}.`,
  cold: 'the largest takes all',
  hot: 'all alike',
  numerics: ({ condition, classes, format, top, bottom, largest, stable, targetLost }: Numerics) => {
    const list = classes.join(', ')
    const lost = targetLost
      ? ' The right class has probability 0 here, and −ln 0 is ∞: the loss is lost as well.'
      : ''
    switch (condition) {
      case 'overflow':
        return `Overflow. ${format} ends at ${largest}, which eˣ passes at x = ${top}. The exponential of ${list} became ∞, and so did the sum; ∞/∞ is not a number (NaN), and a finite number over ∞ is 0.`
      case 'sum-overflow':
        return `Overflow. Each exponential still fits into ${format}, but their sum is beyond ${largest} and became ∞; a finite number over ∞ is 0.`
      case 'all-vanish':
        return `Underflow. In ${format} eˣ is 0 below x = ${bottom}; every exponential vanished, and so did the sum. 0/0 is not a number (NaN), and ln 0 is −∞.`
      case 'some-vanish':
        return stable
          ? `The exponential of ${list} is too small for ${format} and became 0. Beside the largest, which is 1, that is no loss.`
          : `The exponential of ${list} is too small for ${format} and became 0.${lost}`
      case 'fine':
        return `Nothing overflows: in ${format} eˣ is ∞ above x = ${top} and 0 below ${bottom}.${lost}`
    }
  },
  turn: 'Your turn',
  turnOn: 'Hide a probability',
  turnOff: 'Stop',
  ask: (name: string) => `Probability of class ${name}`,
  askHelp: 'It is hidden above. Work it out from the numbers that are left; three decimals will do.',
  noQuestion: 'There is nothing to work out: this way gives no number here. Take the maximum off first.',
  answer: { check: 'Check', notANumber: 'Type a number, for example 0.25.', reveal: 'Show it' },
  right: (p: string) => `Right: ${p}.`,
  wrong: 'Not that. Take the exponential of each scaled logit, add them up, and divide.',
  revealed: (p: string) => `It is ${p}.`,
  undecided: (p: string, list: string) =>
    `Right: ${p}. These numbers cannot tell whether you went wrong on the way, though: the same comes out if one ${list}.`,
  tellApart: 'Ask with numbers that can tell',
  or: ' or ',
  would: {
    'not-divided': 'forgets to divide by the sum',
    'no-exponential': 'takes shares of the logits themselves',
    'base-2': 'takes powers of 2',
    'base-10': 'takes powers of 10',
    'multiplied-by-t': 'multiplies by T',
    'without-t': 'leaves T out',
    'others-only': 'divides by the others alone',
    percent: 'takes per cent',
  } satisfies Record<Mistake, string>,
  mistakes: {
    'not-divided': 'That is the exponential itself; it still has to be divided by the sum of all of them.',
    'no-exponential':
      'That is the logit’s share of all logits. Take the exponentials first, and then the shares.',
    'base-2': 'That comes out with powers of 2. The base is e, about 2.718.',
    'base-10': 'That comes out with powers of 10. The base is e, about 2.718.',
    'multiplied-by-t': 'That comes out when the logits are multiplied by T. They are divided by it.',
    'without-t': 'That is the result for T = 1. The logits have to be divided by T first.',
    'others-only': 'That is the exponential over the sum of the others. Its own is part of the sum.',
    percent: 'That is the probability in per cent. Move the point by two places.',
  } satisfies Record<Mistake, string>,
}

export type SoftmaxMessages = typeof en

const zh: SoftmaxMessages = {
  title: '一步一步算softmax',
  hint: '拖动对数几率或温度，看各类的概率怎样变化；再把算法改为“直接按定义”，给每个对数几率都加上1000，看看会怎样。',
  bar: {
    bar: '逐步控制',
    reset: '回到起点',
    back: '后退',
    play: '播放',
    pause: '暂停',
    step: '前进一步',
    keys: '按键：→ 前进，← 后退，↓、↑ 切换类别；Home、End跳到首步、末步；空格键播放或暂停',
  },
  className: (name) => `${name}类`,
  stages: '计算步骤',
  ofClass: (name) => `${name}类的计算步骤`,
  inNumbers: '代入数值',
  stageAt: (at, of, name) => `第${at}步（共${of}步），${name}类`,
  logits: '对数几率',
  probabilities: '概率',
  logitOf: (name) => `${name}类的对数几率`,
  lookAt: (name) => `查看${name}类`,
  probabilityOf: (name, p) => `${name}类：概率${p}`,
  hidden: '已隐藏',
  add: '增加一类',
  remove: '去掉最后一类',
  examples: '例子',
  own: '自己设定',
  example: {
    usual: '三个类别',
    large: '很大：1000、1001、1002',
    low: '很小：−1000、−999、−998',
    single: 'float32的极限附近：88、89',
    apart: '相差悬殊：800、0',
    equal: '全部相等',
    dominant: '一类独大',
  },
  shiftNote: (shift, change) => `每个对数几率都加上${shift}之后，各概率与原来相差不超过${change}。`,
  shiftBroken: (shift) => `每个对数几率都加上${shift}之后，用这种算法已得不到概率。`,
  noShift: '给每个对数几率加上同一个数，概率应当不变。',
  moreDigits: MORE_DIGITS.zh,
  table: '各类各步的数值',
  tableOf: '每行一个类别，每列一步；点行首的字母可查看该类。',
  class: '类别',
  logit: '对数几率',
  total: '最大值、和',
  names: {
    scaled: '对数几率除以温度',
    shifted: '减去最大值',
    exponential: '指数项',
    sum: '指数项之和',
    probability: '概率',
    'log-sum-exp': '指数项之和的对数',
    loss: '交叉熵',
    gradient: '梯度',
  },
  saidStage: (stage, name, value) => `${name}类，${stage}：${value}。`,
  saidAll: (list) => `概率：${list}。`,
  settings: '设置',
  both: '两种算法对照',
  way: '算法',
  stableWay: '先减最大值',
  naiveWay: '直接按定义',
  largestExponent: '最大的指数',
  sum: '和',
  mixture: '各温度下的概率',
  mixtureOf: (list, temperature) =>
    `温度从0.01到1000，各类所占的高度表示概率。温度为${temperature}时：${list}。`,
  cold: '最大者独占',
  hot: '各类均等',
  numerics: ({ condition, classes, format, top, bottom, largest, stable, targetLost }) => {
    const list = classes.join('、')
    const lost = targetLost ? '正确类别的概率在这里成了0，而−ln 0等于∞，损失也就算不出来了。' : ''
    switch (condition) {
      case 'overflow':
        return `上溢。${format}最大只能表示${largest}，x超过${top}，eˣ就超出范围。${list}的指数项变成∞，和也成了∞；∞/∞不是数（NaN），有限的数除以∞得0。`
      case 'sum-overflow':
        return `上溢。每个指数项都还在${format}的范围之内，但它们的和超过${largest}，变成∞；有限的数除以∞得0。`
      case 'all-vanish':
        return `下溢。在${format}中，x低于${bottom}时eˣ就是0；所有指数项都成了0，和也是0。0/0不是数（NaN），ln 0是−∞。`
      case 'some-vanish':
        return stable
          ? `${list}的指数项太小，${format}表示不了，成了0。与最大的指数项1相比，这点误差无关紧要。`
          : `${list}的指数项太小，${format}表示不了，成了0。${lost}`
      case 'fine':
        return `没有溢出：在${format}中，x大于${top}时eˣ为∞，小于${bottom}时为0。${lost}`
    }
  },
  turn: '自己算',
  turnOn: '隐藏一个概率',
  turnOff: '不算了',
  ask: (name) => `${name}类的概率`,
  askHelp: '上面已隐藏了这个概率。请用其余的数算出它，保留三位小数即可。',
  noQuestion: '这里没有可算的：用这种算法得不到概率。请先把算法改为“先减最大值”。',
  answer: { check: '检查', notANumber: '请输入一个数，例如0.25。', reveal: '显示结果' },
  right: (p) => `对，是${p}。`,
  wrong: '不对。每个对数几率先除以温度，再取指数；然后求和，再相除。',
  revealed: (p) => `结果是${p}。`,
  undecided: (p, list) => `对，是${p}。不过这组数看不出中间有没有算错：${list}，结果也一样。`,
  tellApart: '换一组能看出区别的数',
  or: '，或者',
  would: {
    'not-divided': '忘了除以总和',
    'no-exponential': '没有取指数，直接求对数几率所占的比例',
    'base-2': '以2为底数',
    'base-10': '以10为底数',
    'multiplied-by-t': '把除以T写成乘以T',
    'without-t': '漏掉T',
    'others-only': '只除以其他各类之和',
    percent: '写成百分数',
  },
  mistakes: {
    'not-divided': '这是指数项本身，还要除以所有指数项之和。',
    'no-exponential': '这是对数几率本身所占的比例。应当先取指数，再求比例。',
    'base-2': '这是以2为底数的结果。底数应当是e，约2.718。',
    'base-10': '这是以10为底数的结果。底数应当是e，约2.718。',
    'multiplied-by-t': '这是对数几率乘以T的结果。应当除以T。',
    'without-t': '这是T = 1时的结果。对数几率要先除以T。',
    'others-only': '这是指数项与其他各类指数项之和的比。总和应当包括它自己。',
    percent: '这是百分数，小数点还要移动两位。',
  },
}

export const messages: Readonly<Record<Language, SoftmaxMessages>> = { en, zh }
