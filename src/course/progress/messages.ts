import type { Language } from '../../widget-kit/language.ts'

/*
 * What scripts of the course say. These travel in the page, in its language only, as `data-texts`; so they are plain
 * sentences with {places} for numbers, and the scripts carry no language at all.
 */

const en = {
  /** On the contents and on every lesson. */
  standing: {
    new: 'Not begun',
    begun: 'Begun',
    finished: 'Finished',
    questions: '{done} of {of} questions',
    mark: 'Mark as finished',
    unmark: 'Mark as not finished',
  },
  /** On a lesson. */
  question: {
    right: 'Right.',
    notANumber: 'That is not a number yet. Write it like 0.25 or −1.2.',
    chooseOne: 'Choose one answer first.',
    notQuite: 'Not yet. Try once more, or read the worked solution.',
    answeredBefore: 'answered right before',
    readBefore: 'solution read before',
  },
  /** On the contents. */
  section: {
    fileName: 'gradstep-progress.json',
    nothing: 'There is nothing to save or erase yet.',
    asks: 'This erases from this device the progress of all lessons (finished: {finished}, begun: {begun}, questions done: {questions}) and the place where you stopped. Language and theme stay.',
    erased: 'Erased. Undo brings it back as long as you stay on this page.',
    undone: 'Undone.',
    saved: 'The file is among your downloads.',
    loaded: 'Read and added. Lessons finished: {finished}, begun: {begun}; questions done: {questions}.',
    leftOut: 'Left out, because this course does not have them: {n}.',
    'too-large':
      'That file is too large to be a progress file. Nothing was changed. Choose the file that you saved here.',
    'no-progress':
      'That is not a progress file of this course, or it was altered. Nothing was changed. Choose the file that you saved here.',
    denied: 'This browser does not let the page keep anything, so progress lasts until you leave the page.',
    full: 'The storage of this browser is full, so what you do now lasts until you leave the page.',
    damaged: 'Some of the progress kept here was damaged and could not be read. The rest is shown.',
  },
  /** Rendered with the page. */
  title: 'Your progress',
  about:
    'Kept in this browser only. A lesson counts as finished once each of its questions has been answered right, or its solution read, and the end of the text has been reached. You can also mark it by hand.',
  save: 'Save to a file',
  load: 'Read from a file',
  erase: 'Erase…',
  eraseNow: 'Erase',
  keep: 'Keep it',
  undo: 'Undo',
}

export type ProgressMessages = typeof en
export type LessonTexts = ProgressMessages['standing'] & ProgressMessages['question']
export type ContentsTexts = ProgressMessages['standing'] & ProgressMessages['section']

const zh: ProgressMessages = {
  standing: {
    new: '未开始',
    begun: '学习中',
    finished: '已学完',
    questions: '题目{done}/{of}',
    mark: '标为已学完',
    unmark: '取消“已学完”',
  },
  question: {
    right: '正确。',
    notANumber: '这还不是一个数。请写成 0.25 或 −1.2 这样的形式。',
    chooseOne: '请先选择一个答案。',
    notQuite: '还不对。再试一次，或者看看解答。',
    answeredBefore: '以前答对过',
    readBefore: '以前看过解答',
  },
  section: {
    fileName: '拾级学习进度.json',
    nothing: '还没有进度，无可保存或清除。',
    asks: '将从这台设备上清除各课的进度（已学完{finished}课，学习中{begun}课，做过{questions}道题）和上次读到的位置。语言和主题的设置不变。',
    erased: '已清除。离开本页之前可以撤销。',
    undone: '已撤销。',
    saved: '文件已保存，可在下载内容中找到。',
    loaded: '已读取并合并。现在已学完{finished}课，学习中{begun}课，做过{questions}道题。',
    leftOut: '另有{n}项不属于本课程，没有采用。',
    'too-large': '这个文件太大，不会是进度文件。原有进度没有改动。请选择在这里保存的文件。',
    'no-progress': '这不是本课程的进度文件，或者内容被改动过。原有进度没有改动。请选择在这里保存的文件。',
    denied: '这个浏览器不允许网页保存数据，进度只能保留到离开本页为止。',
    full: '浏览器的存储空间已满，从现在起的进度只能保留到离开本页为止。',
    damaged: '这里保存的进度有一部分已损坏，无法读取，其余照常显示。',
  },
  title: '学习进度',
  about:
    '进度只存在这个浏览器里。一课的题目全部答对或者看过解答，并且读到了课文末尾，就算学完；也可以自己标记。',
  save: '保存为文件',
  load: '从文件读取',
  erase: '清除…',
  eraseNow: '清除',
  keep: '不清除',
  undo: '撤销',
}

export const PROGRESS_MESSAGES: Readonly<Record<Language, ProgressMessages>> = { en, zh }
