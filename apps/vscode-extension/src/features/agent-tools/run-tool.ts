import * as vscode from 'vscode'
import { contextKeys } from '../../contributions.ts'
import type { JobView } from '../../model/jobs/job-view.ts'
import { english } from '../../language/translator.ts'
import { altText } from '../../model/links/alt-text.ts'
import { linkText, linkTo } from '../../model/links/link-syntax.ts'
import { JobRefusal } from '@fluxkit/jobs'
import type { Services } from '../../services.ts'
import { costOf } from '../submission/costs.ts'
import { type ImageRequest, toJob } from '../submission/image-request.ts'
import { previewPart } from './preview.ts'

/**
 * Runs an agent's submission under its own limit.
 *
 * @throws {Error} whose message explains to the model what happened, what was charged, and what to do next
 */
export async function runTool(
  services: Services,
  imageRequest: ImageRequest,
  token: vscode.CancellationToken,
): Promise<vscode.LanguageModelToolResult> {
  if (!(await services.isReady())) {
    throw new JobRefusal(
      'no_token',
      'No API token is set. Ask the user to run "Fluxkit: Set API Token" or "Fluxkit: Toggle Sandbox", then call again.',
    )
  }
  // A cancellation while the code was loaded comes too late for the event below.
  if (token.isCancellationRequested) throw new vscode.CancellationError()
  const job = toJob({ ...imageRequest, actor: 'agent' })
  if (!job.isSandbox) {
    const answer = await services.jobs.check({
      actor: 'agent',
      images: imageRequest.count,
      cost: await costOf(services, [imageRequest]),
    })
    if (!answer.ok) throw limitReached(answer.limit, answer.value)
  }
  const { action, model } = job.request
  services.log.info(`Job ${job.id}: ${String(action)} with ${String(model)}, requested by an agent`)
  const subscription = token.onCancellationRequested(() => services.jobs.stop(job.id))
  try {
    const ended = await services.jobs.start(job)
    if ('limit' in ended) throw limitReached(ended.limit, ended.value)
    await services.jobs.report(ended.id)
    const result = await resultOf(ended)
    void vscode.commands.executeCommand('setContext', contextKeys.hasAgentImage, true)
    return result
  } finally {
    subscription.dispose()
  }
}

function limitReached(limit: string, value: number): JobRefusal {
  return new JobRefusal(
    'limit',
    `The limit of this session (${limit}: ${value}) is reached. Do not call again; tell the user, who can raise it in the settings.`,
  )
}

async function resultOf(job: JobView): Promise<vscode.LanguageModelToolResult> {
  if (job.files.length === 0) throw new Error(await explain(job))
  const lines = job.files.map((file) => {
    const uri = vscode.Uri.parse(file.uri, true)
    const path = vscode.workspace.asRelativePath(uri)
    return `${path} (${file.width}x${file.height}), link from the workspace folder: ${linkText(linkTo('markdown', path, altText(job.prompt)))}`
  })
  const fewer = `\nOnly ${job.count - job.missing} of ${job.count} images arrived. Do not call again for the others unless the user asks for it.`
  const note = job.state !== 'done' ? `\nNot all images arrived: ${await explain(job)}` : job.missing > 0 ? fewer : ''
  const sandbox = job.isSandbox ? '\nThis is a sandbox placeholder and cost nothing.' : ''
  // The image is paid for and saved: a preview that fails must not read as a failure, after which a model submits again.
  const parts = await Promise.all(job.files.map((file) => previewPart(file).catch(() => undefined)))
  const previews = parts.filter((part) => part !== undefined)
  const text = `Saved ${lines.join('\nSaved ')}${note}${sandbox}`
  return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text), ...previews])
}

/** In English: the reader is a model. The sentences are loaded with the first failure. */
async function explain({ id, failure, isRecoverable }: JobView): Promise<string> {
  if (failure === undefined) return 'There is no image.'
  const { failureText } = await import('../../model/failures/failure-text.ts')
  const { message } = failureText(failure, english)
  const recover = isRecoverable ? ' The user can recover it with "Fluxkit: Recover Unfinished Images".' : ''
  const again = failure.charged === 'no' ? '' : ' Do not call again unless the user asks for it.'
  return `${message}${recover}${again} (${failure.code}, job ${id})`
}
