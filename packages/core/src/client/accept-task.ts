import { defined } from '../contract/defined.ts'
import type { SentSize } from '../contract/choose-size.ts'
import { defaultModelIds } from '../contract/models.ts'
import type { LooseFluxRequest } from '../contract/request-schemas.ts'
import { jobKeyIn } from '../callbacks/callback-url.ts'
import type { Secrets } from '../errors/service-text.ts'
import { toWallMs } from '../http/clock.ts'
import type { ProgressEvent } from '../tasks/progress.ts'
import type { Service } from './service.ts'
import type { SubmitOptions } from './options.ts'
import type { SubmittedTask } from './types.ts'

export interface Accepted {
  readonly taskId: string
  readonly traceId: string | undefined
  readonly size: SentSize
  /** When the POST was sent, by the client's own clock. */
  readonly atMs: number
  /** Prompt and links of its body. */
  readonly secrets: Secrets
}

/** The service has a task for this submission: from here on it costs money. Waiting for it needs nothing more from the caller. */
export function acceptTask(
  { known, settings }: Service,
  request: LooseFluxRequest,
  options: SubmitOptions,
  { taskId, traceId, size, atMs, secrets }: Accepted,
  report: (event: Extract<ProgressEvent, { type: 'submitted' }>) => void,
): SubmittedTask {
  const { clock } = settings.network
  const submittedAtMs = toWallMs(clock, atMs)
  const { action, model = defaultModelIds[action], count = 1 } = request
  const jobKey = jobKeyOf(request, options)
  const facts = { held: true, owned: true, sinceMs: atMs, jobKey, secrets, size, count }
  known.note(taskId, clock.now(), facts)
  report(defined({ type: 'submitted' as const, taskId, traceId, size, atMs: submittedAtMs }))
  return defined({ id: taskId, traceId, action, model, size, submittedAtMs, jobKey })
}

/** The job that the callback URL of a request belongs to. */
export function jobKeyOf({ callbackUrl }: LooseFluxRequest, { jobKey }: SubmitOptions): string | undefined {
  return jobKey ?? (callbackUrl === undefined ? undefined : jobKeyIn(callbackUrl))
}
