import { readFile } from 'node:fs/promises'
import { randomUUID } from 'node:crypto'
import { type Clock, isFluxError, models } from '@fluxkit/core'
import { isDamaged, type Job } from '@fluxkit/jobs'
import type { Workspace } from '../files/output-folder.ts'
import { type Failure, failureOf, refusal } from '../jobs/failure.ts'
import { type InputImage, readInput } from '../jobs/inputs.ts'
import { hashOf, jobKey } from '../jobs/job-key.ts'
import { serverPlaceOf } from '../jobs/place.ts'
import type { JobReport } from '../jobs/report.ts'
import { savedFiles } from '../jobs/saved-files.ts'
import type { Studio } from '../jobs/studio.ts'
import type { Produced } from '../jobs/job-request.ts'
import { appAdvice } from './app-advice.ts'
import { repeatableForMs } from './choose-call.ts'
import { createCallLedger, lostCalls, type OpenCall } from './call-ledger.ts'
import { t } from '../language/translator.ts'
import { type ErrorAnswer, errorAnswer } from './errors.ts'
import { createImageLinks } from './image-links.ts'
import { type ImagesCall, readCall } from './read-call.ts'

export interface ImagesApiOptions {
  readonly studio: Studio
  readonly clock: Clock
  readonly workspace: Workspace
  /** The token of this server, which signs links to images. */
  readonly token: string
}

/** What is known about the HTTP request of a call. */
export interface CallRequest {
  readonly headers: Headers
  /** Before the path: links of answers begin with it. */
  readonly origin: string
  readonly signal: AbortSignal
}

export interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body: unknown
  /** To be called when the connection is closed: was the answer written in full? */
  readonly onClosed: (isComplete: boolean) => Promise<void>
}

export interface ImagesApi {
  generate(body: unknown, request: CallRequest): Promise<Answer>
  /** @param image the bytes of the file that came with it */
  edit(body: unknown, image: Uint8Array | undefined, request: CallRequest): Promise<Answer>
  listModels(): unknown
  /** A saved image, for a link that an answer contained. */
  file(jobId: string, index: number, signature: string): Promise<{ bytes: Uint8Array; mimeType: string } | undefined>
}

/** How long a call is held: `fetch` of Node, which most clients use, waits 300 s for the head of an answer. */
const holdMs = 285_000

const noQuestions = { canElicit: false, given: {} }

