import type { Localized } from '../src/widget-kit/language.ts'

/** A part of the course and its finished lessons, in order. A lesson is its folder and its line here. */
export interface Part {
  readonly id: string
  readonly title: Localized
  readonly lessons: readonly string[]
}

export const PARTS: readonly Part[] = [
  {
    id: 'loss',
    title: { en: 'Loss', zh: '损失函数' },
    lessons: ['mean-squared-error', 'cross-entropy'],
  },
  {
    id: 'optimizers',
    title: { en: 'Optimizers', zh: '优化器' },
    lessons: [
      'gradient-descent',
      'stochastic-gradient-descent',
      'momentum',
      'adam',
      'learning-rate-schedules',
    ],
  },
  {
    id: 'networks',
    title: { en: 'Networks', zh: '神经网络' },
    lessons: ['neurons-and-layers', 'backpropagation', 'regularization'],
  },
]

/** All lessons, in the order of the course. */
export const LESSONS: readonly string[] = PARTS.flatMap((part) => part.lessons)
