import type { FluxClient } from '@fluxkit/core'
import type { ImageService } from './image-service.ts'

/** The real service. */
export function createFluxService(client: FluxClient): ImageService {
  return {
    async submit(request, { signal, onLate }) {
      const task = await client.submit(request, {
        signal,
        onProgress: (event) => {
          if (event.type === 'submitted' && event.late === true) onLate({ id: event.taskId, submittedAtMs: event.atMs })
        },
      })
      return { id: task.id, submittedAtMs: task.submittedAtMs }
    },
    async wait({ id, model, submittedAtMs }, { signal, deadlineMs }) {
      const { images } = await client.tasks.wait(id, { model, submittedAtMs, signal, deadlineMs })
      return images.map((image) => image.url)
    },
    download: (url, { signal, taskId }) => client.images.download(url, { signal, taskId }),
    async upload(bytes, name, { signal }) {
      const file = await client.files.upload({ bytes, name }, { signal })
      return file.url
    },
  }
}
