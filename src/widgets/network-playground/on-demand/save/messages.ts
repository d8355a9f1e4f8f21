import type { Language } from '../../../../widget-kit/language.ts'

const en = {
  hint: 'Files of this run, as it is now; nothing leaves your device.',
  csv: 'Losses, pinned runs too, as CSV',
  json: 'Settings and all weights as JSON',
  saved: (file: string) => `${file} is among your downloads.`,
}

export type SaveMessages = typeof en

const zh: SaveMessages = {
  hint: '把当前的训练存成文件，数据不会离开你的设备。',
  csv: '把损失（含钉住的训练）存为 CSV',
  json: '把设置与全部权重存为 JSON',
  saved: (file) => `${file} 已存到下载文件夹。`,
}

export const messages: Readonly<Record<Language, SaveMessages>> = { en, zh }
