import { defaultModelIds, findRules, type ModelAction } from './models.ts'
import { fieldEntries } from './request-fields.ts'
import { isUnchecked } from './request-relations.ts'
import type { LooseFluxRequest } from './request-schemas.ts'
import type { JsonObject } from './json.ts'
import { formatSize, parseSize } from './size.ts'

/** The body of `POST /flux/images`, in the vendor's spelling. Fields that a caller passes through are added to these. */
export interface SubmissionBody extends JsonObject {
  readonly action: ModelAction
  readonly prompt: string
  readonly model: string
  readonly size: string
  readonly count?: number
  readonly image_url?: string
  readonly callback_url?: string
  readonly async?: boolean
}

/**
 * The body to send for a request that `checkRequest` found nothing wrong with. Every field with a default is sent, so
 * that a default which changes at the service changes nothing here.
 * @param size what `chooseSize` decided
 */
export function toSubmissionBody(request: LooseFluxRequest, size: string, mode: 'async' | 'sync'): SubmissionBody {
  const { action, extra } = request
  const values: Readonly<Record<string, unknown>> = {
    ...request,
    model: request.model ?? defaultModelIds[action],
    size,
    count: countToSend(request),
  }
  const known = fieldEntries.flatMap(([name, { wire }]) =>
    wire === undefined || values[name] === undefined ? [] : [[wire, values[name]] as const],
  )
  return { ...extra, action, ...Object.fromEntries(known), ...(mode === 'async' && { async: true }) } as never
}

/** The size that a caller named, as the service spells it; sizes of unknown models and unchecked ones as they are. */
export function callersSize(request: LooseFluxRequest): string | undefined {
  const { size, model = defaultModelIds[request.action] } = request
  if (size === undefined) return undefined
  const parsed = findRules(model) && !isUnchecked({ ...request }) ? parseSize(size) : undefined
  return parsed ? formatSize(parsed) : size.trim()
}

/** An edit makes one image in both editions, and the README's service refuses a count for it. */
function countToSend(request: LooseFluxRequest): number | undefined {
  if (request.action === 'generate') return request.count ?? 1
  return isUnchecked({ ...request }) ? request.count : undefined
}
