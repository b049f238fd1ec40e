import type { JSONObject } from '@ai-sdk/provider'
import { requestFields, requestShapes } from '@fluxkit/core/schemas'
import * as z from 'zod/mini'

const { imageSize, extra } = requestShapes.edit

/** What core takes: what it refused would be refused only when the images are paid for. */
const isTimeLimit = (value: number): boolean => value >= 1 && value < 2 ** 31

/** The fields of `providerOptions.fluxkit`. Those of a request are core's, with its limits and messages. */
export const imageOptionsSchema = z.strictObject({
  imageSize,
  extra,
  unchecked: requestFields.unchecked.uncheckedSchema,
  imageMayBecomePublic: z.optional(z.boolean()),
  taskId: z.optional(z.string().check(z.regex(/^[\x21-\x7e]{1,200}$/, 'must be the id of a task'))),
  deadlineMs: z.optional(
    z.number().check(z.refine(isTimeLimit, 'must be a number of milliseconds from 1 to 2147483647')),
  ),
})

type Options = z.infer<typeof imageOptionsSchema>

/** `providerOptions.fluxkit` of `generateImage`: options that the AI SDK doesn't have. */
export type FluxkitImageOptions = {
  /** Width and height in pixels of the image to edit, if you pass a link: an edit without a size keeps its shape. */
  readonly imageSize?: Options['imageSize']
  /** Fields that Fluxkit doesn't know, by the service's names; sent as they are. */
  readonly extra?: JSONObject
  /** Send any model and size as they are. Default false. */
  readonly unchecked?: Options['unchecked']
  /**
   * You agree that the image to edit gets a public, permanent link: the service takes links only, so bytes are uploaded
   * to the vendor's platform first. Needed for bytes; without it nothing is sent.
   */
  readonly imageMayBecomePublic?: Options['imageMayBecomePublic']
  /**
   * Fetch the images of this task, which is free, instead of submitting anything: the `taskId` of a `FluxkitError`, or of
   * `onTask`. The prompt is ignored.
   */
  readonly taskId?: Options['taskId']
  /** Stop waiting after this time in milliseconds; the task continues. Default 600,000. */
  readonly deadlineMs?: Options['deadlineMs']
}
