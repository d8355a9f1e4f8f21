import * as v from 'valibot'

/*
 * What a reader has done in the course, as data. It grows only: two records of the same reader, from two tabs or two
 * devices, are merged by taking of each lesson what is further along. The one thing that can be taken back, the mark
 * set by hand, carries its time, and the later one counts.
 */

const Id = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{0,79}$/))

const LessonRecord = v.object({
  /** The text has been read beyond its first screen. */
  begun: v.boolean(),
  /** The end of the text has been reached. */
  ended: v.boolean(),
  /** Questions answered right, or whose solution was read after a try. */
  questions: v.record(Id, v.picklist(['right', 'read'])),
  /** Set by hand; it overrules what follows from the rest. `at` is in milliseconds since 1970. */
  mark: v.nullable(
    v.object({ finished: v.boolean(), at: v.pipe(v.number(), v.safeInteger(), v.minValue(0)) }),
  ),
})
export type LessonRecord = v.InferOutput<typeof LessonRecord>
export type Settled = LessonRecord['questions'][string]

/** Lesson → record. A Map: a slug from outside can never meet what objects inherit. */
export type Progress = ReadonlyMap<string, LessonRecord>
export const NOTHING: Progress = new Map()

const VERSION = 1
const FORMAT = 'gradstep-progress'
/** Characters of a file: many times what a whole course needs. */
export const LARGEST = 256_000

const File = v.object({
  format: v.literal(FORMAT),
  version: v.literal(VERSION),
  lessons: v.record(Id, LessonRecord),
})
/** The same, taken apart lesson by lesson, so that one that is damaged does not cost the others. */
const Stored = v.object({ version: v.literal(VERSION), lessons: v.record(Id, v.unknown()) })

const BLANK: LessonRecord = { begun: false, ended: false, questions: {}, mark: null }

/** One lesson changed. The same object is given back when nothing changes. */
function change(progress: Progress, slug: string, by: Partial<LessonRecord>): Progress {
  const old = progress.get(slug) ?? BLANK
  const next = mergeLesson(old, { ...BLANK, ...by })
  return JSON.stringify(next) === JSON.stringify(old) ? progress : new Map(progress).set(slug, next)
}

export const begin = (progress: Progress, slug: string): Progress => change(progress, slug, { begun: true })

export const reachEnd = (progress: Progress, slug: string): Progress =>
  change(progress, slug, { begun: true, ended: true })

export const settle = (progress: Progress, slug: string, question: string, how: Settled): Progress =>
  change(progress, slug, { begun: true, questions: { [question]: how } })

/** Marks a lesson by hand; the newest mark wins even where a clock has been set back. */
export function setFinished(progress: Progress, slug: string, finished: boolean, now: number): Progress {
  const last = progress.get(slug)?.mark?.at ?? -1
  return change(progress, slug, { mark: { finished, at: Math.max(now, last + 1) } })
}

function mergeLesson(a: LessonRecord, b: LessonRecord): LessonRecord {
  const questions = { ...a.questions }
  for (const [id, how] of Object.entries(b.questions)) if (questions[id] !== 'right') questions[id] = how
  const mark = (b.mark?.at ?? -1) > (a.mark?.at ?? -1) ? b.mark : a.mark
  return { begun: a.begun || b.begun, ended: a.ended || b.ended, questions, mark }
}

/** All that either record knows. */
export function merge(a: Progress, b: Progress): Progress {
  const all = new Map(a)
  for (const [slug, lesson] of b) {
    const old = all.get(slug)
    all.set(slug, old ? mergeLesson(old, lesson) : lesson)
  }
  return all
}

/** Where a reader stands in a lesson that has these questions. */
export interface Standing {
  readonly state: 'new' | 'begun' | 'finished'
  readonly done: number
  readonly of: number
}

export function standing(lesson: LessonRecord | undefined, questions: readonly string[]): Standing {
  const { begun, ended, questions: settled, mark } = lesson ?? BLANK
  const done = questions.filter((id) => Object.hasOwn(settled, id)).length
  const of = questions.length
  const finished = mark?.finished ?? (ended && done === of)
  return { state: finished ? 'finished' : begun || ended || done > 0 ? 'begun' : 'new', done, of }
}

const lessonsOf = (progress: Progress) => Object.fromEntries(progress)

/** The text kept on the device. */
export const toStored = (progress: Progress): string =>
  JSON.stringify({ version: VERSION, lessons: lessonsOf(progress) })

/** What was kept; what is damaged of it is left out. */
export function fromStored(text: string | null): { readonly progress: Progress; readonly damaged: boolean } {
  if (text === null) return { progress: NOTHING, damaged: false }
  const stored = v.safeParse(Stored, parsed(text))
  if (!stored.success) return { progress: NOTHING, damaged: true }
  const lessons = Object.entries(stored.output.lessons).map(
    ([slug, given]) => [slug, v.safeParse(LessonRecord, given)] as const,
  )
  const good = lessons.flatMap(([slug, r]) => (r.success ? [[slug, r.output] as const] : []))
  return { progress: new Map(good), damaged: good.length < lessons.length }
}

/** The text of a file to take away. */
export const toFile = (progress: Progress): string =>
  `${JSON.stringify({ format: FORMAT, version: VERSION, lessons: lessonsOf(progress) }, null, 2)}\n`

export type FromFile =
  | { readonly ok: true; readonly progress: Progress; readonly leftOut: number }
  | { readonly ok: false; readonly why: 'too-large' | 'no-progress' }

/**
 * The progress in a file. A file that is not one of ours is refused whole; lessons and questions that the course does
 * not have are left out and counted.
 */
export function fromFile(text: string, course: ReadonlyMap<string, readonly string[]>): FromFile {
  if (text.length > LARGEST) return { ok: false, why: 'too-large' }
  const file = v.safeParse(File, parsed(text))
  if (!file.success) return { ok: false, why: 'no-progress' }
  const progress = new Map<string, LessonRecord>()
  let leftOut = 0
  for (const [slug, lesson] of Object.entries(file.output.lessons)) {
    const known = course.get(slug)
    const questions = Object.entries(lesson.questions).filter(([id]) => known?.includes(id))
    leftOut += known ? Object.keys(lesson.questions).length - questions.length : 1
    if (known) progress.set(slug, { ...lesson, questions: Object.fromEntries(questions) })
  }
  return { ok: true, progress, leftOut }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
