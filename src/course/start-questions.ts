import * as v from 'valibot'
import { isComposing } from '../ui/composing.ts'
import { parseNumber } from '../ui/parse-number.ts'
import { languageOf } from '../widget-kit/language.ts'
import { COURSE_MESSAGES } from './messages.ts'
import { AnswerKey, judgeChoice, judgeNumber, type Verdict } from './question.ts'

function judge(key: AnswerKey, given: string | null): Verdict | 'no-number' | 'no-choice' {
  if (key.kind === 'choice') return given === null ? 'no-choice' : judgeChoice(key, Number(given))
  const value = parseNumber(given ?? '')
  return value === null ? 'no-number' : judgeNumber(key, value)
}

function startQuestion(form: HTMLFormElement): void {
  const t = COURSE_MESSAGES[languageOf(document.documentElement.lang)]
  const parsed = v.safeParse(AnswerKey, JSON.parse(form.dataset.key ?? 'null'))
  const verdict = form.querySelector<HTMLElement>('.verdict')
  const solution = form.querySelector<HTMLDetailsElement>('.solution')
  if (!parsed.success || !verdict || !solution) return
  const key = parsed.output
  const show = (text: string, state: string) => {
    verdict.textContent = text
    form.dataset.state = state
  }
  form.dataset.state = 'asked'
  solution.inert = true
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && isComposing(event)) event.preventDefault()
  })
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const given = new FormData(form).get(`answer-${form.dataset.question}`)
    const result = judge(key, given === null ? null : String(given))
    if (result === 'no-number') return show(t.notANumber, 'asked')
    if (result === 'no-choice') return show(t.chooseOne, 'asked')
    solution.inert = false
    if (result.kind === 'right') {
      solution.open = true
      return show(`${t.right} ${result.why}`.trim(), 'right')
    }
    show(result.kind === 'mistake' ? result.why : t.notQuite, 'wrong')
  })
}

/** Lets the questions of a lesson be answered. */
export function startQuestions(main: HTMLElement): void {
  for (const form of main.querySelectorAll<HTMLFormElement>('form.question')) startQuestion(form)
}
