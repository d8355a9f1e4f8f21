type Field = HTMLInputElement | HTMLSelectElement

/** Puts a value into a field in a way that React, which watches the property, takes for typing. */
function type(field: Field, value: string): void {
  const prototype =
    field instanceof HTMLSelectElement ? HTMLSelectElement.prototype : HTMLInputElement.prototype
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, value)
  for (const event of ['input', 'change']) field.dispatchEvent(new Event(event, { bubbles: true }))
}

/** What a reader did in an island before it was awake. */
export interface Early {
  /** From now on React hears for itself. */
  stop(): void
  /** Does it all again. Waking takes the page's own elements over, so they are still the ones that were pressed. */
  replay(): void
}

/**
 * Keeps presses and choices in an island that is not awake yet, so that none is lost. Every control of a widget has
 * autocomplete off: what the browser restores on a reload would look like a choice.
 */
export function keepEarly(island: HTMLElement): Early {
  const kept: (() => void)[] = []
  const listen = (event: Event) => {
    const target = event.target as Element
    const button = event.type === 'click' ? target.closest('button') : null
    if (button) kept.push(() => button.click())
    if (
      event.type === 'change' &&
      (target instanceof HTMLSelectElement || target instanceof HTMLInputElement)
    ) {
      const { value } = target
      kept.push(() => type(target, value))
    }
  }
  island.addEventListener('click', listen)
  island.addEventListener('change', listen)
  return {
    stop() {
      island.removeEventListener('click', listen)
      island.removeEventListener('change', listen)
    },
    replay: () => kept.splice(0).forEach((act) => act()),
  }
}
