import {
  createCallbackReceiver,
  generateCallbackKey,
  type CallbackEvent,
  type CallbackReceiver,
  type Clock,
  type FluxClient,
} from '@fluxkit/core/node'
import type { Config } from '../config/config.ts'
import { healUnknown } from '../jobs/heal-unknown.ts'
import type { Store } from '../store/store.ts'
import type { Log } from './log.ts'

/**
 * Receives results where the service can reach this program. The key is kept in the store: URLs of jobs under way outlive
 * the process. A job whose submission got no answer learns its task from its callback; one that is overdue goes on.
 * @param wake is called when a job can go on
 * @returns undefined without a public URL
 */
export async function createCallbacks(
  { FLUXKIT_PUBLIC_URL: publicUrl }: Pick<Config, 'FLUXKIT_PUBLIC_URL'>,
  store: Store,
  flux: Pick<FluxClient, 'tasks'>,
  log: Log,
  clock: Clock,
  wake: () => void,
): Promise<CallbackReceiver | undefined> {
  if (publicUrl === undefined) return undefined
  const secretKey = await store.putOnce('callback-key', generateCallbackKey())

  async function onResult(event: CallbackEvent): Promise<void> {
    const { jobKey, taskId } = event
    const job = await store.jobs.get(jobKey)
    // What the URL's secret proves is the job; a task that is not its own is nobody's.
    if (!job || (job.taskId !== undefined && taskId !== undefined && job.taskId !== taskId)) return
    flux.tasks.deliver(event)
    if (job.state !== 'unknown') return
    if (taskId === undefined) {
      log.warn({ jobId: jobKey }, 'a callback for a job of unknown outcome names no task')
      return
    }
    if (!(await healUnknown(store, job, taskId))) return
    log.info({ jobId: jobKey, taskId }, 'a callback told an outcome that was unknown')
    wake()
  }

  return createCallbackReceiver({
    secretKey,
    publicUrl: `${publicUrl}/callbacks`,
    clock,
    onResult,
    onError: (error, { jobKey }) => log.error({ jobId: jobKey, error }, 'a callback could not be used'),
  })
}
