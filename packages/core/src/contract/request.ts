import { defined } from './defined.ts'
import type { RequestIssue } from '../errors/request-errors.ts'
import type { ModelAction, ModelId } from './models.ts'
import { defaultModelIds, findModel, models } from './models.ts'
import { nearestWord } from './nearest-word.ts'
import { checkSize, formatSize, parseSize } from './size.ts'

interface CommonRequest {
  /** What the picture shall show, or what shall change in it. */
  readonly prompt: string
  /** Default: `flux-dev` to generate, `flux-kontext-pro` to edit. */
  readonly model?: ModelId | undefined
  /** `1024x768` or `16:9`, depending on the model. Default: the service's own. */
  readonly size?: string | undefined
  /** Where the service shall POST the result; the submission then returns at once. */
  readonly callbackUrl?: string | undefined
  /** Send a model id that the registry does not know; its size is then left to the service to check. */
  readonly allowUnknownModel?: boolean | undefined
}

export interface GenerateRequest extends CommonRequest {
  /** Number of pictures, from 1. Default 1. */
  readonly count?: number | undefined
}

export interface EditRequest extends CommonRequest {
  /** A direct http(s) link to the picture; the service must be able to fetch it. */
  readonly imageUrl: string
}

export type FluxRequest =
  | ({ readonly action: 'generate' } & GenerateRequest)
  | ({ readonly action: 'edit' } & EditRequest)

/** The body of `POST /flux/images`, in the vendor's spelling. */
export interface SubmissionBody {
  readonly action: ModelAction
  readonly prompt: string
  readonly model: string
  readonly size?: string
  readonly count?: number
  readonly image_url?: string
  readonly callback_url?: string
  readonly async?: boolean
}

const commonFields = ['action', 'prompt', 'model', 'size', 'callbackUrl', 'allowUnknownModel']
const actionFields: Record<ModelAction, readonly string[]> = { generate: ['count'], edit: ['imageUrl'] }

/**
 * Everything that is wrong with a request, before anything is sent; empty when it is fine. Treats its argument as
 * unknown data, since callers in plain JavaScript have no compiler.
 */
export function checkRequest(request: FluxRequest): RequestIssue[] {
  const fields: Readonly<Record<string, unknown>> = { ...request }
  const action = fields['action']
  if (action !== 'generate' && action !== 'edit') {
    return [{ field: 'action', message: `action ${show(action)}: must be "generate" or "edit"` }]
  }
  return [
    ...checkFieldNames(action, fields),
    ...checkPrompt(fields['prompt']),
    ...checkModelAndSize(action, fields),
    ...(action === 'generate' ? checkCount(fields['count']) : checkLink('imageUrl', fields['imageUrl'])),
    ...(fields['callbackUrl'] === undefined ? [] : checkLink('callbackUrl', fields['callbackUrl'])),
  ]
}

/** The body to send for a request that {@link checkRequest} found nothing wrong with. */
export function toSubmissionBody(request: FluxRequest, mode: 'async' | 'sync'): SubmissionBody {
  const { action, prompt, model = defaultModelIds[action], callbackUrl } = request
  const size = request.size === undefined ? undefined : wireSize(request.size, model)
  return defined({
    action,
    prompt,
    model,
    size,
    count: action === 'generate' ? request.count : undefined,
    image_url: action === 'edit' ? request.imageUrl : undefined,
    callback_url: callbackUrl,
    async: mode === 'async' || undefined,
  })
}

/** Sizes are read leniently (`1024 × 768`) and sent as the service spells them; those of unknown models as they are. */
function wireSize(size: string, model: string): string {
  const parsed = findModel(model) && parseSize(size)
  return parsed ? formatSize(parsed) : size.trim()
}

function checkFieldNames(action: ModelAction, fields: object): RequestIssue[] {
  const known = [...commonFields, ...actionFields[action]]
  return Object.entries(fields).flatMap(([field, value]) => {
    if (known.includes(field) || value === undefined) return []
    if (field === 'count') return [{ field, message: 'count: an edit makes one picture; leave count out' }]
    return [withNearest({ field, message: `${show(field)}: not a field of ${action}` }, nearestWord(field, known))]
  })
}

function checkPrompt(prompt: unknown): RequestIssue[] {
  if (typeof prompt === 'string' && prompt.trim()) return []
  const problem = typeof prompt === 'string' ? 'must not be empty' : `must be text, not ${typeof prompt}`
  return [{ field: 'prompt', message: `prompt: ${problem}` }]
}

function checkModelAndSize(action: ModelAction, fields: Readonly<Record<string, unknown>>): RequestIssue[] {
  const { model: id = defaultModelIds[action], size } = fields
  if (typeof id !== 'string' || !/^[\w.:/-]{1,128}$/.test(id)) {
    return [{ field: 'model', message: `model ${show(id)}: must be a model id` }]
  }
  if (size !== undefined && typeof size !== 'string') {
    return [{ field: 'size', message: `size ${show(size)}: must be text such as 1024x1024 or 16:9` }]
  }
  const model = findModel(id)
  if (!model) {
    if (fields['allowUnknownModel'] === true) return []
    const known = models.map((each) => each.id)
    const message = `model ${id}: not a known model (${known.join(', ')}); allowUnknownModel sends it all the same`
    return [withNearest({ field: 'model', message }, nearestWord(id, known))]
  }
  if (!model.actions.includes(action)) {
    const able = models.filter((each) => each.actions.includes(action)).map((each) => each.id)
    const message = `model ${id}: cannot ${action}; use ${able.join(' or ')}`
    return [{ field: 'model', message, nearest: defaultModelIds[action] }]
  }
  const check = size === undefined ? undefined : checkSize(model, size)
  if (!check || check.ok) return []
  return [withNearest({ field: 'size', message: `size ${show(size)}: ${check.rule}` }, check.nearest)]
}

function checkCount(count: unknown): RequestIssue[] {
  if (count === undefined || (Number.isSafeInteger(count) && (count as number) >= 1)) return []
  const nearest = typeof count === 'number' && Number.isFinite(count) ? Math.min(Math.max(1, Math.round(count)), 10) : 1
  return [withNearest({ field: 'count', message: `count ${show(count)}: must be a whole number from 1` }, `${nearest}`)]
}

function checkLink(field: string, link: unknown): RequestIssue[] {
  if (link === undefined) return [{ field, message: `${field}: is required` }]
  // URL itself forgives spaces around a link and line breaks in it, which the service may not.
  if (typeof link === 'string' && /^https?:\/\/\S+$/i.test(link) && URL.canParse(link)) return []
  // The link is not shown: it may carry a signature, and a data: URI is as long as its picture.
  const hint = field === 'imageUrl' ? '; upload a local picture first' : ''
  return [{ field, message: `${field}: must be a link that starts with https:// or http://${hint}` }]
}

function withNearest(issue: RequestIssue, nearest: string | undefined): RequestIssue {
  return nearest === undefined ? issue : { ...issue, message: `${issue.message}; nearest: ${nearest}`, nearest }
}

/** A value as messages show it: short, on one line; of objects only that they are some. */
function show(value: unknown): string {
  const kind = typeof value
  const text =
    kind === 'string' && !/^[\w.:×*-]+$/.test(value as string)
      ? JSON.stringify(value)
      : (kind === 'object' && value !== null) || kind === 'function'
        ? `(${kind})`
        : String(value)
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}