export function createImagesApi({ studio, clock, workspace, token }: ImagesApiOptions): ImagesApi {
  const ledger = createCallLedger(() => clock.now())
  const links = createImageLinks(token)

  /** Nothing was submitted for this call. */
  const refused = (failure: Failure, param: string | null = null): Answer => ({
    ...errorAnswer({ ...failure, charged: 'no', advice: appAdvice({ ...failure, charged: 'no' }, 'failed') }, param),
    onClosed: async () => undefined,
  })

  async function answer(call: ImagesCall, input: InputImage | undefined, request: CallRequest): Promise<Answer> {
    const named = request.headers.get('idempotency-key')?.trim()
    if (named && named.length > 255) return refused(longKey)
    // The format doesn't affect the image.
    const fingerprint = hashOf({ request: call.request, input: input?.hash })
    const open = named ? namedCall(named) : await unnamedCall(fingerprint, request.headers)
    if (named && (await isReused(open.key, fingerprint))) return refused(reusedKey)
    const jobRequest = {
      key: open.key,
      request: call.request,
      input,
      via: 'openai',
      variant: 1,
      fingerprint,
      workspace,
    } as const
    const produced = await studio
      .produce(jobRequest, noQuestions, { waitMs: holdMs, signal: request.signal })
      .catch((error: unknown): Produced => ({ kind: 'refused', failure: failureOf(error) }))
    // A call with the same key and another body came a moment earlier.
    if (named && produced.kind === 'job' && isOther(produced.report, fingerprint)) return refused(reusedKey)
    return answerOf(produced, call, request, open)
  }

  function keyOf(args: Record<string, unknown>): string {
    const { service, account, isSandbox } = studio.connection
    const { directory } = workspace
    return jobKey({ service: isSandbox ? 'sandbox' : service, account, directory, tool: 'openai', args, variant: 1 })
  }

  function namedCall(idempotencyKey: string): OpenCall {
    return { key: keyOf({ idempotencyKey }), end: () => undefined }
  }

  async function unnamedCall(fingerprint: string, headers: Headers): Promise<OpenCall> {
    const settledBeforeMs = clock.now() - 2 * repeatableForMs
    ledger.addLost(fingerprint, lostCalls((await studio.list({ settledBeforeMs })).toReversed(), fingerprint))
    const isRetry = Number(headers.get('x-stainless-retry-count') ?? 0) >= 1
    return ledger.open(fingerprint, { newKey: keyOf({ call: randomUUID() }), isRetry, nowMs: clock.now() })
  }

  /** Was the key used for another request? */
  async function isReused(key: string, fingerprint: string): Promise<boolean> {
    const entry = await studio.store.read(key)
    return entry !== undefined && !isDamaged(entry) && isOther(entry, fingerprint)
  }

  function isOther({ job }: { readonly job: Job }, fingerprint: string): boolean {
    return serverPlaceOf(job)?.fingerprint !== fingerprint
  }

  async function answerOf(produced: Produced, call: ImagesCall, request: CallRequest, open: OpenCall): Promise<Answer> {
    const outcome = await outcomeOf(produced, call.format, request.origin)
    if ('failure' in outcome) {
      const { failure } = outcome
      const standing = standingAfter(produced, failure)
      const found = errorAnswer({ ...failure, advice: appAdvice(failure, standing) })
      return {
        ...(failure.code === 'still_running' ? withRetry(found) : found),
        onClosed: async (ok) => open.end(ok ? standing : 'cut'),
      }
    }
    return {
      status: 200,
      body: outcome.body,
      async onClosed(isComplete) {
        open.end(isComplete ? 'delivered' : 'cut')
        if (isComplete) await studio.markDelivered(outcome.jobId)
      },
    }
  }

  async function outcomeOf(
    produced: Produced,
    format: ImagesCall['format'],
    origin: string,
  ): Promise<{ readonly failure: Failure } | { readonly jobId: string; readonly body: object }> {
    if (produced.kind !== 'job') return { failure: notProduced(produced) }
    const { report } = produced
    const failure = failureIn(report)
    if (failure) return { failure }
    const data = await dataOf(report, format, origin)
    return data ? { jobId: report.job.id, body: bodyOf(report, data) } : { failure: unreadable(report) }
  }

  /** @returns `undefined` when a file can't be read any more */
  async function dataOf({ job, files }: JobReport, format: ImagesCall['format'], origin: string) {
    const data = files.map(async ({ path }, index) => ({
      ...(format !== 'b64_json' && { url: `${origin}${links.linkTo(job.id, index)}` }),
      ...(format !== 'url' && { b64_json: (await readFile(path)).toString('base64') }),
    }))
    return Promise.all(data).catch(() => undefined)
  }

  function bodyOf({ job, files, cost, missing }: JobReport, data: readonly object[]): object {
    return {
      created: Math.floor(job.createdAtMs / 1_000),
      data,
      fluxkit: {
        job_id: job.id,
        ...(job.task && { task_id: job.task.id }),
        ...(cost && { cost }),
        ...(missing > 0 && { missing_images: missing }),
        files: files.map(({ path }) => path),
        sandbox: studio.connection.isSandbox,
      },
    }
  }

  return {
    async generate(body, request) {
      const call = readCall('generate', body)
      if ('failure' in call) return refused(call.failure, call.param)
      return answer(call, undefined, request).catch((error: unknown) => refused(failureOf(error)))
    },
    async edit(body, image, request) {
      const call = readCall('edit', body, image !== undefined)
      if ('failure' in call) return refused(call.failure, call.param)
      try {
        return await answer(call, image && (await readInput(image)), request)
      } catch (error) {
        return refused(failureOf(error), isFluxError(error) ? 'image' : null)
      }
    },
    listModels: () => ({
      object: 'list',
      data: models.map(({ id }) => ({ id, object: 'model', created: 0, owned_by: 'black-forest-labs' })),
    }),
    async file(jobId, index, signature) {
      if (!links.isSigned(jobId, index, signature)) return undefined
      const entry = await studio.store.read(jobId)
      const saved = entry && !isDamaged(entry) ? savedFiles(entry.job)[index] : undefined
      if (!saved) return undefined
      const bytes = await readFile(saved.path).catch(() => undefined)
      return bytes && { bytes, mimeType: saved.mimeType ?? 'application/octet-stream' }
    },
  }
}

function notProduced(produced: Exclude<Produced, { kind: 'job' }>): Failure {
  if (produced.kind === 'refused') return produced.failure
  // There is nobody to ask here, so the studio refuses instead.
  return refusal('forbidden', produced.message(t), 'Ask the user.')
}

/** Why there are no images to answer with. */
function failureIn({ files, failure, job, isRunning, charged }: JobReport): Failure | undefined {
  if (isRunning) {
    return {
      code: 'still_running',
      message: 'The job is still running.',
      charged,
      advice: 'Make the same call again to get it.',
      retryable: false,
      jobId: job.id,
      ...(job.task && { taskId: job.task.id }),
    }
  }
  // Some images are better than none.
  return files.length > 0 ? undefined : failure
}

/** The images were saved and have been moved or deleted since. */
function unreadable({ charged, job }: JobReport): Failure {
  return {
    code: 'file_missing',
    message: 'The saved images can’t be read: they were moved or deleted.',
    charged,
    advice: 'Look for them where they were moved to; a new request makes new ones.',
    retryable: false,
    jobId: job.id,
  }
}

/**
 * How a call stands after this failure was its answer. While its job is kept, and may still give the images that are paid for,
 * the call isn't answered: an identical one gets the same job.
 */
function standingAfter(produced: Produced, { charged }: Failure): 'cut' | 'failed' | 'delivered' {
  const isEnded = produced.kind === 'job' && produced.report.job.end !== undefined
  if (isEnded) return charged === 'no' ? 'failed' : 'delivered'
  return produced.kind === 'job' || charged !== 'no' ? 'cut' : 'failed'
}

/** Clients retry this status automatically: an identical call gets the running job, so nothing is paid twice. */
function withRetry({ body }: ErrorAnswer): ErrorAnswer {
  return { status: 503, headers: { 'x-should-retry': 'true', 'retry-after': '1' }, body }
}

const reusedKey = refusal(
  'idempotency_key_reused',
  'This Idempotency-Key was used for another request.',
  'Use a new key for a new request.',
)
const longKey = refusal('invalid_request', 'Idempotency-Key: must have at most 255 characters.', 'Use a shorter key.')
