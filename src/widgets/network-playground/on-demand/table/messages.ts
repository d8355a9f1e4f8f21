import type { Language } from '../../../../widget-kit/language.ts'
import type { Delimiter } from './delimiter.ts'
import type { Fault } from './extract.ts'
import type { Refusal } from './survey.ts'

/** Numbers come in as texts, already written in the way of the language. */
export interface BalanceTexts {
  readonly name: string
  readonly rows: string
  readonly share: string
}

const en = {
  hint: 'A table with two columns of numbers to learn from and a third with classes or numbers to learn. Nothing leaves your device.',
  choose: 'Choose a CSV file',
  paste: 'or paste the rows',
  read: 'Read these rows',
  stop: 'Stop reading',
  reading: (rows: string) => `Reading: ${rows} rows.`,
  stopped: 'Stopped; nothing has changed.',
  found: (rows: string, columns: string, hasNames: boolean) =>
    `${rows} rows, ${columns} columns${hasNames ? ', named in the first row' : ', without names'}.`,
  between: (delimiter: Delimiter) =>
    ({
      ',': 'Columns are separated by commas.',
      ';': 'Columns are separated by semicolons; a comma in a number is a decimal comma.',
      '\t': 'Columns are separated by tabs; a comma in a number is a decimal comma.',
      '|': 'Columns are separated by “|”; a comma in a number is a decimal comma.',
    })[delimiter],
  encoding: (name: string) => `The file is not UTF-8. It was read as ${name}: check the names.`,
  x1: 'Input x₁',
  x2: 'Input x₂',
  y: 'To be learnt',
  as: 'as',
  kinds: { classes: 'classes', value: 'numbers' },
  use: 'Use these columns',
  taken: (rows: string) => `${rows} rows are loaded.`,
  leftOut: (n: string) => (n === '1' ? '1 row was left out:' : `${n} rows were left out, among them:`),
  fault: ({ code, column, text }: Fault, row: string) =>
    ({
      number: `row ${row}, column “${column}”: “${text}” is not a number`,
      large: `row ${row}, column “${column}”: ${text} is too large`,
      missing: `row ${row}, column “${column}”: the cell is empty`,
    })[code],
  names: (x1: string, x2: string, y: string) => `x₁ is “${x1}”, x₂ is “${x2}”; “${y}” is learnt.`,
  sides: (train: string, validation: string) => `${train} rows are trained on, ${validation} validate.`,
  balance: (all: readonly BalanceTexts[]) =>
    `${all.map(({ name, rows, share }) => `${name}: ${rows} (${share})`).join(', ')}.`,
  baseline: (name: string, share: string) =>
    `Whoever always says “${name}” is right in ${share}: an accuracy is worth what it has beyond that.`,
  scaled:
    'Each column of numbers is standardised by the rows that are trained on, z = (x − mean) / deviation:',
  standardised: 'The columns of numbers are standardised.',
  sentence: (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`,
  scaledAlso: 'Losses are those of the standardised numbers.',
  scaling: (name: string, mean: string, deviation: string) => `${name}: mean ${mean}, deviation ${deviation}`,
  constant: (name: string) => `“${name}” is the same in all rows: there is nothing to learn from it.`,
  thinned: (drawn: string, judged: string) =>
    `Of each side at most ${drawn} rows are drawn, and losses are measured on at most ${judged}; the network trains on all.`,
  gone: (rows: string, x1: string, x2: string, y: string) =>
    `A link, or the other language, does not hold the numbers of this table of ${rows} rows (${x1}, ${x2}, ${y}). Load the same file again.`,
  large: 'The table is too large for a link: the link will say which table it is, without its numbers.',
  refusal: (refusal: Refusal): string => {
    const kept = ' Nothing has changed.'
    switch (refusal.code) {
      case 'too-big':
        return `The file is larger than 32 MB. Save a part of its rows, or fewer columns.${kept}`
      case 'not-text':
        return `This is not a text file. Save the table as CSV, in UTF-8.${kept}`
      case 'spreadsheet':
        return `This is a spreadsheet or an archive. Open it and save the table as CSV.${kept}`
      case 'empty':
        return `There is no row in it.${kept}`
      case 'one-column':
        return `There is only one column. Columns are separated by commas, semicolons, tabs or “|”.${kept}`
      case 'few-numbers':
        return `Fewer than two columns hold numbers, and both inputs must be numbers.${kept}`
      case 'same-column':
        return `One column was chosen twice. Choose three different ones.${kept}`
      case 'too-many-rows':
        return `There are more than 100,000 rows. Save a part of them.${kept}`
      case 'too-many-columns':
        return `There are more than 100 columns. Save those that you need.${kept}`
      case 'open-quote':
        return `The quotation mark opened in row ${refusal.row} is never closed. Close it or take it out.${kept}`
      case 'long-cell':
        return `Row ${refusal.row} has a cell of more than 10,000 letters; perhaps a quotation mark is not closed before it.${kept}`
      case 'few-rows':
        return `Only ${refusal.n} rows can be used, and two at least are needed.${kept}`
      case 'one-class':
        return `All rows have the class “${refusal.name}”: there is nothing to tell apart.${kept}`
      case 'many-classes':
        return `“${refusal.name}” has more than five different classes. Choose another column, or learn it as numbers.${kept}`
    }
  },
}

export type TableMessages = typeof en

const zh: TableMessages = {
  hint: '表格要有两列数作输入，第三列是要学习的类别或数值。数据不会离开你的设备。',
  choose: '选择 CSV 文件',
  paste: '或把各行粘贴到这里',
  read: '读取这些行',
  stop: '停止读取',
  reading: (rows) => `正在读取：${rows} 行。`,
  stopped: '已停止，一切照旧。',
  found: (rows, columns, hasNames) =>
    `共 ${rows} 行 ${columns} 列，${hasNames ? '第一行是列名' : '没有列名'}。`,
  between: (delimiter) =>
    ({
      ',': '各列用逗号分隔。',
      ';': '各列用分号分隔，数里的逗号当作小数点。',
      '\t': '各列用制表符分隔，数里的逗号当作小数点。',
      '|': '各列用“|”分隔，数里的逗号当作小数点。',
    })[delimiter],
  encoding: (name) => `文件不是 UTF-8 编码，已按 ${name} 读取，请检查列名是否正确。`,
  x1: '输入 x₁',
  x2: '输入 x₂',
  y: '要学习的列',
  as: '当作',
  kinds: { classes: '类别', value: '数值' },
  use: '采用这些列',
  taken: (rows) => `已载入 ${rows} 行。`,
  leftOut: (n) => `略去了 ${n} 行，例如：`,
  fault: ({ code, column, text }, row) =>
    ({
      number: `第 ${row} 行“${column}”列：“${text}”不是数`,
      large: `第 ${row} 行“${column}”列：${text} 太大`,
      missing: `第 ${row} 行“${column}”列：单元格是空的`,
    })[code],
  names: (x1, x2, y) => `x₁ 是“${x1}”，x₂ 是“${x2}”，要学习的是“${y}”。`,
  sides: (train, validation) => `其中 ${train} 行用于训练，${validation} 行用于验证。`,
  balance: (all) => `${all.map(({ name, rows, share }) => `${name}：${rows} 行（${share}）`).join('，')}。`,
  baseline: (name, share) => `一律回答“${name}”也能答对 ${share}，准确率要高出这个数才有意义。`,
  scaled: '数值列都按训练集的各行作了标准化，z =（x − 均值）/ 标准差：',
  standardised: '数值列已作标准化。',
  sentence: (text) => `${text}。`,
  scaledAlso: '损失按标准化后的数计算。',
  scaling: (name, mean, deviation) => `${name}：均值 ${mean}，标准差 ${deviation}`,
  constant: (name) => `“${name}”各行都相同，从中学不到什么。`,
  thinned: (drawn, judged) =>
    `训练集与验证集各画出至多 ${drawn} 行，损失各按至多 ${judged} 行计算；训练用到全部的行。`,
  gone: (rows, x1, x2, y) =>
    `这个表格有 ${rows} 行（${x1}，${x2}，${y}），链接和另一种语言的页面都不带它的数据，请重新载入同一个文件。`,
  large: '表格太大，链接里放不下数据，只能注明是哪个表格。',
  refusal: (refusal) => {
    const kept = '一切照旧。'
    switch (refusal.code) {
      case 'too-big':
        return `文件超过 32 MB。请只保存一部分行，或减少列。${kept}`
      case 'not-text':
        return `这不是文本文件。请把表格存为 UTF-8 编码的 CSV。${kept}`
      case 'spreadsheet':
        return `这是电子表格或压缩文件。请打开它，再把表格另存为 CSV。${kept}`
      case 'empty':
        return `里面一行也没有。${kept}`
      case 'one-column':
        return `只有一列。各列要用逗号、分号、制表符或“|”分隔。${kept}`
      case 'few-numbers':
        return `数值列不足两列，而两个输入都必须是数。${kept}`
      case 'same-column':
        return `同一列选了两次，请选三个不同的列。${kept}`
      case 'too-many-rows':
        return `超过了 100,000 行，请只保存一部分。${kept}`
      case 'too-many-columns':
        return `超过了 100 列，请只保存需要的列。${kept}`
      case 'open-quote':
        return `第 ${refusal.row} 行的引号没有闭合，请补上或删去。${kept}`
      case 'long-cell':
        return `第 ${refusal.row} 行有一个单元格超过 10,000 个字符，也许是前面的引号没有闭合。${kept}`
      case 'few-rows':
        return `能用的只有 ${refusal.n} 行，至少要有两行。${kept}`
      case 'one-class':
        return `所有行的类别都是“${refusal.name}”，没有什么可区分的。${kept}`
      case 'many-classes':
        return `“${refusal.name}”超过五种类别。请换一列，或把它当作数值来学。${kept}`
    }
  },
}

export const messages: Readonly<Record<Language, TableMessages>> = { en, zh }
