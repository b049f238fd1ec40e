import { tryRead } from '../http/read-call.ts'
import { isUnknownTaskAnswer } from '../tasks/unknown-task.ts'
import type { Service } from './service.ts'
import type { CallOptions } from './options.ts'

/** No task has this id, so asking for it costs nothing and shows whether the token is accepted. */
const noTaskId = '00000000-0000-0000-0000-000000000000'

/** @throws what is wrong, unless it is that there is no such task */
export async function checkTasks(service: Service, options?: CallOptions): Promise<{ readonly latencyMs: number }> {
  const { network } = service.settings
  const call = await service.prepare('/flux/tasks', { action: 'retrieve', id: noTaskId }, options)
  const startedAtMs = network.clock.now()
  const outcome = await tryRead(network, call, {})
  if ('error' in outcome && !isUnknownTaskAnswer(outcome.error)) throw outcome.error
  return { latencyMs: network.clock.now() - startedAtMs }
}

/** The service's answers to a token that may submit, and to a request without prompt and action. */
const refusals: ReadonlySet<string> = new Set(['bad_request', 'api_not_implemented'])

/** @throws what is wrong, unless it is the request, which is made to be refused */
export async function checkSubmission(service: Service, options?: CallOptions): Promise<void> {
  const call = await service.prepare('/flux/images', { action: 'check' }, options)
  const outcome = await tryRead(service.settings.network, call, {})
  if ('error' in outcome && !refusals.has(outcome.error.code)) throw outcome.error
}
