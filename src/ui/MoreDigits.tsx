interface Props {
  /** For `aria-describedby` of what it explains. */
  readonly id?: string
  /** The lines as TeX; null while there are none. */
  readonly tex: string | null
  readonly text: string
}

/** A line that says what the dots under a number mean, while lines have such numbers; its place is kept otherwise. */
export const MoreDigits = ({ id, tex, text }: Props) => (
  <p className="quiet more-digits-note" id={id}>
    {tex?.includes('more-digits') ? text : '\u00a0'}
  </p>
)
