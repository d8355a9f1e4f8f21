import type { Language } from '../../../../widget-kit/language.ts'

const en = {
  plane:
    'Draw points: arrow keys move the cross, with Shift further; Enter draws a point of the chosen class, Space picks a point up and puts it down, Delete takes it away.',
  hint: 'Click or tap to draw; drag a point to move it. By keyboard: Tab to the plane, arrows, Enter, Space, Delete.',
  tools: 'What a click does',
  draw: (k: number) => `Draw class ${k}`,
  erase: 'Take points away',
  clear: 'Take all away',
  count: (n: number, most: number, classes: string) => `${n} of at most ${most} points${classes}.`,
  balance: (parts: readonly string[]) => `; ${parts.join(', ')}`,
  each: (k: number, n: number) => `class ${k}: ${n}`,
  sides: (train: number, validation: number) => `${train} are trained on, ${validation} validate.`,
  tooFew: 'Draw two points at least, then press Train.',
  link: ' The points go along in a link.',
  at: (x1: string, x2: string, over: string | null) =>
    `x₁ ${x1}, x₂ ${x2}${over === null ? '' : `, on a point of class ${over}`}`,
  drawn: (k: number, x1: string, x2: string) => `Point of class ${k} at ${x1}, ${x2}.`,
  gone: 'Point taken away.',
  held: 'Picked up.',
  dropped: 'Put down.',
  nothing: 'There is no point here.',
  cleared: 'All points are taken away.',
  full: (most: number) => `${most} points are drawn, and no more fit into a link. Take some away first.`,
}

export type OwnMessages = typeof en

const zh: OwnMessages = {
  plane:
    '画点：方向键移动十字，按住 Shift 移得更远；回车键在十字处画一个所选类别的点，空格键拿起或放下一个点，Delete 键删除。',
  hint: '点按空白处画点，按住一个点可以拖动它。用键盘：按 Tab 移到平面上，再用方向键、回车键、空格键和 Delete 键。',
  tools: '点按的作用',
  draw: (k) => `画类别 ${k}`,
  erase: '删除点',
  clear: '全部删除',
  count: (n, most, classes) => `${n} 个点，最多 ${most} 个${classes}。`,
  balance: (parts) => `：${parts.join('，')}`,
  each: (k, n) => `类别 ${k} 有 ${n} 个`,
  sides: (train, validation) => `其中 ${train} 个用于训练，${validation} 个用于验证。`,
  tooFew: '至少要画两个点，再按“训练”。',
  link: '这些点会写进链接。',
  at: (x1, x2, over) => `x₁ ${x1}，x₂ ${x2}${over === null ? '' : `，此处有一个类别 ${over} 的点`}`,
  drawn: (k, x1, x2) => `在 ${x1}，${x2} 画了一个类别 ${k} 的点。`,
  gone: '已删除这个点。',
  held: '已拿起。',
  dropped: '已放下。',
  nothing: '这里没有点。',
  cleared: '已删除全部的点。',
  full: (most) => `已有 ${most} 个点，链接里放不下更多了。请先删除一些。`,
}

export const messages: Readonly<Record<Language, OwnMessages>> = { en, zh }
