export type JobOrigin = 'person' | 'agent'

/**
 * `created`: written down, nothing sent. `submitting`: the paid request is on its way; found in this state after a
 * crash, its outcome is unknown. `running`: the task id is known. `saving`: the links are known. The others are ends;
 * `stopped` and some `failed` ones can be collected later.
 */
export type JobState = 'created' | 'submitting' | 'running' | 'saving' | 'done' | 'failed' | 'unknown' | 'stopped'

/** Where the pictures go: a folder and a name without extension, or one exact path that a placeholder names. */
export interface JobTarget {
  readonly folder: string
  readonly stem: string
}

/** Where a link goes once the file exists. */
export interface Insertion {
  readonly document: string
  readonly line: number
  readonly character: number
  /** Digest of the line's text: after a reload the link goes only where the document still reads the same. */
  readonly lineDigest: string
  /** `link`: a new link at the place; `path`: the place holds a path that is replaced when the file's name differs. */
  readonly kind: 'link' | 'line' | 'path'
}

export interface SavedFile {
  readonly index: number
  readonly uri: string
  readonly width: number
  readonly height: number
}

export interface JobFailure {
  /** A code of core, or one of our own: `interrupted`, `write_failed`. */
  readonly code: string
  readonly summary: string
  readonly charged: 'no' | 'unknown' | 'yes'
  readonly traceId?: string
}

export interface ImageSize {
  readonly width: number
  readonly height: number
}

export interface JobOwner {
  readonly windowId: string
  readonly pid: number
  readonly host: string
}

/** One order, as it lies on disk. Holds no token. */
export interface Job {
  readonly version: 1
  readonly id: string
  readonly createdAtMs: number
  readonly action: 'generate' | 'edit'
  readonly prompt: string
  readonly model: string
  readonly size?: string
  readonly count: number
  /** URI of the local picture, or the link, that an edit starts from. */
  readonly source?: string
  /** The public link that the service fetches; known once a local picture was uploaded. */
  readonly sourceUrl?: string
  /** Sides in pixels of a local source: an edit without a size keeps this shape. */
  readonly sourceSize?: ImageSize
  readonly sandbox: boolean
  readonly origin: JobOrigin
  readonly target: JobTarget
  readonly insertion?: Insertion
  readonly state: JobState
  readonly taskId?: string
  readonly submittedAtMs?: number
  /** Links of the pictures, in order. */
  readonly imageUrls: readonly string[]
  readonly files: readonly SavedFile[]
  readonly failure?: JobFailure
  readonly endedAtMs?: number
  readonly owner?: JobOwner
  /** Rises with each change of owner; who holds an older one must not write. */
  readonly generation: number
}

const endStates: ReadonlySet<JobState> = new Set(['done', 'failed', 'unknown', 'stopped'])

export function isEnded({ state }: Job): boolean {
  return endStates.has(state)
}

/** Ends after which there is no picture at the service. Any other failure, also an unforeseen one, leaves it there. */
export const finalCodes: ReadonlySet<string> = new Set(['task_failed', 'finished_without_image', 'moderated'])

/** Is there a result at the service that this job has not brought home? */
export function isCollectable(job: Job): boolean {
  if (job.taskId === undefined || job.state === 'done') return false
  if (job.state === 'failed') return !finalCodes.has(job.failure?.code ?? '')
  return job.state === 'stopped' || job.state === 'unknown'
}

/** May this order have cost, or still cost, something that it has not brought home? Then a second one may be paid twice. */
export function mayBePaid(job: Job): boolean {
  if (job.sandbox || job.state === 'done') return false
  if (job.taskId !== undefined) return !isEnded(job) || isCollectable(job)
  return job.failure?.charged !== 'no'
}
