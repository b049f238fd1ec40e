import {
  chargedOf,
  type Cost,
  durationOf,
  imagesMissing,
  isOwed,
  isSandbox,
  type Job,
  mayBePaid,
  type Origin,
  requestFacts,
  type State,
  stateOf,
} from '@fluxkit/jobs'
import type { Charged } from '@fluxkit/core'
import { fileUri } from '../naming/file-uri.ts'
import { failureOfJob, type JobFailure } from './job-failure.ts'
import { isReported } from './reported.ts'
import { type Removal, removalOf } from './removal.ts'
import type { Insertion, Place, Target } from './place.ts'

export interface SavedFile {
  /** Position in the job. */
  readonly index: number
  readonly uri: string
  readonly width: number
  readonly height: number
  /** Digest of its bytes, to find it again. Absent in records of earlier versions. */
  readonly digest?: string
  readonly byteLength?: number
}

/** What the features show and need of a job: derived from its record, never stored. */
export interface JobView {
  readonly id: string
  readonly createdAtMs: number
  readonly action: 'generate' | 'edit'
  readonly prompt: string
  readonly model: string
  readonly size?: string
  readonly count: number
  readonly source?: string
  readonly isSandbox: boolean
  readonly actor: Origin['actor']
  /** Was it paid for? `no` is a proof. */
  readonly charged: Charged
  /** The cost of all its images, if the service reported it. */
  readonly cost?: Cost
  /** From the submission to the result; absent when it was not seen as it came. */
  readonly tookMs?: number
  readonly target: Target
  readonly insertion?: Insertion
  /** The workspace that asked; absent in records of earlier versions. */
  readonly workspace?: string
  /** Was its end reported, with a link where one was wanted? */
  readonly isReported: boolean
  readonly state: State
  /** Does a window work on it now? */
  readonly isHeld: boolean
  /** Those that a user has not thrown away. */
  readonly files: readonly SavedFile[]
  /** Images that were requested and did not come with the result. */
  readonly missing: number
  readonly failure?: JobFailure
  /** Can Recover bring something home, or find out its outcome? */
  readonly isRecoverable: boolean
  /** May it be removed from the history? */
  readonly removal: Removal
  /** May a submission like it be paid for a second time? */
  readonly mayCostTwice: boolean
}

/** @param held Does a window hold the record? One that reports the end of a job doesn't work on it any more. */
export function viewOf(job: Job<Place>, nowMs: number, held: boolean): JobView {
  const isHeld = held && job.end === undefined
  const { action, prompt, model = '', count } = requestFacts(job)
  const { id, createdAtMs, request, place, end } = job
  const { target, insertion, source, workspace } = place
  const { size } = request
  const state = stateOf(job, nowMs, isHeld)
  const failure = failureOfJob(job, state)
  const tookMs = durationOf(job)
  return {
    id,
    createdAtMs,
    action,
    prompt,
    model,
    ...(typeof size === 'string' && { size }),
    count,
    ...(source !== undefined && { source }),
    isSandbox: isSandbox(job),
    actor: job.origin.actor,
    charged: chargedOf(job),
    ...(job.cost && { cost: job.cost }),
    ...(tookMs !== undefined && { tookMs }),
    target,
    ...(insertion && { insertion }),
    ...(workspace !== undefined && { workspace }),
    isReported: isReported(job),
    state,
    isHeld,
    files: filesOf(job),
    missing: imagesMissing(job),
    ...(failure && { failure }),
    isRecoverable: isOwed({ job }) || isWaiting(job, state),
    removal: removalOf(job, nowMs, isHeld),
    mayCostTwice: end?.kind !== 'done' && mayBePaid(job),
  }
}

/** A user stopped it after it may have been accepted, or it was saved and never sent; also in the sandbox. */
function isWaiting(job: Job, state: State): boolean {
  if (job.end) return job.end.kind === 'cancelled' && (mayBePaid(job) || job.task !== undefined)
  return isSandbox(job) || state === 'created' || state === 'stale'
}

function filesOf({ images }: Job): SavedFile[] {
  return images.flatMap(({ kept, ...facts }, index): SavedFile[] => {
    const { width, height, isDropped, digest, byteLength } = facts as Readonly<Record<string, unknown>>
    if (kept === undefined || isDropped === true) return []
    const isKnown = typeof digest === 'string' && typeof byteLength === 'number'
    const sides = { width: Number(width ?? 0), height: Number(height ?? 0) }
    return [{ index, uri: uriOf(kept), ...sides, ...(isKnown && { digest, byteLength }) }]
  })
}

/** The terminal program saves a job of the extension too, if a user wants that, and saves a path. */
function uriOf(kept: string): string {
  return /^[a-z][a-z\d+.-]+:/i.test(kept) ? kept : fileUri(kept)
}

/** The record after images of the job were moved, or thrown away by a user. */
export function withFiles(job: Job<Place>, change: (files: readonly SavedFile[]) => readonly SavedFile[]): Job<Place> {
  const files = change(filesOf(job))
  const images = job.images.map((image, index) => {
    const file = files.find((each) => each.index === index)
    if (file) return { ...image, kept: file.uri, isDropped: false }
    return image.kept === undefined ? image : { ...image, isDropped: true }
  })
  return { ...job, images }
}

/** Has it come to an end, good or bad? */
export function isOver({ state }: Pick<JobView, 'state'>): boolean {
  return state === 'done' || state === 'failed' || state === 'cancelled'
}

/** Does a user still have to say which of the variants they want? It stays so until they do, whatever happens to windows. */
export function isChoiceOpen(job: Pick<JobView, 'state' | 'actor' | 'isReported' | 'files' | 'insertion'>): boolean {
  const isWanted = job.actor === 'person' && job.insertion?.kind !== 'path'
  return isWanted && isOver(job) && !job.isReported && job.files.length > 1
}

const titleLength = 140

/** The beginning of a prompt, in one line. */
export function clipped(prompt: string): string {
  const line = prompt.replace(/\s+/g, ' ').trim()
  if (line.length <= titleLength) return line
  // Not half of a character.
  return `${line.slice(0, titleLength - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
}
