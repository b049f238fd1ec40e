import { identifyImage } from '@fluxkit/core/images'
import * as vscode from 'vscode'
import { JobRefused } from '../jobs/failure-of.ts'
import type { Job } from '../model/jobs/job.ts'
import type { SourceLink } from '../model/jobs/transitions.ts'
import { basename } from '../model/naming/posix-path.ts'
import { readSettings } from '../platform/settings.ts'
import type { Tokens } from '../platform/tokens.ts'
import type { ImageService } from './image-service.ts'

/** 100 MB, read as the smaller of its two meanings, as core does. Source: the vendor's platform guide. */
const maxUploadBytes = 100_000_000

/**
 * A link for the picture that an edit starts from. Consent was asked before the job was written down.
 *
 * @throws {JobRefused} or what the upload throws
 */
export async function linkOfSource(
  job: Job,
  service: ImageService,
  tokens: Tokens,
  signal: AbortSignal,
): Promise<SourceLink> {
  const source = job.source ?? ''
  if (/^https?:/i.test(source)) return { url: source }
  if (!job.sandbox && (await tokens.get('platform')) === undefined) {
    throw new JobRefused('no_platform_token', 'No platform token is set.')
  }
  const uri = vscode.Uri.parse(source, true)
  // The setting may have changed since the consent.
  if (!job.sandbox && readSettings.uploads(uri) === 'never') {
    throw new JobRefused('upload_forbidden', 'Uploads are forbidden.')
  }
  const { size } = await vscode.workspace.fs.stat(uri)
  if (size > maxUploadBytes) throw new JobRefused('invalid_request', 'The picture is larger than 100 MB.')
  const bytes = new Uint8Array(await vscode.workspace.fs.readFile(uri))
  const url = await service.upload(bytes, basename(uri.path), { signal })
  const image = identifyImage(bytes)
  return { url, ...(image && { size: { width: image.width, height: image.height } }) }
}
