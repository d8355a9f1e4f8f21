import type { Language } from '../../../../widget-kit/language.ts'

const en = {
  hint: 'Files of this run as it is now; nothing leaves your device.',
  numbers: 'Numbers',
  csv: 'Losses, pinned runs too, as CSV',
  json: 'Settings and all weights as JSON',
  pictures: 'Pictures, in the colours on the screen',
  chart: 'Loss chart',
  plane: 'What the network says',
  network: 'The network',
  as: (what: string, kind: string) => `${what} as ${kind}`,
  saved: (file: string) => `${file} is among your downloads.`,
  refused: 'The browser could not draw this picture as PNG. Save it as SVG instead.',
}

export type SaveMessages = typeof en

const zh: SaveMessages = {
  hint: '把当前的训练存成文件，数据不会离开你的设备。',
  numbers: '数据',
  csv: '把损失（含钉住的训练）存为 CSV',
  json: '把设置与全部权重存为 JSON',
  pictures: '图片，颜色与屏幕上相同',
  chart: '损失曲线',
  plane: '网络的判断',
  network: '网络结构图',
  as: (what, kind) => `${what}存为 ${kind}`,
  saved: (file) => `${file} 已存到下载文件夹。`,
  refused: '浏览器无法把这张图存为 PNG，请改存 SVG。',
}

export const messages: Readonly<Record<Language, SaveMessages>> = { en, zh }
