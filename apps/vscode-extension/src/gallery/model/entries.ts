import { findModel } from '@fluxkit/core'
import type { Texts } from '../../language/translator.ts'
import { costText } from '../../model/cost/session.ts'
import { failureText } from '../../model/failures/failure-text.ts'
import { clipped, isChoiceOpen, isOver, type JobView, type SavedFile } from '../../model/jobs/job-view.ts'
import type { KeptImage } from '../../model/kept/kept-image.ts'
import { showSize } from '../../model/read-size.ts'
import { basename } from '../../model/naming/posix-path.ts'
import { formatSeconds } from '../../model/time-text.ts'
import type { Action, Choice, Entry, Group } from './protocol.ts'

/** What an entry of the page stands for. */
export interface Subject {
  readonly job?: JobView | undefined
  readonly file?: SavedFile
  readonly kept?: KeptImage
}

export interface EntryOptions {
  readonly texts: Texts
  /** As the editor writes dates. */
  readonly formatDate: (ms: number) => string
  /** Address of a file within the page; `undefined` for one that is gone. */
  readonly srcOf: (uri: string) => string | undefined
  readonly srcOfKept: (kept: KeptImage) => string | undefined
  /** The name of the other workspace that a job belongs to. */
  readonly workspaceOf: (job: JobView) => string | undefined
  readonly reasonOf: (kept: KeptImage) => string
}

export interface Entries {
  readonly groups: Group[]
  readonly choices: Choice[]
  readonly subjects: ReadonlyMap<string, Subject>
}

/** The images of these jobs, those that are kept, and jobs that have no image yet. */
export function entriesOf(jobs: readonly JobView[], kept: readonly KeptImage[], options: EntryOptions): Entries {
  const { t } = options.texts
  const subjects = new Map<string, Subject>()
  const add = (entry: Entry, subject: Subject): Entry => {
    subjects.set(entry.key, subject)
    return entry
  }
  const newest = jobs.toSorted((a, b) => b.createdAtMs - a.createdAtMs)
  const waiting = newest.filter((job) => job.files.length === 0 && isUnfinished(job))
  const images = newest.flatMap((job) =>
    byIndex(job).map((file) => add(imageEntry(job, file, kept, options), { job, file })),
  )
  const asideOf = (image: KeptImage): Entry => {
    const job = jobs.find(({ id }) => id === image.jobId)
    return add(keptEntry(image, job, options), { job, kept: image })
  }
  const groups = [
    { title: t('galleryUnfinished'), entries: waiting.map((job) => add(jobEntry(job, options), { job })) },
    { title: t('images'), entries: images },
    { title: t('keptImages'), entries: kept.map(asideOf) },
  ]
  const choices = newest.filter(isChoiceOpen).map((job) => ({
    job: job.id,
    title: titleOf(job),
    hint: t('chooseHint', { count: job.files.length }),
    keepAll: t('keepAll', { count: job.files.length }),
    keys: byIndex(job).map((file) => keyOf(job, file)),
  }))
  return { groups: groups.filter(({ entries }) => entries.length > 0), choices, subjects }
}

function byIndex(job: JobView): SavedFile[] {
  return job.files.toSorted((a, b) => a.index - b.index)
}

function keyOf(job: JobView, file: SavedFile): string {
  return `file:${job.id}:${file.index}`
}

function isUnfinished(job: JobView): boolean {
  return job.isHeld || job.isRecoverable || !isOver(job)
}

function imageEntry(job: JobView, file: SavedFile, kept: readonly KeptImage[], options: EntryOptions): Entry {
  const { t } = options.texts
  const src = options.srcOf(file.uri)
  const isKept = kept.some(({ jobId, index }) => jobId === job.id && index === file.index)
  // Neither costs anything.
  const whenMissing: Action[] = [!isKept && canRecover(job) ? 'recover' : 'restore', 'copyPrompt']
  const state = src === undefined ? t('fileMissing') : isChoiceOpen(job) ? t('galleryWaiting') : undefined
  return {
    key: keyOf(job, file),
    ...(src !== undefined && { src }),
    title: titleOf(job),
    name: nameOf(file.uri),
    ...(state !== undefined && { state }),
    ...(src === undefined && { tone: 'warning' as const }),
    cost: costText(job, options.texts),
    facts: factsOf(job, sizeOf(file, job), options),
    actions:
      src === undefined
        ? whenMissing
        : ['open', 'insert', 'edit', 'reveal', 'copyPath', 'copyPrompt', 'again', 'aside'],
  }
}

function keptEntry(kept: KeptImage, job: JobView | undefined, options: EntryOptions): Entry {
  const { t } = options.texts
  const src = options.srcOfKept(kept)
  const prompt = job?.prompt ?? kept.prompt
  const facts =
    job === undefined || kept.index === undefined
      ? withoutEmpty([
          [t('gallerySize'), sizeOf(kept)],
          [t('galleryPrompt'), prompt],
        ])
      : factsOf(job, sizeOf(kept, job), options)
  return {
    key: `kept:${kept.id}`,
    ...(src !== undefined && { src }),
    title: clipped(prompt),
    name: nameOf(kept.from),
    state: options.reasonOf(kept),
    ...(job !== undefined && { cost: costText(job, options.texts) }),
    facts,
    actions: ['restore', 'open', 'edit', 'copyPrompt'],
  }
}

function jobEntry(job: JobView, options: EntryOptions): Entry {
  const { t } = options.texts
  const failure = job.failure && failureText(job.failure, options.texts).message
  const isBusy = job.isHeld || !canRecover(job)
  const facts = factsOf(job, job.size && showSize(job.size), options)
  return {
    key: `job:${job.id}`,
    title: titleOf(job),
    name: '',
    state: job.isHeld ? t('stateRunning') : job.state === 'unknown' ? t('stateUnknown') : t('stateRecoverable'),
    tone: isBusy ? 'busy' : 'warning',
    cost: costText(job, options.texts),
    facts: failure === undefined ? facts : [[t('galleryState'), failure], ...facts],
    actions: canRecover(job) ? ['recover', 'copyPrompt'] : ['copyPrompt'],
  }
}

function canRecover(job: JobView): boolean {
  return job.isRecoverable && !job.isHeld
}

function factsOf(job: JobView, size: string | undefined, options: EntryOptions): [string, string][] {
  const { t } = options.texts
  return withoutEmpty([
    [t('galleryModel'), findModel(job.model)?.label ?? job.model],
    [t('gallerySize'), size],
    [t('galleryCreated'), options.formatDate(job.createdAtMs)],
    [t('galleryTook'), job.tookMs === undefined ? undefined : formatSeconds(job.tookMs)],
    [t('galleryCost'), costText(job, options.texts)],
    [t('galleryWorkspace'), options.workspaceOf(job)],
    // Last, because it may be long.
    [t('galleryPrompt'), job.prompt],
  ])
}

function withoutEmpty(facts: readonly (readonly [string, string | undefined])[]): [string, string][] {
  return facts.flatMap(([label, value]) => (value === undefined || value === '' ? [] : [[label, value]]))
}

/** Its pixels, else what was requested. */
function sizeOf({ width, height }: Pick<SavedFile, 'width' | 'height'>, job?: JobView): string | undefined {
  return width > 0 && height > 0 ? `${width} × ${height}` : job?.size && showSize(job.size)
}

function titleOf(job: JobView): string {
  return clipped(job.prompt)
}

function nameOf(uri: string): string {
  const name = basename(uri.replace(/[?#].*$/, ''))
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}
