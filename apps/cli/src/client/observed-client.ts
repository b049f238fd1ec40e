import type { FluxClient, SentSize } from '@fluxkit/core'

/** What a client reports in addition to what jobs need. */
export interface ClientListener {
  /** The size of a submission, and who chose it. */
  onSize(taskId: string, size: SentSize): void
  /** A poll failed; the wait continues. */
  onPollFailed(taskId: string, error: unknown): void
}

type Client = Pick<FluxClient, 'submit' | 'tasks' | 'images' | 'checkConnection'>

/** The same client, with a listener. */
export function observedClient(client: Client, listener: ClientListener): Client {
  return {
    images: client.images,
    checkConnection: (options) => client.checkConnection(options),
    async submit(request, options) {
      const task = await client.submit(request, options)
      listener.onSize(task.id, task.size)
      return task
    },
    tasks: {
      ...client.tasks,
      wait: (id, options = {}) =>
        client.tasks.wait(id, {
          ...options,
          onProgress: (event) => {
            if (event.type === 'poll-failed') listener.onPollFailed(id, event.error)
            options.onProgress?.(event)
          },
        }),
    },
  }
}
