import { apiError, type ApiError } from './api-error.ts'
import type { Action, SubmissionRules } from './editions/edition.ts'
import { acceptsSize } from './editions/size-rule.ts'
import { findModel, type SimulatedModel } from './models.ts'

/** A body of `POST /flux/images` that passed validation. */
export interface Submission {
  readonly action: Action
  readonly prompt: string
  readonly model: SimulatedModel
  /** As sent; absent when the model's default applies. */
  readonly size: string | undefined
  readonly count: number
  readonly imageUrl: string | undefined
  readonly callbackUrl: string | undefined
  readonly isAsync: boolean
}

/** The vendor states no maximum; this one bounds what a single request can ask of a sandbox. */
const maxCount = 100

function isHttpUrl(value: unknown): value is string {
  if (typeof value !== 'string' || !URL.canParse(value)) return false
  return ['http:', 'https:'].includes(new URL(value).protocol)
}

function invalid(field: string): ApiError {
  return apiError('bad_request', `${field} is invalid.`)
}

function required(field: string): ApiError {
  return apiError('bad_request', `${field} is required`)
}

function isCount(value: unknown, max: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= max
}

/** Checks the fields in the order in which the service's own messages appear to check them; the first fault wins. */
export function parseSubmission(body: unknown, rules: SubmissionRules): Submission | ApiError {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return invalid('body')
  const fields = body as Record<string, unknown>

  const action = fields['action']
  if (action === undefined) return required('action')
  if (action !== 'generate' && action !== 'edit') return invalid('action')

  const prompt = fields['prompt']
  if (prompt === undefined || prompt === '') return required('prompt')
  if (typeof prompt !== 'string' || prompt.trim() === '') return invalid('prompt')

  const modelId = fields['model'] ?? rules.defaultModels[action]
  if (typeof modelId !== 'string' || !Object.hasOwn(rules.models, modelId)) return invalid('model')
  const model = findModel(modelId)
  const { actions = [], sizes = [] } = rules.models[modelId] ?? {}
  if (!model || !actions.includes(action)) return invalid('model')

  const size = fields['size']
  if (size === undefined && rules.isSizeRequired) return required('size')
  if (size !== undefined && (typeof size !== 'string' || !sizes.some((rule) => acceptsSize(rule, size))))
    return invalid('size')

  const count = fields['count'] ?? 1
  const isCountGiven = fields['count'] !== undefined
  if (isCountGiven && !isCount(count, action === 'edit' ? rules.maxEditCount : maxCount)) return invalid('count')

  const imageUrl = fields['image_url']
  if (action === 'edit' && (imageUrl === undefined || imageUrl === '')) return required('image_url')
  if (imageUrl !== undefined && !isHttpUrl(imageUrl)) return invalid('image_url')

  const callbackUrl = fields['callback_url']
  if (callbackUrl !== undefined && !isHttpUrl(callbackUrl)) return invalid('callback_url')

  const isAsync = fields['async'] ?? false
  if (typeof isAsync !== 'boolean') return invalid('async')

  return { action, prompt, model, size, count: Number(count), imageUrl, callbackUrl, isAsync }
}
