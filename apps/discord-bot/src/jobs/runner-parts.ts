import type { FluxService, Runner } from '@fluxkit/jobs'
import type { BotPlace } from '../model/job.ts'
import type { Deliverer } from './deliverer.ts'
import type { JobTools } from './job-tools.ts'
import type { Progress } from './progress.ts'

/** What the duties of a job runner share. */
export interface RunnerParts {
  readonly tools: JobTools
  readonly service: FluxService
  readonly runner: Runner<BotPlace>
  readonly progress: Progress
  readonly deliverer: Deliverer
}
