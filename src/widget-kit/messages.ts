import type { Language } from './language.ts'
import type { Note } from './read-params.ts'

const en = {
  undo: 'Undo',
  redo: 'Redo',
  history: 'History',
  historyAt: (place: number, length: number) => `change ${place} of ${length}`,
  restore: 'Restore settings',
  copyLink: 'Copy link to this state',
  copied: 'Link copied.',
  notCopied: 'The browser did not allow copying. Here is the link:',
  tooLong: 'This state is too long for a link.',
  tools: 'History and link',
  help: 'Help',
  dismiss: 'Dismiss',
  undone: 'Undone.',
  redone: 'Redone.',
  restored: 'Settings restored.',
  note: (n: Note): string => {
    switch (n.code) {
      case 'bad-parameter':
        return `“${n.given}” is not a possible value of ${n.name}; the default is used instead.`
      case 'unknown-parameter':
        return `This widget has no parameter called ${n.name}; the setting is ignored.`
      case 'bad-state':
        return 'The state in the address is damaged; the default state is shown instead.'
      case 'too-long':
        return 'The state in the address is too long; the default state is shown instead.'
    }
  },
  broken: 'This widget has stopped because of an error.',
  again: 'Start it again',
  language: 'English',
}

export type KitMessages = typeof en

const zh: KitMessages = {
  undo: '撤销',
  redo: '重做',
  history: '历史',
  historyAt: (place, length) => `第 ${place} 次修改，共 ${length} 次`,
  restore: '恢复初始设置',
  copyLink: '复制当前状态的链接',
  copied: '链接已复制。',
  notCopied: '浏览器不允许复制，链接如下：',
  tooLong: '当前状态太长，放不进链接。',
  tools: '历史与链接',
  help: '帮助',
  dismiss: '关闭提示',
  undone: '已撤销。',
  redone: '已重做。',
  restored: '已恢复初始设置。',
  note: (n) => {
    switch (n.code) {
      case 'bad-parameter':
        return `设置项 ${n.name} 不能取“${n.given}”，已改用默认值。`
      case 'unknown-parameter':
        return `没有名为 ${n.name} 的设置项，已忽略。`
      case 'bad-state':
        return '地址中的状态已损坏，现显示默认状态。'
      case 'too-long':
        return '地址中的状态过长，现显示默认状态。'
    }
  },
  broken: '这个组件因出错而停止。',
  again: '重新启动',
  language: '中文',
}

export const KIT_MESSAGES: Readonly<Record<Language, KitMessages>> = { en, zh }
