import type { Language } from '../../../../widget-kit/language.ts'
import type { MarkKind } from './mark.ts'

/** What the mark of a stop is, said below the picture; each is given the name of the quantity. */
type Captions = Readonly<Record<MarkKind, (name: string) => string>>

const en: Captions = {
  gradient: (name) => `Arrow: ${name}, uphill. Only its direction is to scale.`,
  samples: (name) =>
    `Arrow: ${name} of this step’s samples. Thin: of each of them. Dashed: of all samples. One scale for all.`,
  direction: (name) => `Arrow: ${name}. Thin arrow: the gradient, to the same scale.`,
  spread: (name) => `Box: ${name}, how far it reaches along each axis. Thin arrow: the gradient, to scale.`,
  step: (name) => `Arrow: ${name}, as it moves the point.`,
  point: () => 'Arrow: from the old point to the new one.',
  loss: () => 'Ring: the new point, where the loss is taken.',
}

const zh: Captions = {
  gradient: (name) => `箭头：${name}，指向上坡。只有方向与图一致，长短另有比例。`,
  samples: (name) =>
    `箭头：这一步所用样本的${name}；细箭头：其中每个样本的；虚线：全部样本的。长短同一比例。`,
  direction: (name) => `箭头：${name}；细箭头：梯度，长短同一比例。`,
  spread: (name) => `方框：${name}在各个方向上的大小；细箭头：梯度，长短同一比例。`,
  step: (name) => `箭头：${name}使点怎样移动。`,
  point: () => '箭头：从旧的点到新的点。',
  loss: () => '圆圈：新的点，损失就在这里计算。',
}

export const CAPTIONS: Readonly<Record<Language, Captions>> = { en, zh }
