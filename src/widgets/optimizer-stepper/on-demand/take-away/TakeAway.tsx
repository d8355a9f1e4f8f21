import { useMemo, useState } from 'react'
import { csv } from '../../../../core/optimizer/export/csv.ts'
import { tabular } from '../../../../core/optimizer/export/latex.ts'
import { program } from '../../../../core/optimizer/export/program.ts'
import { runTable, type Column } from '../../../../core/optimizer/export/table.ts'
import type { Trajectory } from '../../../../core/optimizer/trajectory.ts'
import { Choice } from '../../../../ui/Choice.tsx'
import { NumberField } from '../../../../ui/NumberField.tsx'
import { headed, type Language } from '../../../../widget-kit/language.ts'
import { formulasOf, formulaText, WHOLE_RULE } from './formula-text.ts'
import { TAKE_AWAY_MESSAGES } from './messages.ts'
import './style.css'
import { Text } from './Text.tsx'
import { Worksheet } from './Worksheet.tsx'

export interface TakeAwayProps {
  readonly lang: Language
  readonly run: Trajectory
  /** The step in view. */
  readonly step: number
  /** Whether the reader works out a number of it. */
  readonly isAsking: boolean
  readonly digits: number
  /** What the rule is called: “Adam”. */
  readonly optimizer: string
  /** What a stop is called: “first moment”. */
  nameOf(stop: string): string
  /** What the names in formulas stand for, for the comments of programs. */
  readonly names: Readonly<Record<string, string>>
  say(text: string): void
}

/** More rows than this are nobody's to copy. */
const MOST_STEPS = 10_000
/** A run that was not stepped yet is taken away with this many steps. */
const FEW_STEPS = 10

const LANGUAGES = [
  { value: 'numpy', label: 'Python, NumPy', file: 'run_numpy.py' },
  { value: 'torch', label: 'Python, PyTorch', file: 'run_torch.py' },
  { value: 'javascript', label: 'JavaScript', file: 'run.mjs' },
] as const
type Programmed = (typeof LANGUAGES)[number]['value']

/** Everything of a run that can be taken away: table, formulas, programs, a worksheet. */
export default function TakeAway(props: TakeAwayProps) {
  const { lang, run, step, isAsking, digits, optimizer, names, nameOf, say } = props
  const t = TAKE_AWAY_MESSAGES[lang]
  const [chosen, setChosen] = useState<number | null>(null)
  const steps = chosen ?? Math.min(MOST_STEPS, step > 0 ? step : FEW_STEPS)
  return (
    <div className="take-away">
      <NumberField
        label={t.steps}
        value={steps}
        min={0}
        max={MOST_STEPS}
        complaint={t.complaint}
        onChange={(value) => setChosen(Math.floor(value))}
      />
      {isAsking ? (
        <p>{t.closed(step)}</p>
      ) : (
        <>
          <Table {...props} steps={steps} />
          <Formula run={run} step={step} digits={digits} nameOf={nameOf} lang={lang} say={say} />
        </>
      )}
      <Program run={run} steps={steps} optimizer={optimizer} names={names} lang={lang} say={say} />
      <section>
        <h4>{t.linkHead}</h4>
        <p>{t.link}</p>
      </section>
      {!isAsking && <Worksheet run={run} digits={digits} optimizer={optimizer} lang={lang} />}
    </div>
  )
}

/** A column as the programs head it: t, loss, x, g_x, m_x … */
function heading({ setup }: Trajectory): (column: Column) => string {
  return ({ name, coordinate }) => {
    if (coordinate === null) return name
    const parameter = setup.objective.names[coordinate] ?? ''
    return name === 'theta' ? parameter : `${name}_${parameter}`
  }
}

function Table({ lang, run, digits, steps, say }: TakeAwayProps & { readonly steps: number }) {
  const t = TAKE_AWAY_MESSAGES[lang]
  const texts = useMemo(() => {
    const table = runTable(run, 0, steps)
    const latex = tabular(table, digits, t.byHand)
    return { csv: csv(table, heading(run)), latex, hasMarks: table.byHand !== null }
  }, [run, steps, digits, t])
  return (
    <section>
      <h4>{t.tableHead}</h4>
      <p>{t.table}</p>
      {texts.hasMarks && <p>{t.byHandIn}</p>}
      <Text
        t={t}
        what={t.csv}
        label={headed(lang, t.tableHead, t.csv)}
        text={texts.csv}
        rows={5}
        file="run.csv"
        say={say}
      />
      <Text
        t={t}
        what={t.latex}
        label={headed(lang, t.tableHead, t.latex)}
        text={texts.latex}
        rows={5}
        say={say}
      />
    </section>
  )
}

function Formula({
  lang,
  run,
  step,
  digits,
  nameOf,
  say,
}: Pick<TakeAwayProps, 'lang' | 'run' | 'step' | 'digits' | 'nameOf' | 'say'>) {
  const t = TAKE_AWAY_MESSAGES[lang]
  const [wanted, setWanted] = useState(WHOLE_RULE)
  const formulas = formulasOf(run)
  const chosen = formulas.includes(wanted) ? wanted : WHOLE_RULE
  return (
    <section>
      <h4>{t.formulaHead}</h4>
      <Choice
        label={t.formula}
        value={chosen}
        options={formulas.map((name) => ({
          value: name,
          label: name === WHOLE_RULE ? t.rule : nameOf(name),
        }))}
        onChange={setWanted}
      />
      <Text
        t={t}
        what={t.latex}
        label={t.formulaText}
        text={formulaText(run, chosen, step, digits)}
        rows={6}
        say={say}
      />
    </section>
  )
}

function Program({
  lang,
  run,
  steps,
  optimizer,
  names,
  say,
}: Pick<TakeAwayProps, 'lang' | 'run' | 'optimizer' | 'names' | 'say'> & { readonly steps: number }) {
  const t = TAKE_AWAY_MESSAGES[lang]
  const [language, setLanguage] = useState<Programmed>('numpy')
  const file = LANGUAGES.find((l) => l.value === language)?.file
  const text = useMemo(() => {
    const from = `(${run.setup.start.join(', ')})`
    const words = { ...t.words, names, title: t.title(optimizer, steps, from) }
    return program({ setup: run.setup, steps, words }, language)
  }, [run, steps, language, optimizer, names, t])
  return (
    <section>
      <h4>{t.programHead}</h4>
      <p>{t.program}</p>
      <Choice<Programmed> label={t.language} value={language} options={LANGUAGES} onChange={setLanguage} />
      <Text
        t={t}
        what={t.code}
        label={t.codeText}
        text={text}
        rows={12}
        {...(file ? { file } : {})}
        say={say}
      />
    </section>
  )
}
