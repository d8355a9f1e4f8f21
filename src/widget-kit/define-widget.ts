import type { ComponentType } from 'react'
import type * as v from 'valibot'
import type { PlayBarTexts } from '../ui/PlayBar.tsx'
import type { Language } from './language.ts'
import type { Params, Values } from './param.ts'
import type { RunControl, Training } from './training.ts'

/** What every widget says in both languages; its own messages come on top. */
export interface WidgetTexts {
  readonly title: string
  /** One sentence: what to try. */
  readonly hint: string
  /** What a link that had to be shortened does not hold: a sentence. */
  readonly lacking?: string
  /** The words of its play bar, if it has one; the keys are told in the help too. */
  readonly bar?: PlayBarTexts
}

export interface ViewProps<S, A, M extends WidgetTexts> {
  readonly state: S
  dispatch(action: A): void
  /** The widget's messages in the language of the page. */
  readonly t: M
  readonly lang: Language
  /** Tells a screen reader what has just happened, at once. */
  say(text: string): void
  /** The same for what goes on by itself: reports are at least five seconds apart and none is lost. */
  report(text: string): void
  /** The training run, for a widget that has one. */
  readonly run: RunControl
}

/**
 * A widget: parameters declared once, a pure model, messages in both languages, a view. The kit adds history, links,
 * notes, keyboard, live region and training runs, and places it in lessons and embeds alike.
 *
 * `S` is plain JSON data. Whatever can be computed from it is not in it.
 */
export interface Widget<P extends Params, S, A, M extends WidgetTexts> {
  readonly params: P
  readonly messages: Readonly<Record<Language, M>>
  /**
   * Fetches what a state needs beyond the script of the first frame, before such a state is made. It is given every text
   * that can lead to one: a lesson's properties, an address, a parcel from the other language.
   */
  prepare?(text: string): Promise<void> | undefined
  init(values: Values<P>): S
  reduce(state: S, action: A): S
  /** Accepts a state from outside (a link, another page) and nothing else; the limits hold here too. */
  readonly state: v.GenericSchema<unknown, S>
  /** The parameters that say this state, as far as parameters can; a link carries these, and the rest only if needed. */
  valuesOf(state: S): Values<P>
  /**
   * For a link that would be too long: the state with less in it, as often as it takes, and whether something is lost
   * that the reader would miss (`lacking` says what); null when there is nothing to leave out.
   */
  lighter?(state: S): { readonly state: S; readonly lost: boolean } | null
  /** Actions with the same key that follow each other are one step of the history (a slider being dragged). */
  mergeKey?(action: A): string | null
  /** What should be trained, as data; the kit starts, changes and disposes the run. */
  readonly training?: Training<S, A>
  readonly View: ComponentType<ViewProps<S, A, M>>
}

export const defineWidget = <P extends Params, S, A, M extends WidgetTexts>(
  widget: Widget<P, S, A, M>,
): Widget<P, S, A, M> => widget

/** A widget whose types are nobody's business but its own: what the kit handles. */
export type AnyWidget = Widget<Params, unknown, unknown, WidgetTexts>
