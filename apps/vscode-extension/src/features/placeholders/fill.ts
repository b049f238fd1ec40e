import { defaultModelIds } from '@fluxkit/core'
import * as vscode from 'vscode'
import { commands } from '../../contributions.ts'
import type { JobView } from '../../model/jobs/job-view.ts'
import { dirname } from '../../model/naming/posix-path.ts'
import { stemOf } from '../../model/naming/stem-of.ts'
import { readSettings } from '../../platform/settings.ts'
import type { Services } from '../../services.ts'
import { describeOptions } from '../questions/pick-options.ts'
import { finish } from '../submission/finish.ts'
import { createMemory } from '../submission/last-choices.ts'
import { insertLinks } from '../insert/insert-link.ts'
import { allowsBudget } from '../submission/confirm-budget.ts'
import { loadCosts } from '../submission/costs.ts'
import { type Destination, type ImageOptions, type ImageRequest, submit, toJob } from '../submission/image-request.ts'
import { ensureReady } from '../submission/ready.ts'
import { showFailure } from '../submission/show-failure.ts'
import { findMissing, type MissingImage } from './missing.ts'
import { requested, showUnfinished, unfinishedJobs } from './unfinished.ts'
import { t } from '../../platform/t.ts'

/** Submissions that run at the same time when a whole file is filled. */
const concurrency = 3

/** The settings of last time, one image; without any, the configured model. */
function optionsFor(services: Services): ImageOptions {
  const { model, size } = createMemory(services.context.workspaceState).options ?? {
    model: readSettings.defaultModel() || defaultModelIds.generate,
    size: undefined,
  }
  return { model, size, count: 1 }
}

function destinationOf({ target }: MissingImage): Destination {
  const folder = target.with({ path: dirname(target.path) })
  return { folder, stem: stemOf(target.path) }
}

function imageRequestFor(
  document: vscode.TextDocument,
  missing: MissingImage,
  options: ImageOptions,
  anchors: Services['anchors'],
): ImageRequest {
  const { image } = missing
  const insertion = anchors.mark(document, document.positionAt(image.pathStart), 'path')
  return { action: 'generate', prompt: image.alt, ...options, ...destinationOf(missing), insertion }
}

/**
 * One placeholder: no questions, its text is the prompt and its path the place. Nothing while its image is being requested, or may
 * still come.
 *
 * @param path As the text names it: what was typed since the offer has moved the offset. Without, the one at the offset.
 */
export async function fillOne(
  services: Services,
  document: vscode.TextDocument,
  offset: number,
  path?: string,
): Promise<void> {
  const missing = nearest(await findMissing(document), offset, path)
  const ended = missing && (await requestOnce(services, document, missing))
  if (ended !== undefined) await finish(services, ended)
}

async function requestOnce(
  services: Services,
  document: vscode.TextDocument,
  missing: MissingImage,
): Promise<JobView | undefined> {
  const target = missing.target.toString()
  if (requested.has(target)) {
    if (services.jobs.running.length > 0) await vscode.commands.executeCommand(commands.showRunning)
    return undefined
  }
  requested.add(target)
  try {
    if (!(await ensureReady(services))) return undefined
    const unfinished = (await unfinishedJobs(services.jobs))(destinationOf(missing))
    if (unfinished !== undefined) {
      void showUnfinished(unfinished)
      return undefined
    }
    const imageRequest = imageRequestFor(document, missing, optionsFor(services), services.anchors)
    const ended = await submit(services, imageRequest)
    if (ended === undefined) forget(services, [imageRequest])
    return ended
  } finally {
    requested.delete(target)
  }
}

function nearest(found: readonly MissingImage[], offset: number, path: string | undefined): MissingImage | undefined {
  const distance = ({ image }: MissingImage): number => Math.abs(image.start - offset)
  return found
    .filter(({ image }) => (path === undefined ? image.start <= offset && offset <= image.end : image.path === path))
    .toSorted((a, b) => distance(a) - distance(b))[0]
}

/** Nothing comes to these places: they need not be followed any more. */
function forget({ anchors }: Services, imageRequests: readonly ImageRequest[]): void {
  for (const { insertion } of imageRequests) if (insertion !== undefined) anchors.forget(insertion)
}

