import { join } from 'node:path'
import type { DownloadedImage } from '@fluxkit/core'
import { writeImage } from '@fluxkit/core/node'
import { type Job, type KeptImage, requestFacts } from '@fluxkit/jobs'
import { imageName } from '../images/file-name.ts'
import { embedFacts } from '../images/metadata/embed.ts'
import type { Place } from './place.ts'
import type { ImageFacts } from './saved-images.ts'

/**
 * Writes an image with its prompt in it, under the name that its place defines; never over another file.
 * @returns its path and what the record should say of it @throws {SaveError}
 */
export async function saveImage(
  job: Job,
  index: number,
  { bytes: received, format, width, height }: DownloadedImage,
  place: Place,
): Promise<KeptImage & ImageFacts> {
  const { action, prompt, model = 'flux' } = requestFacts(job)
  const seed = job.images[index]?.seed
  const task = job.task?.id ?? job.id
  const size = job.attempts.at(-1)?.wire['size']
  const facts = {
    prompt,
    model,
    action,
    size: typeof size === 'string' ? size : undefined,
    seed,
    taskId: task,
    createdAtMs: job.createdAtMs,
  }
  const { bytes, embedded } = place.metadata
    ? embedFacts(received, format, facts)
    : { bytes: received, embedded: false }
  const { folders, name } = imageName(place.namePattern, {
    prompt,
    model,
    seed,
    index: index + 1,
    count: job.images.length,
    task,
    atMs: job.createdAtMs,
  })
  // A file with the same bytes and task id is this image: a process wrote it and was killed.
  const target = { directory: join(place.directory, ...folders), name, reusesSame: embedded }
  const { path } = await writeImage(bytes, target)
  return { kept: path, format, width, height, sizeBytes: bytes.byteLength, hasMetadata: embedded }
}
