import * as vscode from 'vscode'
import type { NewJob } from '../../jobs/job-desk.ts'
import type { JobView } from '../../model/jobs/job-view.ts'
import type { Insertion } from '../../model/jobs/place.ts'
import { readSettings } from '../../platform/settings.ts'
import { windowFacts } from '../../platform/window-facts.ts'
import type { Services } from '../../services.ts'
import { allowsBudget } from './confirm-budget.ts'
import { withJobProgress } from './progress.ts'

/** How the image is made. */
export interface ImageOptions {
  readonly model: string
  readonly size?: string | undefined
  readonly count: number
}

/** Where the file goes: a folder, and a name without extension. */
export interface Destination {
  readonly folder: vscode.Uri
  readonly stem: string
}

/** What is wanted, before it becomes a job. Questions, tools and placeholders fill in its parts. */
export interface ImageRequest extends ImageOptions, Destination {
  readonly action: 'generate' | 'edit'
  readonly prompt: string
  /** For edits: URI of the image, or a link. */
  readonly source?: string | undefined
  readonly insertion?: Insertion | undefined
  readonly actor?: 'person' | 'agent'
  /** What held when a user was asked; without it the setting decides. */
  readonly sandbox?: boolean
}

/** The job that a submission becomes. */
export function toJob(imageRequest: ImageRequest): NewJob {
  const { action, prompt, model, size, count, source, insertion } = imageRequest
  const isLink = source !== undefined && /^https?:/i.test(source)
  return {
    id: crypto.randomUUID(),
    actor: imageRequest.actor ?? 'person',
    isSandbox: imageRequest.sandbox ?? readSettings.sandbox(),
    isLimited: true,
    request: {
      action,
      prompt,
      model,
      allowUnknownModel: true,
      ...(size !== undefined && { size }),
      // An edit makes one image, and an edition of the service refuses the field.
      ...(action === 'generate' && { count }),
      ...(isLink && { imageUrl: source }),
    },
    place: {
      target: { folder: imageRequest.folder.toString(), stem: imageRequest.stem },
      ...(insertion && { insertion }),
      ...(source !== undefined && { source }),
      workspace: windowFacts().workspace,
      reported: false,
    },
  }
}

/** What a job was requested with, for another one like it, without a link in the text. */
export function requestOf({ action, prompt, model, size, count, source, target }: JobView): ImageRequest {
  const folder = vscode.Uri.parse(target.folder, true)
  return { action, prompt, model, size, count, source, folder, stem: target.stem }
}

/**
 * Runs a user's request in the foreground, from the limits of the session to its end. `ensureReady` comes before the first
 * question of its flow.
 *
 * @returns `undefined` when nothing was submitted: the user kept to the limit.
 */
export async function submit(services: Services, imageRequest: ImageRequest): Promise<JobView | undefined> {
  const job = toJob(imageRequest)
  const { action, model } = job.request
  const allowed = await allowsBudget(services, [imageRequest], job.isSandbox)
  if (allowed === undefined) return undefined
  const isLimited = allowed.kind === 'within'
  services.log.info(`Job ${job.id}: ${String(action)} with ${String(model)}${job.isSandbox ? ', sandbox' : ''}`)
  const ended = await withJobProgress(services, job, () => services.jobs.start({ ...job, isLimited }))
  // Stopped before it cost anything: what was allowed for it is not left to other jobs.
  const isUnused = !('limit' in ended) && ended.state === 'cancelled' && !ended.mayCostTwice
  if (isUnused && allowed.kind === 'past') await allowed.takeBack()
  // Another window has just submitted the last of it.
  if ('limit' in ended) return submit(services, { ...imageRequest, sandbox: job.isSandbox })
  services.log.info(`Job ${job.id}: ${ended.state}${ended.failure === undefined ? '' : ` (${ended.failure.code})`}`)
  return ended
}
