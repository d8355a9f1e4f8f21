import { trainCount, type DataSpec } from '../../../../core/dataset/index.ts'
import { MOST_OUTPUTS } from '../../../../core/network/spec.ts'
import { Button } from '../../../../ui/Button.tsx'
import type { Language } from '../../../../widget-kit/language.ts'
import { FEWEST_POINTS, MOST_POINTS, type OwnPoint } from '../../own-points.ts'
import type { Tool } from './Hand.tsx'
import { messages } from './messages.ts'
import './style.css'

export interface OwnPanelProps {
  readonly points: readonly OwnPoint[]
  readonly spec: DataSpec
  readonly tool: Tool
  readonly locked: boolean
  readonly lang: Language
  choose(tool: Tool): void
  draw(points: readonly OwnPoint[]): void
  say(text: string): void
}

/** What a click on the plane does, and what has been drawn: how many points of each class, how many on each side. */
export default function OwnPanel({ points, spec, tool, locked, lang, choose, draw, say }: OwnPanelProps) {
  const t = messages[lang]
  const classes = Array.from({ length: MOST_OUTPUTS }, (_, k) => k)
  const sizes = classes.map((k) => points.filter((p) => p[2] === k).length)
  const balance = sizes.flatMap((n, k) => (n > 0 ? [t.each(k, n)] : []))
  const sum = t.count(points.length, MOST_POINTS, balance.length > 0 ? t.balance(balance) : '')
  const trained = trainCount(spec)
  return (
    <div className="pg-own controls">
      <div className="pg-own-tools" role="group" aria-label={t.tools}>
        {classes.map((k) => (
          <Button
            key={k}
            label={t.draw(k)}
            pressed={tool === k}
            disabled={locked}
            onPress={() => choose(k)}
          />
        ))}
        <Button
          label={t.erase}
          pressed={tool === 'erase'}
          disabled={locked}
          onPress={() => choose('erase')}
        />
        <Button
          label={t.clear}
          disabled={locked || points.length === 0}
          onPress={() => {
            draw([])
            say(t.cleared)
          }}
        />
      </div>
      <p className="pg-own-count">{sum}</p>
      <p>{points.length < FEWEST_POINTS ? t.tooFew : t.sides(trained, points.length - trained)}</p>
      <p>
        {t.hint}
        {t.link}
      </p>
    </div>
  )
}
