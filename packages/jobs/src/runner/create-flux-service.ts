import type { FluxClient, FluxRequest } from '@fluxkit/core'
import type { FluxService } from '../ports/service.ts'

/** The client, and whose account it uses. */
export interface FluxServiceOptions {
  readonly client: Pick<FluxClient, 'submit' | 'tasks' | 'images' | 'checkConnection'>
  /** The base URL of the client, as in `job.service`. */
  readonly address: string
  /** The account of the client's token: see {@link accountOf}. */
  readonly account: string
  /** Where the service should post the result, by the key of an attempt. Default: it is polled. */
  readonly callbackUrlFor?: (key: string) => Promise<string>
}

/** What timers of JavaScript hosts can wait, 24.8 days. */
const maxWaitMs = 2 ** 31 - 1

/** A client of core as jobs use it. */
export function createFluxService({ client, address, account, callbackUrlFor }: FluxServiceOptions): FluxService {
  /** The key matters only where a callback URL carries it. */
  const keyed = (key: string | undefined): { jobKey?: string } =>
    callbackUrlFor && key !== undefined ? { jobKey: key } : {}

  return {
    address,
    account,
    async submit(request, { key, onAttempt }) {
      const callbackUrl = await callbackUrlFor?.(key)
      // Core checks it again before anything is sent.
      const checked = { ...request, ...(callbackUrl !== undefined && { callbackUrl }) } as unknown as FluxRequest
      // A lost one is looked for by the runner, which knows the tasks of all jobs.
      return client.submit(checked, {
        ...keyed(key),
        findLost: false,
        onAttempt: ({ wire, serverOffsetMs }) => onAttempt({ wire: { ...wire }, serverOffsetMs }),
      })
    },
    async find(lost, { signal }) {
      // An account that can't be reached has no list, and that isn't the same as "not found".
      await client.checkConnection({ signal })
      return client.tasks.find(lost, { signal })
    },
    async wireOf(request, key) {
      const { action, prompt, model, size, count, imageUrl } = request
      const callbackUrl = await callbackUrlFor?.(key)
      const fields = { action, prompt, model, size, count, image_url: imageUrl, callback_url: callbackUrl }
      return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
    },
    wait({ id, key, model, prompt, submittedAtMs }, { signal, deadlineMs, onProgress }) {
      return client.tasks.wait(id, {
        ...keyed(key),
        signal,
        // Core takes no other limits, and a job that is paid for must not fail for one: no time left, or no end.
        deadlineMs: Math.min(Math.max(1, deadlineMs), maxWaitMs),
        model,
        prompt,
        submittedAtMs,
        expectCallback: callbackUrlFor !== undefined,
        onProgress(event) {
          if (event.type !== 'queued' && event.type !== 'running') return
          onProgress({ state: event.type, elapsedMs: event.elapsedMs, expectedMs: event.expectedMs })
        },
      })
    },
    async check({ id }, { signal }) {
      const { error, result } = await client.tasks.get(id, { signal })
      if (error) throw error
      return result
    },
    download: (url, options) => client.images.download(url, options),
  }
}
