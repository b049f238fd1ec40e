import type { ImageModelV4Result, JSONObject, SharedV4Warning } from '@ai-sdk/provider'
import { type Charged, FluxError } from '@fluxkit/core'
import { FluxkitError } from './fluxkit-error.ts'
import { providerName } from './provider-name.ts'
import type { LinkedImage, TaskReport } from './run-task.ts'

/**
 * What a call returns as soon as there is one image: missing ones are a warning, because an error would lose what is
 * there.
 * @throws {FluxkitError} when no image came, and when the caller has aborted
 */
export function callResult(
  reports: readonly TaskReport[],
  { modelId, timestamp, warnings }: { modelId: string; timestamp: Date; warnings: readonly SharedV4Warning[] },
): ImageModelV4Result {
  const images = reports.flatMap((report) => report.images)
  const isAborted = reports.some(({ errors }) => errors.some(({ code }) => code === 'aborted'))
  if (images.length === 0 || isAborted) throw errorOf(reports)
  return {
    images: images.map(({ bytes }) => bytes),
    // Whatever an application does with the result, the same call would be charged again.
    isRetryable: false,
    warnings: [...warnings, ...reports.flatMap((report) => warningsOf(report))],
    providerMetadata: {
      [providerName]: {
        images: reports.flatMap((report) => report.images.map((image) => imageMetadata(report, image))),
        tasks: reports.map((report) => taskMetadata(report)),
      },
    },
    response: { modelId, timestamp, headers: undefined },
  }
}

/** The error of a call: an abort first, then one that may have cost money. Its charge covers all of them. */
function errorOf(reports: readonly TaskReport[]): FluxkitError {
  const failures = reports.flatMap(({ taskId, errors }) => errors.map((error) => ({ error, taskId })))
  const { error, taskId } = failures.find((each) => each.error.code === 'aborted') ??
    failures.find((each) => each.error.charged !== 'no') ??
    failures[0] ?? { error: new FluxError('finished_without_image', 'The task finished without an image.') }
  const taskIds = reports.flatMap((report) => report.taskId ?? [])
  return new FluxkitError(error, {
    taskId: taskId ?? taskIds[0],
    taskIds,
    charged: chargedOf(reports),
    imageUrls: reports.flatMap(({ generation }) => generation?.images.map(({ url }) => url) ?? []),
    isRetryable: taskIds.length === 0 && failures.every((each) => isRepeatable(each.error)),
  })
}

/** A task with a result is paid for; otherwise the worst that an error says. */
function chargedOf(reports: readonly TaskReport[]): Charged {
  const charges = reports.flatMap(({ generation, errors }) =>
    generation ? 'yes' : errors.map(({ charged }) => charged),
  )
  const all = new Set<Charged>(charges)
  return (['yes', 'unknown'] as const).find((charged) => all.has(charged)) ?? 'no'
}

/** May the whole call be repeated? Not if it was accepted, whatever core says about a wait or a download. */
export function isRepeatable({ code, retryable, charged, taskId }: FluxError): boolean {
  return retryable && charged === 'no' && taskId === undefined && code !== 'aborted'
}

/** For every image, next to its bytes; also in the merged metadata of `generateImage`, which has no tasks. */
function imageMetadata({ taskId, generation }: TaskReport, { link, width, height, mimeType }: LinkedImage): JSONObject {
  const { traceId, cost } = generation ?? {}
  return { url: link, width, height, mediaType: mimeType, taskId, traceId, taskCost: cost && { ...cost } }
}

function taskMetadata({ taskId, generation, errors }: TaskReport): JSONObject {
  const { traceId, cost, size, missingImages, images = [] } = generation ?? {}
  const [error] = errors
  return {
    taskId,
    traceId: traceId ?? error?.traceId,
    cost: cost && { ...cost },
    size: size?.sent,
    imageUrls: images.map(({ url }) => url),
    missingImages,
    error: error && { code: error.code, charged: error.charged },
  }
}

function warningsOf(report: TaskReport): readonly SharedV4Warning[] {
  const { taskId, generation, errors, action, isUnsaved } = report
  const { missingImages = 0, size } = generation ?? {}
  const messages = errors.map((error) => errorOf([{ ...report, errors: [error] }]).message)
  if (missingImages > 0)
    messages.push(`The service made ${missingImages} fewer images than requested. [task ${taskId}]`)
  if (size?.insteadOf !== undefined) {
    messages.push(`The service refused the size ${size.insteadOf}, which was free; ${size.sent} was requested then.`)
  }
  if (action === 'edit' && size?.chosenBy === 'default') {
    messages.push(
      `The shape of the image to edit is not known, so ${size.sent} was requested. Pass size, aspectRatio or providerOptions.${providerName}.imageSize to keep it.`,
    )
  }
  if (isUnsaved) messages.push(`onTask failed. [task ${taskId}]`)
  return messages.map((message) => ({ type: 'other', message }))
}
