import type { Clock } from '@fluxkit/core'
import type { SubmitRetries } from '../../outcome/outcome.ts'
import type { JobStore } from '../../stores/job-store.ts'
import type { JobHost } from '../../ports/host.ts'
import type { JobWriter } from './job-writer.ts'
import type { FluxService } from '../../ports/service.ts'

/** What all jobs of a runner share. */
export interface RunnerContext<P, E> {
  readonly store: JobStore<P, E>
  readonly host: JobHost<P, E>
  readonly clock: Clock
  readonly lease: Lease
  readonly retries: SubmitRetries
  /** Runs downloads, each with whole images in memory, a few at a time. */
  readonly limitDownloads: <T>(work: () => Promise<T>) => Promise<T>
}

/** How this runner holds jobs. */
export interface Lease {
  readonly holder: string
  readonly leaseMs: number
}

/** One job at work. */
export interface JobWork<P, E> extends RunnerContext<P, E> {
  readonly writer: JobWriter<P>
  readonly service: FluxService
  /** Ends waits and downloads, never a submission that is on its way. */
  readonly stop: AbortSignal
}
