import {
  defaultModelIds,
  findModel,
  formatSize,
  type LooseFluxRequest,
  type ModelAction,
  models,
  parseSize,
  sameShapeSize,
} from '@fluxkit/core'
import * as z from 'zod/mini'
import { type Failure, refusal } from '../jobs/failure.ts'

/** What a call to the Images API asks for, in our terms. */
export interface ImagesCall {
  readonly request: LooseFluxRequest
  /** Apps that request no format accept either. */
  readonly format: 'url' | 'b64_json' | 'both'
}

export type ReadCall = ImagesCall | { readonly failure: Failure; readonly param: string | null }

const absent = <Schema extends z.ZodMiniType>(schema: Schema) => z.optional(z.nullable(schema))

/** The supported fields; others (`quality`, `style`, `user`, …) are ignored. */
const fields = z.object({
  prompt: z.string().check(z.regex(/\S/), z.maxLength(20_000)),
  model: absent(z.string().check(z.maxLength(128))),
  n: absent(z.int().check(z.minimum(1), z.maximum(10))),
  size: absent(z.string().check(z.maxLength(40))),
  response_format: absent(z.enum(['url', 'b64_json'])),
  stream: absent(z.literal(false)),
  image_url: absent(z.string().check(z.maxLength(4_096))),
})

const explanations: Readonly<Record<string, string>> = {
  prompt: 'prompt: must be text that is not empty, of at most 20,000 characters',
  model: 'model: must be the id of a model',
  n: 'n: must be a whole number from 1 to 10',
  size: 'size: must be auto, pixels such as 1024x1024, or a ratio such as 16:9',
  response_format: 'response_format: must be url or b64_json',
  stream: 'stream: images can’t be streamed here',
  image_url: 'image_url: must be a link',
}

/** Reads the body of a call: JSON, or the fields of a form. @param hasImage a file came with it */
export function readCall(action: ModelAction, body: unknown, hasImage = false): ReadCall {
  const result = z.safeParse(fields, body)
  if (!result.success) {
    const [{ path } = { path: [] }] = result.error.issues
    const param = typeof path[0] === 'string' ? path[0] : null
    const message = explanations[param ?? ''] ?? 'The body must be a JSON object.'
    return { failure: refusal('invalid_request', `${message}.`.replace(/\.\.$/, '.'), 'Correct the request.'), param }
  }
  const { prompt, model, n, size, response_format: format, image_url: imageUrl } = result.data
  const known = findModel(model ?? defaultModelIds[action])
  if (!known) {
    const ids = models.map(({ id }) => id).join(', ')
    return { failure: refusal('model_not_found', 'There is no such model.', `Use one of: ${ids}.`), param: 'model' }
  }
  const chosen = size === 'auto' ? undefined : (size ?? undefined)
  const request = {
    action,
    prompt,
    model: known.id,
    ...(chosen !== undefined && { size: fitting(known, chosen, action) }),
    // An edit makes one image; core says so to those who want more.
    ...((action === 'generate' || (n ?? 1) > 1) && { count: n ?? 1 }),
    ...(action === 'edit' && !hasImage && imageUrl && { imageUrl }),
  }
  return { request: request as LooseFluxRequest, format: format ?? 'both' }
}

/** Apps send fixed pixel sizes: where the model lacks one, its size of the same shape. */
function fitting(model: NonNullable<ReturnType<typeof findModel>>, text: string, action: ModelAction): string {
  const size = parseSize(text)
  const same = size && sameShapeSize(model, size, { action })
  return same ? formatSize(same) : text
}
