/** The sentences that a page brings along for its scripts, as `data-texts` of one element. */
export const textsOnPage = <T>(): T =>
  JSON.parse(document.querySelector<HTMLElement>('[data-texts]')?.dataset.texts ?? '{}') as T

/** A sentence with numbers in its {places}. */
export const fill = (sentence: string, values: Readonly<Record<string, number>>): string =>
  sentence.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place))
