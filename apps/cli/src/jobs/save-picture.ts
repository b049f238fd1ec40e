import { join } from 'node:path'
import type { FluxClient } from '@fluxkit/core'
import { pictureName } from '../pictures/file-name.ts'
import { embedFacts } from '../pictures/metadata/embed.ts'
import type { JobTools } from './job-tools.ts'
import type { Job } from './job.ts'

/** Downloads a picture, puts its prompt into it, writes it under the name that the job wants. Never overwrites. */
export function createPictureSaver(client: Pick<FluxClient, 'images'>, stop: AbortSignal): JobTools['savePicture'] {
  return async (job, image, index) => {
    const {
      bytes: received,
      format,
      width,
      height,
      url,
    } = await client.images.download(image.url, {
      signal: stop,
      taskId: job.taskId,
    })
    const { bytes, embedded } = job.save.metadata
      ? embedFacts(received, format, factsOf(job, image.seed))
      : { bytes: received, embedded: false }
    const { folders, name } = pictureName(job.save.namePattern, {
      prompt: job.request.prompt,
      model: modelOf(job),
      seed: image.seed,
      index: index + 1,
      count: job.images?.length ?? 1,
      task: job.taskId ?? job.id,
      atMs: job.createdAtMs,
    })
    const { writeImage } = await import('@fluxkit/core/node')
    const { path } = await writeImage(bytes, { directory: join(job.save.directory, ...folders), name })
    const seed = image.seed === undefined ? {} : { seed: image.seed }
    return {
      bytes,
      picture: { path, url, ...seed, format, width, height, sizeBytes: bytes.byteLength, hasMetadata: embedded },
    }
  }
}

function factsOf(job: Job, seed: number | string | undefined): Parameters<typeof embedFacts>[2] {
  const { request, taskId = job.id, createdAtMs } = job
  return {
    prompt: request.prompt,
    model: modelOf(job),
    action: request.action,
    size: request.size,
    seed,
    taskId,
    createdAtMs,
  }
}

function modelOf({ request }: Job): string {
  return request.model ?? 'flux'
}
