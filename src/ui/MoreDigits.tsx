interface Props {
  /** For `aria-describedby` of what it explains. */
  readonly id?: string
  /** The lines as TeX; null while there are none. Or whether there are such numbers. */
  readonly tex: string | boolean | null
  readonly text: string
}

/** A line that says what the dots under a number mean, while lines have such numbers; its place is kept otherwise. */
export const MoreDigits = ({ id, tex, text }: Props) => (
  <p className="more-digits-note" id={id}>
    {(typeof tex === 'string' ? tex.includes('more-digits') : tex) ? text : '\u00a0'}
  </p>
)
