/** Letters and digits alone, without case, tones and spaces: "xué xí lǜ" → "xuexilu". */
export const plainly = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
