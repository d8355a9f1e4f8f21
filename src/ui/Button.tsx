import { Icon, type IconName } from './icons.tsx'

export interface ButtonProps {
  readonly label: string
  readonly icon?: IconName
  /** Shown on hover: what it does, and its key. */
  readonly hint?: string
  readonly quiet?: boolean
  readonly disabled?: boolean
  readonly pressed?: boolean
  /** The picture says enough; the name is still read aloud. */
  readonly iconOnly?: boolean
  onPress(): void
}

/** A button with a name, and perhaps a picture. Disabled ones stay focusable, so that stepping by key never loses its place. */
export function Button({ label, icon, hint, quiet, disabled, pressed, iconOnly, onPress }: ButtonProps) {
  return (
    <button
      type="button"
      className={quiet ? 'button quiet' : 'button'}
      aria-label={label}
      aria-disabled={disabled || undefined}
      aria-pressed={pressed}
      title={hint ?? label}
      onClick={() => {
        if (!disabled) onPress()
      }}
    >
      {icon && <Icon name={icon} />}
      {!iconOnly && <span className="button-label">{label}</span>}
    </button>
  )
}
