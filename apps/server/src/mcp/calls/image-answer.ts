import { pathToFileURL } from 'node:url'
import { basename } from 'node:path'
import type { CallToolResult, ContentBlock } from '@modelcontextprotocol/server'
import { previewOf } from '../../files/preview.ts'
import { type Remainder, remainderOf, type Spending } from '../../money/budget.ts'
import type { Limits } from '../../money/limits.ts'
import { t } from '../../language/translator.ts'
import type { Failure } from '../../jobs/failure.ts'
import type { JobReport } from '../../jobs/report.ts'
import type { SavedFile } from '../../jobs/saved-files.ts'
import type { ImageResult } from '../schemas/tool-results.ts'

/** More previews than these only fill the context of the agent. */
const maxPreviews = 4

export interface AnswerFacts {
  readonly spending: Spending
  readonly limits: Limits
  readonly isSandbox: boolean
  readonly variant?: number | undefined
  readonly nextVariant?: number | undefined
  readonly withPreviews: boolean
}

/** What an agent reads about a call that submitted nothing. */
export function refusedAnswer(failure: Failure, facts: AnswerFacts): CallToolResult {
  const structured: ImageResult = {
    state: 'refused',
    charged: failure.charged,
    files: [],
    ...(failure.jobId !== undefined && { jobId: failure.jobId }),
    ...sharedFields(facts),
    error: errorOf(failure),
  }
  return { isError: true, content: [text(failureText(failure))], structuredContent: structured }
}

/** What an agent reads about a job: text, previews, links to the files, and the same as data. */
export async function jobAnswer(report: JobReport, facts: AnswerFacts): Promise<CallToolResult> {
  const { job, state, charged, cost, files, unsaved, missing, failure } = report
  const structured: ImageResult = {
    state,
    charged,
    files: files.map((file) => fileFields(file, report.isSandbox)),
    jobId: job.id,
    ...(job.task && { taskId: job.task.id }),
    ...(cost && { cost: { ...cost } }),
    ...(unsaved.length > 0 && { unsavedLinks: [...unsaved] }),
    ...(missing > 0 && { missingImages: missing }),
    ...sharedFields(facts),
    ...(failure && { error: errorOf(failure) }),
  }
  const previews = facts.withPreviews ? await previewBlocks(files) : []
  return {
    content: [text(reportText(report, facts)), ...previews, ...files.map((file) => linkTo(file))],
    structuredContent: structured,
    // Images that came are a result, also where others are missing.
    ...(failure && files.length === 0 && { isError: true }),
  }
}

function sharedFields({ spending, limits, isSandbox, variant, nextVariant }: AnswerFacts) {
  return {
    ...(variant !== undefined && { variant }),
    ...(nextVariant !== undefined && { nextVariant }),
    sandbox: isSandbox,
    budget: { session: remainderOf(limits.session, spending.session), day: remainderOf(limits.day, spending.day) },
  }
}

function errorOf({ code, message, advice, charged, retryable, traceId }: Failure): NonNullable<ImageResult['error']> {
  return { code, message, advice, charged, retryable, ...(traceId !== undefined && { traceId }) }
}

function reportText(report: JobReport, facts: AnswerFacts): string {
  const { job, files, cost, failure, isRunning } = report
  const saved = files.map(({ path, width, height }) => (width && height ? `${path} (${width} × ${height})` : path))
  const unit = cost?.currency === 'credit' ? 'credits' : cost?.currency
  const price = cost ? `, cost ${cost.amount} ${unit}` : ''
  const { variant, nextVariant } = facts
  return [
    ...(saved.length > 0 ? [`Saved ${saved.length === 1 ? '1 image' : `${saved.length} images`}:`, ...saved] : []),
    ...(failure ? [failureText(failure)] : []),
    ...(isRunning
      ? [
          `Job ${job.id} is still running. Don’t submit it again: call flux_wait with this jobId. It also finishes by itself.`,
        ]
      : []),
    `Job ${job.id}${job.task ? `, task ${job.task.id}` : ''}${price}.`,
    // While a job runs, a variant would be a second image that nobody wants.
    ...(saved.length > 0 && variant !== undefined && nextVariant !== undefined
      ? [`The same call returns this job (variant ${variant}); for another image use variant ${nextVariant}.`]
      : []),
    budgetText(facts),
    ...(facts.isSandbox ? [sandboxText] : []),
  ].join('\n')
}

const sandboxText =
  'This is the sandbox: images are drawn on this machine and cost nothing. For real images the user sets ACEDATACLOUD_API_TOKEN for the server.'

function failureText({ message, charged, advice, code, traceId, taskId }: Failure): string {
  const ids = [
    code,
    ...(taskId === undefined ? [] : [`task ${taskId}`]),
    ...(traceId === undefined ? [] : [`trace ${traceId}`]),
  ]
  return `${message} ${t(`charge.${charged}`)} ${advice} [${ids.join(', ')}]`
}

function budgetText({ spending, limits, isSandbox }: AnswerFacts): string {
  if (isSandbox) return 'Budget: the sandbox is free.'
  const period = (name: string, { images, credits }: Remainder): string => {
    const parts = [
      `${images.used}${images.limit === undefined ? '' : ` of ${images.limit}`} images`,
      `${credits.used}${credits.limit === undefined ? '' : ` of ${credits.limit}`} credits`,
    ]
    return `${name} ${parts.join(', ')}`
  }
  const session = period('this session', remainderOf(limits.session, spending.session))
  const day = period('today', remainderOf(limits.day, spending.day))
  return `Budget used: ${session}; ${day}.`
}

function fileFields(
  { path, url, format, width, height, sizeBytes }: SavedFile,
  isSandbox: boolean,
): ImageResult['files'][number] {
  return {
    path,
    uri: pathToFileURL(path).href,
    // Links of the sandbox lead nowhere.
    ...(!isSandbox && { link: url }),
    ...(format !== undefined && { format }),
    ...(width !== undefined && { width }),
    ...(height !== undefined && { height }),
    ...(sizeBytes !== undefined && { sizeBytes }),
  }
}

function linkTo({ path, mimeType }: SavedFile): ContentBlock {
  return {
    type: 'resource_link',
    uri: pathToFileURL(path).href,
    name: basename(path),
    ...(mimeType !== undefined && { mimeType }),
  }
}

async function previewBlocks(files: readonly SavedFile[]): Promise<ContentBlock[]> {
  const previews = await Promise.all(files.slice(0, maxPreviews).map(({ path }) => previewOf(path)))
  return previews.flatMap((preview) =>
    preview ? [{ type: 'image' as const, data: preview.base64, mimeType: preview.mimeType }] : [],
  )
}

function text(value: string): ContentBlock {
  return { type: 'text', text: value }
}
