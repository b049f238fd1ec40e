import * as z from 'zod/mini'

const charged = z.enum(['no', 'unknown', 'yes'])
const cost = z.object({ amount: z.number(), currency: z.string() })
const line = z.object({ used: z.number(), limit: z.optional(z.number()), left: z.optional(z.number()) })
const remainder = z.object({ images: line, credits: line })

const file = z.object({
  /** Absolute. */
  path: z.string(),
  uri: z.string(),
  /** The link of the service, which may not last. */
  link: z.optional(z.string()),
  format: z.optional(z.string()),
  width: z.optional(z.number()),
  height: z.optional(z.number()),
  sizeBytes: z.optional(z.number()),
})

const failure = z.object({
  code: z.string(),
  message: z.string(),
  advice: z.string(),
  charged,
  retryable: z.boolean(),
  traceId: z.optional(z.string()),
})

const states = [
  'refused',
  'created',
  'stale',
  'submitting',
  'unknown',
  'submitted',
  'missing',
  'ready',
  'done',
  'failed',
  'cancelled',
] as const

/** What flux_generate, flux_edit and flux_wait return. */
export const imageResult = z.object({
  state: z.enum(states),
  charged,
  files: z.array(file),
  jobId: z.optional(z.string()),
  taskId: z.optional(z.string()),
  cost: z.optional(cost),
  /** Links of images that are made and not saved yet. */
  unsavedLinks: z.optional(z.array(z.string())),
  missingImages: z.optional(z.number()),
  variant: z.optional(z.number()),
  /** The one to use for another image of the same call. */
  nextVariant: z.optional(z.number()),
  sandbox: z.boolean(),
  budget: z.object({ session: remainder, day: remainder }),
  error: z.optional(failure),
})

export type ImageResult = z.infer<typeof imageResult>

export const historyResult = z.object({
  jobs: z.array(
    z.object({
      jobId: z.string(),
      taskId: z.optional(z.string()),
      state: z.string(),
      charged: z.optional(charged),
      cost: z.optional(cost),
      app: z.optional(z.string()),
      model: z.optional(z.string()),
      prompt: z.optional(z.string()),
      createdAt: z.optional(z.string()),
      files: z.array(z.string()),
    }),
  ),
})

export const modelsResult = z.object({
  models: z.array(
    z.object({
      id: z.string(),
      label: z.string(),
      summary: z.string(),
      actions: z.array(z.string()),
      sizes: z.array(z.string()),
      defaultSize: z.string(),
      usualCost: z.optional(z.string()),
    }),
  ),
})
