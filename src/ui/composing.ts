/**
 * Whether a key belongs to an input method that is still composing: its Enter ends a word and must not submit. Safari
 * reports that Enter after the composition, with key code 229.
 */
export const isComposing = (event: { readonly isComposing: boolean; readonly keyCode: number }): boolean =>
  event.isComposing || event.keyCode === 229
