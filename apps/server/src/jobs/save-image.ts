import type { DownloadedImage } from '@fluxkit/core'
import { writeImage } from '@fluxkit/core/node'
import { type Job, type KeptImage, requestFacts, safeName, slug } from '@fluxkit/jobs'
import { folderOf } from './place.ts'

/** What a record says about a saved image in addition to its path. */
export interface ImageFacts {
  readonly format: string
  readonly mimeType: string
  readonly width: number
  readonly height: number
  readonly sizeBytes: number
}

/**
 * Writes an image into the folder of its job, named after its prompt; never over another file.
 * @throws {SaveError}
 */
export async function saveImage(
  job: Job,
  index: number,
  { bytes }: DownloadedImage,
  usualFolder: string,
): Promise<KeptImage & ImageFacts> {
  const { path, format, mimeType, width, height, byteLength } = await writeImage(bytes, {
    directory: folderOf(job, usualFolder),
    name: job.images.length > 1 ? `${nameOf(job)}-${index + 1}` : nameOf(job),
    taskId: job.task?.id,
    // A server had written it and was killed before it recorded that.
    reusesSame: { sinceMs: job.createdAtMs },
  })
  return { kept: path, format, mimeType, width, height, sizeBytes: byteLength }
}

function nameOf(job: Job): string {
  const { namePattern } = (job.place ?? {}) as { readonly namePattern?: unknown }
  const isName = typeof namePattern === 'string' && !/[{}]/.test(namePattern)
  return isName ? safeName(namePattern) : slug(requestFacts(job).prompt)
}
