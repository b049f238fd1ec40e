import * as z from 'zod/mini'
import {
  asBatch,
  asCost,
  asImage,
  asResponse,
  asServiceError,
  asSubmission,
  asTask,
  asUpload,
} from './answer-readers.ts'

function schemaOf<Value>(read: (value: unknown) => Value | undefined): z.ZodMiniType<Value> {
  return z.transform((value: unknown, context) => {
    const found = read(value)
    if (found === undefined) context.issues.push({ code: 'custom', input: value })
    return found as Value
  })
}

/** What a task cost, in the service's own currency: credits are not dollars. */
export const costSchema = schemaOf(asCost)
/** One element of `data`. */
export const imageSchema = schemaOf(asImage)
/** `{code, message}`; a bare text is a message, and a number is a code, too. */
export const serviceErrorSchema = schemaOf(asServiceError)
/** The part of an answer with the state of a task: the whole synchronous answer, or a task's `response`. */
export const responseSchema = schemaOf(asResponse)
/** The answer to `POST /flux/images`, and the body of a callback. */
export const submissionSchema = schemaOf(asSubmission)
/** One task, as `retrieve` answers it. */
export const taskSchema = schemaOf(asTask)
/** The answer to `retrieve_batch`. */
export const batchSchema = schemaOf(asBatch)
/** The answer to a file upload. */
export const uploadSchema = schemaOf(asUpload)
