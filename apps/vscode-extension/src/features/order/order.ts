import { defaultModelIds } from '@fluxkit/core'
import type * as vscode from 'vscode'
import { priceOf } from '../../model/cost/price.ts'
import type { Insertion, Job, JobOrigin } from '../../model/jobs/job.ts'
import { readSettings } from '../../platform/settings.ts'
import type { Services } from '../../services.ts'
import { allowsBudget } from './ask-budget.ts'
import { withJobProgress } from './progress.ts'
import { ensureReady } from './ready.ts'

/** What is wanted, before it becomes a job. */
export interface Order {
  readonly action: 'generate' | 'edit'
  readonly prompt: string
  readonly model?: string | undefined
  readonly size?: string | undefined
  readonly count?: number | undefined
  /** For edits: URI of the picture, or a link. */
  readonly source?: string | undefined
  readonly folder: vscode.Uri
  readonly stem: string
  readonly insertion?: Insertion | undefined
  readonly origin?: JobOrigin
  /** What held when a person was asked; without it the setting decides. */
  readonly sandbox?: boolean
}

/** The job that an order becomes. */
export function toJob(order: Order): Job {
  const {
    action,
    prompt,
    model = defaultModelIds[action],
    size,
    count = 1,
    source,
    insertion,
    origin = 'person',
    sandbox = readSettings.sandbox(),
  } = order
  return {
    version: 1,
    id: crypto.randomUUID(),
    createdAtMs: Date.now(),
    action,
    prompt,
    model,
    ...(size === undefined ? {} : { size }),
    count,
    ...(source === undefined ? {} : { source }),
    sandbox,
    origin,
    target: { folder: order.folder.toString(), stem: order.stem },
    ...(insertion === undefined ? {} : { insertion }),
    state: 'created',
    imageUrls: [],
    files: [],
    generation: 1,
  }
}

export function priceOfOrder(order: Order): number | undefined {
  const { action, model = defaultModelIds[action], count = 1, sandbox = readSettings.sandbox() } = order
  return sandbox ? undefined : priceOf(readSettings.prices(), model, count)
}

/**
 * Runs a person's order in the foreground, from the checks to its end.
 *
 * @returns `undefined` when nothing was ordered: no token, or the person kept to the limit.
 */
export async function place(services: Services, order: Order): Promise<Job | undefined> {
  if (!(await ensureReady(services))) return undefined
  const job = toJob(order)
  const pictures = job.count
  const price = priceOfOrder(order)
  if (!job.sandbox && !(await allowsBudget(services.budget, pictures, price))) return undefined
  if (!job.sandbox) services.budget.spend('person', pictures, price)
  services.log.info(`Job ${job.id}: ${job.action} with ${job.model}${job.sandbox ? ', sandbox' : ''}`)
  const ended = await withJobProgress(services, job, () => services.jobs.start(job))
  services.log.info(`Job ${job.id}: ${ended.state}${ended.failure === undefined ? '' : ` (${ended.failure.code})`}`)
  return ended
}
