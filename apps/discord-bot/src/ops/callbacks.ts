import {
  createCallbackReceiver,
  generateCallbackKey,
  type CallbackEvent,
  type CallbackReceiver,
  type Clock,
  type FluxClient,
} from '@fluxkit/core/node'
import type { Config } from '../config/config.ts'
import type { Store } from '../store/store.ts'
import type { Log } from '../ports/log.ts'

/**
 * Receives results where the service can reach this program. The key is kept in the store: URLs of running jobs outlive
 * the process. A job whose submission got no answer learns its task from its callback; one that is overdue continues.
 * @param adopt notes the task of a job, or searches for it when the callback names none. @returns false when it isn't that job's
 * @returns undefined without a public URL
 */
export async function createCallbacks(
  { FLUXKIT_PUBLIC_URL: publicUrl }: Pick<Config, 'FLUXKIT_PUBLIC_URL'>,
  store: Store,
  flux: Pick<FluxClient, 'tasks'>,
  log: Log,
  clock: Clock,
  adopt: (jobId: string, taskId: string | undefined) => Promise<boolean>,
): Promise<CallbackReceiver | undefined> {
  if (publicUrl === undefined) return undefined
  const secretKey = await store.putOnce('callback-key', generateCallbackKey())

  async function onResult(event: CallbackEvent): Promise<void> {
    const { jobKey, taskId } = event
    const jobId = jobOf(jobKey)
    // The URL's secret proves the job; a task that is not its own is ignored.
    if (!(await adopt(jobId, taskId)))
      return log.warn({ jobId, taskId }, 'a callback names a task that is not the job’s')
    flux.tasks.deliver(event)
  }

  return createCallbackReceiver({
    secretKey,
    publicUrl: `${publicUrl}/callbacks`,
    clock,
    onResult,
    onError: (error, { jobKey }) => log.error({ jobId: jobKey, error }, 'a callback could not be used'),
  })
}

/** Keys are `<job>.<number of the attempt>`; those of the first versions of the bot were the job only. */
function jobOf(key: string): string {
  const at = key.lastIndexOf('.')
  return at < 0 ? key : key.slice(0, at)
}
