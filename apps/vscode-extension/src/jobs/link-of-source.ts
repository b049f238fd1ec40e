import { type FluxClient, maxUploadBytes } from '@fluxkit/core'
import { displayedSize, identifyImage } from '@fluxkit/core/images'
import { isSandbox, type Job, JobRefusal, type Json } from '@fluxkit/jobs'
import * as vscode from 'vscode'
import type { Place } from '../model/jobs/place.ts'
import { basename } from '../model/naming/posix-path.ts'
import { readSettings } from '../platform/settings.ts'
import type { Tokens } from '../platform/tokens.ts'

export interface Uploads {
  readonly client: () => Promise<Pick<FluxClient, 'files'>>
  readonly tokens: Pick<Tokens, 'get'>
}

/**
 * A link for the image that an edit starts from, and its sides: an edit without a size keeps this shape. Consent was asked
 * before the job was saved.
 *
 * @returns What the request gains; `undefined` when it has all.
 * @throws {JobRefusal} or what the upload throws
 */
export async function linkOfSource(
  job: Job<Place>,
  { client, tokens }: Uploads,
  signal: AbortSignal,
): Promise<Json | undefined> {
  const { source } = job.place
  if (source === undefined || job.request['imageUrl'] !== undefined) return undefined
  if (/^https?:/i.test(source)) return { imageUrl: source }
  const isFree = isSandbox(job)
  if (!isFree && (await tokens.get('platform')) === undefined) {
    throw new JobRefusal('no_platform_token', 'No platform token is set.')
  }
  const uri = vscode.Uri.parse(source, true)
  // The setting may have changed since the consent.
  if (!isFree && readSettings.uploads(uri) === 'never') {
    throw new JobRefusal('upload_forbidden', 'Uploads are forbidden.')
  }
  const { size } = await readable(vscode.workspace.fs.stat(uri))
  if (size > maxUploadBytes) throw new JobRefusal('invalid_request', 'The image is larger than 100 MB.')
  const bytes = new Uint8Array(await readable(vscode.workspace.fs.readFile(uri)))
  const name = basename(uri.path)
  const imageUrl = isFree
    ? `https://sandbox.invalid/${encodeURIComponent(name)}`
    : (await (await client()).files.upload({ bytes, name }, { signal })).url
  const image = identifyImage(bytes)
  return { imageUrl, ...(image && { imageSize: displayedSize(image) }) }
}

async function readable<T>(work: Thenable<T>): Promise<T> {
  try {
    return await work
  } catch {
    throw new JobRefusal('invalid_request', 'The image cannot be read.')
  }
}
