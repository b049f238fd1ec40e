import { requestShapes } from '@fluxkit/core/schemas'
import { fromJsonSchema, type StandardSchemaWithJSON } from '@modelcontextprotocol/server'
import * as z from 'zod/mini'
import { type Failure, refusal } from '../../jobs/failure.ts'

/** Longer than any prompt, shorter than an accidental paste. */
const maxPromptLength = 20_000
/** Each image is paid for. */
const maxCount = 10

/** Fields of core that an agent has no use for. The tools get every other field of core automatically. */
const hidden = ['callbackUrl', 'extra', 'unchecked', 'allowUnknownModel', 'imageUrl', 'imageSize'] as const

type Hidden = (typeof hidden)[number]

function shown<Shape extends object>(shape: Shape): Omit<Shape, Hidden> {
  const names: readonly string[] = hidden
  return Object.fromEntries(Object.entries(shape).filter(([name]) => !names.includes(name))) as never
}

const about = <Schema extends z.ZodMiniType>(schema: Schema, description: string): Schema =>
  schema.check(z.meta({ description }))

const own = {
  name: about(
    z.optional(z.string().check(z.minLength(1), z.maxLength(100))),
    'File name without extension. Default: made from the prompt.',
  ),
  variant: about(
    z.optional(z.int().check(z.minimum(1), z.maximum(1_000_000))),
    'The same call with the same variant returns the same job and is never paid twice. For another image of the same request use the nextVariant of the last answer. Default 1.',
  ),
}

const prompt = requestShapes.generate.prompt.check(z.maxLength(maxPromptLength))

export const generateArguments = z.strictObject({
  ...shown(requestShapes.generate),
  prompt,
  count: requestShapes.generate.count.check(
    z.refine((count) => count === undefined || count <= maxCount, `count: at most ${maxCount} in one call`),
    z.meta({ description: `Number of images, from 1 to ${maxCount}; each is paid for. Default 1.`, maximum: maxCount }),
  ),
  ...own,
})

export const editArguments = z.strictObject({
  ...shown(requestShapes.edit),
  prompt,
  image: about(
    z.string().check(z.minLength(1), z.maxLength(4_096)),
    'The image to edit: an https link that the service can fetch, or the path of a file in the workspace. Uploading a file makes a public, permanent link, so the user has to allow it.',
  ),
  ...own,
})

const jobId = z.string().check(z.minLength(4), z.maxLength(128))

export const waitArguments = z.strictObject({
  jobId: about(
    z.optional(jobId),
    'jobId or taskId of an earlier answer, or the first characters of one. Default: the newest unfinished job.',
  ),
})

export const historyArguments = z.strictObject({
  limit: about(z.optional(z.int().check(z.minimum(1), z.maximum(50))), 'Number of jobs, newest first. Default 10.'),
  unfinished: about(z.optional(z.boolean()), 'Only jobs that are running, or whose images aren’t saved yet.'),
})

export const modelsArguments = z.strictObject({})

/** The JSON Schema that a tool advertises. Arguments are checked by {@link readArguments}, whose answers say what was charged. */
export function advertised<T>(schema: z.ZodMiniType<T>): StandardSchemaWithJSON<unknown, unknown> {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io: 'input' })
  return fromJsonSchema(json as never, {
    getValidator: () => (data) => ({ valid: true, data: data as never, errorMessage: undefined }),
  })
}

/** @returns the arguments, or why nothing is submitted */
export function readArguments<T>(
  schema: z.ZodMiniType<T>,
  given: unknown,
): { readonly args: T } | { readonly failure: Failure } {
  const result = z.safeParse(schema, given ?? {})
  if (result.success) return { args: result.data }
  const lines = result.error.issues.slice(0, 5).map(({ path, message }) => {
    const field = path.join('.')
    return field === '' || message.startsWith(field) ? message : `${field}: ${message}`
  })
  // Arguments can be of any length, and messages quote them.
  const message = lines.join('. ').slice(0, 1_000)
  return {
    failure: refusal(
      'invalid_request',
      `${message}.`.replace(/\.\.$/, '.'),
      'Correct the named arguments; flux_models lists models and sizes.',
    ),
  }
}
