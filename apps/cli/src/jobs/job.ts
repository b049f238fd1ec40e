import type { Charged, Cost, LooseFluxRequest, SentSize } from '@fluxkit/core'

/**
 * Where a job stands. `submitting` is written before the request leaves; found in a journal without its process, it
 * means that nobody knows whether the service accepted it.
 */
export type JobState = 'submitting' | 'submitted' | 'succeeded' | 'saved' | 'failed' | 'outcome-unknown'

/** A picture that the service has made. */
export interface JobImage {
  readonly url: string
  readonly seed?: number | string
}

export function jobImage({ url, seed }: { url: string; seed?: number | string | undefined }): JobImage {
  return { url, ...(seed === undefined ? {} : { seed }) }
}

/** A picture on this machine. */
export interface JobFile {
  /** From 0, the position in `images`. */
  readonly index: number
  readonly path: string
}

interface JobError {
  readonly code: string
  readonly message: string
  readonly charged: Charged
}

/** How the pictures of a job are to be saved, also by a later process. */
export interface SaveSettings {
  /** Absolute. */
  readonly directory: string
  readonly namePattern: string
  readonly metadata: boolean
}

/** One submission, as the journal keeps it. Never holds a token. */
export interface Job {
  readonly version: 1
  readonly id: string
  readonly state: JobState
  readonly createdAtMs: number
  readonly updatedAtMs: number
  /** Origin of the service, or `sandbox` for the one inside the program, whose tasks end with it. */
  readonly service: string
  readonly request: LooseFluxRequest
  readonly save: SaveSettings
  readonly taskId?: string
  readonly traceId?: string
  readonly submittedAtMs?: number
  /** The size that was sent, and who chose it. */
  readonly size?: SentSize
  /** As the service says. */
  readonly cost?: Cost
  readonly images?: readonly JobImage[]
  readonly files?: readonly JobFile[]
  readonly error?: JobError
}

/** Is there something left to collect? */
export function isPending(job: Job): boolean {
  return job.state === 'submitting' || job.state === 'submitted' || job.state === 'succeeded'
}

/** Sortable by time and short enough to type: `20261122-154501-k3f9`. */
export function createJobId(atMs: number, random: () => number): string {
  const time = new Date(atMs).toISOString().replaceAll(/[-:]/g, '').replace('T', '-').slice(0, 15)
  const suffix = Array.from({ length: 4 }, () => alphabet[Math.floor(random() * alphabet.length)]).join('')
  return `${time}-${suffix}`
}

/** Without the letters and digits that look alike. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789'
