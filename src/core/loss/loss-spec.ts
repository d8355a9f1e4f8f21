/** The losses that networks are trained with; each is a mean over the rows of a batch. */
export type LossSpec =
  /** (a − y)², the mean over a row's outputs. */
  | { readonly kind: 'squared' }
  /** Huber's: quadratic up to delta, then linear with slope delta. */
  | { readonly kind: 'huber'; readonly delta: number }
  /** Cross-entropy of one logit a row with a class 0 or 1. */
  | { readonly kind: 'binary'; readonly smoothing: number }
  /** Cross-entropy of softmax(logits) with the number of a class; y is whole numbers, one for each row of logits. */
  | { readonly kind: 'categorical'; readonly smoothing: number }