/** All that a document misses, after one question that names the number and the total. */
export async function fillAll(services: Services, document: vscode.TextDocument): Promise<void> {
  const found = await findMissing(document)
  const isFirst = ({ target }: MissingImage, index: number): boolean =>
    found.findIndex((other) => other.target.path === target.path) === index
  const missing = await withoutRequested(services, found.filter(isFirst))
  if (missing.length === 0) {
    void vscode.window.showInformationMessage(t('noneMissing'))
    return
  }
  if (!(await ensureReady(services))) return
  const options = optionsFor(services)
  const costs = await loadCosts(services)
  // The question says the price, or none: its answer holds for the whole queue, whatever is set in the meantime.
  const sandbox = readSettings.sandbox()
  const go = t('generate')
  const question = t('confirmMissing', { count: missing.length })
  const detail = `${describeOptions({ ...options, count: missing.length }, costs)}\n\n${missing.map(({ image }) => `• ${image.alt}`).join('\n')}`
  if ((await vscode.window.showInformationMessage(question, { modal: true, detail }, go)) !== go) return
  const wanted = await withoutRequested(services, missing)
  if (wanted.length === 0) return
  const imageRequests = wanted.map((each) => ({
    ...imageRequestFor(document, each, options, services.anchors),
    sandbox,
  }))
  const targets = wanted.map(({ target }) => target.toString())
  for (const target of targets) requested.add(target)
  try {
    await submitAll(services, imageRequests, sandbox, missing.length)
  } finally {
    for (const target of targets) requested.delete(target)
  }
}

/** Another window, or a click on one of them, may have requested some: also while the question was open. */
async function withoutRequested(services: Services, missing: readonly MissingImage[]): Promise<MissingImage[]> {
  const unfinished = await unfinishedJobs(services.jobs)
  return missing.filter(
    (each) => !requested.has(each.target.toString()) && unfinished(destinationOf(each)) === undefined,
  )
}

async function submitAll(
  services: Services,
  imageRequests: readonly ImageRequest[],
  sandbox: boolean,
  count: number,
): Promise<void> {
  const allowed = await allowsBudget(services, imageRequests, sandbox)
  if (allowed === undefined) return forget(services, imageRequests)
  const { ended, isCancelled, refused, unused } = await runAll(services, imageRequests, allowed.kind === 'within')
  forget(services, unused)
  // What was allowed for the whole queue is not left to other jobs.
  if (isCancelled && allowed.kind === 'past') await allowed.takeBack()
  for (const job of ended) {
    await services.jobs.report(job.id, (_job, isAgain) => insertLinks(services, job, isAgain))
  }
  const failed = ended.filter((job) => job.state !== 'done')
  if (failed[0] !== undefined) void showFailure(services, failed[0])
  if (refused > 0) {
    void vscode.window.showWarningMessage(t('limitReached', { count: refused }))
  }
  const made = ended.length - failed.length
  void vscode.window.showInformationMessage(t('missingDone', { done: made, count }))
}

interface Filled {
  readonly ended: readonly JobView[]
  readonly isCancelled: boolean
  /** Not requested: another window has used up the limits meanwhile. */
  readonly refused: number
  readonly unused: readonly ImageRequest[]
}

/** @param isLimited Hold the limits with each job: nothing is reserved for those that wait. */
async function runAll(services: Services, imageRequests: readonly ImageRequest[], isLimited: boolean): Promise<Filled> {
  const location = vscode.ProgressLocation.Notification
  const title = t('generatingMissing')
  return vscode.window.withProgress({ location, title, cancellable: true }, async (progress, token) => {
    const queue = [...imageRequests]
    const unused = new Set(imageRequests)
    const ended: JobView[] = []
    let refused = 0
    const started = new Set<string>()
    const subscription = token.onCancellationRequested(() => {
      queue.length = 0
      for (const id of started) services.jobs.stop(id)
    })
    const work = async (): Promise<void> => {
      for (let imageRequest = queue.shift(); imageRequest !== undefined; imageRequest = queue.shift()) {
        const job = toJob(imageRequest)
        started.add(job.id)
        const end = await services.jobs.start({ ...job, isLimited })
        if ('limit' in end) refused += 1 + queue.splice(0).length
        else {
          ended.push(end)
          unused.delete(imageRequest)
        }
        progress.report({ increment: 100 / imageRequests.length, message: `${ended.length} / ${imageRequests.length}` })
      }
    }
    try {
      await Promise.all(Array.from({ length: concurrency }, work))
      return { ended, isCancelled: token.isCancellationRequested, refused, unused: [...unused] }
    } finally {
      subscription.dispose()
    }
  })
}
