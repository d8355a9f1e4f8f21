import type { AnswerTexts } from '../../ui/Answer.tsx'
import type { Language } from '../../widget-kit/language.ts'
import type { MistakeId } from './mistakes.ts'

const en = {
  asked: { mean: 'Your mean', sum: 'Your sum' },
  answer: {
    check: 'Check',
    notANumber: 'Please type a number, such as 0.25.',
    reveal: 'Show the result',
  } satisfies AnswerTexts,
  right: 'Right.',
  undecided: (mistakes: string) =>
    `Right. But these samples cannot tell whether by the right way; the same comes out of this mistake: ${mistakes}.`,
  mistake: (mistakes: string) => `Not yet. This comes out if one mistake is made: ${mistakes}.`,
  wrong: 'Not yet, and it is none of the usual mistakes. Work out each term first, then put them together.',
  noFinite: 'The loss is infinite here, which cannot be typed. Move the prediction away from 0 and 1 first.',
  telling: 'Take samples that can tell',
  and: ' and ',
  or: '; or ',
  mistakes: {
    'not-squared': 'the residuals were added without squaring them',
    absolute: 'the sizes of the residuals were added without squaring them',
    halved: 'each square was halved; this loss has no factor ½',
    signed: 'residuals of opposite sign were left to cancel, without absolute values',
    squared: 'the residuals were squared; here their size counts',
    'not-halved': 'the factor ½ of the squares was forgotten',
    'squared-everywhere': 'residuals beyond δ were squared too',
    'no-offset': 'beyond δ, the −½δ was forgotten',
    'first-term-only': 'the (1 − y)·ln(1 − ŷ) terms were forgotten',
    'no-sigmoid': 'the logit was taken for a probability, without the sigmoid',
    'no-log-sum-exp': 'the log-sum-exp was forgotten',
    'every-class': 'the logarithms of all classes were added, not weighted by the target',
    'wrong-sign': 'the minus sign was forgotten',
    log10: 'the logarithm was taken to base 10; ln is meant',
    log2: 'the logarithm was taken to base 2; ln is meant',
    'not-divided': 'the sum was not divided by n',
    divided: 'it was divided by n; the sum is asked for',
    'divided-by-classes': 'it was divided by the number of classes too',
    root: 'the square root was taken at the end',
  } satisfies Readonly<Record<MistakeId, string>>,
}

export type TurnMessages = typeof en

const zh: TurnMessages = {
  asked: { mean: '你算的平均', sum: '你算的和' },
  answer: {
    check: '检查',
    notANumber: '请输入一个数，例如0.25。',
    reveal: '显示结果',
  },
  right: '正确。',
  undecided: (mistakes) =>
    `正确。不过只凭这些样本，看不出算法对不对；犯了下面的错，也会得到同样的数：${mistakes}。`,
  mistake: (mistakes) => `还不对。这个数大概是这样得来的：${mistakes}。`,
  wrong: '还不对，也不是常见的错误。先逐项算出，再汇总。',
  noFinite: '这里的损失是无穷大，没有数可填。请先让预测概率离开0和1。',
  telling: '换一组能看出区别的样本',
  and: '，而且',
  or: '；或者',
  mistakes: {
    'not-squared': '残差没有平方就相加',
    absolute: '只加了残差的绝对值，没有平方',
    halved: '每个平方都取了一半，而这个损失没有系数½',
    signed: '没有取绝对值，正负残差相互抵消了',
    squared: '把残差平方了，这里只取绝对值',
    'not-halved': '平方项漏了系数½',
    'squared-everywhere': '超过δ的残差也按平方算了',
    'no-offset': '超过δ的部分漏减½δ',
    'first-term-only': '漏了(1 − y)·ln(1 − ŷ)这些项',
    'no-sigmoid': '没有用sigmoid，把对数几率当成了概率',
    'no-log-sum-exp': '漏了LogSumExp一项',
    'every-class': '把所有类别的对数都加上了，没有乘以目标',
    'wrong-sign': '漏了负号',
    log10: '用了以10为底的对数，应当用自然对数ln',
    log2: '用了以2为底的对数，应当用自然对数ln',
    'not-divided': '求和之后没有除以n',
    divided: '多除了一次n，要求的是和',
    'divided-by-classes': '多除了一次类别数',
    root: '最后多开了一次平方根',
  },
}

/** What is said in your turn; it comes with that panel, when it is opened. */
export const TURN_MESSAGES: Readonly<Record<Language, TurnMessages>> = { en, zh }
