import * as v from 'valibot'
import { isComposing } from '../ui/composing.ts'
import { parseNumber } from '../ui/parse-number.ts'
import type { LessonTexts } from './progress/messages.ts'
import { settle, type Settled } from './progress/progress.ts'
import { recall, remember } from './progress/progress-memory.ts'
import { showStandings } from './progress/start-standings.ts'
import { textsOnPage } from './texts.ts'
import { AnswerKey, judgeChoice, judgeNumber, type Verdict } from './question.ts'

function judge(key: AnswerKey, given: string | null): Verdict | 'no-number' | 'no-choice' {
  if (key.kind === 'choice') return given === null ? 'no-choice' : judgeChoice(key, Number(given))
  const value = parseNumber(given ?? '')
  return value === null ? 'no-number' : judgeNumber(key, value)
}

interface Parts {
  readonly key: AnswerKey
  readonly head: HTMLElement
  readonly verdict: HTMLElement
  readonly solution: HTMLDetailsElement
}

function partsOf(form: HTMLFormElement): Parts | null {
  const parsed = v.safeParse(AnswerKey, JSON.parse(form.dataset.key ?? 'null'))
  const head = form.querySelector<HTMLElement>('.question-head')
  const verdict = form.querySelector<HTMLElement>('.verdict')
  const solution = form.querySelector<HTMLDetailsElement>('.solution')
  return parsed.success && head && verdict && solution
    ? { key: parsed.output, head, verdict, solution }
    : null
}

/** Shows in its head that a question was answered on another day; it can be answered again. */
function showBefore({ head, solution }: Parts, form: HTMLFormElement, how: Settled, t: LessonTexts): void {
  head.append(` · ${how === 'right' ? t.answeredBefore : t.readBefore}`)
  solution.inert = false
  form.dataset.state = 'before'
}

function startQuestion(form: HTMLFormElement, slug: string, t: LessonTexts): void {
  const parts = partsOf(form)
  if (!parts) return
  const { key, verdict, solution } = parts
  const id = form.dataset.question ?? ''
  const show = (text: string, state: string) => {
    verdict.textContent = text
    form.dataset.state = state
  }
  const keep = (how: Settled) => {
    remember((progress) => settle(progress, slug, id, how))
    showStandings()
  }
  const before = recall().progress.get(slug)?.questions[id]
  form.dataset.state = 'asked'
  solution.inert = true
  if (before) showBefore(parts, form, before, t)
  solution.addEventListener('toggle', () => {
    if (solution.open) keep('read')
  })
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && isComposing(event)) event.preventDefault()
  })
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const given = new FormData(form).get(`answer-${id}`)
    const result = judge(key, given === null ? null : String(given))
    const hint = { 'no-number': t.notANumber, 'no-choice': t.chooseOne }
    if (typeof result === 'string') return show(hint[result], before ? 'before' : 'asked')
    solution.inert = false
    if (result.kind === 'right') {
      keep('right')
      solution.open = true
      return show(`${t.right} ${result.why}`.trim(), 'right')
    }
    show(result.kind === 'mistake' ? result.why : t.notQuite, 'wrong')
  })
  // theme.js has kept an answer that was given before.
  if (form.dataset.early === undefined) return
  delete form.dataset.early
  form.requestSubmit()
}

/** Lets the questions of a lesson be answered. */
export function startQuestions(main: HTMLElement): void {
  const slug = main.dataset.slug ?? ''
  const t = textsOnPage<LessonTexts>()
  for (const form of main.querySelectorAll<HTMLFormElement>('form.question')) startQuestion(form, slug, t)
}
