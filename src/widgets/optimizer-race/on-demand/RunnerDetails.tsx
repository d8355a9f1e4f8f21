import { Choice } from '../../../ui/Choice.tsx'
import { Slider } from '../../../ui/Slider.tsx'
import type { Language } from '../../../widget-kit/language.ts'
import { complaintIn } from '../../../widget-kit/ParamControl.tsx'
import { HYPER_LETTERS, letterOf } from '../labels.ts'
import type { RaceMessages } from '../messages.ts'
import type { Action } from '../model.ts'
import { conventionOf, familyOf, type Runner } from '../runners.ts'

interface Props {
  readonly runner: Runner
  readonly at: number
  readonly t: RaceMessages
  readonly lang: Language
  readonly locked: boolean
  dispatch(action: Action): void
}

/** The form in which a rule is written, who writes it so, and all that can be set besides the learning rate. */
export default function RunnerDetails({ runner, at, t, lang, locked, dispatch }: Props) {
  const { rule, usedBy } = conventionOf(runner)
  const { family } = runner
  const letter = letterOf(at)
  return (
    <div className="race-details">
      <Choice
        label={t.conventionOf(letter)}
        value={runner.convention}
        options={(familyOf(family)?.conventions ?? []).map((c) => ({
          value: c.id,
          label: t.conventions[c.id] ?? c.id,
        }))}
        disabled={locked}
        onChange={(convention) => dispatch({ type: 'runner', at, family, convention })}
      />
      {rule.hyperparameters
        .filter((h) => h.name !== 'alpha')
        .map((h) => (
          <Slider
            key={h.name}
            label={t.hyperOf(HYPER_LETTERS[h.name] ?? h.name, letter)}
            value={runner.hyper[h.name] ?? h.default}
            min={h.min}
            max={h.max}
            scale={h.scale}
            disabled={locked}
            complaint={complaintIn(lang)}
            onChange={(value) => dispatch({ type: 'hyper', at, name: h.name, value })}
          />
        ))}
      <p className="quiet">
        {usedBy.length > 0 ? t.usedBy(usedBy.join(lang === 'zh' ? '、' : ', ')) : t.usedByNone}
      </p>
    </div>
  )
}
